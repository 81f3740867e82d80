"""A date of known precision: EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/) as a short string, with its bounds.

The everyday forms are read here (microseconds); everything else by the `edtf` package (4 to 20 ms), whose bounds these agree with.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import struct_time

#: Longest stored date, in characters.
LIMIT = 64

_YEAR = r"(?:\d{4}|\d{3}X|\d{2}XX)"
_PART = re.compile(rf"^(?P<year>{_YEAR})(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%])?$")
_PLAUSIBLE = re.compile(r"^[\dXYESTZ~?%.,:/{}\[\]+-]+$")
_HALF_KNOWN = re.compile(r"-(?:\dX|X\d)")
#: Sub-year groupings of EDTF level 2 as first and last month, with their name.
_GROUPS = {
    **{
        number: (name, first, first + 2)
        for number, name, first in ((21, "season", 3), (22, "season", 6), (23, "season", 9))
    },
    24: ("season", 12, 12),
    **{33 + index: ("quarter", 3 * index + 1, 3 * index + 3) for index in range(4)},
    40: ("half", 1, 6),
    41: ("half", 7, 12),
}
#: From finest to coarsest; in sorting, coarser comes later within its range.
PRECISIONS = ("day", "month", "season", "quarter", "half", "year", "decade", "century")
#: 年初, 年中, 年底 as approximate intervals within a year: first and last month.
PARTS_OF_YEAR = {"early": ("01", "03"), "mid": ("05", "08"), "late": ("10", "12")}

_SENTENCES = {
    "empty": ("No date is given.", "没有填写日期。"),
    "too_long": ("A date may have 64 characters at most.", "日期最多64个字符。"),
    "unreadable": (
        "“{text}” is not a date we can read. Write for example 2024-02-15, 2024-02, 2024年2月, 2022年初 or 2023-04/2023-08.",
        "无法识别日期“{text}”。可以写成2024-02-15、2024-02、2024年2月、2022年初或2023-04/2023-08。",
    ),
    "impossible": ("“{text}” does not exist in the calendar.", "日历上没有“{text}”这一天。"),
    "out_of_range": ("“{text}” is outside the years 1 to 9999.", "“{text}”超出了公元1年至9999年的范围。"),
    "reversed": ("“{text}” ends before it begins.", "“{text}”的结束早于开始。"),
}


class DateError(ValueError):
    """A date that cannot be stored. `code` names the reason; `sentence("zh-hans")` explains it."""

    def __init__(self, code: str, text: str = "") -> None:
        self.code, self.text = code, text[:60]
        super().__init__(self.sentence("en"))

    def sentence(self, language: str = "en") -> str:
        """What is wrong and what to write instead, in English or Simplified Chinese."""
        english, chinese = _SENTENCES[self.code]
        return (chinese if language.startswith("zh") else english).format(text=self.text)


@dataclass(frozen=True)
class EdtfDate:
    """earliest and latest are inclusive; an open end is `date.min` or `date.max`. precision is one of PRECISIONS, for an interval the
    coarser of its ends."""

    edtf: str
    earliest: date
    latest: date
    precision: str
    approximate: bool = False
    uncertain: bool = False
    interval: bool = False


@dataclass(frozen=True)
class Part:
    """One end of a date: `2024-02~`. month and day are "" when not given and "XX" when unknown."""

    year: str
    month: str
    day: str
    mark: str
    earliest: date
    latest: date
    precision: str


@lru_cache(maxsize=8192)
def parse(text: str) -> EdtfDate:
    """Read a stored EDTF string.

    Raises DateError: empty, too_long, unreadable, impossible (2024-02-30), out_of_range, reversed.
    """
    text = text.strip()
    if not text:
        raise DateError("empty")
    if len(text) > LIMIT:
        raise DateError("too_long", text)
    ends = ends_of(text)
    return _from_ends(text, *ends) if ends else _by_package(text)


def ends_of(text: str) -> tuple[Part | None, Part | None] | None:
    """Start and end of an everyday form; the same part twice for a single date, None for an open end; None when it is another form.

    Raises DateError (impossible, out_of_range).
    """
    if "/" not in text:
        single = part_of(text)
        return (single, single) if single else None
    first, _, second = text.partition("/")
    ends = [None if end in ("", "..") else part_of(end) or "other" for end in (first, second)]
    if "other" in ends or ends == [None, None]:
        return None
    return ends[0], ends[1]  # type: ignore[return-value]


@lru_cache(maxsize=8192)
def part_of(text: str) -> Part | None:
    """One date without interval, or None when it is not an everyday form."""
    match = _PART.match(text)
    if not match:
        return None
    year, month, day, mark = match["year"], match["month"] or "", match["day"] or "", match["mark"] or ""
    if month == "XX" and day not in ("", "XX"):
        return None
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if high == 0:
        raise DateError("out_of_range", text)
    if year != f"{low:04d}" and (month or day):
        return None
    precision, first, last = _months(text, month, day)
    if precision == "season" and month == "24" and low == 9999:
        raise DateError("out_of_range", text)
    earliest, latest = date(max(low, 1), first, 1), date(high, last, monthrange(high, last)[1])
    if day not in ("", "XX"):
        try:
            earliest = latest = date(low, first, int(day))
        except ValueError:
            raise DateError("impossible", text) from None
    if not month:
        precision = "year" if "X" not in year else "decade" if year[2] != "X" else "century"
    return Part(year, month, day, mark, earliest, latest, precision)


def _months(text: str, month: str, day: str) -> tuple[str, int, int]:
    """Precision, first and last month."""
    if month in ("", "XX"):
        return "year", 1, 12
    number = int(month)
    if 1 <= number <= 12:
        return ("day" if day not in ("", "XX") else "month"), number, number
    if number in _GROUPS and not day:
        return _GROUPS[number]
    raise DateError("impossible", text)


def _from_ends(text: str, start: Part | None, end: Part | None) -> EdtfDate:
    parts = [part for part in (start, end) if part]
    earliest = start.earliest if start else date.min
    latest = end.latest if end else date.max
    if earliest > latest:
        raise DateError("reversed", text)
    marks = {part.mark for part in parts}
    return EdtfDate(
        edtf=text,
        earliest=earliest,
        latest=latest,
        precision="season" if part_of_year(text) else max((part.precision for part in parts), key=PRECISIONS.index),
        approximate=bool(marks & {"~", "%"}),
        uncertain=bool(marks & {"?", "%"}),
        interval="/" in text,
    )


def _by_package(text: str) -> EdtfDate:
    from edtf import parse_edtf  # takes a quarter of a second to load, and few dates need it

    if not _PLAUSIBLE.match(text) or _HALF_KNOWN.search(text):
        raise DateError("unreadable", text)  # the package prints and fails on these
    try:
        found = parse_edtf(text)
        bounds = [_bound(found.lower_strict(), date.min), _bound(found.upper_strict(), date.max)]
    except DateError:
        raise
    except Exception:  # whatever the grammar trips over is a date we cannot read
        raise DateError("impossible" if re.match(r"^\d{4}-\d\d(-\d\d)?$", text) else "unreadable", text) from None
    if bounds[0] > bounds[1]:
        raise DateError("reversed", text)
    finest = max(text.count("-", *span.span()) for span in re.finditer(r"[^/,.{}\[\]]+", text))
    return EdtfDate(
        edtf=text,
        earliest=bounds[0],
        latest=bounds[1],
        precision=("year", "month", "day")[min(2, finest)],
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
        interval="/" in text,
    )


def _bound(value: struct_time | float, open_end: date) -> date:
    if not isinstance(value, struct_time):
        return open_end
    if not 1 <= value.tm_year <= 9999:
        raise DateError("out_of_range", str(value.tm_year))
    return date(value.tm_year, value.tm_mon, value.tm_mday)


def part_of_year(text: str) -> tuple[str, str] | None:
    """Year and early, mid or late when the date is stored as 年初, 年中 or 年底; else None."""
    match = re.match(r"^(\d{4})-(\d\d)~/(\d{4})-(\d\d)~$", text)
    if not match or match[1] != match[3]:
        return None
    return next(((match[1], name) for name, months in PARTS_OF_YEAR.items() if months == (match[2], match[4])), None)


def sort_key(text: str) -> str:
    """A string that sorts dates: unknown parts last within their range.

    A date stands at the last day it can mean, coarser after finer: 2025-08-31 < 2025-08 < 2025-09-01 … 2025-12-31 < 2025. An interval stands
    by its start, after a single date of the same kind; `../2022` and `2022/..` stand by their known end, after everything else there.
    Raises DateError.
    """
    found = parse(text)
    ends = ends_of(found.edtf)
    rank = PRECISIONS.index(found.precision)
    at = found.latest
    if ends and found.interval and not part_of_year(found.edtf):
        start, end = ends
        known = start or end
        assert known is not None  # ends_of gives at least one  # noqa: S101
        at, rank = known.latest, PRECISIONS.index(known.precision)
        if not (start and end):
            rank = 8 if end else 9
    elif ends is None and found.interval:
        at = found.earliest
    return f"{at.isoformat()} {rank}{int(found.interval)} {found.edtf}"
