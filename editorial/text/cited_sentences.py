"""Which sentence a citation speaks for.

The one it stands in; behind a full stop (`…如此。[@lee2020]`) the one before. Words in quotation marks are never cut, so
that a citation of a long quotation speaks for all of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from editorial.text import sentences

#: What may stand between a full stop and the citation behind it.
_OPENING = " \t\u3000([（［【"
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"))
#: How much of a text without full stops, or of a block quotation, is kept as the words of one citation, in characters.
LONGEST = 2_000
#: How many sentences back the beginning of a quotation is looked for.
_LONGEST_QUOTE = 12


def of(text: str, cited_at: Sequence[tuple[int, bool]]) -> list[str]:
    """The sentence of each citation of `text`: where it begins, and whether it may speak for what went before."""
    spans = sentences.split(text)
    starts = [start for start, _ in spans]
    found = []
    for at, backward in cited_at:
        place = max(0, bisect_right(starts, at) - 1)
        if backward and place and not text[starts[place] : at].strip(_OPENING):
            place -= 1
        first, end = place, spans[place][1]
        while first and place - first < _LONGEST_QUOTE and _is_cut(text[starts[first] : end]):
            first -= 1
        start = starts[first]
        if end - start > LONGEST:
            # Thousands of citations without a full stop would each keep a copy of the whole text.
            start, end = max(start, at - LONGEST // 2), min(end, at + LONGEST // 2)
        found.append(text[start:end])
    return found


def _is_cut(sentence: str) -> bool:
    """Whether words in quotation marks end here that began before."""
    return any(sentence.count(closing) > sentence.count(opening) for opening, closing in _QUOTES)


def without(text: str, clusters: Sequence[tuple[int, int]]) -> str:
    """The words of `text` without the labels of its citations; `clusters` are where they begin and end, in order."""
    kept, done = [], 0
    for start, end in clusters:
        if start >= done:
            kept.append(text[done:start])
            done = end
    return "".join([*kept, text[done:]])
