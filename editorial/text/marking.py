"""Marks laid over html that stays as it is: the words a remark quotes, the place a finding speaks of.

A remark is anchored by its quotation and the words around it, not by a number: whatever is inserted before, the anchor
holds; words that are gone leave it detached, never in a wrong place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from rapidfuzz import fuzz

#: Words of context kept on either side of a quotation.
CONTEXT = 32
#: Quotations of at least this many characters are also found where a few of them were corrected, this similar (0 to 100).
LOOSE, SIMILAR = 10, 82

_TOKEN = re.compile(r'<(?:[^>"]|"[^"]*")*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]|[<&]', re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|tr|td|th|table|thead|tbody|section|article|aside|header|figure|figcaption|pre|blockquote|dl|dt|dd|br|hr)\b"
)


@dataclass(frozen=True)
class Anchor:
    """Words of a text, with those before and after to tell equal words apart."""

    quotation: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Mark:
    """What to lay over the characters from `start` to `end`: an element with these classes and this id.

    `flag` is (words, address, description) of a small link set behind the place. quiet: nothing but the flag shows.
    """

    start: int
    end: int
    id: str = ""
    css: str = ""
    flag: tuple[str, str, str] | None = None
    quiet: bool = False


@dataclass
class Plain:
    """The words of an html text: each character of `text` with the token of the html it comes from (-1: none)."""

    html: str
    tokens: list[str] = field(default_factory=list)
    text: str = ""
    origin: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        pieces: list[str] = []
        for token in _TOKEN.findall(self.html):
            number = len(self.tokens)
            self.tokens.append(token)
            if token.startswith("<") and len(token) > 1:
                if _BLOCK.match(token) and pieces and pieces[-1] != "\n":
                    pieces.append("\n")
                    self.origin.append(-1)
            else:
                words = unescape(token) if len(token) > 1 else token
                pieces.append(words)
                self.origin.extend([number] * len(words))
        self.text = "".join(pieces)
        kept = [index for index, char in enumerate(self.text) if not char.isspace()]
        self._kept = kept
        self._squeezed = "".join(self.text[index] for index in kept)

    def locate(self, anchor: Anchor) -> tuple[int, int] | None:
        """Where the words of an anchor stand now, or None. White space does not count."""
        wanted = _squeezed(anchor.quotation)
        if not wanted:
            return None
        places = [match.start() for match in re.finditer(re.escape(wanted), self._squeezed)]
        if places:
            start = max(places, key=lambda place: self._fit(place, place + len(wanted), anchor))
            return self._range(start, start + len(wanted))
        if len(wanted) < LOOSE:
            return None
        near = fuzz.partial_ratio_alignment(wanted, self._squeezed, score_cutoff=SIMILAR)
        return self._range(near.dest_start, near.dest_end) if near and near.dest_end > near.dest_start else None

    def anchor(self, start: int, end: int) -> Anchor:
        """The anchor of the characters from `start` to `end`."""
        return Anchor(self.text[start:end], self.text[max(0, start - CONTEXT) : start], self.text[end : end + CONTEXT])

    def _fit(self, start: int, end: int, anchor: Anchor) -> int:
        """How many characters of the context agree."""
        before, after = _squeezed(anchor.before), _squeezed(anchor.after)
        return _common(self._squeezed[:start][::-1][:CONTEXT], before[::-1]) + _common(
            self._squeezed[end : end + CONTEXT], after
        )

    def _range(self, start: int, end: int) -> tuple[int, int]:
        return self._kept[start], self._kept[end - 1] + 1


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def mark(plain: Plain, marks: Iterable[Mark]) -> str:
    """The html with every mark laid over it. Words, tags and attributes of the text stay as they are."""
    marks = sorted(marks, key=lambda each: (each.start, -each.end))
    if not marks:
        return plain.html
    spans, flags = _by_token(plain, marks)
    out: list[str] = []
    waiting: list[Mark] = []
    opened: set[int] = set()
    links = 0
    active: tuple[int, ...] = ()
    for number, token in enumerate(plain.tokens):
        wanted = spans.get(number, ())
        if wanted != active:
            out.append("</mark>" * len(active))
            out += [_opening(marks[index], first=index not in opened) for index in wanted]
            opened.update(wanted)
            active = wanted
        if token.startswith("<") and len(token) > 1:
            out.append("</mark>" * len(active))
            active = ()
            links += token.startswith("<a ") - token.startswith("</a>")
        out.append(token)
        waiting += flags.get(number, ())
        if waiting and not links:
            if active:
                out.append("</mark>" * len(active))
                active = ()
            out += [_flag(each) for each in waiting]
            waiting = []
    out.append("</mark>" * len(active))
    return "".join(out)


def _by_token(plain: Plain, marks: Sequence[Mark]) -> tuple[dict[int, tuple[int, ...]], dict[int, list[Mark]]]:
    spans: dict[int, tuple[int, ...]] = {}
    flags: dict[int, list[Mark]] = {}
    for index, each in enumerate(marks):
        last = -1
        for position in range(each.start, min(each.end, len(plain.origin))):
            number = plain.origin[position]
            if number < 0:
                continue
            last = number
            if each.css and not each.quiet and index not in spans.get(number, ()):
                spans[number] = (*spans.get(number, ()), index)
        if each.flag and last >= 0:
            flags.setdefault(last, []).append(each)
    return spans, flags


def _opening(each: Mark, *, first: bool) -> str:
    name = f' id="{escape(each.id)}"' if each.id and first else ""
    return f'<mark class="{escape(each.css)}"{name}>'


def _flag(each: Mark) -> str:
    words, address, description = each.flag or ("", "", "")
    return (
        f'<sup class="flag {escape(each.css)}"><a href="{escape(address)}" title="{escape(description)}"'
        f' aria-label="{escape(description)}">{escape(words)}</a></sup>'
    )


def place_of_line(lines: Sequence[tuple[int, int]], line: int, length: int) -> tuple[int, int] | None:
    """Start and end, in a reading text of `length`, of what stands on `line` of the source; `lines` are Rendered.lines."""
    for index, (start, number) in enumerate(lines):
        if number == line:
            end = lines[index + 1][0] if index + 1 < len(lines) else length
            if end > start:
                return start, end
    earlier = bisect_right([number for _start, number in lines], line) - 1
    if earlier < 0 or not lines or lines[-1][1] < line:
        return None
    start = lines[earlier][0]
    return start, lines[earlier + 1][0] if earlier + 1 < len(lines) else length
