"""What is public now, read in few queries: the page at an address, and the records a page points to."""

import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape

from django.db.models import Q
from django.db.models.functions import Left

from book.public import uses
from book.public.entries import Entry
from editorial.models import Publication, PublicationAct, PublicPage, Release

#: Columns of an entry, in the order of :func:`_entry`.
_COLUMNS = ("pk", "kind", "key", "path", "release__title", "release__title_en", "release__card", "updated_at")
_REFERENCE = re.compile(r'data-ref="([a-z]+):([^"]+)"')
#: Characters of the reading text that come with a page; search engines show no more.
OPENING = 200
#: Live pages that a text may point to by name.
LIVE_PAGES = {
    "timeline": "/timeline/",
    "events": "/events/",
    "organizations": "/organizations/",
    "glossary": "/concepts/",
    "concepts": "/concepts/",
    "references": "/sources/",
    "sources": "/sources/",
    "anecdotes": "/anecdotes/",
}


class Entries(dict):
    """Current records by ``(kind, key)``; also the address book that late binding asks."""

    def __init__(self, entries, *, prefix=""):
        super().__init__(((entry.kind, entry.key), entry) for entry in entries)
        self.prefix = prefix

    def address(self, kind, key) -> str | None:
        """Return the address of a record or live page on this page's language; None while it is not public."""
        if kind == "page":
            path = LIVE_PAGES.get(key)
            return path and self.prefix + path
        entry = self.get((kind, key))
        return entry and entry.href

    def of_kind(self, kind) -> list[Entry]:
        return [entry for entry in self.values() if entry.kind == kind]


def _entry(row, language) -> Entry:
    pk, kind, key, path, title, title_en, card, updated_at = row
    return Entry(kind, key, path, title, title_en, card or {}, language, updated_at, pk)


def entries(condition, *, language, order=()) -> list[Entry]:
    """Return the current records matching ``condition``. One query."""
    found = _read(condition, language=language, order=order)
    if uses.recorded():
        uses.note(*(f"kind {kind}" for kind in _kinds_in(condition)), *_noted("entry", found))
    return found


def _read(condition, *, language, order=(), merged=False):
    """Read current records; with ``merged`` also those another one took the place of, under that one's address."""
    pages = PublicPage.objects.filter(release__isnull=False) if merged else PublicPage.objects.live()
    if not merged:
        return [_entry(row, language) for row in pages.filter(condition).order_by(*order).values_list(*_COLUMNS)]
    rows = pages.filter(condition).order_by(*order).values_list(*_COLUMNS, "merged_into__path")
    place = _COLUMNS.index("path")
    return [_entry((*row[:place], path or row[place], *row[place + 1 :]), language) for *row, path in rows]


def _noted(what, found):
    return (f"{what} {entry.kind}:{entry.key}" for entry in found)


def _things_in(condition, *, by_name):
    """Return the things a condition over kinds may bring: the names it asks for, or everything of its kinds."""
    keys = {
        key for child in condition.children if not isinstance(child, Q) and child[0] == "key__in" for key in child[1]
    }
    kinds = _kinds_in(condition)
    if not by_name:
        return [f"kind {kind}" for kind in kinds]
    return [f"name {kind}:{key}" for kind in kinds for key in keys] or [f"names {kind}" for kind in kinds]


def _kinds_in(condition) -> set[str]:
    """Return the kinds a condition asks for, wherever in it they stand."""
    kinds = set()
    for child in condition.children:
        if isinstance(child, Q):
            kinds |= _kinds_in(child)
        elif child[0] == "kind":
            kinds.add(child[1])
        elif child[0] == "kind__in":
            kinds.update(child[1])
    return kinds


def entries_for(keys, *, language, also=None, also_by_name=False) -> list[Entry]:
    """Return the current records called ``keys`` (pairs of kind and key), and those matching ``also``. One query.

    ``also_by_name`` promises that of those no more is shown than their names: the contents beside a chapter.
    """
    by_kind = defaultdict(set)
    for kind, key in keys:
        by_kind[kind].add(key)
    condition = Q(kind="book")
    for kind, wanted in sorted(by_kind.items()):
        condition |= Q(kind=kind, key__in=sorted(wanted))
    if also is not None:
        condition |= also & Q(merged_into__isnull=True)
    found = _read(condition, language=language, merged=True)
    if uses.recorded():
        named = [f"entry {kind}:{key}" for kind, wanted in by_kind.items() for key in wanted]
        uses.note("kind book", *named)
        if also is not None:
            uses.note(*_things_in(also, by_name=also_by_name))
    return found


def named_in(html) -> set[tuple[str, str]]:
    """Return kind and key of every record that sealed text refers to."""
    return {(kind, unescape(key)) for kind, key in _REFERENCE.findall(html)}


