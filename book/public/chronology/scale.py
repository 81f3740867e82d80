"""Where a day stands on the width of a timeline, and the ticks of its axis.

Positions are whole thousandths of the width (:data:`WIDTH`): fine enough that one is less than two pixels on a screen of
1920, and few enough that a fixed style sheet knows them all (:mod:`.places`). Ticks stand at the beginnings of months,
quarters, years and decades, never at steps of so many days: those repeat and skip months.
"""

import math
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date

from book.public.chronology.periods import Period, month_of, start_of

WIDTH = 1000
#: Pixels of the narrowest chart, that of a screen of 1160 with a scroll bar; labels are judged at this width.
NARROWEST = 920
PER_PIXEL = WIDTH / NARROWEST
#: From how many events on all years are equally wide unless a reader asks otherwise: fitting gains nothing there.
MANY = 1500
#: A year without events keeps this part of an average year's width.
_LEAST = 0.4
#: Pixels that a label of the axis needs: “2023年”, “’23”, “10月”.
_FULL, _SHORT, _MONTH = 54, 27, 30


@dataclass(frozen=True)
class Tick:
    """A line of the axis. ``kind``: decade, year, month or day; ``form`` says how it is labelled, "" for not at all.

    ``year`` (and ``month``, ``day``) are what to write; forms are full (2023年), short (’23) and part (10月, 15日).
    """

    x: int
    kind: str
    form: str
    year: int
    month: int = 1
    day: int = 1


class Scale:
    """A monotonic map from days to positions: linear inside a year, years as wide as ``fitted`` or equality demands."""

    def __init__(self, period: Period, events=(), *, fitted=False):
        self.period, self._start, self._end = period, period.start, period.end
        first, last = period.years
        self._starts, self._offsets, self._rates = [], [], []
        shares = _shares(period, events if fitted else None)
        total, at = sum(share for _start, _end, share in shares), 0.0
        for start, end, share in shares:
            width = share / total * WIDTH
            self._starts.append(start)
            self._offsets.append(at)
            self._rates.append(width / (end - start))
            at += width

    def __call__(self, ordinal) -> int:
        """Return the position of the beginning of a day, kept inside the period."""
        if ordinal <= self._start:
            return 0
        if ordinal >= self._end:
            return WIDTH
        place = bisect_right(self._starts, ordinal) - 1
        return round(self._offsets[place] + (ordinal - self._starts[place]) * self._rates[place])

    def middle(self, first, last) -> int:
        """Return the position of the middle of what of ``first`` to ``last`` (both included) is on show."""
        first = self._start if first < self._start else first
        last = self._end - 1 if last >= self._end else last
        return self((first + last + 1) // 2)

    def day_at(self, position) -> int:
        """Return the ordinal of the first day that stands at ``position`` or right of it."""
        exact = position - 0.5  # positions are rounded
        place = max(0, bisect_right(self._offsets, exact) - 1)
        day = self._starts[place] + math.floor((exact - self._offsets[place]) / self._rates[place]) - 1
        while self(day) < position and day < self._end:
            day += 1
        return day

    def ticks(self) -> list[Tick]:
        """Return the lines of the axis from left to right."""
        first, last = self.period.years
        years = last - first + 1
        room = NARROWEST / max(years, 1)
        if self.period.months <= 2:
            return self._months(by_day=True)
        if self.period.months <= 14:
            return self._months()
        if room < _SHORT:
            return self._coarse(first, last)
        found = []
        for year in range(first, last + 1):
            x = self(max(start_of(year * 12), self.period.start))
            following = self(min(start_of(year * 12 + 12), self.period.end))
            pixels = (following - x) / PER_PIXEL
            begins = max(year * 12, self.period.first)
            form = "full" if pixels >= _FULL else "short" if pixels >= _SHORT else ""
            found.append(Tick(x, "year", form, year, begins % 12 + 1))
            step = 1 if pixels >= 34 * 12 else 3 if pixels >= 38 * 4 else 0
            found += self._within(year, step, x, following) if step else []
        return found

    def _within(self, year, step, x, following) -> list[Tick]:
        found = []
        for month in range(1 + step, 13, step):
            at = self(start_of(year * 12 + month - 1))
            if x < at < following:
                room = at - x > _FULL * PER_PIXEL and following - at > 24 * PER_PIXEL
                found.append(Tick(at, "month", "part" if room else "", year, month))
        return found

    def _months(self, *, by_day=False) -> list[Tick]:
        """Return the ticks of a period of some months; the first, and every January, name their year."""
        found = []
        for number, month in enumerate(range(self.period.first, self.period.last + 1)):
            year, place = divmod(month, 12)
            form = "full" if number == 0 or place == 0 else "part"
            found.append(Tick(self(start_of(month)), "year" if form == "full" else "month", form, year, place + 1))
            if by_day:
                found += [
                    Tick(self(date(year, place + 1, day).toordinal()), "day", "part", year, place + 1, day)
                    for day in (8, 15, 22)
                ]
        return found

    def _coarse(self, first, last) -> list[Tick]:
        """Return the ticks of many years: those of a round step that leaves each label its room."""
        steps = (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
        step = next(step for step in steps if NARROWEST / (last - first + 1) * step >= _FULL + 6)
        found, before = [], -WIDTH
        for year in range(-(-first // step) * step or step, last + 1, step):
            x = self(start_of(year * 12))
            room = x - before >= (_FULL + 4) * PER_PIXEL and WIDTH - x >= _FULL * PER_PIXEL
            found.append(Tick(x, "decade", "full" if room else "", year))
            before = x if room else before
        return found


def _shares(period, events) -> list[tuple[int, int, float]]:
    """Return (first day, day after the last, share of the width) of each year; with ``events``, the square root of how
    many a year has, at least :data:`_LEAST` of the average."""
    first, last = period.years
    counts = Counter(event.year for event in events or ())
    roots = {year: math.sqrt(counts[year]) for year in range(first, last + 1)} if events is not None else {}
    average = sum(roots.values()) / len(roots) if roots else 0
    found = []
    for year in range(first, last + 1):
        start, end = start_of(year * 12), start_of(year * 12 + 12)
        shown = max(start, period.start), min(end, period.end)
        share = max(_LEAST * average, roots[year]) if average else 1.0
        found.append((*shown, share * (shown[1] - shown[0]) / (end - start)))
    return found


def group_of(event, period) -> int | None:
    """Return the month under whose heading an event is listed when months have headings; None where its month is not
    known."""
    first, last = event.first or event.last, event.last or event.first
    if event.extent == "range":
        return max(month_of(first), period.first)
    month = month_of(first)
    return month if month == month_of(last) else None
