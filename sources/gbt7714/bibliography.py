"""参考文献表: one entry, and a list of them in the order given (clause 9)."""

from collections.abc import Sequence

from sources.csl import Item
from sources.gbt7714.documents import elements
from sources.gbt7714.entry import Entry, joined
from sources.gbt7714.letters import label, letters
from sources.gbt7714.responsibility import principal
from sources.gbt7714.style import Style


def bibliography(items: Sequence[Item], *, style: Style) -> list[str]:
    """Return the entries of ``items`` in their order; in the author-date order with the letters they need."""
    given = letters(items, style=style) if style.author_date else [""] * len(items)
    return [reference(item, style=style, letter=letter) for item, letter in zip(items, given, strict=True)]


def reference(item: Item, *, style: Style, letter="") -> str:
    """Return one entry as plain text. ``letter`` follows the year of the author-date order."""
    entry = Entry(item, style, letter)
    written = joined(_head(entry), *elements(entry))
    return written if written.endswith(".") else f"{written}."


def _head(entry: Entry) -> str:
    """Authors, in the author-date order with the year. A standard is found under its number in the numeric order."""
    if entry.style.author_date:
        return label(entry)
    if entry.item.type == "standard" and not entry.style.old:
        return ""
    return principal(entry)
