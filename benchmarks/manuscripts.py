"""Texts of a known size, made from the demo book's longest chapter."""

import re
from pathlib import Path

from editorial.text import front_matter

DEMO = Path(__file__).resolve().parents[1] / "book" / "demo" / "manuscript"


_CITATION = re.compile(r"\[-?@[^\]]*\]|@[a-z]+\d{4}[a-z]?")
_REFERENCE = re.compile(r"\[\[[a-z]+:([^|\]]*)(?:\|([^\]]*))?\]\]")


def chapter(characters=18_000) -> str:
    """Return Markdown with ``characters`` Han characters, headings and lists included, that stands alone."""
    longest = max((DEMO / "manuscript").rglob("*.md"), key=lambda path: path.stat().st_size)
    body = alone(front_matter.split(longest.read_text("utf-8"))[1])
    while _han(body) < characters:
        body += "\n\n" + body
    count = 0
    for position, character in enumerate(body):
        count += "\u3400" <= character <= "\u9fff"
        if count >= characters:
            return body[: position + 1]
    return body


def alone(body) -> str:
    """Return the text without citations and with references as plain words: it needs no records to be published."""
    return _REFERENCE.sub(lambda found: found[2] or found[1], _CITATION.sub("", body))


def revised(body) -> str:
    """Return the text as after a copy-edit: a digit here, a sentence there."""
    paragraphs = body.split("\n\n")
    for position in range(0, len(paragraphs), 7):
        paragraphs[position] = paragraphs[position].replace("的", "之", 1).replace("2", "3", 1)
    paragraphs.insert(len(paragraphs) // 2, "后来补写的一段，说明这里的数字从何而来。")
    return "\n\n".join(paragraphs)


def _han(text) -> int:
    return sum("\u3400" <= character <= "\u9fff" for character in text)
