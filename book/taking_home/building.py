"""Making the files of a book: what is out of date, beside what is offered, and in its place in one step.

The job ``books:<key of the book>`` runs this after every publication that the book may show. A file is kept under a
name made from what it was made from: an interrupted run finds what it had finished, and two runs write the same.
"""

import hashlib
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from book.models import BookFile
from book.models.book_file import FileFormat, FileState
from book.taking_home import contents, epub, pdf, shelf
from book.taking_home.blocks import all_blocks
from book.whole_files import whole_file
from editorial import jobs
from editorial.models import PublicPage

logger = logging.getLogger(__name__)

PREFIX = "books"
#: Writer of each format; the number goes into what a file is made from.
_WRITERS = {FileFormat.EPUB: epub.WRITER, FileFormat.PDF: pdf.WRITER}
#: Runs of more than this many 字 are not set as one PDF: Typst would need more memory than a small machine has.
MOST_CHARACTERS = 1_500_000
#: Chapters of a book up to which each gets files of its own.
MOST_CHAPTERS = 300
ENGLISH = "en"
#: Seconds after which a file without a row was left by a run that was killed.
AGED = 24 * 3600


class CannotMake(Exception):
    """A file cannot be made from these contents; the message says why."""


@dataclass(frozen=True)
class Edition:
    """One file that there should be, and what it is made from."""

    contents: contents.Contents
    format: str

    @property
    def identity(self) -> tuple[str, str, str, str]:
        return self.contents.key, self.contents.chapter_key, self.contents.language, self.format

    @property
    def inputs_sha256(self) -> str:
        """The hash of everything the bytes depend on, beside the versions of Typst and fonts."""
        written = f"{self.format} {_WRITERS[self.format]} {self.contents.sha256}"
        return hashlib.sha256(written.encode()).hexdigest()

    @property
    def name(self) -> str:
        inputs = self.inputs_sha256
        return f"{inputs[:2]}/{inputs[2:34]}.{self.format}"


def write(made_from, file_format, *, progress=None) -> bytes:
    """Return the bytes of one file. ``progress`` is called with (done, total).

    Raises :class:`CannotMake` where these contents cannot become such a file.
    """
    try:
        if file_format == FileFormat.PDF:
            if sum(_length(each.blocks) for each in made_from.chapters) > MOST_CHARACTERS:
                raise CannotMake("This is too long for one PDF; the EPUB holds all of it.")
            return pdf.write(made_from)
        return epub.write(made_from, cover=_cover(made_from), progress=progress)
    except (pdf.CannotSet, epub.CannotWrite) as error:
        raise CannotMake(str(error)) from error


def _cover(made_from):
    try:
        return pdf.cover(made_from)
    except pdf.CannotSet as error:  # an EPUB has a title page as well
        logger.warning("no cover for %s: %s", made_from.key, error)
        return None


def _length(blocks) -> int:
    return sum(len(run.get("s", "")) for block in all_blocks(blocks) for run in block.get("runs", ()))


# Making what is out of date


def make(book_key):
    """Make the files of a book that are out of date; returns what puts them in place of those offered so far.

    Without a key: puts away what belongs to no public book.
    """
    if not book_key:
        return _put_away
    wanted, results = [], []
    rows = {_identity(row): row for row in BookFile.objects.filter(book_key=book_key)}
    for edition in editions(book_key):
        wanted.append(edition.identity)
        row = rows.get(edition.identity)
        if row is None or not _is_current(row, edition):
            results.append(_make(edition, row))
            jobs.still_at_work(f"{PREFIX}:{book_key}")
    if not results and set(rows) == set(wanted):
        return None
    return partial(_replace, book_key, wanted, results)


def editions(book_key) -> Iterator[Edition]:
    """Yield every file there should be: of the whole book first, in both languages where it has an English title."""
    formats = [each for each in FileFormat.values if each in settings.BOOK_FORMATS]
    if not formats:
        return
    readings = contents.Readings(book_key)
    if not readings.is_public:
        return
    languages = [shelf.LANGUAGE, *([ENGLISH] if readings.has_english_title else [])]
    for language in languages:
        whole = readings.read(language=language)
        yield from (Edition(whole, each) for each in formats)
    keys = readings.chapter_keys
    if len(keys) <= MOST_CHAPTERS:
        for key in keys:
            chapter = readings.read(language=shelf.LANGUAGE, chapter_key=key)
            yield from (Edition(chapter, each) for each in formats)


