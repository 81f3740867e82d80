"""Which facts differ between two texts; everything else is wording.

Lines are laid side by side first (:mod:`editorial.text.compare`), so that a moved paragraph changes nothing, and a date
that stands elsewhere now is not taken for a new one. Numbers and dates that changed places within a line are reported:
"A had 10, B had 20" read the other way round says something else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from editorial.text import facts, sentences
from editorial.text.alignment import align
from editorial.text.compare import Comparison, compare
from editorial.text.facts import Fact, Stated

#: Kinds whose order within a line carries meaning.
ORDERED = ("date", "number")
#: Quotations in different lines at least this similar (0 to 100) are one that was reworded.
REWORDED = 60


@dataclass(frozen=True)
class FactChange:
    """One fact that is there no more, new, or different: the words of both sides (one may be empty) and the sentence around them."""

    kind: str
    old: str
    new: str
    where: str = ""
    reordered: bool = False


@dataclass(frozen=True)
class FactChanges:
    """What changed between two texts. `wording` counts passages that say it otherwise, `punctuation` those that only set marks otherwise."""

    changes: tuple[FactChange, ...]
    wording: int = 0
    punctuation: int = 0
    moved: int = 0


@dataclass
class _Pair:
    """A line of the old text and what became of it in the new one; 0 stands for no line at all."""

    old: int
    new: int
    removed: dict[str, list[Fact]] = field(default_factory=dict)
    added: dict[str, list[Fact]] = field(default_factory=dict)


def between(old: Stated, new: Stated) -> FactChanges:
    """Compare what two texts state. Linear in their length but for the lines that changed."""
    comparison = compare(old.text, new.text)
    pairs = [*_pairs(comparison), _Pair(0, 0)]
    for number, pair in enumerate(pairs):
        # The last pair holds what stands nowhere.
        unplaced = number == len(pairs) - 1
        before = old.by_line.get(pair.old, []) if pair.old or unplaced else []
        after = new.by_line.get(pair.new, []) if pair.new or unplaced else []
        _differ(pair, before, after)
    _forget_moved(pairs)
    _join_reworded(pairs)
    _forget_repeated_names(pairs, old, new)
    changes: list[FactChange] = []
    for pair in pairs:
        changes += _changes(pair, old, new)
    wording, punctuation = _wording(comparison, old, new, {(pair.old, pair.new) for pair in pairs if _loose(pair)})
    return FactChanges(tuple(changes), wording, punctuation, comparison.moved)


def between_plain(old: str, new: str) -> FactChanges:
    """Compare two texts without markup."""
    return between(facts.of_plain(old), facts.of_plain(new))


def _pairs(comparison: Comparison) -> list[_Pair]:
    pairs = []
    came_from = {line.move: line.old for line in comparison.lines if line.kind == "moved_from"}
    for line in comparison.lines:
        if line.kind == "moved_from":
            continue
        old = came_from[line.move] if line.kind == "moved_to" else line.old
        pairs.append(_Pair(old or 0, line.new or 0))
    return pairs


def _differ(pair: _Pair, before: Sequence[Fact], after: Sequence[Fact]) -> None:
    for kind in facts.KINDS:
        ours = [fact for fact in before if fact.kind == kind]
        theirs = [fact for fact in after if fact.kind == kind]
        if [fact.value for fact in ours] == [fact.value for fact in theirs]:
            continue
        if kind in ORDERED:
            removed, added = _aligned(ours, theirs)
        elif kind == "name":
            known = {fact.value for fact in ours}, {fact.value for fact in theirs}
            removed = _once(fact for fact in ours if fact.value not in known[1])
            added = _once(fact for fact in theirs if fact.value not in known[0])
        else:
            removed, added = _surplus(ours, theirs), _surplus(theirs, ours)
        if removed:
            pair.removed[kind] = removed
        if added:
            pair.added[kind] = added


def _aligned(ours: Sequence[Fact], theirs: Sequence[Fact]) -> tuple[list[Fact], list[Fact]]:
    removed: list[Fact] = []
    added: list[Fact] = []
    for tag, i, j, k, m in align([fact.value for fact in ours], [fact.value for fact in theirs]):
        if tag != "equal":
            removed += ours[i:j]
            added += theirs[k:m]
    return removed, added


def _once(found: Iterable[Fact]) -> list[Fact]:
    return list({fact.value: fact for fact in found}.values())


def _surplus(these: Sequence[Fact], those: Sequence[Fact]) -> list[Fact]:
    """The facts of `these` beyond those that `those` state as well."""
    left = Counter(fact.value for fact in those)
    surplus = []
    for fact in these:
        if left[fact.value] > 0:
            left[fact.value] -= 1
        else:
            surplus.append(fact)
    return surplus


def _forget_moved(pairs: Sequence[_Pair]) -> None:
    """Take out what one line lost and another gained: it only stands elsewhere now."""
    gained: dict[tuple[str, str], list[tuple[_Pair, Fact]]] = {}
    for pair in pairs:
        for kind, added in pair.added.items():
            for fact in added:
                gained.setdefault((kind, fact.value), []).append((pair, fact))
    for pair in pairs:
        for kind, removed in pair.removed.items():
            for fact in list(removed):
                elsewhere = next((each for each in gained.get((kind, fact.value), ()) if each[0] is not pair), None)
                if elsewhere is not None:
                    gained[kind, fact.value].remove(elsewhere)
                    removed.remove(fact)
                    elsewhere[0].added[kind].remove(elsewhere[1])


def _join_reworded(pairs: Sequence[_Pair]) -> None:
    """Bring a quotation that one line lost to the line that gained nearly the same words: it is one change, not two."""
    gained = [(pair, fact) for pair in pairs for fact in pair.added.get("quote", ()) if not pair.removed.get("quote")]
    for pair in pairs:
        for fact in list(pair.removed.get("quote", ())):
            if pair.added.get("quote"):
                continue
            near = max(gained, key=lambda each: fuzz.ratio(each[1].value, fact.value), default=None)
            if near is not None and fuzz.ratio(near[1].value, fact.value) >= REWORDED:
                gained.remove(near)
                pair.removed["quote"].remove(fact)
                near[0].removed.setdefault("quote", []).append(fact)


def _forget_repeated_names(pairs: Sequence[_Pair], old: Stated, new: Stated) -> None:
    """A name that a line says no more, or says too, is wording while the rest of the text still, or already, says it.

    Where a line has one name in the place of another, both count.
    """
    known = [{fact.value for fact in text.facts if fact.kind == "name"} for text in (old, new)]
    for pair in pairs:
        removed, added = pair.removed.get("name", []), pair.added.get("name", [])
        if removed and added:
            continue
        pair.removed["name"] = [fact for fact in removed if fact.value not in known[1]]
        pair.added["name"] = [fact for fact in added if fact.value not in known[0]]


def _loose(pair: _Pair) -> bool:
    return any(pair.removed.values()) or any(pair.added.values())


def _changes(pair: _Pair, old: Stated, new: Stated) -> list[FactChange]:
    found: list[tuple[int, FactChange]] = []
    for kind in facts.KINDS:
        removed, added = pair.removed.get(kind, []), pair.added.get(kind, [])
        swapped = Counter(fact.value for fact in removed) & Counter(fact.value for fact in added)
        if swapped:
            before = [fact for fact in old.by_line.get(pair.old, []) if fact.kind == kind]
            after = [fact for fact in new.by_line.get(pair.new, []) if fact.kind == kind]
            words = (" … ".join(fact.words for fact in side) for side in (before, after))
            place = after[0].start
            found.append((place, FactChange(kind, *words, where=_around(new, place), reordered=True)))
            removed, added = (_without(side, swapped) for side in (removed, added))
        for index in range(max(len(removed), len(added))):
            gone = removed[index] if index < len(removed) else None
            come = added[index] if index < len(added) else None
            place = (come or removed[index]).start
            where = _around(new if come else old, place)
            found.append((place, FactChange(kind, gone.words if gone else "", come.words if come else "", where)))
    return [change for _place, change in sorted(found, key=lambda each: each[0])]


def _without(found: Sequence[Fact], values: Counter[str]) -> list[Fact]:
    left = Counter(values)
    kept = []
    for fact in found:
        if left[fact.value] > 0:
            left[fact.value] -= 1
        else:
            kept.append(fact)
    return kept


def _around(text: Stated, offset: int) -> str:
    if offset < 0:
        return ""
    start, line = text.line(bisect_right(text.line_starts, offset))
    return sentences.around(line, offset - start)


def _wording(comparison: Comparison, old: Stated, new: Stated, loose: set[tuple[int, int]]) -> tuple[int, int]:
    """How many passages say it otherwise, and how many only set punctuation otherwise."""
    wording = punctuation = 0
    before = ""
    for line in comparison.lines:
        now = ""
        if line.kind in ("inserted", "deleted"):
            now = "wording"
        elif line.kind == "changed" and line.old and line.new:
            bare = _bare(old, line.old), _bare(new, line.new)
            letters = tuple("".join(filter(str.isalnum, text)) for text in bare)
            if letters[0] != letters[1]:
                now = "wording"
            elif bare[0] != bare[1] and (line.old, line.new) not in loose:
                now = "punctuation"
        wording += now == "wording" and before != "wording"
        punctuation += now == "punctuation" and before != "punctuation"
        before = now
    return wording, punctuation


def _bare(text: Stated, number: int) -> str:
    """A line without its facts."""
    start, line = text.line(number)
    kept = []
    done = 0
    for fact in text.by_line.get(number, []):
        if fact.start - start >= done:
            kept.append(line[done : fact.start - start])
            done = fact.end - start
    kept.append(line[done:])
    return "".join(kept)
