"""Two people changed one text: what each did is kept where they do not touch, and put side by side where they do.

The classic three-way merge over lines (Khanna, Kunal and Pierce, "A Formal Investigation of Diff3", 2007). A Chinese
paragraph is one line, so lines that both changed are merged once more by tokens; there the changes of the two must be
:data:`GAP` tokens apart, because two edits of one clause seldom make sense together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from editorial.text.alignment import align
from editorial.text.compare import tokens

#: Tokens nobody touched that must lie between the changes of two people within a line.
GAP = 4

#: Start and end in the base, start and end in the changed sequence.
_Region = tuple[int, int, int, int]


@dataclass(frozen=True)
class Conflict:
    """A stretch that both changed, differently, as lines."""

    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]

    def chosen(self, choice: str) -> tuple[str, ...]:
        """Return the lines of ``theirs``, ``mine``, ``both`` (theirs first) or ``base``; KeyError for other words."""
        return {"theirs": self.theirs, "mine": self.mine, "both": self.theirs + self.mine, "base": self.base}[choice]


@dataclass(frozen=True)
class Merged:
    """What a merge came to: stretches of lines that are settled, and conflicts, in reading order."""

    pieces: tuple[tuple[str, ...] | Conflict, ...]

    @property
    def conflicts(self) -> list[Conflict]:
        return [piece for piece in self.pieces if isinstance(piece, Conflict)]

    def text(self, choices: Sequence[str] = ()) -> str:
        """Return the merged text; ``choices`` decides the conflicts in their order, mine where it says nothing."""
        decided = iter(choices)
        lines: list[str] = []
        for piece in self.pieces:
            lines += piece.chosen(next(decided, "mine")) if isinstance(piece, Conflict) else piece
        return "\n".join(lines)


def merge(base: str, theirs: str, mine: str) -> Merged:
    """Merge two texts that both began as ``base``. Lines end with ``\\n``."""
    parts = [text.split("\n") for text in (base, theirs, mine)]
    pieces: list[tuple[str, ...] | Conflict] = []
    for settled, ours in _chunks(*parts, gap=0, regions=_regions):
        if settled is not None:
            pieces.append(tuple(settled))
        else:
            pieces.append(_within(*ours))
    return Merged(tuple(pieces))


def merge_values(base: str, theirs: str, mine: str) -> Merged:
    """Merge two values that cannot be taken apart: whoever changed it wins, and two who did are a conflict."""
    if theirs == mine or mine == base:
        return Merged(((theirs,),))
    if theirs == base:
        return Merged(((mine,),))
    return Merged((Conflict((base,), (theirs,), (mine,)),))


def merge_rows(
    base: Sequence[str], theirs: Sequence[str], mine: Sequence[str], *, identity: Callable[[str], object] = str
) -> Merged:
    """Merge lists of rows in which additions never touch: rows either side adds stay, rows either removes go.

    ``identity`` says which rows are the same record. A row that both changed differently, or that one changed and the
    other removed, is a conflict of its own; so is the whole list where both put it in another order.
    """
    old, his, my = ({identity(row): row for row in rows} for rows in (base, theirs, mine))
    if _reordered(old, his) and _reordered(old, my) and _common(his, my) != _common(my, his):
        return Merged((Conflict(tuple(base), tuple(theirs), tuple(mine)),))
    spine, other = (list(my), list(his)) if _reordered(old, my) else (list(his), list(my))
    order = _woven(spine, other)
    # Where a row was removed by one and changed by the other it still has to be decided, so it keeps a place.
    order = _woven(order, [name for name in old if name not in his or name not in my])
    pieces = [_row(old.get(name), his.get(name), my.get(name)) for name in order]
    return Merged(tuple(piece for piece in pieces if piece != ()))


def _row(base: str | None, theirs: str | None, mine: str | None) -> tuple[str, ...] | Conflict:
    if theirs == mine or mine == base:
        kept = theirs
    elif theirs == base:
        kept = mine
    else:
        return Conflict(*(() if each is None else (each,) for each in (base, theirs, mine)))
    return () if kept is None else (kept,)


def _common(one: dict, other: dict) -> list:
    return [name for name in one if name in other]


def _reordered(old: dict, new: dict) -> bool:
    return _common(old, new) != _common(new, old)


def _woven(spine: Sequence, other: Sequence) -> list:
    """Return ``spine`` with what only ``other`` has, each after the item it follows there."""
    result, known = list(spine), set(spine)
    at = 0
    for name in other:
        if name in known:
            at = result.index(name) + 1
        else:
            result.insert(at, name)
            known.add(name)
            at += 1
    return result


# Lines, then tokens


def _within(base: list[str], theirs: list[str], mine: list[str]) -> tuple[str, ...] | Conflict:
    """Merge lines that both changed by their tokens; a conflict of the whole lines where that leaves one."""
    conflict = Conflict(tuple(base), tuple(theirs), tuple(mine))
    if not (base and theirs and mine):
        return conflict
    parts = [tokens("".join(f"{line}\n" for line in lines)) for lines in (base, theirs, mine)]
    words: list[str] = []
    for settled, _ours in _chunks(*parts, gap=GAP, regions=_wide_regions):
        if settled is None:
            return conflict
        words += settled
    text = "".join(words)
    return tuple(text[:-1].split("\n")) if text.endswith("\n") else conflict


def _regions(old: Sequence[str], new: Sequence[str]) -> list[_Region]:
    return [(i, j, k, m) for tag, i, j, k, m in align(old, new) if tag != "equal"]


def _wide_regions(old: Sequence[str], new: Sequence[str]) -> list[_Region]:
    """The changes of one person, joined where fewer than :data:`GAP` tokens lie between: a rewritten clause is one."""
    wide: list[_Region] = []
    for i, j, k, m in _regions(old, new):
        if wide and i - wide[-1][1] < GAP:
            wide[-1] = (wide[-1][0], j, wide[-1][2], m)
        else:
            wide.append((i, j, k, m))
    return wide


def _chunks(base, theirs, mine, *, gap, regions) -> Iterator[tuple[list[str] | None, tuple | None]]:
    """Yield (items, None) for what is settled and (None, (base, theirs, mine)) for what both changed differently."""
    sides = (theirs, mine)
    changes = sorted(
        ((region, side) for side in (0, 1) for region in regions(base, sides[side])), key=lambda each: each[0][:2]
    )
    at = 0
    for group in _groups(changes, gap):
        start = min(region[0] for region, _side in group)
        end = max(region[1] for region, _side in group)
        yield base[at:start], None
        his, my = (_stretch(base, sides[side], group, side, start, end) for side in (0, 1))
        if len({side for _region, side in group}) == 1:
            yield (his if group[0][1] == 0 else my), None
        elif his == my:
            yield his, None
        else:
            yield None, (base[start:end], his, my)
        at = end
    yield base[at:], None


def _groups(changes, gap) -> Iterator[list]:
    """Changes of both sides that touch, together; all others alone."""
    group: list = []
    ends = [-1 - gap, -1 - gap]
    for region, side in changes:
        if group and region[0] > ends[1 - side] + gap:
            yield group
            group, ends = [], [-1 - gap, -1 - gap]
        group.append((region, side))
        ends[side] = max(ends[side], region[1])
    if group:
        yield group


def _stretch(base, changed, group, side, start, end) -> list[str]:
    """Return what one side made of ``base[start:end]``."""
    own = [region for region, each in group if each == side]
    if not own:
        return list(base[start:end])
    return list(changed[own[0][2] - (own[0][0] - start) : own[-1][3] + (end - own[-1][1])])
