"""Permanent keys from what authors call things, and names made comparable."""

from __future__ import annotations

import re
import unicodedata

from book.manuscript.reading.records import CHAPTER, SOURCE, Record
from sources.importing import naming
from sources.importing.naming import key_of

_GENERIC = re.compile(
    r"^(?:\d{1,4}|(?:chapter|chap|ch|part|section|第)[-_ ]?\d{1,4}(?:[-_ 章].*)?|index|text|content|main|untitled|chapter)$",
    re.IGNORECASE,
)


def fold(text: str) -> str:
    """A name for comparison: NFKC, lower case, letters and digits of any script only."""
    return "".join(character for character in unicodedata.normalize("NFKC", text[:500]).lower() if character.isalnum())


def propose(record: Record) -> str:
    """The key a new record would get; "" when nothing in it makes one."""
    if record.kind == SOURCE:
        return (
            naming.written(record.identifier)
            if record.identifier
            else naming.made(record.fields.get("csl", {}), record.fields.get("title", ""))
        )
    if record.identifier:
        return key_of(record.identifier)
    if record.kind == CHAPTER:
        return _chapter_key(record)
    if record.stem:
        return key_of(record.stem)
    return key_of(_latin(record)) or key_of(record.label)


def _chapter_key(record: Record) -> str:
    stem = re.sub(r"^\d{1,3}[-_. ]+(?=\D)", "", record.stem)
    if stem and not _GENERIC.match(stem) and not _GENERIC.match(record.stem):
        return key_of(stem)
    return key_of(record.fields.get("title_en") or "") or key_of(record.stem) or key_of(record.fields.get("title", ""))


def _latin(record: Record) -> str:
    """The first form of a term that needs no pinyin: its headword, else its original."""
    forms = [
        record.fields.get("preferred", ""),
        record.fields.get("original", ""),
        *record.fields.get("other_forms", []),
    ]
    return next((form for form in forms if form and form.isascii()), "")


def names_of(record: Record) -> list[str]:
    """Every word that may identify a record: ids, file name, and for organizations, concepts and chapters their names."""
    fields = record.fields
    names = [record.identifier, record.stem, *record.aliases]
    if record.kind == "organization":
        names += [fields.get("name", ""), fields.get("name_en", ""), *fields.get("aliases", [])]
    elif record.kind == "concept":
        names += [fields.get("preferred", ""), fields.get("original", ""), *fields.get("other_forms", [])]
    return [name for name in dict.fromkeys(names) if name]
