"""What a text states: its dates, numbers, names, citations, references and quotations.

Facts within a citation or a quotation belong to it: a reworded quotation is one fact, not three.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from editorial.text import positions
from editorial.text.contexts import Position, Rendered

#: The kinds of facts, in the order in which people read them.
KINDS = ("date", "number", "name", "citation", "reference", "quote")

_WORD = re.compile(r"[A-Za-z0-9]+(?:[-.+&/'’][A-Za-z0-9]+)*\+*")
_SENTENCE_START = re.compile(r"(?:^|[\n.!?:;“\"(（，、。！？：；])\s*$")
_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Fact:
    """One fact: `value` is what it says (EDTF, plain digits, key with locator, words), `words` how it is written at `start`.

    `start` is -1 where it stands nowhere in the reading text, such as the address behind a link.
    """

    kind: str
    value: str
    words: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True)
class Stated:
    """A reading text with its facts in order."""

    text: str
    facts: tuple[Fact, ...]

    @cached_property
    def line_starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @cached_property
    def by_line(self) -> dict[int, list[Fact]]:
        """The facts of each line by its number from 1; those that stand nowhere under 0."""
        found: dict[int, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(bisect_right(self.line_starts, fact.start) if fact.start >= 0 else 0, []).append(fact)
        return found

    def line(self, number: int) -> tuple[int, str]:
        """Where line `number` begins, and its words."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return start, self.text[start:end]


def of(rendered: Rendered) -> Stated:
    """What a rendered text states: its reading text, then its footnotes and its code."""
    parts = [rendered.text]
    places = list(rendered.positions)
    for more in (rendered.footnote_text, rendered.code):
        if more:
            offset = sum(len(part) + 1 for part in parts)
            places += [
                Position(each.kind, each.start + offset, each.end + offset, each.line, each.value)
                for each in positions.find(more, lambda _offset: 0)
            ]
            parts.append(more)
    text = "\n".join(parts)
    mentions = {(use.kind, use.key) for use in rendered.references if use.origin == "mention"}
    named = {f"{kind}:{key}" for kind, key in mentions}
    found = list(_placed(text, places, _locators(rendered), named))
    return Stated(text, tuple(sorted([*found, *_unplaced(rendered, found)], key=lambda fact: (fact.start, fact.end))))


def of_plain(text: str) -> Stated:
    """What a text without markup states."""
    places = list(positions.find(text, lambda _offset: 0))
    return Stated(text, tuple(sorted(_placed(text, places, {}, set()), key=lambda fact: (fact.start, fact.end))))


def _locators(rendered: Rendered) -> dict[str, list[str]]:
    """The locators of the citations of each key, in the order of the text."""
    found: dict[str, list[str]] = {}
    for use in rendered.citations:
        found.setdefault(use.key or use.raw, []).append(use.locator)
    return found


def _placed(text: str, places: Iterable[Position], locators: dict[str, list[str]], named: set[str]) -> Iterator[Fact]:
    places = sorted(places, key=lambda place: (place.start, place.end))
    cited = _Spans((place.start, place.end) for place in places if place.kind == "citation")
    quoted = _Spans((place.start, place.end) for place in places if place.kind == "quote")
    waiting = {key: list(each) for key, each in locators.items()}
    taken = []
    for place in places:
        words = text[place.start : place.end]
        if place.kind in ("date", "number", "quote") and cited.hold(place.start, place.end):
            continue
        if place.kind in ("date", "number") and quoted.hold(place.start, place.end):
            continue
        value = place.value
        kind = place.kind
        if kind == "citation":
            left = waiting.get(value)
            locator = left.pop(0) if left else ""
            value = f"{value}, {locator}" if locator else value
            words = words if not locator or locator in words else f"{words}, {locator}"
        elif kind == "reference" and value in named:
            kind = "name"
        elif kind == "reference":
            words = f"{words} ({value})"
        if kind != "reference":
            taken.append((place.start, place.end))
        yield Fact(kind, value, words, place.start, place.end)
    yield from _names(text, _Spans(taken))


def _unplaced(rendered: Rendered, placed: Iterable[Fact]) -> Iterator[Fact]:
    """What the reading text does not show: addresses of links and images, and citations within footnotes."""
    for link in rendered.links:
        if link.target is None and link.href != link.text:
            yield Fact("reference", link.href, f"{link.text} ({link.href})" if link.text else link.href)
    shown: dict[str, int] = {}
    for fact in placed:
        if fact.kind == "citation":
            shown[fact.value] = shown.get(fact.value, 0) + 1
    for use in rendered.citations:
        value = f"{use.key or use.raw}, {use.locator}" if use.locator else use.key or use.raw
        if shown.get(value, 0):
            shown[value] -= 1
        else:
            yield Fact("citation", value, value)


class _Spans:
    """Stretches of a text that do not overlap, or only as whole."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _end in self.spans]

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds or meets this stretch."""
        at = bisect_right(self.starts, start) - 1
        if at >= 0 and self.spans[at][1] > start:
            return True
        return at + 1 < len(self.spans) and self.spans[at + 1][0] < end


def _names(text: str, taken: _Spans) -> Iterator[Fact]:
    """Names in Latin letters: `GPT-4o`, `OpenAI`, `Google Brain`; no lower-case words, no first word of a sentence."""
    words = [match for match in _WORD.finditer(text) if _is_name(text, match) and not taken.hold(*match.span())]
    index = 0
    while index < len(words):
        first = last = words[index]
        while index + 1 < len(words) and text[last.end() : words[index + 1].start()] == " ":
            index += 1
            last = words[index]
        name = text[first.start() : last.end()]
        yield Fact("name", name, name, first.start(), last.end())
        index += 1


def _is_name(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    if not any(char.isalpha() for char in word):
        return False
    if any(char.isupper() for char in word[1:]) or (word[0].isalpha() and any(char.isdigit() for char in word)):
        return True
    if not word[0].isupper() or len(word) == 1:
        return False
    begins = _SENTENCE_START.search(text, max(0, match.start() - 3), match.start()) or match.start() == 0
    following = text[match.end() : match.end() + 2]
    in_latin_prose = len(following) == 2 and following[0] in " ," and (following[1].islower() or following[0] == ",")
    return not (begins and in_latin_prose)
