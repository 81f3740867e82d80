"""Taking an import back: what it made goes, what it changed returns to its earlier draft; what people touched since stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from book.models import ImportBatch, ImportedFile, ImportedRecord
from editorial import audit, clock, errors, history, kinds, roles, transitions
from editorial.models import Act, Item, Origin


class NoSuchBatch(LookupError):
    """There is no import of that number, or it is undone already."""


@dataclass
class UndoReport:
    """``removed``, ``returned`` and ``refused`` are ``kind:key``; refusals come with their reason."""

    batch: int
    removed: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "batch": self.batch,
            "removed": self.removed,
            "returned": self.returned,
            "refused": [{"record": record, "reason": reason} for record, reason in self.refused.items()],
        }


def undo_import(number: int, *, actor) -> UndoReport:
    """Undo batch ``number``. Each record in its own transaction; refusals are listed and keep everything as it is.

    Raises NoSuchBatch, and NotAllowed before anything is changed.
    """
    if not roles.may_write(actor):
        raise errors.NotAllowed(_("“%(name)s” may not write drafts, so cannot undo an import.") % {"name": actor})
    batch = ImportBatch.objects.filter(pk=number).first()
    if batch is None or batch.undone_at is not None:
        raise NoSuchBatch(_("There is no import %(number)s that could be undone.") % {"number": number})
    report = UndoReport(batch.pk)
    note = f"undo of import batch {batch.pk}"
    rows = ImportedRecord.objects.filter(batch=batch, undone=False).select_related("item").order_by("pk")
    by_item: dict[int, list[ImportedRecord]] = {}
    for row in rows:
        by_item.setdefault(row.item_id, []).append(row)
    # The book goes last: it cannot go while it has contents.
    ordered = sorted(by_item.values(), key=lambda own: own[0].item.kind == "book")
    for own in ordered:
        _undo_item(own, report, actor=actor, note=note)
    _finish(batch, report, actor=actor, note=note)
    return report


def _undo_item(rows: list[ImportedRecord], report: UndoReport, *, actor, note: str) -> None:
    item = rows[0].item
    name = item.reference
    before = min(row.before for row in rows)
    after = max(row.after for row in rows)
    try:
        with transaction.atomic():
            if before == after:
                _mark(rows)
                return
            if _moved_on(item, after):
                report.refused[name] = _("The draft was edited after the import.")
                return
            if before == 0:
                if item.public_release is not None or item.releases.exists():
                    report.refused[name] = _("It was published since; withdraw it instead.")
                    return
                transitions.delete(item, actor=actor, reason=note)
                report.removed.append(name)
                return
            _return(item, before, actor=actor, note=note)
            _mark(rows)
            report.returned.append(name)
    except errors.EditorialError as error:
        report.refused[name] = str(error)


def _moved_on(item: Item, number: int) -> bool:
    """Whether the draft says something else than version ``number``, or a person wrote on it since.

    Later imports that were undone themselves brought it back to where it was.
    """
    states = list(item.versions.filter(number__gte=number).order_by("number").values_list("origin", "snapshot_sha256"))
    by_people = any(origin not in (Origin.IMPORT, Origin.UNDO) for origin, _sha256 in states[1:])
    return not states or by_people or states[0][1] != states[-1][1]


def _return(item: Item, number: int, *, actor, note: str) -> None:
    """Bring the draft back to version ``number``, as a new version."""
    kind = kinds.get(item.kind)
    old = history.snapshot_of(history.version(item, number))
    transitions.edit(
        item, actor=actor, origin=Origin.UNDO, act=Act.UNDO_IMPORT, note=note,
        fields={name: value for name, value in old.fields.items() if name in kind.authored_fields},
        relations={role.name: old.related(role.name) for role in kind.roles},
    )  # fmt: skip


def _mark(rows: list[ImportedRecord]) -> None:
    ImportedRecord.objects.filter(pk__in=[row.pk for row in rows]).update(undone=True)


def _finish(batch: ImportBatch, report: UndoReport, *, actor, note: str) -> None:
    """Files count as imported only where one of their records still does."""
    kept = set(ImportedRecord.objects.filter(batch=batch, undone=False).values_list("path", flat=True))
    ImportedFile.objects.filter(batch=batch).exclude(path__in=kept).update(undone=True)
    if not report.refused:
        # A batch with refusals may be undone again, once what stood in the way is gone.
        ImportBatch.objects.filter(pk=batch.pk).update(undone_at=clock.now())
    book = Item.objects.filter(kind="book", key=batch.book_key).first()
    audit.write(
        Act.UNDO_IMPORT, actor=actor, item=book, label=f"book:{batch.book_key}", reason=note, detail=report.as_json()
    )
