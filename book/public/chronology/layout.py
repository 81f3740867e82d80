"""The layout of one view of a timeline: lanes, marks, ticks, bars and links, all as numbers. Pure."""

from collections import Counter
from dataclasses import dataclass, field

from book.chronicle import Chronicle, Event
from book.public.chronology import lanes as laning
from book.public.chronology.asking import Choice, inside, select
from book.public.chronology.lanes import Lane, Mark
from book.public.chronology.periods import Period
from book.public.chronology.scale import MANY, Scale, Tick, group_of

#: Pixels of one step of height: a row is two, the bars of a lane are one.
UNIT = 14
#: So few causal links are drawn at once; more only show when their event has the focus or the pointer.
DRAWN = 15
#: So many are kept for that.
KEPT = 150


@dataclass
class Layout:
    """``found`` are the events that fit the choice at any time, ``shown`` those of the period.

    ``tops`` are the heights in :data:`UNIT` at which lanes begin, the last one where they end. ``links`` are pairs of
    places in ``marks``, cause first. ``groups`` are (year or month, marks, number of events not drawn on their own);
    ``undated`` are events without a date.
    """

    choice: Choice
    period: Period | None = None
    found: list[Event] = field(default_factory=list)
    shown: list[Event] = field(default_factory=list)
    undated: list[Event] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    tops: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    groups: list[tuple] = field(default_factory=list)
    by_month: bool = False
    fitted: bool = False
    scale: Scale | None = None

    @property
    def height(self) -> int:
        return self.tops[-1] if self.tops else 0

    def top(self, mark) -> int:
        """Return the height, in units, at which the row of a mark begins."""
        return self.tops[mark.lane] + 2 * mark.row


def lay_out(chronicle: Chronicle, choice: Choice, *, title, tall=None) -> Layout:
    """Lay out a view. ``title(event)`` is the label; ``tall(lane)`` the least units of height that its name needs."""
    found = select(choice, chronicle)
    dated = [event for event in found if event.year is not None]
    period = choice.period(dated)
    everything = choice.first is None and choice.last is None
    undated = [event for event in found if event.year is None] if everything else []
    if period is None:
        return Layout(choice, found=found, undated=undated)
    shown = dated if everything else inside(dated, period)
    fitted = choice.scale == "fitted" or (not choice.scale and len(shown) <= MANY)
    scale = Scale(period, shown, fitted=fitted)
    lanes, members = laning.assign(shown, chronicle.named(choice.lanes), choice.lanes, chosen=choice.organizations)
    marks = laning.place(shown, lanes, members, scale, title=title)
    marks.sort(key=lambda mark: mark.place)
    by_month = period.months <= 14
    return Layout(
        choice, period, found, shown, undated, lanes, _tops(lanes, tall), marks, scale.ticks(), _links(marks),
        _groups(shown, marks, lanes, period, by_month), by_month, fitted, scale,
    )  # fmt: skip


def _tops(lanes, tall) -> list[int]:
    tops = [0]
    for lane in lanes:
        height = 2 * lane.rows + (1 if lane.density else 0)
        tops.append(tops[-1] + max(height, tall(lane) if tall else 0))
    return tops


def _links(marks) -> list[tuple[int, int]]:
    places = {mark.event.key: number for number, mark in enumerate(marks)}
    found = [
        (places[cause], number) for number, mark in enumerate(marks) for cause in mark.event.causes if cause in places
    ]
    return found[:KEPT]


def _groups(shown, marks, lanes, period, by_month) -> list[tuple]:
    """Return (heading, marks under it, number of events only counted), in order; a month that is not known comes last.

    Headings are years, or months where the period is short.
    """

    begins = period.years[0]

    def heading(event):
        if by_month:
            return group_of(event, period)
        return event.year if event.year > begins else begins

    hidden = Counter([heading(shown[number]) for lane in lanes for number in lane.hidden])
    drawn = {}
    for number, mark in enumerate(marks):
        drawn.setdefault(heading(mark.event), []).append(number)
    order = sorted({*hidden, *drawn}, key=lambda each: (each is None, each or 0))
    return [(each, drawn.get(each, []), hidden[each]) for each in order]
