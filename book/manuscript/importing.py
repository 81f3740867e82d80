"""A manuscript becomes drafts: one audited batch, through the same acts as everybody's edits.

Order: read, plan (no writing), then each record in a transaction of its own; a bad one stops no
other and leaves nothing half-written. Last the book's own record and order.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from book.manuscript import book_record, keys, planning
from book.manuscript.planning import Plan, Step
from book.manuscript.reading import page as pages
from book.manuscript.reading.manuscript import NothingThere, read_manuscript
from book.manuscript.reading.records import ERROR, KINDS, Manuscript
from book.manuscript.reports import ImportReport
from book.manuscript.run import Run
from book.manuscript.stored import Stored, place_of
from book.models import ImportBatch, ImportedFile, ImportedRecord
from editorial import audit, clock, errors, history, roles, transitions
from editorial.models import Act, Item, Origin, Status

Progress = Callable[[str, int, int, str], None]
_TAKEN = ("created", "updated", "unchanged")


def import_manuscript(
    path: str | Path,
    *,
    actor,
    book_slug: str | None = None,
    publish: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a folder or a file as drafts of ``actor``.

    ``book_slug`` names the book (made where there is none; default: what book.yaml says, else
    the folder's name). ``publish`` makes everything imported public by an editor's override.
    ``dry_run`` writes nothing at all and needs no ``actor`` (None). A folder that holds no manuscript makes no book
    either; the report then has no batch. ``progress`` is called with (stage, done, total, name).
    Raises NothingThere, and NotAllowed before anything is written.
    """
    if actor is not None or not dry_run:
        _insist_on_roles(actor, publish=publish)
    tell = progress or (lambda *_: None)
    read = read_manuscript(path, progress=lambda done, total, name: tell("read", done, total, name))
    key = _book_key(read, book_slug)
    book = Item.objects.filter(kind="book", key=key).first()
    plan = planning.make_plan(
        read, Stored(book, book_key=key), progress=lambda done, total, name: tell("compare", done, total, name)
    )
    report = ImportReport(key, dry_run=dry_run, problems=plan.problems)
    for kind in read.failed.values():
        report.count(kind, "failed")
    for record in plan.grouped.refused:
        report.count(record.kind, "failed")
    if dry_run:
        report.problems += book_record.plan(read, plan, book, key=key)
    elif book is None and not plan.steps and not read.book:
        # A mistyped path must not leave an empty book behind; the report says what was passed over, and why.
        return report
    else:
        _write(read, plan, book, key, report, actor=actor, path=str(path), publish=publish, tell=tell)
    for step in plan.steps:
        report.count(step.kind, step.outcome)
    if not dry_run:
        ImportBatch.objects.filter(pk=report.batch).update(report=report.as_json())
    return report


def _insist_on_roles(actor, *, publish: bool) -> None:
    if not roles.may_write(actor):
        raise errors.NotAllowed(_("“%(name)s” may not write drafts, so cannot import any.") % {"name": actor})
    if publish and not (roles.may_override(actor) and roles.may_submit(actor)):
        raise errors.NotAllowed(
            _("Publishing an import is an editor's override; “%(name)s” is no editor.") % {"name": actor}
        )


def _book_key(read: Manuscript, slug: str | None) -> str:
    for given in (
        slug,
        pages.words(read.book.get("slug")),
        Path(read.root).name,
        read.book.get("title_en"),
        read.book.get("title"),
    ):
        key = keys.key_of(str(given or ""))
        if key:
            return key
    raise NothingThere(_("The folder's name makes no address for the book; please name it with --book."))


def _write(read, plan: Plan, book: Item | None, key: str, report, *, actor, path, publish: bool, tell: Progress):
    """Write the book, every record, the order, the files; publish where that was asked for; audit the batch."""
    batch = ImportBatch.objects.create(
        book=book, book_key=key, actor=actor, actor_name=roles.name_of(actor), at=clock.now(), path=path[:1000]
    )
    report.batch = batch.pk
    run = Run(read, plan, report, batch, actor)
    book = book_record.write(run, book, key)
    for done, step in enumerate(plan.steps):
        tell("write", done, len(plan.steps), step.key)
        _write_step(run, step, book)
    tell("write", len(plan.steps), len(plan.steps), "")
    book_record.put_in_order(run, book)
    _keep_files(run, book)
    if publish:
        _publish(run, book)
    audit.write(
        Act.IMPORT, actor=actor, item=Item.objects.get(pk=book.pk), reason=run.note,
        detail={"batch": batch.pk, "path": path[:1000], "counts": _tally(plan)},
    )  # fmt: skip


def _tally(plan: Plan) -> dict[str, dict[str, int]]:
    tally: dict[str, dict[str, int]] = {}
    for step in plan.steps:
        of_kind = tally.setdefault(step.kind, {})
        of_kind[step.outcome] = of_kind.get(step.outcome, 0) + 1
    return tally


