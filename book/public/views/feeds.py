"""The Atom feed of releases, the sitemap and robots.txt: absolute addresses from the settings, never the request."""

from django.conf import settings
from django.db.models.functions import Left
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy

from book.public import answering, frames, uses, wording
from book.public.current import OPENING
from book.public.entries import ENGLISH
from book.public.revisions import permanent_path
from book.public.views.front import NEWSWORTHY
from editorial.models import PublicPage

#: Entries of the feed.
LATEST = 50
#: Fixed pages of the site, in the sitemap beside the records.
FIXED = (
    "/",
    "/timeline/",
    "/events/",
    "/organizations/",
    "/concepts/",
    "/sources/",
    "/anecdotes/",
    "/index/",
    "/contributors/",
)
#: A sitemap holds at most 50,000 addresses (https://www.sitemaps.org); every page has one in each language.
SITEMAP_SIZE = 20_000


#: What a feed is about, by the kinds in it: its address, and the word after the name of the site.
_FEEDS = {
    NEWSWORTHY: ("/feed.atom", ""),
    ("chapter",): ("/chapters/feed.atom", gettext_lazy("Chapters")),
    ("event",): ("/events/feed.atom", gettext_lazy("Events")),
}


@answering.public
def feed(request, kinds=NEWSWORTHY, *, language):
    """Return the latest releases of ``kinds`` that are current, newest first. Two queries."""
    path, word = _FEEDS[kinds]
    frame = frames.plain(language=language, path=path, title="")
    address = frames.absolute(path, language)
    atom = Atom1Feed(
        title=f"{frame.site} · {word}" if word else frame.site, link=frames.absolute("/", language),
        description=frame.description, language=frame.lang, feed_url=address, feed_guid=address,
    )  # fmt: skip
    for page in _latest(kinds):
        release = page.release
        title = (language == ENGLISH and release.title_en) or release.title
        permanent = frames.absolute(permanent_path(page.path, release.number), language)
        atom.add_item(
            title=title, link=frames.absolute(page.path, language), unique_id=permanent, updateddate=page.updated_at,
            pubdate=release.at, description=page.opening or "",
            categories=[wording.word(wording.KINDS, page.kind)], author_name=frame.site,
        )  # fmt: skip
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _latest(kinds):
    uses.note("all")
    return (
        PublicPage.objects.live()
        .filter(kind__in=kinds)
        .select_related("release")
        .annotate(opening=Left("release__body__text", OPENING))
        .order_by("-updated_at", "kind", "pk")[:LATEST]
    )


@answering.public
def sitemap(request, *, language):
    """Return every public page with its languages and last change; an index of several where there are too many."""
    if language == ENGLISH:
        raise Http404  # one sitemap names both languages
    uses.note("all")
    pages = PublicPage.objects.live()
    count = max(1, -(-pages.count() // SITEMAP_SIZE))
    asked = request.GET.get("page", "")
    if asked:
        if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked[:9]) <= count:
            raise Http404
    elif count > 1:
        maps = [frames.absolute(f"/sitemap.xml?page={number}", language) for number in range(1, count + 1)]
        return _xml("public/sitemap_index.xml", {"maps": maps})
    number = int(asked or 1)
    rows = pages.order_by("pk").values_list("path", "updated_at")[(number - 1) * SITEMAP_SIZE : number * SITEMAP_SIZE]
    places = [(path, None) for path in FIXED] if number == 1 else []
    entries = [
        {"address": address, "alternates": frames.alternates(path), "changed": changed}
        for path, changed in [*places, *rows]
        for _tag, address in frames.alternates(path)[:-1]
    ]
    return _xml("public/sitemap.xml", {"entries": entries})


@answering.public
def robots(request, *, language):
    if language == ENGLISH:
        raise Http404
    lines = [
        "User-agent: *",
        "Disallow: /search/",
        "Disallow: /en/search/",
        f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _xml(template, context):
    return HttpResponse(render_to_string(template, context), content_type="application/xml; charset=utf-8")
