"""The reading order (`chapter-order.txt`) and what the folder says about the book itself (`book.yaml`)."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from book.manuscript.reading import page as pages
from book.manuscript.reading.records import ERROR, WARNING, ManuscriptFile, OrderEntry, Problem
from editorial.text import front_matter
from sources.formatting import STYLE_NAMES

ORDER_NAMES = ("chapter-order.txt", "chapter_order.txt", "order.txt", "reading-order.txt", "章节顺序.txt")
BOOK_NAMES = ("book.yaml", "book.yml")


def read_order(file: ManuscriptFile) -> list[OrderEntry]:
    """One entry a line, blank lines and `#` comments left out. Paths are relative to the root of the folder."""
    entries = []
    for index, line in enumerate(file.text.split("\n")):
        words = re.split(r"\s+#", line, maxsplit=1)[0].strip().lstrip("-*").strip()
        if not words or words.startswith("#"):
            continue
        entries.append(OrderEntry(words.removeprefix("./"), index + 1))
    return entries


def read_book(file: ManuscriptFile) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping of `book.yaml`, or nothing and the problem."""
    front, _rest = front_matter.split(f"---\n{file.text}\n---\n")
    problems = [
        Problem(problem.code.replace("_", "-"), ERROR, file.path, max(1, problem.line - 1), pages.explain(problem))
        for problem in front.problems
    ]
    return ({}, problems) if problems else (pages.plain(front.data), [])


def book_fields(data: dict[str, Any], file: str) -> tuple[dict[str, Any], list[Problem]]:
    """Values for the model Book; parts become the outline when chapters are known."""
    fields: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in ("title", "title_en", "subtitle", "subtitle_en", "description", "description_en"):
        if data.get(name):
            fields[name] = pages.words(data[name])
    listed = [
        pages.words(each)
        for part in data.get("parts") or []
        if isinstance(part, dict)
        for each in pages.items(part.get("chapters"))
    ]
    if data.get("colophon") and pages.words(data["colophon"]) not in listed:
        # `colophon: colophon` names a chapter, which says what there is to say.
        fields["colophon"] = pages.words(data["colophon"])
    if isinstance(data.get("contributors"), list):
        fields["contributors"] = [
            {key: pages.words(each.get(key)) for key in ("name", "name_en", "role") if each.get(key)}
            if isinstance(each, dict)
            else {"name": pages.words(each)}
            for each in data["contributors"]
        ]
    targets = data.get("word_targets")
    targets = targets.get("chapter") if isinstance(targets, dict) else targets
    if isinstance(targets, list) and len(targets) == 2:
        fields["word_target_min"], fields["word_target_max"] = pages.number(targets[0]), pages.number(targets[1])
    for name in ("word_target_min", "word_target_max", "reading_rate"):
        if data.get(name) is not None:
            fields[name] = pages.number(data[name])
    measure = data.get("word_measure") or data.get("measure")
    if measure in ("words", "cjk"):
        fields["word_measure"] = measure
    elif measure:
        problems.append(
            Problem(
                "unknown-grade",
                WARNING,
                file,
                1,
                _("“%(value)s” is no measure of length known here.") % {"value": measure},
                str(measure),
            )
        )
    if data.get("citation_style") in STYLE_NAMES:
        fields["citation_style"] = data["citation_style"]
    if isinstance(data.get("review_stages"), list):
        fields["review_stages"] = [pages.words(stage) for stage in data["review_stages"]]
    if isinstance(data.get("self_review"), bool):
        fields["self_review"] = data["self_review"]
    known = {
        "slug",
        "title",
        "title_en",
        "subtitle",
        "subtitle_en",
        "description",
        "description_en",
        "colophon",
        "contributors",
        "word_targets",
        "word_target_min",
        "word_target_max",
        "reading_rate",
        "word_measure",
        "measure",
        "review_stages",
        "self_review",
        "parts",
    }
    fields["front_matter"] = {key: value for key, value in data.items() if key not in known and key not in fields}
    return fields, problems
