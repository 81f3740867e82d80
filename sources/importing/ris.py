"""RIS, the format of reference managers, to entries: one record at a time, so that a broken one spoils no other."""

from __future__ import annotations

import re

import rispy
from django.utils.translation import gettext as _

from sources.importing import dates, people
from sources.importing.entries import ERROR, LONGEST_RAW, WARNING, Entry, Reading

_BEGIN = re.compile(r"^\ufeff?TY  ?- ?", re.MULTILINE)
_END = re.compile(r"^ER  ?-?.*$", re.MULTILINE)
_TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "ABST": "article-journal", "BOOK": "book", "EBOOK": "book",
    "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference",
    "THES": "thesis", "RPRT": "report", "GOVDOC": "report", "NEWS": "article-newspaper", "MGZN": "article-magazine",
    "ELEC": "webpage", "ICOMM": "webpage", "BLOG": "post-weblog", "PAT": "patent", "DATA": "dataset", "COMP": "software",
    "VIDEO": "motion_picture", "MPCT": "motion_picture", "STAND": "standard", "UNPB": "manuscript", "LEGAL": "legislation",
    "STAT": "legislation", "INPR": "article", "UNPD": "manuscript",
}  # fmt: skip
_HAN = re.compile("[\u3400-\u9fff]")


def read(text, *, name) -> Reading:
    """Return the entries of a RIS file called ``name``. Never raises for what the text says."""
    reading = Reading()
    starts = [found.start() for found in _BEGIN.finditer(text)]
    if text[: starts[0] if starts else None].strip(" \n\t\ufeff"):
        reading.found("text-before", WARNING, name, 1, _("What stands before the first record was not read."))
    line, last = 1, 0
    for start, stop in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", last, start)
        last = start
        _read_record(reading, text[start:stop], name, line)
    return reading


def _read_record(reading, text, name, line):
    ended = _END.search(text)
    if ended is None:
        reading.found("unended", WARNING, name, line, _("This record does not end with ER; what is there was read."))
    body = text[: ended.start()] if ended else text
    try:
        records = rispy.loads(body.strip("\ufeff\n ") + "\nER  - \n")
    except (rispy.RISError, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        message = _("This record cannot be read: %(reason)s") % {"reason": str(error)[:200]}
        reading.found("bad-entry", ERROR, name, line, message)
        return
    for record in records:
        csl = _csl(record)
        key = str(record.get("id") or record.get("label") or "").strip()
        if not csl.get("title"):
            reading.found("no-title", ERROR, name, line, _("This entry has no title and was left out."), key)
            continue
        if "literal" in csl.get("issued", {}):
            message = _("“%(date)s” is no date; it was kept as words.") % {"date": csl["issued"]["literal"]}
            reading.found("odd-date", WARNING, name, line, message, key)
        reading.entries.append(Entry(name, line, csl, key=key, raw=body.strip()[:LONGEST_RAW]))


def _csl(record) -> dict:
    def first(*names):
        for each in names:
            value = record.get(each)
            value = value[0] if isinstance(value, list) and value else value
            if value and isinstance(value, str):
                return " ".join(value.split())
        return ""

    pages = "-".join(filter(None, (first("start_page"), first("end_page"))))
    csl = {
        "type": _TYPES.get(first("type_of_reference").upper(), "document"),
        "title": first("title", "primary_title", "translated_title"),
        "author": _names(record, "authors", "first_authors"),
        "editor": _names(record, "secondary_authors", "editors") if first("type_of_reference") in ("CHAP", "CONF", "CPAPER") else [],
        "issued": dates.read(first("year", "publication_year", "date").rstrip("/")) if first("year", "publication_year", "date") else {},
        "container-title": first("journal_name", "secondary_title", "alternate_title3", "alternate_title2", "alternate_title1"),
        "collection-title": first("tertiary_title"),
        "volume": first("volume"), "issue": first("number"), "page": pages, "publisher": first("publisher"),
        "publisher-place": first("place_published"), "DOI": first("doi"), "URL": first("urls", "url"),
        "edition": first("edition"), "language": first("language"), "accessed": dates.read(first("access_date")),
    }  # fmt: skip
    number = first("issn")
    if number:
        csl["ISBN" if csl["type"] in ("book", "chapter") else "ISSN"] = number
    full_date = first("date")
    if full_date and dates.is_date(found := dates.read(full_date)):
        csl["issued"] = found
    return {variable: value for variable, value in csl.items() if value}


def _names(record, *fields) -> list[dict]:
    written = next((record[field] for field in fields if record.get(field)), [])
    written = written if isinstance(written, list) else [written]
    return [name for each in written if (name := _name(str(each)))]


def _name(written) -> dict:
    words = " ".join(written.split()).strip(" ,")
    family, comma, given = words.partition(",")
    if not words:
        return {}
    if not comma:
        return people.han_name(words) if _HAN.search(words) else {"literal": words}
    given, _comma, suffix = given.partition(",")
    parts = {"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()}
    return {part: text for part, text in parts.items() if text}