def _write_step(run: Run, step: Step, book: Item) -> None:
    """Write one record and its base in one transaction; turn a refusal into the step's outcome."""
    record = step.group.record
    try:
        with transaction.atomic():
            if step.outcome == "created":
                item, before = _create(run, step, book), 0
            elif step.outcome == "updated":
                item, before = step.item, history.newest_number(step.item) or 0
                fields, relations = step.states[-1]
                transitions.edit(
                    item, actor=run.actor, fields=fields, relations=relations, expected_lock=step.item.lock_version,
                    origin=Origin.IMPORT, note=run.note,
                )  # fmt: skip
            elif step.outcome == "unchanged":
                item, before = step.item, None
            else:
                return
            _keep_base(run, step, item, book, before)
            step.item = item
    except errors.EditConflict:
        step.outcome = "conflict"
        message = _("Somebody saved “%(key)s” during the import. Nothing was overwritten.") % {"key": step.key}
        run.found("conflict", ERROR, record.file, record.line, message, step.key)
    except ValidationError as error:
        step.outcome = "failed"
        run.report.problems += planning.invalid(record, error)
    except errors.EditorialError as error:
        step.outcome = "failed"
        run.found("refused", ERROR, record.file, record.line, str(error), step.key)


def _create(run: Run, step: Step, book: Item) -> Item:
    """Make the item with its first state, then bring it to each later one: a chapter's revisions become its versions."""
    (fields, relations), *later = step.states
    by_import = {"actor": run.actor, "origin": Origin.IMPORT, "note": run.note}
    item = transitions.create(
        step.kind, key=step.key, collection=book, fields=fields, relations=relations, **by_import
    )  # fmt: skip
    for fields, relations in later:
        transitions.edit(item, fields=fields, relations=relations, **by_import)
    return item


def _keep_base(run: Run, step: Step, item: Item, book: Item, before: int | None) -> None:
    """Remember what each file said and which version that became, unless nothing is new."""
    if book.pk != item.collection_id:
        return
    after = step.base_version or history.newest_number(item) or 0
    # The record that speaks for the others is stored last: its file is where an export writes changes.
    records = {place_of(each): each for each in (*step.group.revisions, *reversed(step.group.merged))}
    records.pop(place_of(step.group.record), None)
    records[place_of(step.group.record)] = step.group.record
    rows = [
        ImportedRecord(
            book=book, batch=run.batch, path=path, name=name, item=item, digest=record.digest,
            before=after if before is None else before, after=after,
        )
        for (path, name), record in records.items()
    ]  # fmt: skip
    if before is None and all(_is_kept(row) for row in rows):
        return
    ImportedRecord.objects.bulk_create(rows)


def _is_kept(row: ImportedRecord) -> bool:
    """Whether the newest stored row of this place says the same already."""
    newest = ImportedRecord.objects.current().filter(book=row.book, path=row.path, name=row.name).last()
    return newest is not None and (newest.digest, newest.item_id) == (row.digest, row.item_id)


def _keep_files(run: Run, book: Item) -> None:
    """Store the bytes of each new or changed file, unless its record was not taken over."""
    held = {
        step.group.record.file
        for step in run.plan.steps
        if step.group.record.origin == "card" and step.outcome in ("conflict", "failed")
    }
    held |= {record.file for record in run.plan.grouped.refused if record.origin == "card"}
    known = dict(ImportedFile.objects.current().filter(book=book).values_list("path", "sha256"))
    ImportedFile.objects.bulk_create(
        [
            ImportedFile(
                book=book, batch=run.batch, path=path, shape=run.read.shapes[path], sha256=file.sha256,
                content=file.raw,
            )
            for path, file in sorted(run.read.files.items())
            if path not in held and known.get(path) != file.sha256
        ],
        batch_size=20,
    )  # fmt: skip


def _publish(run: Run, book: Item) -> None:
    """Make the book and everything imported public, as an editor's override with the batch as its reason."""
    imported = [step.item.pk for step in run.plan.steps if step.item is not None and step.outcome in _TAKEN]
    drafts = Item.objects.filter(pk__in=[book.pk, *imported], status=Status.DRAFT)
    items = sorted(
        (item for item in drafts if book.pk in (item.pk, item.collection_id)),
        key=lambda item: (item.kind != "book", KINDS.index(item.kind) if item.kind in KINDS else 0, item.key),
    )
    if not items:
        return
    try:
        with transaction.atomic():
            submission = transitions.publish_by_override(items, actor=run.actor, reason=run.note)
    except ValidationError as error:
        run.found("not-published", ERROR, "", None, " ".join(error.messages), book.key)
    except errors.EditorialError as error:
        run.found("not-published", ERROR, "", None, str(error), book.key)
    else:
        run.report.published = submission.members.count() if submission else 0
