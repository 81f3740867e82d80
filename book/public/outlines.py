"""The order of a book's chapters, from the book's current release."""

import json
from dataclasses import dataclass

from django.db.models import Case, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform

from book.public import uses
from book.public.entries import Entry
from editorial.models import PublicPage


@dataclass(frozen=True)
class Part:
    """A part of the contents with its public chapters; ``lang`` where the title is not in the page's language."""

    title: str
    lang: str
    chapters: list[Entry]


#: Chapters asked for on each side of the one on the page: the next one that is public is among them, as a rule.
NEAR = 6


def sealed_outline(book_key) -> list[dict]:
    """Return the outline in a book's current release; empty when the book is not public. One query."""
    uses.note(f"record book:{book_key}")
    pages = PublicPage.objects.live().filter(kind="book", key=book_key)
    return next(iter(pages.values_list("release__body__data__outline", flat=True)[:1]), None) or []


@dataclass(frozen=True)
class Near:
    """The outline cut down to the chapters around one, and their keys; ``whole`` where nothing could be cut."""

    outline: list[dict]
    keys: frozenset[str] = frozenset()
    from_start: bool = True
    whole: bool = False


def near(book_key, key) -> Near:
    """Return the part of a book's outline around the chapter ``key``, so that no page reads all chapters. One query."""
    uses.note(f"record book:{book_key}")
    release, outline, places = _order(book_key)
    place = places.get(key)
    if place is None:
        return Near(outline, whole=True)
    start, end = place - NEAR, place + NEAR + 1
    cut, keys, position = [], set(), 0
    for part in outline:
        chapters = part.get("chapters") or []
        if position + len(chapters) > start and position < end:
            members = [_key(each) for each in chapters[max(0, start - position) : max(0, end - position)]]
            cut.append({**part, "chapters": members})
            keys.update(members, (f"{book_key}/{each}" for each in members))
        position += len(chapters)
    return Near(cut, frozenset(keys), from_start=start <= 0)


#: The outline of each book as this process read it last: (release, outline, place of each key). Releases never change.
_read: dict[str, tuple[int, list, dict]] = {}
_MOST_BOOKS = 50


def _order(book_key):
    """Return the outline with the place of each chapter's full key; read and taken apart once for each release."""
    known = _read.get(book_key, (0, [], {}))
    # What this process has read already does not travel again.
    outline = Case(
        When(release=known[0], then=Value("")),
        default=KeyTextTransform("outline", "release__body__data"),
        output_field=TextField(),
    )
    pages = PublicPage.objects.live().filter(kind="book", key=book_key).values_list("release", outline)
    for release, written in pages[:1]:
        if release != known[0]:
            if len(_read) >= _MOST_BOOKS:
                _read.clear()
            known = _read[book_key] = (release, *_taken_apart(json.loads(written or "[]"), book_key))
        return known
    return 0, [], {}


def _taken_apart(outline, book_key):
    keys = [_key(each) for part in outline for each in part.get("chapters") or ()]
    full = (key if key.startswith(f"{book_key}/") else f"{book_key}/{key}" for key in keys)
    return outline, {key: place for place, key in enumerate(full)}


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
        rest = sorted(left.values(), key=lambda each: (place(each), each.key))
        found.append(Part("", "", rest))
    return found


def _key(chapter) -> str:
    return chapter.get("key", "") if isinstance(chapter, dict) else str(chapter)


def place(chapter):
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
