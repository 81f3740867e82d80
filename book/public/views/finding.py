"""The search page: one box, results by kind, the words found marked. Works by GET; any text is a fair question."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from book import search as index
from book import suggesting
from book.public import answering, frames, wording
from book.public.entries import Entry, is_foreign, prefix

#: Hits shown of each kind where all kinds are shown, and on a page of one kind.
FEW, MANY = 5, 20
#: Likeness from which a name is offered beside the few places that were found.
_VERY_LIKE = 90


@dataclass(frozen=True)
class Place:
    """One section found, as the page shows it; titles and snippet are HTML with ``<mark>`` around the words."""

    href: str
    title: str
    lang: str
    heading: str
    snippet: str
    snippet_lang: str
    word: str = ""


@dataclass(frozen=True)
class Group:
    """The places in one kind of record; ``all`` leads to all of them where some are not shown."""

    id: str
    word: str
    count: str
    places: list[Place]
    all: str = ""


@answering.public
def search(request, *, language):
    """Render what is found for ``?q=``, of the ``kind`` asked for.

    Four queries: three of the search, one for the books; one more where little is found, for what may be meant.
    """
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[: index.LONGEST]
    kind = request.GET.get("kind", "")
    kind = kind if kind in index.KINDS else ""
    number = _number(request.GET.get("page", "1"))
    found = index.search(
        asked,
        language=language,
        limit=MANY if kind else FEW,
        page=number if kind else 1,
        kinds=[kind] if kind else None,
    )
    pager = _pager(found, asked, kind, number)
    context = {
        "frame": frames.plain(
            language=language, path="/search/", title=_("Search"), index=False, query=request.GET.urlencode()
        ),
        "query": asked,
        "kind": kind,
        "summary": _summary(asked, found) if asked else "",
        "kinds": _kinds(found, asked, kind, language) if asked else [],
        "named": [_place(hit, language) for hit in _named(found)] if number == 1 else [],
        "groups": [_group(group, asked, kind, language) for group in found.groups],
        "pager": pager,
        "meant": _meant(asked, found, language) if asked and sum(found.counts.values()) < FEW else [],
        "parts": _parts(asked, found) if not found.counts else [],
    }
    return answering.page("public/search.html", context)


def _number(asked) -> int:
    if not asked.isascii() or not asked.isdigit() or not int(asked[:9]) >= 1:
        raise Http404
    return int(asked[:9])


def _query(asked, kind="", number=1) -> str:
    values = {"q": asked} | ({"kind": kind} if kind else {}) | ({"page": number} if number > 1 else {})
    return urlencode(values)


def _pager(found, asked, kind, number):
    """Return where we are among the pages of one kind; Http404 beyond the last."""
    ranked = sum(group.ranked for group in found.groups) if kind else 0
    count = max(1, -(-ranked // MANY))
    if number > count:
        raise Http404
    return {
        "number": number,
        "count": count,
        "previous": _query(asked, kind, number - 1) if number > 1 else "",
        "next": _query(asked, kind, number + 1) if number < count else "",
    }


def _summary(asked, found) -> str:
    if not found.total:
        return _("Nothing found for “%(asked)s”. Try fewer or shorter words.") % {"asked": asked}
    words = ngettext("%(count)s place found for “%(asked)s”.", "%(count)s places found for “%(asked)s”.", found.total)
    return words % {"count": _counted(found.total, exact=found.exact), "asked": asked}


def _counted(count, *, exact) -> str:
    return f"{count:,}" if exact else _("about %(count)s") % {"count": f"{count:,}"}


def _kinds(found, asked, chosen, language):
    """Return the filter: all kinds, and those in which something is found."""
    start = f"{prefix(language)}/search/?"
    links = [frames.Link(start + _query(asked), _("All"), "" if chosen else "page")]
    for kind in index.KINDS:
        if found.counts.get(kind) or kind == chosen:
            label = f"{wording.word(wording.KINDS_PLURAL, kind)} {found.counts.get(kind, 0):,}"
            links.append(frames.Link(start + _query(asked, kind), label, "page" if kind == chosen else ""))
    return links if len(links) > 2 or chosen else []


def _named(found):
    """Return the records that go by the very name that was asked for; chapters and sources are no dictionary."""
    order = ("concept", "organization", "event", "book")
    hits = [hit for hit in found.hits if hit.named and hit.kind in order]
    return sorted(hits, key=lambda hit: order.index(hit.kind))[:3]


def _group(group, asked, chosen, language) -> Group:
    left = "" if chosen or group.total <= len(group.hits) else f"{prefix(language)}/search/?{_query(asked, group.kind)}"
    return Group(
        id=group.kind,
        word=wording.word(wording.KINDS_PLURAL, group.kind),
        count=_counted(group.total, exact=group.exact),
        places=[_place(hit, language) for hit in group.hits],
        all=left,
    )


def _place(hit, language) -> Place:
    return Place(
        href=f"{prefix(language)}{hit.path}{'#' + hit.anchor if hit.anchor else ''}",
        title=hit.title_html,
        lang="zh-Hans" if is_foreign(hit.title, language) else "",
        heading=hit.heading_html,
        snippet=hit.snippet_html,
        snippet_lang="zh-Hans" if is_foreign(hit.snippet_html, language) else "",
        word=wording.word(wording.KINDS, hit.kind),
    )


def _meant(asked, found, language) -> list[Entry]:
    """Return the records whose names are most like what was asked for; where something is found, only very like ones."""
    shown = {hit.path for hit in found.hits}
    return [
        Entry(each.kind, each.path, each.path, each.title, each.title_en, language=language)
        for each in suggesting.suggest(asked)
        if each.path not in shown and (each.likeness >= _VERY_LIKE or not found.counts)
    ]


def _parts(asked, found) -> list[frames.Link]:
    """Return the single words of a question that finds nothing as a whole."""
    words = list(dict.fromkeys(asked.split()))[: index.MOST_TERMS]
    return [frames.Link(f"?{_query(word)}", word) for word in words] if len(found.terms) > 1 else []
