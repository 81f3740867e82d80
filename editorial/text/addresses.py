"""Bare web addresses in running text: ASCII only, so that Chinese after an address stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"\bhttps?://[!-~]{1,2000}", re.ASCII)
_CLOSERS = {")": "(", "]": "[", "}": "{"}


def find(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address, without the punctuation of the sentence around it."""
    if "://" not in text:
        return
    for match in _ADDRESS.finditer(text):
        end = _trimmed(match[0])
        if end > len("https://"):
            yield match.start(), match.start() + end


def _trimmed(url: str) -> int:
    end = len(url)
    surplus = {closer: url.count(closer) - url.count(opener) for closer, opener in _CLOSERS.items()}
    while end:
        last = url[end - 1]
        if last in _CLOSERS and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in ".,;:!?'\"*_~<>|`":
            break
        end -= 1
    return end
