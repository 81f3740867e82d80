"""Words quoted with a citation, looked for in what the source said.

Compared are letters and digits alone, folded (:mod:`editorial.text.folding`): width, case, punctuation, spaces, line
breaks and traditional or simplified characters do not count. What is left out (……, [...]) splits a quotation into
parts that must follow one another; words an author put into square brackets are no part of it.
"""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from editorial.text import folding

_QUOTED = re.compile(r"“([^“”]{2,2000})”|「([^「」]{2,2000})」|『([^『』]{2,2000})』|\"([^\"\n]{2,2000})\"")
_LEFT_OUT = re.compile(r"\[\s*(?:…+|\.{3,}|。{3,})\s*\]|［\s*…+\s*］|（\s*…+\s*）|…+|\.{3,}|。{3,}")
_INSERTED = re.compile(r"\[[^\[\]]{0,80}\]|［[^［］]{0,80}］|〔[^〔〕]{0,80}〕")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[^\u2e80-\U0003ffff]")
#: Letters a quotation needs to be one; fewer are a term in quotation marks.
_SHORTEST_HAN, _SHORTEST = 6, 16
#: How alike words must be to count as near: twice the letters in common over the letters of both.
_NEAR = 0.72
#: A near place of longer parts is sought by their beginning.
_LONGEST = 600
#: Places that are looked at for a near one.
_PLACES = 6
#: The share of its letters that a text needs in a script to be written in it.
_SHARE = 0.02


@dataclass(frozen=True)
class Match:
    """What became of a quotation: ``found``; ``near`` with the source's own words; ``missing``; ``foreign`` where source
    and quotation are in different scripts, so that it must be a translation."""

    outcome: str
    words: str = ""


FOUND, MISSING, FOREIGN = Match("found"), Match("missing"), Match("foreign")


def in_marks(sentence) -> list[str]:
    """Return the words in quotation marks, Chinese or straight."""
    return [next(filter(None, groups)) for groups in _QUOTED.findall(sentence)]


def of_use(use) -> list[str]:
    """Return the words that a citation stands for: its block quotation, else what its sentence has in quotation marks."""
    return [use.passage] if use.passage else in_marks(use.sentence)


def is_quotation(words) -> bool:
    """Whether words in quotation marks are long enough to be somebody's, and no term."""
    letters = _letters(words)
    return len(letters) >= (_SHORTEST_HAN if _HAN.search(letters) else _SHORTEST)


@lru_cache(maxsize=64)
def _text_letters(text) -> str:
    return _letters(text)


def look_up(words, text) -> Match:
    """Return what becomes of quoted ``words`` in ``text``, the archived text of a source."""
    letters = _text_letters(text)
    parts = [part for part in (_letters(part) for part in _parts(words)) if part]
    if not parts or not letters:
        return MISSING
    if _are_there(parts, letters):
        return FOUND
    if not _is_written_in(letters, _HAN if _HAN.search("".join(parts)) else _LATIN):
        return FOREIGN
    lost = [part for part in parts if part not in letters] or [max(parts, key=len)]
    places = [_nearest(part[:_LONGEST], letters) for part in lost]
    if None in places:
        return MISSING
    return Match("near", " … ".join(_as_written(text, start, end) for start, end in places))


def _parts(words) -> list[str]:
    return [_INSERTED.sub("", part) for part in _LEFT_OUT.split(words)]


def _letters(text) -> str:
    return "".join(filter(str.isalnum, folding.fold(text)))


def _is_written_in(letters, script) -> bool:
    sample = letters[:20_000]
    return len(script.findall(sample)) > _SHARE * len(sample)


def _are_there(parts, letters) -> bool:
    at = 0
    for part in parts:
        at = letters.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _nearest(part, letters) -> tuple[int, int] | None:
    """Return where the words most like ``part`` stand; None where nothing is near.

    Short stretches of the part vote for where it would begin; the places with most votes are compared letter by letter.
    """
    size = 3 if _HAN.search(part) else 6
    votes: Counter = Counter()
    for offset in range(0, max(1, len(part) - size + 1), max(1, len(part) // 60)):
        seed, at = part[offset : offset + size], -1
        for _occurrence in range(40):
            at = letters.find(seed, at + 1)
            if at < 0:
                break
            votes[(at - offset) // 8] += 1
    best, place = _NEAR, None
    for bucket, _count in votes.most_common(_PLACES):
        start = max(0, bucket * 8 - len(part) // 4 - 8)
        window = letters[start : bucket * 8 + len(part) + len(part) // 4 + 16]
        blocks = [
            block for block in SequenceMatcher(None, part, window, autojunk=False).get_matching_blocks() if block.size
        ]
        if not blocks:
            continue
        first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
        alike = 2 * sum(block.size for block in blocks) / (len(part) + last - first)
        if alike > best:
            # Letters before the first and after the last that agrees belong to the difference.
            before, after = blocks[0].a, len(part) - blocks[-1].a - blocks[-1].size
            best, place = alike, (max(0, start + first - before), min(len(letters), start + last + after))
    return place


def _as_written(text, start, end) -> str:
    """Return the characters of ``text`` that the letters ``start`` to ``end`` of its folded form came from."""
    folded = folding.fold_with_places(text)
    numbers = [index for index, char in enumerate(folded.text) if char.isalnum()]
    first, last = folded.starts[numbers[start]], folded.ends[numbers[end - 1]]
    return " ".join(text[first:last].split())
