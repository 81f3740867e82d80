"""a, b, c after the year: works of the same authors and year told apart (9.2 and 10.2 of GB/T 7714-2015)."""

from collections.abc import Sequence

from sources.csl import Item
from sources.gbt7714 import dates
from sources.gbt7714.entry import Entry
from sources.gbt7714.responsibility import principal
from sources.gbt7714.style import Style


def letters(items: Sequence[Item], *, style: Style) -> list[str]:
    """Return the letter of each item of a bibliography in its order, empty where it needs none.

    A letter that an item brings along (``year-suffix``) stays its own and is given to no other of its group.
    """
    alike: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        alike.setdefault(label(Entry(item, style)), []).append(index)
    given = [item.text("year-suffix") for item in items]
    for group in alike.values():
        if len(group) > 1:
            taken = {given[index] for index in group}
            fresh = (name for place in range(2 * len(group)) if (name := letter(place)) not in taken)
            for index in group:
                given[index] = given[index] or next(fresh)
    return given


def label(entry: Entry) -> str:
    """Return authors and year as they stand at the head of an entry of the author-date order."""
    return f"{principal(entry) or entry.words.nobody}{entry.marks.comma}{dates.year_with_letter(entry)}"


def letter(place) -> str:
    """Return a, b, …, z, aa, ab, …"""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)
