"""Dates of known precision: one door to reading, storing, showing and sorting them."""

from editorial.text.date_display import display
from editorial.text.date_model import LIMIT, PRECISIONS, DateError, EdtfDate, parse, sort_key
from editorial.text.date_words import find, from_chinese, read

__all__ = [
    "LIMIT",
    "PRECISIONS",
    "DateError",
    "EdtfDate",
    "display",
    "find",
    "from_chinese",
    "parse",
    "read",
    "sort_key",
]
