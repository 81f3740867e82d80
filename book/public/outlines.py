"""The order of a book's chapters, from the book's current release."""

from dataclasses import dataclass

from book.public.entries import Entry
from editorial.models import PublicPage


@dataclass(frozen=True)
class Part:
    """A part of the contents with its public chapters; ``lang`` where the title is not in the page's language."""

    title: str
    lang: str
    chapters: list[Entry]


def sealed_outline(book_key) -> list[dict]:
    """Return the outline in a book's current release; empty when the book is not public. One query."""
    pages = PublicPage.objects.live().filter(kind="book", key=book_key)
    return next(iter(pages.values_list("release__body__data__outline", flat=True)[:1]), None) or []


def parts(outline, chapters, *, book_key, english) -> list[Part]:
    """Return the contents: the outline's parts with those ``chapters`` that are public, in order.

    Chapters the outline does not name follow in a part without title, by number.
    """
    left = {chapter.key: chapter for chapter in chapters}
    found = []
    for part in outline:
        keys = (_key(each) for each in part.get("chapters") or ())
        members = [left.pop(key, None) or left.pop(f"{book_key}/{key}", None) for key in keys]
        members = [chapter for chapter in members if chapter]
        if members:
            title = (english and part.get("title_en")) or part.get("title") or ""
            foreign = english and title and not part.get("title_en")
            found.append(Part(title, "zh-Hans" if foreign else "", members))
    if left:
        rest = sorted(left.values(), key=lambda each: (_place(each), each.key))
        found.append(Part("", "", rest))
    return found


def _key(chapter) -> str:
    return chapter.get("key", "") if isinstance(chapter, dict) else str(chapter)


def _place(chapter):
    """Front matter, numbered chapters, back matter."""
    order = {"front": 0, "main": 1, "back": 2}
    number = chapter.card.get("number")
    return order.get(chapter.card.get("role"), 1), number if isinstance(number, int) else 0


def neighbours(contents, key) -> tuple[Entry | None, Entry | None]:
    """Return the chapters before and after ``key`` in reading order."""
    order = [chapter for part in contents for chapter in part.chapters]
    place = next((index for index, chapter in enumerate(order) if chapter.key == key), None)
    if place is None:
        return None, None
    before = order[place - 1] if place else None
    after = order[place + 1] if place + 1 < len(order) else None
    return before, after
