"""Timelines: the public events of the site, of each book and of each organization, in the order of time.

A pure function of what is public: the same releases give the same bytes. Content (JSON)::

    {"schema": 1, "scope": "organization", "key": "openai", "count": 2,
     "years": [{"year": 2022, "events": [
        {"key": "chatgpt", "path": "/events/chatgpt/", "title": "…", "title_en": "…",
         "date": "2022-11-30", "earliest": "2022-11-30", "latest": "2022-11-30", "precision": "day",
         "approximate": false, "significance": "critical", "event_type": "product_launch",
         "verification": "verified", "disputed": false,
         "organizations": [{"key": "openai", "title": "OpenAI", "title_en": "OpenAI", "path": "/organizations/openai/"}]}
     ]}],
     "undated": []}

Order: by date with unknown parts last within their range (:func:`editorial.text.edtf.sort_key`: the last day it can
mean, finer before coarser: 2025-08-31, 2025-08, 2025-09-01, 2025), then by significance, critical first, then by key.
An open beginning counts by its end. ``year`` is that of the earliest day. An organization that readers cannot see
keeps the words its event was sealed with, and has no path.

A book's events are those that belong to it and those its public chapters name.
"""

import hashlib
from collections import defaultdict
from datetime import date
from functools import partial

from book.models import Significance, Timeline, TimelineScope
from editorial import canonical
from editorial.models import PublicPage, ReleaseLink
from editorial.text import edtf

SCHEMA = 1
_WEIGHT = {grade: weight for weight, grade in enumerate(Significance.values)}
_UNDATED = "~"  # sorts after every date


def make(_argument=""):
    """Compute every timeline; returns what stores those that changed."""
    rows = [_row(scope, key, events) for (scope, key), events in _scopes().items()]
    return partial(_replace, rows)


def events_of_site() -> list[dict]:
    """Return the events of the whole site as the last run laid them out; before the first run, as it would.

    One query, or those of a run.
    """
    stored = Timeline.objects.filter(scope=TimelineScope.SITE, key="").first()
    if stored is None:
        return _scopes()[TimelineScope.SITE, ""]
    return [event for year in stored.data["years"] for event in year["events"]] + stored.data["undated"]


def _scopes() -> dict[tuple[str, str], list[dict]]:
    """Return the events of each scope, in order. Four queries, whatever their number."""
    pages = PublicPage.objects.live().values_list("kind", "key", "path", "release__title", "release__title_en")
    named = {
        (kind, key): {"key": key, "title": title, "title_en": title_en, "path": path}
        for kind, key, path, title, title_en in pages.filter(kind__in=("organization", "book"))
    }
    organizations = _organizations(named)
    in_books = _in_books()
    scopes = {(TimelineScope.SITE, ""): []}
    scopes |= {
        (TimelineScope.BOOK if kind == "book" else TimelineScope.ORGANIZATION, key): [] for kind, key in sorted(named)
    }
    for release, event, book in _events(organizations):
        scopes[TimelineScope.SITE, ""].append(event)
        for key in sorted(in_books.get(event["key"], set()) | {book}):
            if ("book", key) in named:
                scopes[TimelineScope.BOOK, key].append(event)
        for key in dict.fromkeys(each["key"] for each in organizations.get(release, ())):
            if ("organization", key) in named:
                scopes[TimelineScope.ORGANIZATION, key].append(event)
    return scopes


def _organizations(named) -> dict[int, list[dict]]:
    """Return {release of an event: its organizations}, under their present public titles."""
    links = ReleaseLink.objects.filter(
        role="organizations", target_kind="organization", release__kind="event", release__in=_current("event")
    )
    found = defaultdict(list)
    rows = links.order_by("release_id", "position").values_list("release_id", "target_key", "label")
    for release, key, label in rows:
        shown = named.get(("organization", key))
        if shown or label:
            found[release].append(shown or {"key": key, "title": label, "title_en": "", "path": ""})
    return found


def _in_books() -> dict[str, set[str]]:
    """Return {event: books whose public chapters name it}."""
    links = ReleaseLink.objects.filter(target_kind="event", release__in=_current("chapter"))
    found = defaultdict(set)
    for book, key in links.order_by().values_list("release__collection_key", "target_key").distinct():
        found[key].add(book)
    return found


def _current(kind):
    return PublicPage.objects.live().filter(kind=kind).values("release")


def _events(organizations):
    """Return (release, event, key of its book) of every public event, in order."""
    rows = (
        PublicPage.objects.live()
        .filter(kind="event")
        .values_list("release", "key", "collection_key", "path", "release__title", "release__title_en", "release__card")
    )
    found = []
    for release, key, book, path, title, title_en, card in rows:
        event, place = _event(card or {})
        event |= {"key": key, "path": path, "title": title, "title_en": title_en}
        event["organizations"] = organizations.get(release, [])
        found.append(((place, _WEIGHT.get(event["significance"], len(_WEIGHT)), key), release, event, book))
    found.sort(key=lambda each: each[0])
    return [each[1:] for each in found]


def _event(card) -> tuple[dict, str]:
    """Return what a card says of an event, and the string that sorts its date."""
    stated = str(card.get("date") or "")
    try:
        parsed, place = edtf.parse(stated), edtf.sort_key(stated)
    except edtf.DateError:
        parsed, place = None, _UNDATED
    return {
        "date": stated,
        "earliest": parsed.earliest.isoformat() if parsed and parsed.earliest != date.min else "",
        "latest": parsed.latest.isoformat() if parsed and parsed.latest != date.max else "",
        "precision": parsed.precision if parsed else "",
        "approximate": bool(parsed and (parsed.approximate or parsed.uncertain)),
        "significance": str(card.get("significance") or ""),
        "event_type": str(card.get("event_type") or ""),
        "verification": str(card.get("verification") or ""),
        "disputed": bool(card.get("disputed")),
    }, place


def _row(scope, key, events) -> Timeline:
    years = defaultdict(list)
    for event in events:
        years[(event["earliest"] or event["latest"])[:4]].append(event)
    undated = years.pop("", [])
    content = canonical.dumps(
        {
            "schema": SCHEMA,
            "scope": scope,
            "key": key,
            "count": len(events),
            "years": [{"year": int(year), "events": members} for year, members in sorted(years.items())],
            "undated": undated,
        }
    )
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    return Timeline(scope=scope, key=key, content=content, sha256=sha256, event_count=len(events))


def _replace(rows):
    """Write the timelines whose bytes changed, remove those of scopes that are not public any more."""
    stored = {(each.scope, each.key): each for each in Timeline.objects.defer("content")}
    for row in rows:
        before = stored.pop((row.scope, row.key), None)
        if before is None or before.sha256 != row.sha256:
            row.pk = before.pk if before else None
            row.save(force_update=row.pk is not None, force_insert=row.pk is None)
    Timeline.objects.filter(pk__in=[each.pk for each in stored.values()]).delete()