@dataclass(frozen=True)
class Incoming:
    """A current record that points here, and how."""

    entry: Entry
    role: str
    label: str
    locator: str
    qualifier: str
    note: str
    count: int


def _leads_to(kind, key) -> Q:
    """Whether a release links to a record, or to one whose place it took."""
    taken = PublicPage.objects.filter(merged_into__kind=kind, merged_into__key=key).values("key")
    return Q(release__links__target_kind=kind) & (
        Q(release__links__target_key=key) | Q(release__links__target_key__in=taken)
    )


def incoming(kind, key, *, language) -> list[Incoming]:
    """Return what points at a record from releases that are current. One query."""
    uses.note(f"incoming {kind}:{key}")
    links = ("role", "label", "locator", "qualifier", "note", "count")
    rows = (
        PublicPage.objects.live()
        .filter(_leads_to(kind, key))
        .order_by("kind", "key", "release__links__position")
        .values_list(*_COLUMNS, *(f"release__links__{name}" for name in links))
    )
    found = [Incoming(_entry(row[: len(_COLUMNS)], language), *row[len(_COLUMNS) :]) for row in rows]
    if uses.recorded():
        uses.note(*_noted("entry", [each.entry for each in found]))
    return found


# What answers at an address


@dataclass(frozen=True)
class Found:
    """A release to show at an address. ``permanent`` when it was asked for by number."""

    page: PublicPage
    release: Release
    permanent: bool = False


@dataclass(frozen=True)
class Moved:
    """The record lives at ``path`` now."""

    path: str


@dataclass(frozen=True)
class Withdrawn:
    """The record, or the release asked for, was taken back."""

    at: object
    notice: str


def look_up(path, number=None) -> Found | Moved | Withdrawn | None:
    """Return what a public ``path`` (without language) answers with; ``number`` asks for a permanent release page.

    A path that a record had in an earlier release leads to its current one for ever; of several, the record that
    is still public wins, then the one that held the path last.
    """
    if "\x00" in path or len(path) > 500:
        return None
    pages = (
        PublicPage.objects.select_related("release__body")
        .defer("release__body__text", "release__body__sections")
        .annotate(opening=Left("release__body__text", OPENING))
    )
    page = pages.filter(path=path, release__isnull=False).first()
    if page is None:
        page = _former_owner(pages, path)
        if page is None:
            return None
        uses.note(f"record {page.kind}:{page.key}")
        if page.release_id is None:
            return Withdrawn(page.withdrawn_at, page.notice)
        if page.path != path:
            return Moved(page.path if number is None else f"{page.path}r/{number}/")
    uses.note(f"record {page.kind}:{page.key}")
    if number is None and page.merged_into_id:
        return Moved(page.merged_into.path)
    if number is None:
        return Found(page, page.release)
    if number == page.release.number:
        return Found(page, page.release, permanent=True)
    return _earlier(page, number)


def _former_owner(pages, path):
    held = Release.objects.filter(path=path).order_by("-at", "-pk").values_list("item_id", flat=True)
    owners = list(dict.fromkeys(held[:50]))
    found = {page.item_id: page for page in pages.filter(item__in=owners)} if owners else {}
    ranked = [found[owner] for owner in owners if owner in found]
    return next((page for page in ranked if page.release_id), ranked[0] if ranked else None)


def _earlier(page, number):
    if number > 2**31 - 1:
        return None
    release = (
        Release.objects.select_related("body")
        .defer("body__text", "body__sections")
        .filter(item=page.item_id, number=number)
        .order_by("pk")
        .first()
    )
    if release is None:
        return None
    # A withdrawal takes every release away that was readable until then, not only the newest one.
    concerned = Q(release=release) | Q(act=PublicationAct.WITHDRAW)
    last = Publication.objects.filter(concerned, item=page.item_id).order_by("-at", "-pk").first()
    if last is not None and last.act == PublicationAct.WITHDRAW:
        return Withdrawn(last.at, last.notice)
    return Found(page, release, permanent=True)


@dataclass(frozen=True)
class Past:
    """Another release of an item that can be read."""

    number: int
    at: object
    outline: list


def other_releases(item_id, *, than) -> list[Past]:
    """Return the releases of an item that can be read, newest first, without number ``than``.

    One query: what was withdrawn, and everything older than a withdrawal, is left out until it is put up again.
    """
    rows = (
        Publication.objects.filter(item=item_id)
        .order_by("at", "pk")
        .values_list("act", "release__number", "release__at", "release__body__outline")
    )
    readable = {}
    for act, number, at, outline in rows:
        if act == PublicationAct.WITHDRAW:
            readable.clear()
        else:
            readable[number] = Past(number, at, outline or [])
    return sorted((past for past in readable.values() if past.number != than), key=lambda past: -past.number)
