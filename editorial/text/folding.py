"""Folding: the form in which texts and queries are compared, and the way back to the original characters.

Two texts that a reader takes for the same word fold to the same characters: NFKC (full and half width, compatibility
forms), lower case, traditional to simplified Chinese (the character table of OpenCC, first choice), one kind of
hyphen and quote. Invisible characters vanish, and so does the space between Chinese and anything else on its line:
``GPT-4 发布`` and ``GPT-4发布`` are the same words.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_ALIKE = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u2032", "'"),
    # A sigma at the end of a word: the only letter whose lower case depends on its neighbours.
    "\u03c2": "\u03c3",
}
_INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff"
)
_HAN = "\u2e80-\u2fff\u3005\u3007\u3040-\u30ff\u3100-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_CHINESE = rf"{_HAN}\u3001\u3002\u3008-\u3011\u3014-\u301b\uff01-\uff60"
_DROPPED = re.compile(f"[{_INVISIBLE}]+")
# All kinds of space except line ends, beside a Chinese character.
_SPACING = re.compile(rf"(?<=[{_CHINESE}])[^\S\n\r]+|[^\S\n\r]+(?=[{_CHINESE}])")
# Characters that may change the one before them under NFKC: marks, Hangul letters, half-width voice marks.
_JOINING = re.compile(rf"[{_INVISIBLE}\u1160-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uff9e\uff9f\uffa0-\uffdc]")
# Characters that fold to one character each, whatever stands beside them (unless a joining one follows).
_PLAIN = re.compile(
    "[\n\x20-\x7e\u2014\u2018-\u2019\u201c-\u201d\u3001-\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]+"
)


@dataclass(frozen=True)
class Folded:
    """A folded text; character ``n`` of ``text`` came from the original's ``starts[n]`` up to ``ends[n]``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def places(self, word) -> list[tuple[int, int]]:
        """Return where the folded ``word`` stands, as (start, end) in the original, without overlaps."""
        found = []
        at = self.text.find(word) if word else -1
        while at >= 0:
            found.append((self.starts[at], self.ends[at + len(word) - 1]))
            at = self.text.find(word, at + len(word))
        return found


@cache
def _table() -> dict[int, str]:
    """Return the characters that are replaced one by one; read from the package on first use (35 KB)."""
    lines = resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if "\t" in line)
    simplified = {ord(pair[0]): pair[1] for pair in pairs if len(pair[0]) == 1 and len(pair[1]) == 1}
    return simplified | {ord(each): plain for each, plain in _ALIKE.items()}


def fold(text) -> str:
    """Return the folded form of ``text``."""
    return _fold(_SPACING.sub("", _DROPPED.sub("", text)))


def _fold(text):
    return unicodedata.normalize("NFKC", text).lower().translate(_table())


def fold_with_places(text) -> Folded:
    """Return the folded form with the way back to the characters as written."""
    removed = set()
    for start, end in _spacing(text):
        removed.update(range(start, end))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _stretches(text, removed):
        original = text[start:end]
        if removed:
            original = "".join(text[at] for at in range(start, end) if at not in removed)
        piece = _fold(_DROPPED.sub("", original))
        pieces.append(piece)
        if len(piece) == end - start and _PLAIN.fullmatch(original):
            starts += range(start, end)
            ends += range(start + 1, end + 1)
        else:
            starts += [start] * len(piece)
            ends += [end] * len(piece)
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def _spacing(text) -> list[tuple[int, int]]:
    """Return where :data:`_SPACING` removes something, in the text with its invisible characters."""
    if not _DROPPED.search(text):
        return [match.span() for match in _SPACING.finditer(text)]
    kept = [at for at, letter in enumerate(text) if not _DROPPED.match(letter)]
    visible = "".join(text[at] for at in kept)
    return [(kept[match.start()], kept[match.end() - 1] + 1) for match in _SPACING.finditer(visible)]


def _stretches(text, removed):
    """Yield (start, end) of stretches whose folding does not depend on their neighbours.

    Runs of plain characters, which fold one by one, are yielded whole: they are nearly all of a text.
    """
    at = 0
    while at < len(text):
        plain = _PLAIN.match(text, at)
        end = plain.end() if plain else at
        if end < len(text) and _joins(text[end]):
            end -= 1  # the last plain character belongs to what follows
        if end > at:
            yield from _without(at, end, removed)
            at = end
        if at < len(text):
            end = at + 1
            while end < len(text) and _joins(text[end]):
                end += 1
            yield at, end
            at = end


def _without(start, end, removed):
    """Yield the parts of a plain run between the spaces that are removed."""
    for at in sorted(removed.intersection(range(start, end))) if removed else ():
        if at > start:
            yield start, at
        start = at + 1
    if end > start:
        yield start, end


def _joins(letter) -> bool:
    return not _PLAIN.match(letter) and bool(_JOINING.match(letter) or unicodedata.category(letter)[0] == "M")


def terms(query, *, most=6, longest=200) -> list[str]:
    """Return the folded words of a query, split at spaces: the first ``most`` different ones of ``longest`` characters."""
    words = (fold(word) for word in query[:longest].split())
    return list(dict.fromkeys(word for word in words if word))[:most]
