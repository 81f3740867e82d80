"""题名、卷次与版本: the title proper with its volume or number (8.2), and the edition (8.3 of GB/T 7714-2015)."""

import re

from sources.gbt7714.document_types import type_mark
from sources.gbt7714.entry import Entry

_CHINESE_EDITION = re.compile(r"第?\s*(\d{1,4})\s*版")
_ENGLISH_EDITION = re.compile(r"(\d{1,4})\s*(?:st|nd|rd|th)(?:\s+ed(?:ition|n?\.?)?)?", re.IGNORECASE)
#: Marks of works that may come in several volumes.
_IN_VOLUMES = frozenset(("M", "C", "G", "CM", "D", "R", "CP", "DB"))


def title(entry: Entry) -> str:
    """Return the title with what the standard writes into it: volume, number, scale of a map."""
    name, kind = entry.text("title", "title-short"), type_mark(entry)
    if kind == "S":
        return _standard(entry, name)
    if kind in _IN_VOLUMES and not entry.text("container-title"):
        name += volume(entry)
    number = _number(entry, kind)
    name += entry.marks.colon + number if number else ""
    scale = entry.text("scale") if kind == "CM" else ""
    return f"{name}. {scale}" if scale else name


def _standard(entry: Entry, name) -> str:
    """The number of a standard goes before its title; in the edition of 2015 it followed."""
    number = entry.text("number")
    if not number:
        return name
    return f"{name}{entry.marks.colon}{number}" if entry.style.old else f"{number} {name}".strip()


def _number(entry: Entry, kind) -> str:
    """Return 专利申请号, 档号 or 报告号: numbers that count as other information on the title (8.2.2)."""
    if kind == "P":
        return entry.text("call-number", "number")
    if kind == "A":
        return entry.text("archive_location", "number")
    return entry.text("number") if kind == "R" else ""


def volume(entry: Entry) -> str:
    """Return ``：第1卷``, ``：第1册`` as written, and the volume's own title after it."""
    number = entry.text("volume")
    written = entry.words.volume(number) if number.isdecimal() else number
    return "".join(entry.marks.colon + part for part in (written, entry.text("volume-title", "part-title")) if part)


def edition(entry: Entry) -> str:
    """Return ``2 版``, ``2nd ed.``, ``修订版``; a first edition is not written (8.3)."""
    stated = entry.text("edition")
    numbered = _CHINESE_EDITION.fullmatch(stated) or _ENGLISH_EDITION.fullmatch(stated)
    number = numbered[1] if numbered else stated
    if not (number.isascii() and number.isdecimal()):
        return stated
    return entry.words.edition(number) if number != "1" else ""
