"""Two sequences laid side by side: which items are common, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rapidfuzz.distance import Indel, Opcodes

#: Most cells compared at once; beyond it sequences are cut at their unique common items first.
CELLS = 100_000_000

#: ("equal" or "replace", start and end in the old sequence, start and end in the new one).
Operation = tuple[str, int, int, int, int]


def align(old: Sequence[str], new: Sequence[str]) -> list[Operation]:
    """Operations (equal or replace) that turn the old lines into the new ones."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = _aligned_middle(old[start : len(old) - end], new[start : len(new) - end])
    operations: list[Operation] = [("equal", 0, start, 0, start)] if start else []
    operations += [(tag, i + start, j + start, k + start, m + start) for tag, i, j, k, m in middle]
    if end:
        operations.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return operations


def _aligned_middle(old: Sequence[str], new: Sequence[str]) -> list[Operation]:
    if len(old) * len(new) <= CELLS:
        ids: dict[str, int] = {}
        first = [ids.setdefault(line, len(ids)) for line in old]
        second = [ids.setdefault(line, len(ids)) for line in new]
        return merged(Indel.opcodes(first, second))
    operations: list[Operation] = []
    a = b = 0
    for i, k in [*_anchors(old, new), (len(old), len(new))]:
        if i > a or k > b:
            operations.append(("replace", a, i, b, k))
        if i < len(old):
            operations.append(("equal", i, i + 1, k, k + 1))
        a, b = i + 1, k + 1
    return operations


def merged(opcodes: Opcodes) -> list[Operation]:
    """Neighbouring insertions and deletions as one replacement."""
    operations: list[Operation] = []
    for code in opcodes:
        tag = "equal" if code.tag == "equal" else "replace"
        if operations and tag == "replace" and operations[-1][0] == "replace":
            _, i, _, k, _ = operations[-1]
            operations[-1] = ("replace", i, code.src_end, k, code.dest_end)
        else:
            operations.append((tag, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return operations


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that occur once in each text, in an order common to both (the longest increasing run, as patience diff has it)."""

    def once(lines: Sequence[str]) -> dict[str, int]:
        seen: dict[str, int] = {}
        for index, line in enumerate(lines):
            seen[line] = -1 if line in seen else index
        return {line: index for line, index in seen.items() if index >= 0}

    second = once(new)
    pairs = [(index, second[line]) for line, index in once(old).items() if line in second]
    tails: list[int] = []
    stack: list[int] = []
    back: list[int] = []
    for number, (_, k) in enumerate(pairs):
        at = bisect_left(tails, k)
        tails[at : at + 1] = [k]
        stack[at : at + 1] = [number]
        back.append(stack[at - 1] if at else -1)
    run: list[tuple[int, int]] = []
    number = stack[-1] if stack else -1
    while number >= 0:
        run.append(pairs[number])
        number = back[number]
    return run[::-1]
