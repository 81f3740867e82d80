"""What changed between two texts, fit for Chinese: lines, paired lines, tokens.

A token is a Latin word, a number or one Han character, so no word or number is cut in two; within a changed number digits are compared, so that
260亿 → 2600亿 is one inserted character. Measured on real revisions: 9 ms and no split numbers, where character diffs cut twenty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from editorial.text.alignment import Operation, align, merged

#: Lines at least this similar (0 to 100) are shown as one changed line.
PAIRED = 45
#: A line shorter than this many characters is not called moved: `**影响**：` stands in many places.
MOVABLE = 12
#: Lines longer than this many characters are paired by a cheaper measure.
LONG = 20_000

_TOKEN = re.compile(r"[^\W\d_\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]+|\d+(?:[.,]\d+)*|[ \t\u3000]+|.", re.DOTALL)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Span:
    """A stretch of a line. op: equal, insert or delete."""

    op: str
    text: str


@dataclass(frozen=True)
class Line:
    """One line of either or both texts. kind: equal, changed, inserted, deleted, moved_from, moved_to; numbers are 1-based or None.

    `move` ties the two places of a moved line together. spacing: only blank lines before it changed.
    """

    kind: str
    old: int | None
    new: int | None
    spans: tuple[Span, ...]
    move: int | None = None
    spacing: bool = False

    @property
    def old_spans(self) -> tuple[Span, ...]:
        """The line as it was, for the left side."""
        return tuple(span for span in self.spans if span.op != "insert")

    @property
    def new_spans(self) -> tuple[Span, ...]:
        """The line as it is, for the right side."""
        return tuple(span for span in self.spans if span.op != "delete")


@dataclass(frozen=True)
class Block:
    """Neighbouring lines that are all equal, or all not. kind: equal or changed."""

    kind: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """Blocks in reading order; `inserted` and `deleted` count characters of changed, inserted and deleted lines (moved ones not)."""

    blocks: tuple[Block, ...]
    inserted: int = 0
    deleted: int = 0
    moved: int = 0
    identical: bool = True

    @property
    def lines(self) -> list[Line]:
        """All lines of all blocks."""
        return [line for block in self.blocks for line in block.lines]


@dataclass
class _Source:
    """The lines of a text that are not blank, with their numbers and the blank lines before each."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)


def compare(old: str, new: str) -> Comparison:
    """Compare two plain texts. Line ends and trailing spaces do not matter; blank lines show as spacing only."""
    before, after = _source(old), _source(new)
    lines: list[Line] = []
    moves = _Moves()
    operations = align(before.lines, after.lines)
    moves.find(operations, before, after)
    for tag, i, j, k, m in operations:
        if tag == "equal":
            for a, b in zip(range(i, j), range(k, m), strict=True):
                spacing = bool(before.gaps[a]) != bool(after.gaps[b])
                text = after.lines[b]
                spans = (Span("equal", text),)
                lines.append(Line("equal", before.numbers[a], after.numbers[b], spans, spacing=spacing))
        else:
            lines.extend(_replaced(before, after, range(i, j), range(k, m), moves))
    return _assembled(lines, identical=old == new)


def without_respellings(comparison: Comparison, same: Callable[[str, str], bool]) -> Comparison:
    """The comparison with changed lines shown as equal where `same(old, new)` says that readers see no difference."""
    lines = []
    for line in comparison.lines:
        if line.kind == "changed":
            old, new = ("".join(span.text for span in spans) for spans in (line.old_spans, line.new_spans))
            if same(old, new):
                line = replace(line, kind="equal", spans=(Span("equal", new),))
        lines.append(line)
    return _assembled(lines, identical=comparison.identical)


def _source(text: str) -> _Source:
    source = _Source()
    gap = 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        stripped = line.rstrip()
        if not stripped:
            gap += 1
            continue
        source.lines.append(stripped)
        source.numbers.append(number)
        source.gaps.append(gap)
        gap = 0
    return source


