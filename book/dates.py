"""Dates of records: EDTF in storage, whatever people type at the door."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editorial.text import edtf

LONGEST = 64


def tidy(value, *, field="date") -> str:
    """Return what was typed (2024年2月, 2022年初, 2023-04/2023-08) as EDTF; ``ValidationError`` where nobody can read it."""
    text = str(value or "").strip()
    if not text:
        return ""
    try:
        return edtf.read(text)
    except edtf.DateError as error:
        raise ValidationError(
            {
                field: ValidationError(
                    _("“%(value)s” is not a date that can be read. Write 2024-02-15, 2024-02, 2024年2月 or 2022年初."),
                    code="date",
                    params={"value": text[:LONGEST]},
                )
            }
        ) from error


def tidy_period(value) -> str:
    """Return a period as EDTF where it can be read, else as typed: a period is a label and may be words."""
    text = " ".join(str(value or "").split())
    try:
        return edtf.read(text) if text else ""
    except edtf.DateError:
        return text


def is_readable(value) -> bool:
    """Return whether a stored date is EDTF."""
    return bounds(value) is not None


def bounds(value) -> tuple[date | None, date | None] | None:
    """Return the first and last day of a stored date (None where it is open); None where it cannot be read."""
    try:
        parsed = edtf.parse(value) if value else None
    except edtf.DateError:
        return None
    return (parsed.earliest, parsed.latest) if parsed else None


def shown(value) -> str:
    """Return a stored date in the words of the active language, never more exact than it is; as stored where unreadable."""
    try:
        return edtf.display(value, "en" if (get_language() or "").startswith("en") else "zh-hans") if value else ""
    except edtf.DateError:
        return value
