"""A chronicle: the events of one scope in the order of time, as the timeline job stores them and readers are shown them.

Stored rows are short lists, since a site may have ten thousand of them: what takes a page of dictionaries a tenth of a
second to read takes these a fifth of that. Pure: no database, no wording.
"""

import gc
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from editorial import canonical

#: Number of the stored shape; raised whenever the rows change.
SCHEMA = 2


class Named(NamedTuple):
    """A record that events name: an organization, a concept or a chapter. ``path`` is empty while it is not public.

    ``number`` is that of a chapter, 0 for everything else.
    """

    key: str
    title: str
    title_en: str = ""
    path: str = ""
    number: int = 0


class Event(NamedTuple):
    """One event of a chronicle.

    ``date`` is EDTF. ``first`` and ``last`` are ordinals (days, as :meth:`datetime.date.toordinal`) of the first and
    last day it can mean, None where there is no such end; ``year`` is that of the first known one. ``extent`` says how
    the time between them is meant: ``day`` (nothing lies between), ``within`` (some time in it), ``about`` (the stated
    time is itself a guess), ``range`` (all of it), ``from`` and ``until`` (one end is open), or "" without a date.
    ``others`` are contradictory dates as (EDTF, first, last). ``organizations``, ``concepts`` and ``chapters`` are
    places in the lists of the chronicle; ``causes`` are keys of events of the same chronicle.
    """

    key: str
    path: str
    title: str
    title_en: str
    date: str
    year: int | None
    first: int | None
    last: int | None
    extent: str
    precision: str
    significance: str
    event_type: str
    verification: str
    disputed: bool
    others: list
    organizations: list
    concepts: list
    chapters: list
    causes: list


@dataclass(frozen=True, eq=False)
class Chronicle:
    """``events`` in the order of time, those without a date last, and the records they name."""

    events: list[Event]
    organizations: list[Named]
    concepts: list[Named]
    chapters: list[Named]

    @cached_property
    def by_key(self) -> dict[str, Event]:
        return {event.key: event for event in self.events}

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The years from the first to the last day of the dated events; None when there are none."""
        return years_of(self.events)

    @cached_property
    def counts(self) -> dict[str, Counter]:
        """How many events name each record of each role, by its place."""
        return {
            role: Counter([place for event in self.events for place in getattr(event, role)])
            for role in ("organizations", "concepts", "chapters")
        }

    @cached_property
    def types(self) -> set[str]:
        """The types that events have."""
        return {event.event_type for event in self.events}

    def named(self, role) -> list[Named]:
        """Return the records that events name in a role: organizations, concepts or chapters."""
        return getattr(self, role)

    def without(self, gone) -> "Chronicle":
        """Return this chronicle without the records called ``gone``, pairs of kind and key; itself when it has none.

        An event that is gone is left out; of anything else that is gone the events keep no trace.
        """
        roles = {"organizations": "organization", "concepts": "concept", "chapters": "chapter"}
        kept = {
            role: [each for each in self.named(role) if (kind, each.key) not in gone] for role, kind in roles.items()
        }
        keys = {key for kind, key in gone if kind == "event" and key in self.by_key}
        lost = [role for role in roles if len(kept[role]) < len(self.named(role))]
        if not lost and not keys:
            return self
        places = {}
        for role in lost:
            after = {each.key: place for place, each in enumerate(kept[role])}
            places[role] = [after.get(each.key) for each in self.named(role)]
        events = [
            event._replace(
                **{
                    role: [new for old in getattr(event, role) if (new := places[role][old]) is not None]
                    for role in lost
                },
                causes=[key for key in event.causes if key not in keys],
            )
            for event in self.events
            if event.key not in keys
        ]
        return Chronicle(events, **kept)


def years_of(events) -> tuple[int, int] | None:
    """Return the years from the first day to the last day that ``events`` can mean; None when none has a date."""
    firsts = [event.year for event in events if event.year is not None]
    if not firsts:
        return None
    return min(firsts), date.fromordinal(max(event.last or event.first or 0 for event in events)).year


def write(chronicle, *, scope, key) -> str:
    """Return a chronicle as canonical JSON: equal chronicles give equal bytes."""
    return canonical.dumps(
        {
            "schema": SCHEMA,
            "scope": scope,
            "key": key,
            "count": len(chronicle.events),
            "events": chronicle.events,
            "organizations": chronicle.organizations,
            "concepts": chronicle.concepts,
            "chapters": chronicle.chapters,
        }
    )


def read(content) -> Chronicle:
    """Return what :func:`write` wrote; ``ValueError`` for another schema, which the job will soon replace."""
    collecting = gc.isenabled()
    gc.disable()  # a hundred thousand small lists, none of them garbage: looking for some takes most of the time
    try:
        data = json.loads(content)
        if data.get("schema") != SCHEMA:
            raise ValueError(f"a chronicle of schema {data.get('schema')}, not {SCHEMA}")
        return Chronicle(
            list(map(Event._make, data["events"])),
            *(list(map(Named._make, data[role])) for role in ("organizations", "concepts", "chapters")),
        )
    finally:
        if collecting:
            gc.enable()
