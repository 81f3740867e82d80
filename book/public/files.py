"""The links to what can be taken home, as the pages of books and chapters show them."""

from dataclasses import dataclass

from django.conf import settings

from book.public import uses
from book.taking_home import shelf

#: What readers call the formats, in the order shown.
NAMES = {"epub": "EPUB", "pdf": "PDF"}


@dataclass(frozen=True)
class Link:
    """One file; ``size`` in bytes, 0 where it is not known."""

    name: str
    href: str
    size: int = 0


def of_book(entry) -> list[Link]:
    """Return the files of a book that lie ready. Two queries at most."""
    uses.note("book files")
    return [
        Link(NAMES[each.format], f"{entry.href}{entry.key}.{each.format}", each.size)
        for each in shelf.on_offer(entry.key, language=entry.language)
    ]


def of_chapter(entry) -> list[Link]:
    """Return where the files of a chapter are. No query: each public chapter of a book gets them."""
    name = entry.key.rpartition("/")[2]
    if "/" not in entry.key:
        return []
    return [Link(NAMES[each], f"{entry.href}{name}.{each}") for each in NAMES if each in settings.BOOK_FORMATS]
