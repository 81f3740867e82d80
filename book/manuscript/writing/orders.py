"""The reading order and book.yaml after the book's own record was edited."""

from __future__ import annotations

import re
from typing import Any

from book import outline
from book.manuscript.writing import front
from editorial.snapshot import Snapshot
from sources.formatting import HOUSE

_FIELDS = (
    "title",
    "title_en",
    "subtitle",
    "subtitle_en",
    "description",
    "description_en",
    "colophon",
    "contributors",
    "reading_rate",
    "citation_style",
    "review_stages",
    "self_review",
)


def rewrite_order(text: str, wanted: Snapshot, paths: dict[str, str]) -> str:
    """The reading order with its chapters in the book's order.

    Lines that name no chapter (comments, the glossary, files that are missing) keep their
    places; chapters take the places of chapters; new ones go after the last.
    """
    sequence = [paths[slug] for slug in outline.parse(wanted.get("outline") or "").chapters if slug in paths]
    chapters = set(paths.values())
    lines = text.split("\n")
    places = [index for index, line in enumerate(lines) if _path(line) in chapters]
    if [_path(lines[index]) for index in places] == [
        path for path in sequence if path in {_path(lines[i]) for i in places}
    ] and set(sequence) <= {_path(lines[i]) for i in places}:
        return text
    waiting = list(sequence)
    kept: list[str] = []
    last = places[-1] if places else len(lines) - 1
    for index, line in enumerate(lines):
        if index in places:
            if waiting:
                kept.append(waiting.pop(0))
        elif not (index == len(lines) - 1 and not line):
            kept.append(line)
        if index == last:
            kept += waiting
            waiting = []
    return "\n".join(kept) + ("\n" if text.endswith("\n") or not text else "")


def rewrite_book(text: str, wanted: Snapshot, base: Snapshot) -> str:
    """book.yaml with the changed facts set; comments and unknown keys stay."""
    fenced = f"---\n{text.rstrip(chr(10))}\n---\n"
    for name in _FIELDS:
        if wanted.get(name) != base.get(name):
            fenced = front.set_key(fenced, name, wanted.get(name))
    if (wanted.get("word_target_min"), wanted.get("word_target_max")) != (
        base.get("word_target_min"),
        base.get("word_target_max"),
    ):
        fenced = front.set_key(
            fenced, "word_targets", {"chapter": [wanted.get("word_target_min"), wanted.get("word_target_max")]}
        )
    if wanted.get("word_measure") != base.get("word_measure"):
        fenced = front.set_key(fenced, "measure", wanted.get("word_measure"))
    if wanted.get("outline") != base.get("outline"):
        fenced = front.set_key(fenced, "parts", _parts(wanted))
    return fenced[4:].removesuffix("---\n")


def new_book(slug: str, wanted: Snapshot) -> str:
    """A book.yaml for a book that has none."""
    written: dict[str, Any] = {"slug": slug}
    written |= {name: wanted.get(name) for name in _FIELDS if wanted.get(name) not in (None, "", [], {})}
    if written.get("citation_style") == HOUSE:
        del written["citation_style"]
    if wanted.get("word_target_min") or wanted.get("word_target_max"):
        written["word_targets"] = {"chapter": [wanted.get("word_target_min"), wanted.get("word_target_max")]}
    written["measure"] = wanted.get("word_measure") or "words"
    if _parts(wanted):
        written["parts"] = _parts(wanted)
    return front.dump(written | (wanted.get("front_matter") or {}))


def _parts(wanted: Snapshot) -> list[dict[str, Any]]:
    return [
        {
            **({"title": part.title} if part.title else {}),
            **({"title_en": part.title_en} if part.title_en else {}),
            "role": part.role,
            "chapters": list(part.chapters),
        }
        for part in outline.parse(wanted.get("outline") or "").parts
    ]


def _path(line: str) -> str:
    words = re.split(r"\s+#", line, maxsplit=1)[0].strip().lstrip("-*").strip()
    return "" if words.startswith("#") else words.removeprefix("./")
