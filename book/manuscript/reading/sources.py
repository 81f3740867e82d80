"""The book's bibliography: `references.md`, or a CSL-JSON file."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from book.manuscript.reading.chapters import source_record
from book.manuscript.reading.page import Page
from book.manuscript.reading.records import ERROR, INFO, SOURCE, ManuscriptFile, Problem, Record
from sources.importing import references as bibliography

_KEYED = re.compile(r"^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(?:\*\*|__)?\[[^\]\s\^\d][^\]\n]{0,79}\](?:\*\*|__)?[:：]?\s+\S")


def looks_like_bibliography(page: Page) -> bool:
    """Whether a page is mostly bibliography entries with keys."""
    keyed = sum(bool(_KEYED.match(line[:300])) for line in page.lines[page.first :])
    return keyed >= 3


def read_bibliography(page: Page) -> list[Record]:
    """One source for each entry. Paragraphs that are no entry are left in the file; entries that cannot be read are reported."""
    records: list[Record] = []
    fenced = False
    for index in range(page.first, len(page.lines)):
        line = page.lines[index]
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if fenced or not line.strip() or re.match(r"^\s{0,3}(#|---|>|\||```|~~~)", line):
            continue
        entry = bibliography.read_entry(line)
        if entry is None:
            continue
        if entry.key and entry.csl.get("type") == "document" and "issued" not in entry.csl:
            page.problem(
                "unreadable-reference",
                INFO,
                _("Author, year and title of this entry cannot be told apart; its words were kept as its title."),
                line=index + 1,
                target=entry.key,
            )
        records.append(source_record(page, entry, index, origin="bibliography"))
    return records


def looks_like_csl(data: Any) -> bool:
    return (
        isinstance(data, list)
        and bool(data)
        and all(isinstance(each, dict) and "type" in each and ("title" in each or "id" in each) for each in data)
    )


def read_csl_json(file: ManuscriptFile) -> tuple[list[Record], list[Problem]] | None:
    """Sources of a CSL-JSON array, or None when the file is something else. `annals` in an item holds our own fields."""
    if file.text.lstrip()[:1] != "[":
        return None
    try:
        data = json.loads(file.text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        return [], [
            Problem(
                "bad-json", ERROR, file.path, line, _("The file is no valid JSON: %(reason)s") % {"reason": error}, ""
            )
        ]
    # Some collections wrap each item, to keep its formatted text beside it.
    data = (
        [each.get("csl", each) if isinstance(each, dict) else each for each in data] if isinstance(data, list) else data
    )
    if not looks_like_csl(data):
        return None
    records = []
    for position, given in enumerate(data):
        csl = dict(given)
        own = csl.pop("annals", None) or {}
        identifier = str(csl.pop("id", "") or csl.get("citation-key", ""))
        line = file.text.count("\n", 0, max(0, file.text.find(json.dumps(given.get("id", ""), ensure_ascii=False)))) + 1
        record = Record(SOURCE, file.path, line, identifier=identifier, origin="csl", stem=str(position))
        language = str(csl.get("language", ""))
        record.aliases = [str(name) for name in own.get("other_keys", [])]
        record.fields = {
            "title": str(own.get("title") or csl.get("title") or identifier or _("untitled"))[:500],
            "front_matter": own.get("front_matter", {}),
            "csl": csl,
            "language": own.get("language", "zh" if language.startswith("zh") else "en" if language else ""),
            "raw": own.get("raw", ""),
        }
        records.append(record)
    return records, []
