"""Timelines: the public events of the site, of each book and of each organization, in the order of time.

A pure function of what is public: the same releases give the same bytes. What a row holds is described in
:mod:`book.chronicle`; a request reads one and only lays it out.

Order: by date with unknown parts last within their range (:func:`editorial.text.edtf.sort_key`: the last day it can
mean, finer before coarser: 2025-08-31, 2025-08, 2025-09-01, 2025), then by significance, critical first, then by key.
An open beginning counts by its end. An organization that readers cannot see keeps the words its event was sealed
with, and has no path; a chapter or concept that they cannot see is left out, and so is a cause.

A book's events are those that belong to it and those its public chapters name.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from book import chronicle
from book.chronicle import Chronicle, Event, Named
from book.models import Significance, Timeline, TimelineScope
from editorial.models import PublicPage, ReleaseBody, ReleaseLink
from editorial.text import edtf

_WEIGHT = {grade: weight for weight, grade in enumerate(Significance.values)}
_UNDATED = "~"  # sorts after every date
#: The roles in which an event names other records, with the kind of each.
_ROLES = {"organizations": "organization", "concepts": "concept", "causes": "event"}


def make(_argument=""):
    """Compute every timeline; returns what stores those that changed."""
    return partial(_replace, [_row(scope, key, each) for (scope, key), each in _chronicles().items()])


def of_site() -> Chronicle:
    """Return the events of the whole site as the last run left them; before the first run, as it would leave them.

    One query, and a second one in the process that has not read this state yet.
    """
    stored = Timeline.objects.filter(scope=TimelineScope.SITE, key="").values_list("sha256", flat=True).first()
    try:
        return _read(stored) if stored else _chronicles()[TimelineScope.SITE, ""]
    except (Timeline.DoesNotExist, ValueError):  # replaced since the first query, or by a program of another schema
        return _chronicles()[TimelineScope.SITE, ""]


@lru_cache(maxsize=1)
def _read(sha256) -> Chronicle:
    content = Timeline.objects.filter(scope=TimelineScope.SITE, sha256=sha256).values_list("content", flat=True)
    return chronicle.read(content.get())


# Making


@dataclass
class _Public:
    """What the makers need to know of what is public."""

    named: dict[tuple[str, str], Named]
    links: dict[int, dict[str, list[tuple[str, str]]]]
    chapters: dict[str, list[str]]
    books: dict[str, set[str]]
    others: dict[int, list]


def _chronicles() -> dict[tuple[str, str], Chronicle]:
    """Return the chronicle of each scope. Five queries, whatever their number."""
    public = _public()
    events = _events(public)
    scopes = {(TimelineScope.SITE, ""): events}
    for kind, key in sorted(public.named):
        if kind == "book":
            of_book = [each for each in events if key == each[2] or key in public.books[each[0].key]]
            scopes[TimelineScope.BOOK, key] = of_book
        elif kind == "organization":
            scopes[TimelineScope.ORGANIZATION, key] = []
    for each in events:
        for key in dict.fromkeys(named.key for named in each[0].organizations):
            if (TimelineScope.ORGANIZATION, key) in scopes:
                scopes[TimelineScope.ORGANIZATION, key].append(each)
    return {scope: _indexed([event for event, _release, _book in members]) for scope, members in scopes.items()}


def _public() -> _Public:
    pages = PublicPage.objects.live().filter(kind__in=("organization", "concept", "chapter", "book"))
    columns = ("kind", "key", "path", "release__title", "release__title_en", "release__card")
    named = {
        (kind, key): Named(key, title, title_en, path, _number(card) if kind == "chapter" else 0)
        for kind, key, path, title, title_en, card in pages.values_list(*columns)
    }
    links = defaultdict(lambda: defaultdict(list))
    rows = ReleaseLink.objects.filter(role__in=_ROLES, release__kind="event", release__in=_current("event"))
    for release, role, kind, key, label in rows.order_by("release_id", "role", "position", "target_key").values_list(
        "release_id", "role", "target_kind", "target_key", "label"
    ):
        if kind == _ROLES[role]:
            links[release][role].append((key, label))
    chapters, books = defaultdict(list), defaultdict(set)
    mentions = ReleaseLink.objects.filter(target_kind="event", release__in=_current("chapter")).order_by()
    for chapter, book, event in mentions.values_list(
        "release__key", "release__collection_key", "target_key"
    ).distinct():
        chapters[event].append(chapter)
        books[event].add(book)
    return _Public(named, links, chapters, books, _others())


def _number(card) -> int:
    number = (card or {}).get("number")
    return number if isinstance(number, int) else 0


def _others() -> dict[int, list]:
    """Return {release of an event: the contradictory dates it states}."""
    bodies = ReleaseBody.objects.filter(release__in=_current("event"), release__card__disputed=True)
    found = {}
    for release, data in bodies.values_list("release_id", "data"):
        stated = [
            str(each.get("date") or "") if isinstance(each, dict) else str(each)
            for each in (data or {}).get("disputed_dates") or ()
        ]
        found[release] = [_span(value) for value in dict.fromkeys(stated) if _parsed(value)]
    return found


def _current(kind):
    return PublicPage.objects.live().filter(kind=kind).values("release")


def _events(public) -> list[tuple[Event, int, str]]:
    """Return (event, release, key of its book) of every public event, in order; its lists hold records, not places."""
    rows = list(
        PublicPage.objects.live()
        .filter(kind="event")
        .values_list("release", "key", "collection_key", "path", "release__title", "release__title_en", "release__card")
    )
    keys = {row[1] for row in rows}
    found = []
    for release, key, book, path, title, title_en, card in rows:
        event = _event(key, path, title, title_en, card or {}, release, public, keys)
        place = edtf.sort_key(event.date) if event.extent else _UNDATED
        found.append(((place, _WEIGHT.get(event.significance, len(_WEIGHT)), key), (event, release, book)))
    found.sort(key=lambda each: each[0])
    return [each for _order, each in found]


def _event(key, path, title, title_en, card, release, public, keys) -> Event:
    stated = str(card.get("date") or "")
    parsed = _parsed(stated)
    _date, first, last = _span(stated)
    known = first or last
    links = public.links.get(release, {})
    return Event(
        key=key, path=path, title=title, title_en=title_en, date=stated,
        year=date.fromordinal(known).year if known else None, first=first, last=last, extent=_extent(parsed),
        precision=parsed.precision if parsed else "",
        significance=str(card.get("significance") or ""), event_type=str(card.get("event_type") or ""),
        verification=str(card.get("verification") or ""), disputed=bool(card.get("disputed")),
        others=[each for each in public.others.get(release, ()) if each[0] != stated],
        organizations=_named(links.get("organizations"), "organization", public, sealed=True),
        concepts=_named(links.get("concepts"), "concept", public),
        chapters=_named([(chapter, "") for chapter in sorted(public.chapters.get(key, ()))], "chapter", public),
        causes=list(dict.fromkeys(cause for cause, _label in links.get("causes", ()) if cause in keys)),
    )  # fmt: skip


def _named(keys, kind, public, *, sealed=False) -> list[Named]:
    """Return public records under their present titles; ``sealed`` keeps the words of those that are not public."""
    found = {}
    for key, label in keys or ():
        shown = public.named.get((kind, key)) or (Named(key, label) if sealed and label else None)
        if shown:
            found.setdefault(key, shown)
    return list(found.values())


def _parsed(stated):
    try:
        return edtf.parse(stated) if stated else None
    except edtf.DateError:
        return None


def _span(stated) -> tuple[str, int | None, int | None]:
    """Return an EDTF date with the ordinals of its first and last day; None for an open or unreadable end."""
    parsed = _parsed(stated)
    if parsed is None:
        return stated, None, None
    return (
        stated,
        None if parsed.earliest == date.min else parsed.earliest.toordinal(),
        None if parsed.latest == date.max else parsed.latest.toordinal(),
    )


def extent_of(stated) -> str:
    """Return how the time between the bounds of an EDTF date is meant; "" for none, or one that cannot be read."""
    return _extent(_parsed(stated))


def _extent(parsed) -> str:
    """Return how the time between the bounds of a date is meant; see :class:`book.chronicle.Event`."""
    if parsed is None:
        return ""
    if parsed.earliest == date.min or parsed.latest == date.max:
        return "until" if parsed.earliest == date.min else "from"
    if parsed.approximate or parsed.uncertain:
        return "about"
    if parsed.interval:
        return "range"
    return "day" if parsed.earliest == parsed.latest else "within"


def _indexed(events) -> Chronicle:
    """Return a chronicle whose events point into its own lists of records."""
    lists, places = {}, {}
    for role in ("organizations", "concepts", "chapters"):
        named = {each.key: each for event in events for each in getattr(event, role)}
        order = sorted(named.values(), key=lambda each: (each.number or 10_000, each.key))
        lists[role] = order
        places[role] = {each.key: place for place, each in enumerate(order)}
    keys = {event.key for event in events}
    return Chronicle(
        [
            event._replace(
                **{role: [places[role][each.key] for each in getattr(event, role)] for role in lists},
                causes=[cause for cause in event.causes if cause in keys],
            )
            for event in events
        ],
        **lists,
    )


def _row(scope, key, found) -> Timeline:
    content = chronicle.write(found, scope=scope, key=key)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return Timeline(scope=scope, key=key, content=content, sha256=sha256, event_count=len(found.events))


def _replace(rows):
    """Write the timelines whose bytes changed, remove those of scopes that are not public; returns whether any did."""
    stored = {(each.scope, each.key): each for each in Timeline.objects.defer("content")}
    changed = False
    for row in rows:
        before = stored.pop((row.scope, row.key), None)
        if before is None or before.sha256 != row.sha256:
            row.pk = before.pk if before else None
            row.save(force_update=row.pk is not None, force_insert=row.pk is None)
            changed = True
    removed, _by_model = Timeline.objects.filter(pk__in=[each.pk for each in stored.values()]).delete()
    return changed or bool(removed)