def _identity(row):
    return row.book_key, row.chapter_key, row.language, row.format


def _is_current(row, edition):
    return row.state == FileState.READY and row.name == edition.name and shelf.place(row.name).is_file()


def _make(edition, row) -> tuple[Edition, dict]:
    """Make one file; returns the columns of its row. What was offered before is not touched."""
    book, chapter, language, file_format = edition.identity
    mine = BookFile.objects.filter(book_key=book, chapter_key=chapter, language=language, format=file_format)
    if not mine.update(state=FileState.MAKING, progress=0):
        BookFile.objects.bulk_create(
            [BookFile(book_key=book, chapter_key=chapter, language=language, format=file_format)],
            ignore_conflicts=True,
        )
    path = shelf.place(edition.name)
    try:
        if not path.is_file():
            keep(path, write(edition.contents, file_format, progress=_Percent(mine)))
        content = path.read_bytes()
    except CannotMake as error:
        mine.update(state=FileState.FAILED, error=str(error)[:1000])
        return edition, {"state": FileState.FAILED, "error": str(error)[:1000]}
    except OSError as error:
        mine.update(state=FileState.FAILED, error=str(error.strerror or type(error).__name__)[:1000])
        raise
    mine.update(progress=100)
    return edition, {
        "state": FileState.READY, "error": "", "progress": 100, "name": edition.name,
        "inputs_sha256": edition.inputs_sha256, "size": len(content), "sha256": hashlib.sha256(content).hexdigest(),
        "chapters": [each.key for each in edition.contents.chapters], "made_at": timezone.now(),
    }  # fmt: skip


class _Percent:
    """Writes the progress of a file to its row, in steps of ten."""

    def __init__(self, rows):
        self.rows = rows
        self.shown = 0

    def __call__(self, done, total):
        percent = done * 90 // max(total, 1) // 10 * 10
        if percent > self.shown:
            self.shown = percent
            self.rows.update(progress=percent)


def keep(path: Path, content: bytes):
    """Write a file whole or not at all. Raises OSError where the disk refuses."""
    with whole_file(path) as partial_file:
        partial_file.write_bytes(content)


# Putting in place


def _replace(book_key, wanted, results) -> bool:
    """Offer what was made, and let go of what nobody should get any more; returns whether readers see a difference."""
    rows = {_identity(row): row for row in BookFile.objects.select_for_update().filter(book_key=book_key)}
    gone = [row for identity, row in rows.items() if identity not in set(wanted)]
    old = {row.name for row in rows.values()}
    changed = any(row.name for row in gone)
    BookFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for edition, columns in results:
        book, chapter, language, file_format = edition.identity
        row = rows.get(edition.identity)
        changed = changed or (row is None or row.name != columns.get("name", row.name))
        BookFile.objects.update_or_create(
            book_key=book, chapter_key=chapter, language=language, format=file_format, defaults=columns
        )
    transaction.on_commit(partial(_remove, old))
    return changed


def _put_away() -> bool:
    """Remove rows of books that are not public, and files that no row names."""
    public = PublicPage.objects.live().filter(kind="book").values("key")
    removed, _details = BookFile.objects.exclude(book_key__in=public).delete()
    root = Path(settings.BOOKS_ROOT)
    # A file that was just written may be one whose row comes in a moment.
    aged = time.time() - AGED
    old = (path for path in root.glob("*/*") if path.stat().st_mtime < aged) if root.is_dir() else ()
    names = {str(path.relative_to(root)) for path in old}
    transaction.on_commit(partial(_remove, names))
    return bool(removed)


def _remove(names):
    """Remove those files that no row names."""
    still = set(BookFile.objects.filter(name__in=names).values_list("name", flat=True))
    for name in names - still - {""}:
        shelf.place(name).unlink(missing_ok=True)
