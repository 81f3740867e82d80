"""What lies ready to be taken home. Public code asks here; it never makes anything."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from book.models import BookFile
from editorial.models import PublicPage

#: The language of a file that is always made; the words of a book are Chinese, a frame in English is an extra.
LANGUAGE = "zh-hans"


@dataclass(frozen=True)
class Ready:
    """A file that can be sent."""

    path: Path
    format: str
    language: str
    size: int
    sha256: str
    made_at: object


def ready(book_key, chapter_key, file_format, *, language) -> Ready | None:
    """Return the newest file of a book or chapter: in ``language``, else in Chinese. Two queries.

    A file that holds a chapter which is not public any more is not offered, not even until the next one is made.
    """
    rows = BookFile.objects.filter(book_key=book_key, chapter_key=chapter_key, format=file_format)
    found = {row.language: row for row in rows.exclude(name="").filter(language__in={language, LANGUAGE})}
    row = found.get(language) or found.get(LANGUAGE)
    if row is None or not _all_public(row):
        return None
    path = place(row.name)
    if not path.is_file():
        return None
    return Ready(path, row.format, row.language, row.size, row.sha256, row.made_at)


def on_offer(book_key, *, language) -> list[Ready]:
    """Return the files of a whole book for its page, one for each format. Two queries, one where there are none."""
    rows = BookFile.objects.filter(book_key=book_key, chapter_key="", language__in={language, LANGUAGE})
    found: dict[str, BookFile] = {}
    for row in rows.exclude(name="").order_by("format"):
        if row.format not in found or row.language == language:
            found[row.format] = row
    if not found or not all(map(_all_public, list(found.values())[:1])):
        return []
    return [
        Ready(place(row.name), row.format, row.language, row.size, row.sha256, row.made_at) for row in found.values()
    ]


def place(name) -> Path:
    """Return where a file lies."""
    return Path(settings.BOOKS_ROOT) / name


def _all_public(row) -> bool:
    """Return whether the book and every chapter in a file can still be read."""
    pages = PublicPage.objects.live()
    wanted = pages.filter(kind="chapter", key__in=row.chapters) | pages.filter(kind="book", key=row.book_key)
    return wanted.count() == len(set(row.chapters)) + 1
