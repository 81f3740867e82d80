"""Grams: an index that finds every section containing a word, of any length, without reading the texts.

A gram is a character, a pair of characters that stand together, or three letters or digits of ASCII; a section holds a
word only if it holds all grams of the word. For each gram the row numbers of its sections are kept as sets of bits, in
blocks of 8,192 (the containers of Roaring bitmaps, Lemire et al. 2016: 2 bytes a number while there are few, one bit
each where there are many). So a search reads some hundred short rows however many sections there are, counts without
looking at them, and only the best candidates are compared with the words themselves.

Measured at 100,000 sections: reading all texts takes 200 to 700 ms on either database, this 5 to 60 ms
(``python -m benchmarks searching``).
"""

import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from book.models import SearchGram

BLOCK = 8192
_BITMAP = BLOCK // 8
#: Most grams looked up for one term; the words themselves are compared afterwards.
_MOST = 12
_THREE = re.compile(r"(?=([0-9a-z]{3}))")
#: Before a gram of a title, and before the name of a kind; folded text has no control characters.
_TITLE, _KIND = "\x02", "\x03"
#: The row that is locked while others are written.
_GATE = {"gram": "\x01", "block": 0}


@dataclass(frozen=True)
class Section:
    """What is indexed of a section: its row number, its kind, its folded text and folded titles."""

    pk: int
    kind: str
    norm: str
    norm_title: str


@dataclass
class Candidates:
    """Sections of one kind that may hold every term: how many, and their row numbers.

    Those with a term in their titles come first, then older rows before newer ones. Where it is ``certain`` that each
    is a hit, the numbers are cut off.
    """

    total: int = 0
    pks: list[int] = field(default_factory=list)
    certain: bool = True


def find(terms, *, kinds, most) -> dict[str, Candidates]:
    """Return the candidates for all of the folded ``terms`` by kind; of certain hits ``most`` numbers. One query."""
    wanted = [_grams_of_term(term) for term in terms]
    needed = set().union(*wanted)
    rows = SearchGram.objects.filter(
        gram__in=sorted(needed | {_TITLE + gram for gram in needed} | {_KIND + kind for kind in kinds})
    )
    blocks: dict[int, dict[str, int]] = defaultdict(dict)
    for gram, block, places in rows.order_by().values_list("gram", "block", "places"):
        blocks[block][gram] = _bits(bytes(places))
    parts: dict[str, list] = defaultdict(list)
    for block, held in sorted(blocks.items()):
        bits = _all_of(needed, held)
        if not bits:
            continue
        titled = 0
        for grams in wanted:
            titled |= _all_of((_TITLE + gram for gram in grams), held)
        for kind in kinds:
            of_kind = bits & held.get(_KIND + kind, 0)
            if of_kind:
                parts[kind].append((block, of_kind & titled, of_kind & ~titled))
    certain = all(map(_is_gram, terms))
    return {kind: _first(parts[kind], most, certain) for kind in kinds if kind in parts}


def _all_of(grams, held) -> int:
    bits = -1
    for gram in grams:
        bits &= held.get(gram, 0)
        if not bits:
            return 0
    return bits


def _first(parts, most, certain) -> Candidates:
    found = Candidates(sum((titled | rest).bit_count() for _block, titled, rest in parts), certain=certain)
    most = most if certain else found.total
    for place in (1, 2):
        for part in parts:
            left = most - len(found.pks)
            if left <= 0:
                return found
            found.pks += [part[0] * BLOCK + number for number in _numbers(part[place], left)]
    return found


def _is_gram(term) -> bool:
    return len(term) <= 2 or (len(term) == 3 and bool(_THREE.match(term)))


def _grams_of_term(term) -> set[str]:
    """Return the grams that a section must hold to contain ``term``: the longest, each character in one of them."""
    if len(term) == 1:
        return {term}
    found, covered = [], False
    for at in range(len(term) - 1):
        if _THREE.match(term, at):
            found.append(term[at : at + 3])
            covered = True
        elif covered:
            covered = False
        else:
            found.append(term[at : at + 2])
    return set(found[:_MOST])


def grams_of(text) -> set[str]:
    """Return every gram of a folded text; none spans a space, as no term has one."""
    found = set()
    for word in text.split():
        found.update(word)
        found.update(map("".join, zip(word, word[1:], strict=False)))
        found.update(_THREE.findall(word))
    return found


# Writing


def index(sections: Iterable[Section], *, removed: Iterable[Section] = ()):
    """Make ``sections`` findable and forget ``removed``; writes only what changes. Call inside a transaction."""
    changes: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for place, group in enumerate((sections, removed)):
        for section in group:
            block, number = divmod(section.pk, BLOCK)
            for gram in _keys(section):
                changes[block][gram][place] |= 1 << number
    if not changes:
        return
    SearchGram.objects.get_or_create(**_GATE, defaults={"places": b""})
    SearchGram.objects.select_for_update().get(**_GATE)  # two writers would lose each other's bits
    for block, grams in sorted(changes.items()):
        _write(block, grams)


def _keys(section) -> set[str]:
    titles = {_TITLE + gram for gram in grams_of(section.norm_title)}
    return grams_of(section.norm) | titles | {_KIND + section.kind}


def _write(block, grams, batch=500):
    names = sorted(grams)
    for start in range(0, len(names), batch):
        part = names[start : start + batch]
        rows = SearchGram.objects.filter(block=block, gram__in=part).order_by().values_list("gram", "places")
        before = {gram: _bits(bytes(places)) for gram, places in rows}
        changed, emptied = [], []
        for gram in part:
            added, gone = grams[gram]
            bits = (before.get(gram, 0) & ~gone) | added
            if not bits:
                emptied.append(gram)
            elif bits != before.get(gram):
                changed.append(SearchGram(gram=gram, block=block, places=_packed(bits)))
        SearchGram.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["gram", "block"], update_fields=["places"]
        )
        if emptied:
            SearchGram.objects.filter(block=block, gram__in=emptied).delete()


# Sets of numbers


def _packed(bits) -> bytes:
    if bits.bit_count() * 2 < _BITMAP:
        return _little(array("H", _numbers(bits, BLOCK))).tobytes()
    return bits.to_bytes(_BITMAP, "little")


def _bits(packed) -> int:
    if len(packed) == _BITMAP:
        return int.from_bytes(packed, "little")
    numbers = array("H")
    numbers.frombytes(packed)
    whole = bytearray(_BITMAP)
    for number in _little(numbers):
        whole[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(whole, "little")


def _little(numbers) -> array:
    """Return the numbers in the byte order of the stored form, or back from it."""
    if sys.byteorder != "little":
        numbers.byteswap()
    return numbers


def _numbers(bits, most) -> list[int]:
    """Return the numbers of the lowest set bits, ascending, at most ``most``."""
    found = []
    for place, byte in enumerate(bits.to_bytes(_BITMAP, "little")):
        if byte:
            found += [place * 8 + number for number in range(8) if byte >> number & 1]
            if len(found) >= most:
                break
    return found[:most]
