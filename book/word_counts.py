"""Word counts: measured on the draft's newest version and on the current release, never taken from what is declared."""

from dataclasses import dataclass
from functools import partial

from book.models import Book, CountOf, Measure, WordCount
from editorial import newest
from editorial.models import PublicPage
from editorial.replacing import replace_rows
from editorial.text import words

_COLUMNS = ("words", "cjk", "other", "han", "code", "footnotes", "reading_minutes")


def make(item_pk):
    """Count the draft and the public text of an item; returns what stores the counts."""
    rows = [row for row in (_of_draft(item_pk), _of_public(item_pk)) if row is not None]
    return partial(replace_rows, WordCount.objects.filter(item=item_pk), rows)


def _of_draft(item_pk):
    subject = newest.subject(item_pk)
    if subject is None or subject.reading is None:
        return None
    return _row(item_pk, CountOf.DRAFT, subject.version_number, subject.reading.count)


def _of_public(item_pk):
    """Read the count that was sealed with the release; releases without one are counted on their reading text."""
    page = PublicPage.objects.live().filter(item=item_pk).select_related("release__body").first()
    if page is None:
        return None
    sealed = page.release.body.data.get("words")
    if isinstance(sealed, dict):
        count = words.WordCount(**{name: int(sealed.get(name) or 0) for name in _COLUMNS})
    elif page.release.body.text:
        count = words.count_text(page.release.body.text)
    else:
        return None
    return _row(item_pk, CountOf.PUBLIC, page.release.number, count)


def _row(item_pk, of, number, count):
    return WordCount(item_id=int(item_pk), of=of, number=number, **{name: getattr(count, name) for name in _COLUMNS})


@dataclass(frozen=True)
class OutsideTarget:
    """A chapter whose draft is shorter or longer than its book wants; ``count`` is in the book's measure."""

    item: object
    count: int
    least: int | None
    most: int | None


def outside_target(book_item) -> list[OutsideTarget]:
    """Return the chapters of a book whose newest version is outside the book's target range, by key. Two queries."""
    book = Book.objects.only("word_target_min", "word_target_max", "word_measure").get(item=book_item)
    least, most = book.word_target_min, book.word_target_max
    column = "words" if book.word_measure == Measure.WORDS else "han"
    counts = (
        WordCount.objects.filter(of=CountOf.DRAFT, item__collection=book_item, item__kind="chapter")
        .filter(item__chapter__role="main")
        .select_related("item")
        .order_by("item__key")
    )
    found = []
    for count in counts:
        measured = getattr(count, column)
        if (least is not None and measured < least) or (most is not None and measured > most):
            found.append(OutsideTarget(count.item, measured, least, most))
    return found
