"""Checkable places in a text: dates, numbers and quotations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from editorial.text import edtf
from editorial.text.contexts import Position

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.\-/])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,18}(?:\.\d{1,9})?)"
    r"(\s?(?:万亿|千亿|百亿|十亿|千万|百万|亿|万|千|trillion|billion|million|thousand|[KMBT](?![A-Za-z0-9])))?"
    r"(?![A-Za-z0-9_])"
)
_SCALE = {
    "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
    "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_QUOTE = re.compile(r"“([^”\n]{1,400})”|「([^」\n]{1,400})」|『([^』\n]{1,400})』|(?<![\w\"])\"([^\"\n]{1,400})\"")


def find(text: str, line_at: Callable[[int], int]) -> Iterator[Position]:
    """Dates (value: EDTF), numbers (value: the plain amount, 260亿 is 26000000000) and quotations (value: the words), each kind in order."""
    dates = []
    for start, end, value in edtf.find(text):
        dates.append((start, end))
        yield Position("date", start, end, line_at(start), value)
    taken = iter(dates)
    date = next(taken, None)
    for match in _NUMBER.finditer(text):
        while date and date[1] <= match.start():
            date = next(taken, None)
        if not (date and date[0] < match.end()):
            yield Position(
                "number", match.start(), match.end(), line_at(match.start()), amount(match[1], match[2] or "")
            )
    for match in _QUOTE.finditer(text):
        yield Position(
            "quote",
            match.start(),
            match.end(),
            line_at(match.start()),
            next(group for group in match.groups() if group),
        )


def amount(digits: str, unit: str = "") -> str:
    """The number as plain decimal digits: `1,750` and `亿` give 175000000000."""
    try:
        value = Decimal(digits.replace(",", "")) * _SCALE.get(unit.strip(), 1)
    except InvalidOperation:
        return digits
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
