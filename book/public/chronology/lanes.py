"""Lanes: which ones there are, who stands in which, and where in it each event gets a label, a mark or a bar.

Rules, in the order they are applied. The heaviest eleven records get a lane of their own, the rest share one. Within a
lane the weightiest events choose first, then the earlier: the first row that is free over mark and label wins, with the
label right of the mark, then left, then shortened to eight em right, then left; else a bare mark; what finds no
room is counted in the bars at the foot of the lane. A mark reserves 24 pixels, the least a finger needs (WCAG 2.5.8).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from book.chronicle import Event, Named
from book.public.chronology import label_widths
from book.public.chronology.scale import NARROWEST, WIDTH, Scale

#: Lanes on one chart; the last may stand for all the other records.
LANES = 12
#: Labels on one chart.
LABELS = 170
#: Events drawn one by one on one chart.
MARKS = 450
#: With so few events, lanes may grow higher so that hardly any is only counted.
FEW = 150
#: Least length, in thousandths, of a bar that shows a known period.
BAR = 18
#: From how many events in a lane on its minor ones are only counted.
DENSE = 60
#: Font size of a label, in pixels.
SIZE = 13
#: Width of a bar of the density, in thousandths.
CELL = 10
_WEIGHTS = {"critical": 60, "major": 16, "notable": 4}
_RANKS = {"critical": 0, "major": 1, "notable": 2}
_MINOR = 3
#: Pixels from the middle of a mark to the beginning of its label, and from the end of the label to the next thing.
_REACH, _GAP = 12, 6
#: A shortened label still shows this many em: eight Chinese characters, about fourteen Latin letters.
_SHORT = 8
#: After so many events in a row without room for a label, a lane counts as full of labels.
_MISSES = 40
#: Label widths are given out in steps of this many thousandths.
STEP = 5
#: No label is wider than this part of the narrowest chart.
WIDEST = 400


@dataclass(slots=True)
class Mark:
    """An event drawn on its own. ``x`` is the middle of what is known of its date, ``begin`` and ``end`` are its ends.

    ``side`` of the label is "r", "l", or "" for a bare mark; ``room`` is what the label may take, and ``low`` to
    ``high`` what the mark and the estimated label take. ``row`` counts within the lane, ``place`` in the chronicle.
    """

    event: Event
    place: int
    lane: int
    row: int
    x: int
    begin: int
    end: int
    side: str
    low: int
    high: int
    room: int = 0


@dataclass
class Lane:
    """One lane: ``named`` is None for the lanes of the others and of the unnamed; ``rest`` counts the others.

    ``rows`` are those in use; ``density`` counts by cell the events that are not drawn on their own.
    """

    named: Named | None
    count: int
    rest: int = 0
    rows: int = 0
    density: Counter = field(default_factory=Counter)
    hidden: list = field(default_factory=list)


def assign(events, records, role, *, chosen=()) -> tuple[list[Lane], list[list[int]]]:
    """Return the lanes, and for each the places (in ``events``) of its events.

    ``records`` is the list that events point into in ``role``. An event stands in the lane of the first record it
    names, and with ``chosen`` keys in that of the first chosen one. Heavier records come first, then earlier ones;
    chosen ones keep the order of the choice.
    """
    column = Event._fields.index(role)
    wanted = {place: chosen.index(each.key) for place, each in enumerate(records) if each.key in chosen}
    if wanted:
        owners = [next((place for place in event[column] if place in wanted), -1) for event in events]
    else:
        owners = [event[column][0] if event[column] else -1 for event in events]
    weights, counts, members = defaultdict(int), Counter(owners), defaultdict(list)
    for (place, grade), count in Counter(zip(owners, [event.significance for event in events], strict=True)).items():
        weights[place] += count * _WEIGHTS.get(grade, 1)
    for number, place in enumerate(owners):
        members[place].append(number)
    if wanted:
        order = sorted(wanted, key=wanted.get)
        order += [-1] if -1 in members else []
    else:
        first = {place: numbers[0] for place, numbers in members.items()}
        order = sorted(weights, key=lambda place: (place == -1, -weights[place], first[place]))
    kept, others = (order, []) if len(order) <= LANES else (order[: LANES - 1], order[LANES - 1 :])
    lanes = [Lane(records[place] if place >= 0 else None, counts[place]) for place in kept]
    groups = [members.get(place, []) for place in kept]
    if others:
        lanes.append(Lane(None, sum(counts[place] for place in others), rest=len(others)))
        groups.append(sorted(number for place in others for number in members[place]))
    return lanes, groups


def rows_for(lanes, events) -> int:
    """Return how many rows a lane may have when there are so many lanes and events."""
    rows = 14 if lanes <= 1 else 10 if lanes <= 3 else 6 if lanes <= 8 else 4
    return max(rows, 8) if events <= FEW else rows


def bar_of(event, begin, end) -> bool:
    """Return whether a bar shows what is known of a date; a short one would hide behind the mark."""
    return event.extent in ("within", "range", "about") and end - begin > BAR


def place(events, lanes, groups, scale, *, title, width=NARROWEST) -> list[Mark]:
    """Place the events of each lane; returns the marks and fills in rows, density and hidden events of the lanes.

    ``title(event)`` is the label. ``groups`` are places in ``events``, as :func:`assign` returns them. ``width`` is that
    of the chart, in pixels, where it is narrowest.
    """
    crowded = len(events) > 1500
    count = max(len(lanes), 1)
    edges = [scale.day_at(position) for position in range(CELL, WIDTH, CELL)]
    limits = _Limits(
        rows_for(count, len(events)),
        max(6, LABELS // count),
        max(12, MARKS // count),
        crowded,
        WIDTH / width,
        edges,
    )
    marks = []
    for number, (lane, group) in enumerate(zip(lanes, groups, strict=True)):
        marks += _Row(number, lane, limits, scale, title).place([(each, events[each]) for each in group])
    return marks


@dataclass(frozen=True)
class _Limits:
    rows: int
    labels: int
    marks: int
    crowded: bool
    per_pixel: float
    edges: list[int]


class _Row:
    """The rows of one lane while they are filled; a row is a number whose bits say what is taken."""

    def __init__(self, number, lane, limits, scale: Scale, title):
        self.number, self.lane, self.limits, self.scale, self.title = number, lane, limits, scale, title
        self.taken = [0] * limits.rows
        self.barred = [0] * limits.rows
        self.half = round(12 * limits.per_pixel)
        self.marks: list[Mark] = []

    def place(self, members) -> list[Mark]:
        limits, labels = self.limits, 0
        dense = len(members) > DENSE
        waiting, counted = [], []
        for number, event in members:
            rank = _RANKS.get(event.significance, _MINOR)
            (counted if dense and rank == _MINOR else waiting).append((rank, number, event))
        waiting.sort(key=lambda each: each[:2])
        least = 2 if limits.crowded else _MINOR
        missed = 0
        for rank, number, event in waiting:
            mark = None
            named = labels < limits.labels and missed < _MISSES
            if len(self.marks) < limits.marks and (named or rank < least):
                x, begin, end = self._position(event)
                if named:
                    mark = self._labelled(number, event, rank, x, begin, end)
                    labels, missed = (labels, missed + 1) if mark is None else (labels + 1, 0)
                if mark is None and rank < least:
                    mark = self._bare(number, event, x, begin, end)
            if mark is None:
                counted.append((rank, number, event))
            else:
                self.marks.append(mark)
        self.lane.hidden = [number for _rank, number, _event in counted]
        self.lane.density = Counter(self._cells([event for _rank, _number, event in counted]))
        self.lane.rows = max((mark.row + 1 for mark in self.marks), default=1)
        self._widen()
        return self.marks

    def _cells(self, events) -> list[int]:
        """Return the cell of the density that each event is counted in: that of the middle of what is known."""
        start, end, edges = self.scale.period.start, self.scale.period.end, self.limits.edges
        return [
            bisect_right(
                edges, (max(event.first or event.last, start) + min(event.last or event.first, end - 1) + 1) // 2
            )
            for event in events
        ]

    def _position(self, event):
        first, last = event.first or event.last, event.last or event.first
        begin, end = self.scale(first), self.scale(last + 1)
        return self.scale.middle(first, last), begin, end

    def _labelled(self, number, event, rank, x, begin, end) -> Mark | None:
        text = self.title(event)
        bold = rank == 0
        full = self._units(label_widths.pixels(text, size=SIZE, bold=bold) + _GAP)
        short = self._units(_SHORT * SIZE + _GAP)
        reach = round(_REACH * self.limits.per_pixel)
        bar = self._bar(event, begin, end)
        widest = round(WIDEST * self.limits.per_pixel * NARROWEST / WIDTH)
        widths = [min(full, widest)] if short >= full else [min(full, widest), short]
        for width in widths:
            for side in "rl":
                low, high = (x - reach, x + reach + width) if side == "r" else (x - reach - width, x + reach)
                fits = high <= WIDTH if side == "r" else low >= 0
                found = self._take(low, high, bar) if fits else None
                if found is not None:
                    return Mark(event, number, self.number, found, x, begin, end, side, low, high, width)
        return None

    def _bare(self, number, event, x, begin, end) -> Mark | None:
        half = self.half
        found = self._take(x - half, x + half, self._bar(event, begin, end))
        if found is None:
            return None
        return Mark(event, number, self.number, found, x, begin, end, "", x - half, x + half)

    @staticmethod
    def _bar(event, begin, end) -> int:
        """Return the bits of the bar under an event: no bar lies on another."""
        return ((1 << (end - begin)) - 1) << begin if bar_of(event, begin, end) else 0

    def _take(self, low, high, bar) -> int | None:
        """Take the first row that is free from ``low`` to ``high`` and for the ``bar``; None when there is none. Half
        a mark may stand out at either end of the chart."""
        half = self.half
        if low < -half or high > WIDTH + half:
            return None
        bits = ((1 << (high - low)) - 1) << (low + half)
        for row, taken in enumerate(self.taken):
            if not taken & bits and not self.barred[row] & bar:
                self.taken[row] = taken | bits
                self.barred[row] |= bar
                return row
        return None

    def _widen(self):
        """Let each label grow into the gap beside it; two that face each other share it."""
        rows = defaultdict(list)
        widest = round(WIDEST * self.limits.per_pixel * NARROWEST / WIDTH)
        for mark in self.marks:
            rows[mark.row].append(mark)
        for marks in rows.values():
            marks.sort(key=lambda mark: mark.low)
            for before, mark, after in zip([None, *marks], marks, [*marks[1:], None], strict=False):
                if mark.side == "r":
                    free = (after.low if after else WIDTH) - mark.high
                    free = free // 2 if after and after.side == "l" else free
                elif mark.side == "l":
                    free = mark.low - (before.high if before else 0)
                    free = free // 2 if before and before.side == "r" else free
                else:
                    continue
                mark.room = min(mark.room + max(free, 0) // STEP * STEP, widest)

    def _units(self, pixels) -> int:
        """Return thousandths of the narrowest chart, rounded up to a step that the style sheet knows."""
        return -(-int(pixels * self.limits.per_pixel + 1) // STEP) * STEP