def _assembled(lines: Sequence[Line], *, identical: bool) -> Comparison:
    groups = groupby(lines, key=lambda line: "equal" if line.kind == "equal" and not line.spacing else "changed")
    blocks = [Block(kind, tuple(group)) for kind, group in groups]
    counted = [span for line in lines if line.kind in ("changed", "inserted", "deleted") for span in line.spans]
    return Comparison(
        tuple(blocks),
        inserted=sum(len(span.text) for span in counted if span.op == "insert"),
        deleted=sum(len(span.text) for span in counted if span.op == "delete"),
        moved=sum(line.kind == "moved_to" for line in lines),
        identical=identical,
    )


class _Moves:
    """Lines that stand in both texts but not in the same order."""

    def __init__(self) -> None:
        self.old: dict[int, int] = {}
        self.new: dict[int, int] = {}

    def find(self, operations: Sequence[Operation], before: _Source, after: _Source) -> None:
        """Pair equal lines among those that are not aligned."""
        places: dict[str, list[int]] = {}
        for tag, _, _, k, m in operations:
            if tag != "equal":
                for b in range(k, m):
                    if len(after.lines[b]) >= MOVABLE:
                        places.setdefault(after.lines[b], []).append(b)
        for tag, i, j, _, _ in operations:
            if tag != "equal":
                for a in range(i, j):
                    found = places.get(before.lines[a])
                    if found:
                        number = len(self.old) + 1
                        self.old[a], self.new[found.pop(0)] = number, number


# Pairing changed lines


def _replaced(before: _Source, after: _Source, old: range, new: range, moves: _Moves) -> list[Line]:
    lines: list[Line] = []
    olds = [a for a in old if a not in moves.old]
    news = [b for b in new if b not in moves.new]
    pairs = dict(_pairs([before.lines[a] for a in olds], [after.lines[b] for b in news]))
    partner = {olds[i]: news[k] for i, k in pairs.items()}
    waiting = list(new)
    for a in old:
        if a in moves.old:
            text = before.lines[a]
            lines.append(Line("moved_from", before.numbers[a], None, (Span("delete", text),), move=moves.old[a]))
        elif a in partner:
            while waiting and waiting[0] != partner[a]:
                lines.append(_added(after, waiting.pop(0), moves))
            b = waiting.pop(0)
            spans = tuple(_spans(before.lines[a], after.lines[b]))
            lines.append(Line("changed", before.numbers[a], after.numbers[b], spans))
        else:
            lines.append(Line("deleted", before.numbers[a], None, (Span("delete", before.lines[a]),)))
    lines.extend(_added(after, b, moves) for b in waiting)
    return lines


