"""Reference lists in Markdown: a book's ``references.md``, and the list at the end of a chapter."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from editorial.text import front_matter
from sources.importing import references
from sources.importing.entries import NOTE, WARNING, Entry, Reading

_HEADING = re.compile(
    r"^\s{0,3}(?:#{1,6}\s*|\*\*)?(?:\d+[.、]?\s*)?(?:参考文献|参考资料|引用文献|主要文献|references|bibliography|works cited|sources)"
    r"(?:\*\*)?(?:\s*[（(/].{0,30})?\s*[:：]?\s*(?:\*\*)?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_KEYED = re.compile(r"^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(?:\*\*|__)?\[[^\]\s\^\d][^\]\n]{0,79}\](?:\*\*|__)?[:：]?\s+\S")
_NO_ENTRY = re.compile(r"^\s{0,3}(#|---|\*\*\*\s*$|>|\||```|~~~|<!--)")
_WORTH_TELLING = re.compile(r"https?://|10\.\d{4,9}/|[(（](?:19|20)\d\d[a-z]?[)）]")
_CITED = re.compile(r"^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?\[@[^\]]+\]\s*$")


def looks_like_one(text) -> bool:
    """Whether a text is mostly entries, or has a reference list at its end."""
    lines = front_matter.split(text)[1].split("\n")
    keyed = sum(bool(_KEYED.match(line[:300])) for line in lines)
    if keyed >= 3:
        return True
    start = _list_start(lines)
    if start is not None:
        return any(references.read_entry(line) for line in lines[start + 1 :] if line.strip())
    filled = [line for line in lines if line.strip() and not _NO_ENTRY.match(line)]
    read = sum(bool(references.read_entry(line)) for line in filled[:50])
    return bool(filled) and read >= 0.6 * len(filled[:50])


def _list_start(lines) -> int | None:
    """Return the index of the last heading of a reference list; None in a file that is all of it."""
    return next((index for index in range(len(lines) - 1, -1, -1) if _HEADING.match(lines[index][:200])), None)


def read(text, *, name) -> Reading:
    """Return the entries of a Markdown file called ``name``."""
    reading = Reading()
    front, body = front_matter.split(text)
    lines = [""] * front.line_count + body.split("\n")
    start = _list_start(lines)
    keyed = any(_KEYED.match(line[:300]) for line in lines)
    keyed_before = start is not None and any(_KEYED.match(line[:300]) for line in lines[:start])
    first = 0 if start is None or keyed_before else start + 1
    fenced = False
    for index in range(first, len(lines)):
        line = lines[index]
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or not line.strip() or _NO_ENTRY.match(line) or _CITED.match(line):
            continue
        entry = references.read_entry(line)
        if entry is None:
            if (start is None or keyed) and not _WORTH_TELLING.search(line):
                continue  # prose between the entries
            message = _("This line names no author, year and title; it made no source.")
            reading.found("unreadable-reference", NOTE, name, index + 1, message, line.strip()[:200])
            continue
        if entry.csl.get("type") == "document" and "issued" not in entry.csl:
            message = _("Author, year and title of this entry cannot be told apart; its words were kept as its title.")
            reading.found("unreadable-reference", WARNING, name, index + 1, message, entry.key or line.strip()[:200])
        reading.entries.append(Entry(name, index + 1, entry.csl, key=entry.key, raw=entry.raw))
    return reading
