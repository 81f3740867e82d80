"""Periods of whole months, as the address of a timeline names them: 2023, 2023-05."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

_WRITTEN = re.compile(r"([0-9]{1,4})(?:-([0-9]{2}))?")
#: The calendar ends with the year 9999; a period must have a day after its last one.
_FIRST, _LAST = 12, 9998 * 12 + 11


@dataclass(frozen=True)
class Period:
    """From month ``first`` to month ``last``, both included; a month is twelve times its year plus 0 to 11."""

    first: int
    last: int

    @classmethod
    def of_years(cls, first, last) -> "Period":
        return cls(first * 12, last * 12 + 11)

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def years(self) -> tuple[int, int]:
        return self.first // 12, self.last // 12

    @property
    def whole_years(self) -> bool:
        return self.first % 12 == 0 and self.last % 12 == 11

    @cached_property
    def start(self) -> int:
        """The ordinal of its first day."""
        return start_of(self.first)

    @cached_property
    def end(self) -> int:
        """The ordinal of the day after its last one."""
        return start_of(self.last + 1)

    def clamped(self, bounds) -> "Period":
        """Return a period of the same length, as far as there is room, inside ``bounds``."""
        length = min(self.months, bounds.months)
        first = min(max(self.first, bounds.first), bounds.last - length + 1)
        return Period(first, first + length - 1)


def start_of(month) -> int:
    """Return the ordinal of the first day of a month."""
    return date(month // 12, month % 12 + 1, 1).toordinal()


def month_of(ordinal) -> int:
    """Return the month that a day (an ordinal) lies in."""
    day = date.fromordinal(ordinal)
    return day.year * 12 + day.month - 1


def read_month(text, *, last=False) -> int | None:
    """Return the month that ``2023`` or ``2023-05`` begins with, or with ``last`` ends with; None for anything else."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), match[2]
    if month is not None and not 1 <= int(month) <= 12:
        return None
    place = int(month) - 1 if month else 11 if last else 0
    return min(max(year * 12 + place, _FIRST), _LAST)


def write_month(month, *, last=False) -> str:
    """Return the shortest text that :func:`read_month` reads as ``month``."""
    year, place = divmod(month, 12)
    return str(year) if place == (11 if last else 0) else f"{year}-{place + 1:02}"
