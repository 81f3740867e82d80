"""How a book cites: the words and marks in its text, and which form its bibliography takes.

The house style and the two orders of GB/T 7714 by name (see :mod:`sources.formatting`). The author-date order marks a
citation as （李彦宏等，2023）, the numeric one by the number of the source in square brackets, raised, in the order of
first citation (clauses 10.1 and 10.2 of GB/T 7714-2015).
"""

from dataclasses import dataclass

from sources import gbt7714
from sources.formatting import HOUSE


@dataclass(frozen=True)
class Manner:
    """Brackets around a citation in the text, the separator of several, the comma before a year or locator.

    ``numeric`` sources are called by number and listed in the order of their first citation; ``by_script`` lists
    Chinese, Japanese, Western and Russian ones apart. ``entries`` is the style of the bibliography.
    """

    name: str
    brackets: tuple[str, str]
    separator: str
    comma: str
    entries: gbt7714.Style
    numeric: bool = False
    by_script: bool = False


def _of_standard(style) -> Manner:
    if style.author_date:
        return Manner(style.name, ("（", "）"), "；", "，", style, by_script=True)
    return Manner(style.name, ("[", "]"), "，", "，", style, numeric=True)


_HOUSE = Manner(HOUSE, ("(", ")"), "; ", ", ", gbt7714.STYLES["gbt7714-2025-author-date"])
_MANNERS = {HOUSE: _HOUSE} | {name: _of_standard(style) for name, style in gbt7714.STYLES.items()}


def manner(name) -> Manner:
    """Return the manner called ``name``; the house's own for a name that nobody knows (any more)."""
    return _MANNERS.get(name, _HOUSE)
