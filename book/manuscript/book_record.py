"""The book's own record: what book.yaml says of it, and the order of its chapters.

Fact by fact: what the folder changed and the draft did not is taken over; what both changed is a conflict.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from book.manuscript import outlines
from book.manuscript.planning import Plan
from book.manuscript.reading import order
from book.manuscript.reading.records import ERROR, Manuscript, Problem
from book.manuscript.run import Run
from book.models import ImportBatch, ImportedRecord
from editorial import errors, history, kinds, transitions
from editorial.models import Item, Origin
from editorial.snapshot import Snapshot

#: The name of the book's record among the imported records of a batch.
NAME = "book"


def facts(read: Manuscript, key: str) -> tuple[dict[str, Any], list[Problem]]:
    """What the folder says of the book; its title falls back to the folder's name."""
    fields, problems = order.book_fields(read.book, read.book_file)
    fields.setdefault("title", key if read.book else Path(read.root).name)
    return fields, problems


def plan(read: Manuscript, planned: Plan, book: Item | None, *, key: str) -> list[Problem]:
    """The problems that writing the book's record would find. Reads only."""
    present = _outline(book) if book is not None else ""
    return [*facts(read, key)[1], *outlines.make_outline(read, planned, present=present)[1]]


def write(run: Run, book: Item | None, key: str) -> Item:
    """Make the book, with its order, or bring its facts up to date."""
    fields, problems = facts(run.read, key)
    run.report.problems += problems
    if book is not None:
        if run.read.book:
            _merge(run, book, fields)
        return book
    fields["outline"], problems = outlines.make_outline(run.read, run.plan)
    run.report.problems += problems
    with transaction.atomic():
        book = transitions.create(
            "book", key=key, actor=run.actor, fields=fields, origin=Origin.IMPORT, note=run.note
        )  # fmt: skip
        _keep_base(run, book, before=0)
        ImportBatch.objects.filter(pk=run.batch.pk).update(book=book)
    return book


def put_in_order(run: Run, book: Item) -> None:
    """Give every chapter that came in a place in the order of the book.

    An order that an editor changed since the last import is kept; new chapters are put into it.
    """
    present, base = _outline(book), _base(book)
    moved = bool(present) and (base is None or present != base.get("outline"))
    outline, problems = outlines.make_outline(run.read, run.plan, present=present, keep=moved)
    run.report.problems += problems
    if outline != present:
        _edit(run, book, {"outline": outline})


def _merge(run: Run, book: Item, fields: dict[str, Any]) -> None:
    mine = kinds.get("book").snapshot(book.row)
    base = _base(book)
    wanted = {}
    for name, theirs in fields.items():
        if theirs == mine.get(name) or (base is not None and theirs == base.get(name)):
            continue
        is_free = not mine.get(name) if base is None else mine.get(name) == base.get(name)
        if is_free:
            wanted[name] = theirs
            continue
        message = _("Both the folder and the draft of the book changed “%(field)s”. Nothing was overwritten.")
        run.found("conflict", ERROR, run.read.book_file, None, message % {"field": name}, name)
    if wanted:
        _edit(run, book, wanted)


def _edit(run: Run, book: Item, fields: dict[str, Any]) -> None:
    before = history.newest_number(book) or 0
    try:
        with transaction.atomic():
            version = transitions.edit(book, actor=run.actor, fields=fields, origin=Origin.IMPORT, note=run.note)
            if version is not None:
                _keep_base(run, book, before=before)
    except ValidationError as error:
        run.found("invalid-value", ERROR, run.read.book_file, None, " ".join(error.messages), book.key)
    except errors.EditorialError as error:
        run.found("refused", ERROR, run.read.book_file, None, str(error), book.key)


def _outline(book: Item) -> str:
    return kinds.get("book").snapshot(book.row).get("outline") or ""


def _base(book: Item) -> Snapshot | None:
    """The book's draft as the last import left it; None for a book that no import wrote."""
    row = ImportedRecord.objects.current().filter(book=book, item=book).last()
    version = book.versions.filter(number=row.after).select_related("stored", "item").first() if row else None
    return history.snapshot_of(version) if version else None


def _keep_base(run: Run, book: Item, *, before: int) -> None:
    ImportedRecord.objects.create(
        book=book, batch=run.batch, path="", name=NAME, item=book, digest="", before=before,
        after=history.newest_number(book) or 0,
    )  # fmt: skip
