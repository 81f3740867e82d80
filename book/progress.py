"""How far each book is: its chapters with status, words against the target, citations, findings and last change."""

from collections import defaultdict
from operator import attrgetter

from django.db.models import Count, F
from django.urls import reverse

from book import outline
from book.models import Book, Chapter, ChapterRole, CountOf, Measure, WordCount
from editorial import roles
from editorial.progress import Part, Whole
from sources.models import IN_TEXT, DraftCitation

#: More chapters than this are shown on the list of chapters.
SHOWN = 40
_ROLES = [role.value for role in (ChapterRole.FRONT, ChapterRole.MAIN, ChapterRole.BACK)]


def of_books(person) -> list[Whole]:
    """Return the books ``person`` may see with their chapters in the order of the book. Four queries."""
    seen = roles.visible(person, prefix="item__")
    books = list(Book.objects.filter(seen).select_related("item").order_by("-item__updated_at", "item__key"))
    chapters = defaultdict(list)
    rows = Chapter.objects.filter(seen, item__collection__isnull=False).annotate(
        collection=F("item__collection"), key=F("item__key"), heading=F("item__title"), status=F("item__status"),
        errors=F("item__error_count"), warnings=F("item__warning_count"), changed_at=F("item__updated_at"),
        release=F("item__public_page__release"),
    )  # fmt: skip
    for row in rows.values(
        "item_id", "number", "role", "collection", "key", "heading", "status", "errors", "warnings", "changed_at",
        "release",
    ):  # fmt: skip
        chapters[row["collection"]].append(row)
    counts = {
        pk: {Measure.WORDS: words, Measure.CJK: han}
        for pk, words, han in WordCount.objects.filter(
            of=CountOf.DRAFT, item__kind="chapter", item__collection__in=[book.item_id for book in books]
        ).values_list("item_id", "words", "han")
    }
    cited = dict(
        DraftCitation.objects.filter(role=IN_TEXT, item__collection__in=[book.item_id for book in books])
        .order_by()
        .values_list("item_id")
        .annotate(places=Count("pk"))
    )
    return [_whole(book, chapters[book.item_id], counts, cited) for book in books]


def _whole(book, rows, counts, cited):
    order = {key: place for place, key in enumerate(outline.parse(book.outline, book_key=book.item.key).chapters)}
    rows.sort(key=lambda row: _place(row, order))
    parts = [_part(row, book, counts.get(row["item_id"]), cited) for row in rows]
    return Whole(
        pk=book.item_id,
        title=book.item.title or book.item.key,
        parts=tuple(parts[:SHOWN]),
        count=len(parts),
        length=sum(filter(None, map(attrgetter("length"), parts))),
        public=sum(part.is_public for part in parts),
        list_url=f"{reverse('admin:book_chapter_changelist')}?book={book.item.key}",
    )


def _place(row, order):
    """Where a chapter stands: as the book says, else by role and number at the end."""
    number = row["number"] if row["number"] is not None else 1_000_000
    return (
        order.get(row["key"].rpartition("/")[2], len(order)), _ROLES.index(row["role"]), number, row["key"],
    )  # fmt: skip


def _part(row, book, count, cited):
    main = row["role"] == ChapterRole.MAIN
    return Part(
        pk=row["item_id"],
        label=str(row["number"]) if row["number"] is not None else "",
        title=row["heading"] or row["key"],
        status=row["status"],
        is_public=row["release"] is not None,
        length=count[book.word_measure] if count else None,
        least=book.word_target_min if main else None,
        most=book.word_target_max if main else None,
        # The index of citations is made beside the count: without one there is none of the other yet.
        citations=cited.get(row["item_id"], 0) if count else None,
        errors=row["errors"],
        warnings=row["warnings"],
        changed_at=row["changed_at"],
    )
