"""Which edition of the standard, and which of its two orders (clause 9 of GB/T 7714-2015)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Style:
    """One way to write references.

    ``edition`` is the year of the standard. ``author_date`` is 著者-出版年制 (9.2); without it, 顺序编码制 (9.1).
    """

    edition: int
    author_date: bool

    @property
    def name(self) -> str:
        return f"gbt7714-{self.edition}-{'author-date' if self.author_date else 'numeric'}"

    @property
    def old(self) -> bool:
        """Whether this is the edition of 2015."""
        return self.edition == 2015


#: By name, the edition in force first.
STYLES = {
    style.name: style
    for edition in (2025, 2015)
    for author_date in (False, True)
    for style in [Style(edition, author_date)]
}
