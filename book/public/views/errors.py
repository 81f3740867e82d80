"""404: what the reader may have meant, a search box and the contents."""

import re

from django.db.models import Q
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from book.public import answering, current, frames, outlines
from book.public.entries import ENGLISH
from editorial.models import PublicPage

_SEPARATORS = re.compile(r"[-_/]+")


def not_found(request, exception):
    """Return the 404 page in the language of the path. Three queries."""
    language = answering.page_language()
    path = request.path_info.removeprefix("/en" if language == ENGLISH else "")
    slug = path.rstrip("/").rpartition("/")[2][:100]
    nearest = _nearest(slug)
    known = current.entries(Q(kind__in=("book", "chapter")) | Q(pk__in=nearest), language=language)
    by_pk = {entry.pk: entry for entry in known}
    frame = frames.frame(
        language=language, path="", title=_("Page not found"), books=[e for e in known if e.kind == "book"], index=False
    )
    context = {
        "frame": frame,
        "guess": _SEPARATORS.sub(" ", slug).replace("\x00", "").strip(),
        "nearest": [by_pk[pk] for pk in nearest if pk in by_pk],
        "chapters": sorted(
            (entry for entry in known if entry.kind == "chapter"),
            key=outlines.place,
        ),
    }
    return answering.page("404.html", context, status=404)


def _nearest(slug) -> list[int]:
    """Return the pages whose keys look most like ``slug``."""
    if len(slug) < 3:
        return []
    names = {pk: key.rpartition("/")[2] for pk, key in PublicPage.objects.live().values_list("pk", "key")}
    return [pk for _name, _score, pk in process.extract(slug, names, scorer=fuzz.ratio, limit=4, score_cutoff=60)]


def no_such_address(request):
    """Answer for an address that nothing claims."""
    return not_found(request, None)
