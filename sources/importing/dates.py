"""Dates as files state them, in whatever way, to CSL dates."""

from __future__ import annotations

import re

from editorial.text import edtf
from sources import csl_form

#: 2025/04/11/ 20:00:00 · 2025-04-11T20:00:00+08:00 · 2025-04-11 20:00 · 2025/04/11/ · RIS 2020/03/15/spring
_NUMBERS = re.compile(
    r"(?P<year>\d{4})[/.-](?P<month>\d{1,2})(?:[/.-](?P<day>\d{1,2}))?/?(?:[T\s]+\d{1,2}:\d\d.{0,24})?", re.ASCII
)
_YEAR = re.compile(r"(\d{4})/{0,3}", re.ASCII)
_LONGEST = 64


def read(text) -> dict:
    """Return a CSL date; one that nobody can read is kept as its words (``literal``); empty for nothing."""
    words = " ".join(str(text or "").split())[: 4 * _LONGEST]
    if not words:
        return {}
    numbers = _NUMBERS.fullmatch(words)
    if numbers:
        parts = [int(part) for part in (numbers["year"], numbers["month"], numbers["day"]) if part]
        words = "-".join(f"{part:02d}" for part in parts)
    elif year := _YEAR.fullmatch(words):
        words = year[1]
    try:
        return csl_form.read_date(words)
    except edtf.DateError:
        return {"literal": words[:_LONGEST]}


def is_date(value) -> bool:
    """Return whether a CSL date says a year rather than only words."""
    return bool(value) and "literal" not in value


def day(text) -> str:
    """Return the EDTF of a stated date; empty where it cannot be read."""
    value = read(text)
    return csl_form.date_text(value) if is_date(value) else ""
