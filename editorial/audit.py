"""Writing and reading the audit trail."""

from editorial import clock, roles
from editorial.models import AuditEntry


def write_many(act, versions, *, actor, reason=""):
    """Add one row for each of ``versions``, all of them by one person at one moment. One statement."""
    name, now = roles.name_of(actor), clock.now()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            item=version.item, item_label=f"{version.item.reference} {version.item.title}"[:300], act=act, actor=actor,
            actor_name=name, at=now, version_number=version.number, after_sha256=version.content_sha256, reason=reason,
        )
        for version in versions
    )  # fmt: skip


def write(
    act, *, actor, item=None, label="", version=None, release=None, submission=None, before="", after="", reason="",
    detail=None, at=None,
):  # fmt: skip
    """Add one row to the trail. ``actor`` is required: nothing happens without somebody having done it."""
    return AuditEntry.objects.create(
        item=item,
        item_label=label or (f"{item.reference} {item.title}"[:300] if item is not None else ""),
        act=act,
        actor=actor,
        actor_name=roles.name_of(actor),
        at=at or clock.now(),
        version_number=version.number if version is not None else None,
        release_number=release.number if release is not None else None,
        submission_id=submission.pk if submission is not None else None,
        before_sha256=before,
        after_sha256=after,
        reason=reason,
        detail=detail or {},
    )
