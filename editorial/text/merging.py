"""Three versions of a text made one: what two people changed, line by line, where they do not touch.

The rule is that of diff3 (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007): a stretch that only one side
changed is taken from that side; a stretch that both changed in different ways is a conflict and is left to a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from editorial.text.alignment import align

#: How a conflict is written into the text: ours, theirs; the words after the marks say whose they are.
OURS, BETWEEN, THEIRS = "<<<<<<<", "=======", ">>>>>>>"


@dataclass(frozen=True)
class Conflict:
    """A stretch that both sides changed differently."""

    base: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """The merged text. Where there are conflicts, `text` holds both sides between marks."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


def merge(base: str, ours: str, theirs: str, *, our_name: str = "", their_name: str = "") -> Merged:
    """Merge two descendants of `base`. Line ends are kept as ours has them."""
    if ours == theirs or theirs == base:
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    a, b, c = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    pieces: list[str] = []
    conflicts: list[Conflict] = []
    for kept, (i, j), (k, m), (p, q) in _chunks(a, b, c):
        mine, yours = "".join(b[k:m]), "".join(c[p:q])
        before = "".join(a[i:j])
        if kept or mine == yours or yours == before:
            pieces.append(mine)
        elif mine == before:
            pieces.append(yours)
        else:
            conflicts.append(Conflict(before, mine, yours))
            pieces.append(_marked(mine, yours, our_name, their_name))
    return Merged("".join(pieces), tuple(conflicts))


def _marked(mine: str, yours: str, our_name: str, their_name: str) -> str:
    def ended(text: str) -> str:
        return text if not text or text.endswith("\n") else text + "\n"

    return (
        f"{OURS} {our_name}".rstrip() + "\n" + ended(mine) + f"{BETWEEN}\n" + ended(yours) + f"{THEIRS} {their_name}\n"
    )


def has_marks(text: str) -> bool:
    """Whether a text still holds the marks of a conflict."""
    return any(line.startswith((OURS, THEIRS)) for line in text.splitlines())


_Range = tuple[int, int]


def _chunks(a: Sequence[str], b: Sequence[str], c: Sequence[str]) -> list[tuple[bool, _Range, _Range, _Range]]:
    """Stretches of the three texts: stable ones that all share, and unstable ones in between."""
    in_b, in_c = _matches(a, b), _matches(a, c)
    chunks: list[tuple[bool, _Range, _Range, _Range]] = []
    i = k = p = 0
    for line in [*(number for number in range(len(a)) if number in in_b and number in in_c), len(a)]:
        end = line == len(a)
        at_b, at_c = (len(b), len(c)) if end else (in_b[line], in_c[line])
        if line > i or at_b > k or at_c > p:
            chunks.append((False, (i, line), (k, at_b), (p, at_c)))
        if not end:
            chunks.append((True, (line, line + 1), (at_b, at_b + 1), (at_c, at_c + 1)))
        i, k, p = line + 1, at_b + 1, at_c + 1
    return chunks


def _matches(a: Sequence[str], b: Sequence[str]) -> dict[int, int]:
    found = {}
    for tag, i, j, k, _m in align(a, b):
        if tag == "equal":
            found |= {i + offset: k + offset for offset in range(j - i)}
    return found
