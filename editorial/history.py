"""Versions of a draft: record, list, read. Nothing here is written while somebody only looks.

Stored versions are reversion's, in the ``snapshot`` format; :class:`~editorial.models.DraftVersion` says whose they
are. reversion's own ``revert`` is never used: it would bring back columns that are no text and drop relations.
"""

import json

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from reversion.models import Revision, Version

from editorial import clock, kinds, roles
from editorial.models import DraftVersion, Origin
from editorial.snapshot import RELATION_COLUMNS, Snapshot


def record(
    item, row, *, actor, snapshot, content_sha256, number, origin=Origin.EDIT, note="", made_from=None
) -> DraftVersion:
    """Store ``row`` as version ``number``, the next of ``item``, written by ``actor``.

    The caller holds the lock on the item and has just saved the row in the same transaction: a stale instance must
    never become a version. ``made_from`` (a DraftVersion) makes it a correction beside the draft: then ``snapshot`` is
    stored, and the row, which stays as it is, only lends its identity.
    """
    if made_from is not None:
        row.stated_snapshot = snapshot
    with reversion.create_revision(manage_manually=True, atomic=False):
        reversion.set_user(actor)
        reversion.set_date_created(clock.now())
        reversion.set_comment(str(note or Origin(origin).label))
        reversion.add_to_revision(row)
    stored = Version.objects.get_for_object(row).defer("serialized_data").order_by("-pk").first()
    return DraftVersion.objects.create(
        item=item,
        number=number,
        stored=stored,
        content_sha256=content_sha256,
        snapshot_sha256=snapshot.sha256,
        title=item.title,
        actor=actor,
        actor_name=roles.name_of(actor),
        at=clock.now(),
        origin=origin,
        note=str(note)[:500],
        is_correction=made_from is not None,
        made_from=made_from.number if made_from is not None else None,
        draft_number=made_from.newest_draft if made_from is not None else None,
    )


def record_first(made, *, actor, origin=Origin.EDIT, note="") -> list[DraftVersion]:
    """Store the first versions of ``[(item, row, snapshot)]``, all just saved in this transaction, in three statements.

    The rows are those reversion itself would write: a revision and a version for each record.
    """
    if not made:
        return []
    now, using = clock.now(), made[0][1]._state.db
    comment = str(note or Origin(origin).label)
    kind = kinds.for_model(type(made[0][1]))
    content_type = ContentType.objects.db_manager(using).get_for_model(kind.model)
    revisions = Revision.objects.bulk_create(
        [Revision(date_created=now, user=actor, comment=comment) for _each in made], batch_size=200
    )
    stored = []
    for revision, (_item, row, snapshot) in zip(revisions, made, strict=True):
        row.stated_snapshot = snapshot
        stored.append(
            Version(
                revision=revision, object_id=str(row.pk), content_type=content_type, db=using, format="snapshot",
                serialized_data=serializers.serialize("snapshot", (row,), fields=kind.authored_fields),
                object_repr=str(row),
            )
        )  # fmt: skip
        del row.stated_snapshot
    Version.objects.bulk_create(stored, batch_size=200)
    name = roles.name_of(actor)
    return DraftVersion.objects.bulk_create(
        [
            DraftVersion(
                item=item, number=1, stored=version, content_sha256=item.content_sha256, snapshot_sha256=snapshot.sha256,
                title=item.title, actor=actor, actor_name=name, at=now, origin=origin, note=str(note)[:500],
            )
            for version, (item, _row, snapshot) in zip(stored, made, strict=True)
        ],
        batch_size=200,
    )  # fmt: skip


def newest_number(item) -> int | None:
    """Return the number of the newest version of all, corrections beside the draft included; or None."""
    return item.versions.order_by("-number").values_list("number", flat=True).first()


def newest(item) -> DraftVersion | None:
    """Return the newest version of the draft without its payload; corrections beside the draft do not count."""
    return item.versions.filter(is_correction=False).order_by("-number").first()


def version(item, number) -> DraftVersion:
    """Return version ``number`` of this very item; ``DraftVersion.DoesNotExist`` for any other number."""
    return item.versions.get(number=number)


def snapshot_of(draft_version) -> Snapshot:
    """Return what a stored version holds, as written then; also versions older than the present columns."""
    return read_payload(draft_version.item.kind, draft_version.stored.serialized_data)


def read_payload(kind_name, serialized) -> Snapshot:
    """Read a stored payload. Relations missing from old payloads are empty; unknown fields are kept."""
    stored = json.loads(serialized)[0]
    relations = {
        role: [{column: value.get(column, "") for column in RELATION_COLUMNS} for value in values]
        for role, values in stored.get("relations", {}).items()
    }
    return kinds.get(kind_name).normalise(Snapshot(kind_name, stored["fields"], relations))
