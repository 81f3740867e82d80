"""Sentences of Chinese, English and mixed text."""

from __future__ import annotations

import re

_BOUNDARY = re.compile(
    r"""
    (?: [。！？!?]+ | …{1,2}(?![^\s”’」』）)】》]) | ；(?=\s) ) [”’」』）)】》"']*   # Chinese marks, with what closes after them
    | (?<!\.) \.  [”’"')\]]* (?=\s+[A-Z\u3400-\u9fff“"‘'(\[] | \s*$ | \s*\n)       # a full stop before a new beginning
    | \n+                                                                # a line is never continued by the next
    """,
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:al|Mr|Mrs|Ms|Dr|Prof|St|vs|No|Nos|Fig|Vol|pp?|ch|ed|eds|cf|ca|c|approx|Inc|Corp|Co|Ltd|Jr|Sr|e\.g|i\.e"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)$"
)


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the space around it; together they hold every non-space character."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        if text[match.start()] == "." and _ABBREVIATION.search(text, max(start, match.start() - 12), match.start()):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def around(text: str, offset: int) -> str:
    """The sentence that holds the character at `offset`; empty when it is blank."""
    for start, end in split(text):
        if start <= offset < end:
            return text[start:end]
    return ""


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append((begin, begin + len(stripped)))
