"""The search page: one box, results by kind, the words found marked. Works by GET; any text is a fair question."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from book import search as index
from book.public import answering, frames, wording
from book.public.entries import is_foreign, prefix

#: Hits shown of each kind.
SHOWN = 30


@dataclass(frozen=True)
class Place:
    """One section found, as the page shows it; titles and snippet are HTML with ``<mark>`` around the words."""

    href: str
    title: str
    lang: str
    heading: str
    snippet: str


@dataclass(frozen=True)
class Group:
    """The places in one kind of record; ``more`` counts those that are not shown."""

    id: str
    word: str
    count: int
    places: list[Place]
    more: str = ""


@answering.public
def search(request, *, language):
    """Render what is found for ``?q=``. Three queries: two of the search, one for the books."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[: index.LONGEST]
    found = index.search(asked, language=language, limit=SHOWN)
    frame = frames.plain(
        language=language, path="/search/", title=_("Search"), index=False, query=request.GET.urlencode()
    )
    context = {
        "frame": frame,
        "query": asked,
        "summary": _summary(asked, found.total) if asked else "",
        "groups": [_group(group, language) for group in found.groups],
    }
    return answering.page("public/search.html", context)


def _summary(asked, total) -> str:
    if not total:
        return _("Nothing found for “%(asked)s”. Try fewer or shorter words.") % {"asked": asked}
    words = ngettext("%(count)s place found for “%(asked)s”.", "%(count)s places found for “%(asked)s”.", total)
    return words % {"count": total, "asked": asked}


def _group(group, language) -> Group:
    left = group.total - len(group.hits)
    return Group(
        id=group.kind,
        word=wording.word(wording.KINDS_PLURAL, group.kind),
        count=group.total,
        places=[_place(hit, language) for hit in group.hits],
        more=ngettext("and %(count)s more place", "and %(count)s more places", left) % {"count": left} if left else "",
    )


def _place(hit, language) -> Place:
    return Place(
        href=f"{prefix(language)}{hit.path}{'#' + hit.anchor if hit.anchor else ''}",
        title=hit.title_html,
        lang="zh-Hans" if is_foreign(hit.title, language) else "",
        heading=hit.heading_html,
        snippet=hit.snippet_html,
    )
