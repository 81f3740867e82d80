"""What a reader asks a timeline for. What is not among the choices there are is taken as not chosen: no error page."""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from book.chronicle import Chronicle, Event, years_of
from book.public import ordering, wording
from book.public.chronology.periods import Period, read_month, write_month

#: How many organizations can be compared; more would leave none of them room.
COMPARED = 12
#: What lanes can stand for, by the name of the list in a chronicle.
LANES = ("organizations", "concepts", "chapters")
#: How a year gets its share of the width: all the same, or more where more happened.
SCALES = ("equal", "fitted")
_ORGANIZATIONS, _CONCEPTS, _CHAPTERS = map(Event._fields.index, LANES)


@dataclass(frozen=True)
class Choice:
    """A view of a timeline. ``first`` and ``last`` are months (:mod:`.periods`); None and empty mean no restriction."""

    first: int | None = None
    last: int | None = None
    significance: str = ""
    event_type: str = ""
    organizations: tuple[str, ...] = ()
    concept: str = ""
    chapter: str = ""
    lanes: str = "organizations"
    scale: str = ""

    @property
    def query(self) -> str:
        """The query string that asks for this view: the same view always has the same one."""
        pairs = [
            ("from", "" if self.first is None else write_month(self.first)),
            ("to", "" if self.last is None else write_month(self.last, last=True)),
            ("significance", self.significance),
            ("type", self.event_type),
            *(("organization", key) for key in self.organizations),
            ("concept", self.concept),
            ("chapter", self.chapter),
            ("lanes", "" if self.lanes == LANES[0] else self.lanes),
            ("scale", self.scale),
        ]
        return urlencode([pair for pair in pairs if pair[1]], quote_via=quote, safe="/")

    @property
    def filtered(self) -> bool:
        """Whether anything but the period is restricted."""
        return bool(self.significance or self.event_type or self.organizations or self.concept or self.chapter)

    def but(self, **changes) -> "Choice":
        return replace(self, **changes)

    def within(self, period) -> "Choice":
        """Return the same view of another period; None for all of time."""
        return replace(self, first=period and period.first, last=period and period.last)

    def period(self, found) -> Period | None:
        """Return the months on show: those asked for, and whole years of the events ``found`` where none were.

        None when neither says anything.
        """
        years = years_of(found)
        known = [years[0] * 12, years[1] * 12 + 11] if years else []
        first = self.first if self.first is not None else known[0] if known else self.last
        last = self.last if self.last is not None else known[1] if known else self.first
        if first is None or last is None:
            return None
        return (
            Period(first, last) if first <= last else Period(first, first) if self.last is None else Period(last, last)
        )


def read(query, chronicle) -> Choice:
    """Read the parameters of an address (a ``QueryDict``)."""
    first, last = read_month(query.get("from", "")), read_month(query.get("to", ""), last=True)
    if first is not None and last is not None and first > last:
        first, last = read_month(query["to"]), read_month(query["from"], last=True)
    asked = dict.fromkeys(query.getlist("organization")[:200])
    known = {each.key for each in chronicle.organizations}
    return Choice(
        first=first, last=last,
        significance=_one_of(query.get("significance", ""), list(wording.SIGNIFICANCE)[:-1]),
        event_type=_one_of(query.get("type", ""), wording.EVENT_TYPES),
        organizations=tuple(key for key in asked if key in known)[:COMPARED],
        concept=_one_of(query.get("concept", ""), {each.key for each in chronicle.concepts}),
        chapter=_one_of(query.get("chapter", ""), {each.key for each in chronicle.chapters}),
        lanes=_one_of(query.get("lanes", ""), LANES) or LANES[0],
        scale=_one_of(query.get("scale", ""), SCALES),
    )  # fmt: skip


def _one_of(asked, known) -> str:
    return asked if asked in known else ""


def select(choice, chronicle: Chronicle) -> list[Event]:
    """Return the events a choice admits whatever the period, in the order of the chronicle."""
    events = chronicle.events
    if choice.significance:
        least = ordering.weight(choice.significance)
        grades = {grade for grade in wording.SIGNIFICANCE if ordering.weight(grade) <= least}
        events = [event for event in events if event.significance in grades]
    if choice.event_type:
        events = [event for event in events if event.event_type == choice.event_type]
    if choice.organizations:
        events = _naming(events, _ORGANIZATIONS, _places(chronicle.organizations, choice.organizations))
    if choice.concept:
        events = _naming(events, _CONCEPTS, _places(chronicle.concepts, (choice.concept,)))
    if choice.chapter:
        events = _naming(events, _CHAPTERS, _places(chronicle.chapters, (choice.chapter,)))
    return events


def _places(named, keys) -> set[int]:
    return {place for place, each in enumerate(named) if each.key in keys}


def _naming(events, column, places) -> list[Event]:
    return [event for event in events if not places.isdisjoint(event[column])]


def inside(events, period) -> list[Event]:
    """Return the dated events that a period has a part in."""
    start, end = period.start, period.end
    return [
        event
        for event in events
        if event.year is not None and (event.last or event.first) >= start and (event.first or event.last) < end
    ]