def _added(after: _Source, b: int, moves: _Moves) -> Line:
    move = moves.new.get(b)
    return Line(
        "inserted" if move is None else "moved_to", None, after.numbers[b], (Span("insert", after.lines[b]),), move=move
    )


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which lines belong together: the order-keeping choice with the greatest total similarity, within a band for long stretches."""
    if not old or not new:
        return []
    band = max(len(old), len(new)) if len(old) * len(new) <= 10_000 else max(4, 20_000 // len(old))
    slope = len(new) / len(old)
    best: list[dict[int, float]] = [{}]
    scores: dict[tuple[int, int], float] = {}
    for i, line in enumerate(old):
        row: dict[int, float] = {}
        above = best[-1]
        centre = int(i * slope)
        highest = 0.0
        for k in range(max(0, centre - band), min(len(new), centre + band + 1)):
            score = _similarity(line, new[k])
            if score:
                scores[i, k] = score
            value = max(above.get(k, 0.0), highest, above.get(k - 1, 0.0) + score if score else 0.0)
            highest = row[k] = max(highest, value)
        best.append(row)
    return _trace(best, scores, len(old))


def _trace(best: Sequence[dict[int, float]], scores: dict[tuple[int, int], float], count: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    k = max(best[count], default=-1)
    i = count
    while i > 0 and k >= 0:
        value = best[i].get(k, 0.0)
        score = scores.get((i - 1, k))
        if score is not None and abs(best[i - 1].get(k - 1, 0.0) + score - value) < 1e-6:
            pairs.append((i - 1, k))
            i, k = i - 1, k - 1
        elif abs(best[i - 1].get(k, 0.0) - value) < 1e-6:
            i -= 1
        else:
            k -= 1
    return pairs[::-1]


def _similarity(old: str, new: str) -> float:
    shorter, longer = sorted((len(old), len(new)))
    if 200 * shorter < PAIRED * (shorter + longer):  # the ratio cannot reach the mark
        return 0.0
    if longer > LONG:  # fuzz.ratio takes the square of the length; characters in common are close enough here
        common = sum((Counter(old) & Counter(new)).values())
        return 200 * common / (shorter + longer) if 200 * common >= PAIRED * (shorter + longer) else 0.0
    return fuzz.ratio(old, new, score_cutoff=PAIRED)


# Within a line


def tokens(text: str) -> list[str]:
    """The tokens of a text; joined they are the text again."""
    return _TOKEN.findall(text)


def _spans(old: str, new: str) -> list[Span]:
    a, b = tokens(old), tokens(new)
    operations = _without_islands(align(a, b), a)
    spans: list[Span] = []
    for tag, i, j, k, m in operations:
        if tag == "equal":
            _append(spans, "equal", "".join(b[k:m]))
        else:
            _change(spans, a[i:j], b[k:m])
    return spans


def _without_islands(operations: Sequence[Operation], old: Sequence[str]) -> list[Operation]:
    """Operations with equal stretches of one or two characters between two wordy changes swallowed: 31 fragments read worse than 2."""
    result: list[Operation] = []
    for index, (tag, i, j, k, m) in enumerate(operations):
        island = tag == "equal" and 0 < index < len(operations) - 1 and len("".join(old[i:j])) <= 2
        if island and _wordy(operations[index - 1]) and _wordy(operations[index + 1]):
            tag = "replace"
        if result and tag == "replace" == result[-1][0]:
            result[-1] = ("replace", result[-1][1], j, result[-1][3], m)
        else:
            result.append((tag, i, j, k, m))
    return result


def _wordy(operation: Operation) -> bool:
    """Whether a change touches more than one token on both sides together: a lone number or word keeps its neighbours."""
    _, i, j, k, m = operation
    return (j - i) + (m - k) > 2


def _change(spans: list[Span], old: Sequence[str], new: Sequence[str]) -> None:
    """One replacement; where a number replaces a number at either end, only the digits that differ."""
    tail: list[Span] = []
    if old and new and _both_numbers(old[0], new[0]):
        _digits(spans, old[0], new[0])
        old, new = old[1:], new[1:]
    if old and new and _both_numbers(old[-1], new[-1]):
        _digits(tail, old[-1], new[-1])
        old, new = old[:-1], new[:-1]
    _append(spans, "delete", "".join(old))
    _append(spans, "insert", "".join(new))
    for span in tail:
        _append(spans, span.op, span.text)


def _both_numbers(old: str, new: str) -> bool:
    return bool(_NUMBER.fullmatch(old) and _NUMBER.fullmatch(new))


def _digits(spans: list[Span], old: str, new: str) -> None:
    for tag, i, j, k, m in merged(Indel.opcodes(old, new)):
        if tag == "equal":
            _append(spans, "equal", new[k:m])
        else:
            _append(spans, "delete", old[i:j])
            _append(spans, "insert", new[k:m])


def _append(spans: list[Span], op: str, text: str) -> None:
    if not text:
        return
    if spans and spans[-1].op == op:
        spans[-1] = Span(op, spans[-1].text + text)
    else:
        spans.append(Span(op, text))
