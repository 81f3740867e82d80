"""One reference being written: the item, the style, and the words and marks they call for."""

from dataclasses import dataclass
from functools import cached_property

from sources.csl import Item
from sources.gbt7714.style import Style
from sources.gbt7714.wording import FULL_WIDTH, FULL_WIDTH_2015, HALF_WIDTH, Punctuation, Wording, wording

#: Languages written with Han characters keep full-width marks in the edition of 2015.
_EASTERN = frozenset(("zh", "ja", "ko"))


@dataclass(frozen=True)
class Entry:
    """What every rule of the standard looks at. ``letter`` follows the year in the author-date order."""

    item: Item
    style: Style
    letter: str = ""

    def text(self, *variables) -> str:
        """Return the first of these variables that says something."""
        return next(filter(None, map(self.item.text, variables)), "")

    @cached_property
    def words(self) -> Wording:
        return wording(self.item.language)

    @cached_property
    def marks(self) -> Punctuation:
        if not self.style.old:
            return FULL_WIDTH
        return FULL_WIDTH_2015 if self.item.language in _EASTERN else HALF_WIDTH


def joined(*elements) -> str:
    """Join elements with ``. ``; one that ends in a full stop of its own gets no second one."""
    written = ""
    for element in filter(None, elements):
        written += ("" if not written else " " if written.endswith(".") else ". ") + element
    return written
