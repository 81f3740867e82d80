"""The order of time on public pages: unknown parts of a date last within their range, then significance.

2025-08-31 stands before 2025-08, and that before 2025-09-01; see :func:`editorial.text.edtf.sort_key`.
"""

from book.public import wording
from editorial.text import edtf

_WEIGHT = {grade: weight for weight, grade in enumerate(wording.SIGNIFICANCE)}
#: Sorts after every date.
_UNDATED = "~"


def weight(significance) -> int:
    """Return 0 for the heaviest grade; unknown grades come after all known ones."""
    return _WEIGHT.get(significance, len(_WEIGHT))


def year_of(card) -> int | None:
    """Return the year an event is filed under: that of the first day it can mean, else of the last."""
    year = str(card.get("earliest") or card.get("latest") or "")[:4]
    return int(year) if year.isascii() and year.isdigit() else None


def in_time(card, key) -> tuple:
    """Return what sorts an event with this card: year, date, significance, key; events without a date come last."""
    year = year_of(card)
    try:
        date = edtf.sort_key(str(card.get("date") or ""))
    except edtf.DateError:
        date = _UNDATED
    return year if year is not None else 10_000, date, weight(card.get("significance")), key
