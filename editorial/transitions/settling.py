"""What every act does around its change: lock, settle the status, ask for the derived data."""

from django.utils.translation import gettext as _

from editorial import clock, errors, jobs, kinds
from editorial.models import Item, Status, Submission


def lock(items) -> list[Item]:
    """Lock items in the order of their primary keys (so that no two acts wait for each other) and re-read them.

    Returned in the order asked for. The locks leave others free to point to the items: two records saved at once
    that name each other would otherwise wait for each other.
    """
    wanted = [item.pk for item in items]
    rows = Item.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    locked = {item.pk: item for item in rows}
    missing = [pk for pk in wanted if pk not in locked]
    if missing:
        raise errors.WrongState(_("This item does not exist any more."))
    return [locked[pk] for pk in dict.fromkeys(wanted)]


def settle(item):
    """Bring the item's status into line with the facts: an open review, else equality with the public text."""
    release = item.public_release
    if item.submission_members.filter(is_open=True, is_correction=False).exists():
        status = Status.IN_REVIEW
    elif release is not None and release.content_sha256 == item.content_sha256:
        status = Status.PUBLISHED
    else:
        status = Status.DRAFT
    if item.status != status:
        Item.objects.filter(pk=item.pk).update(status=status)
        item.status = status


def ask_for_derived(act, items):
    jobs.want(name for item in items for name in kinds.get(item.kind).jobs_for(act, item))


def close(submissions, state, *, comment="", held=()):
    """End submissions without a publication, and settle their items; those the caller holds, as its own instances."""
    known = {item.pk: item for item in held}
    for submission in submissions:
        submission.state = state
        submission.decided_at = clock.now()
        submission.decision_comment = comment
        submission.save(update_fields=["state", "decided_at", "decision_comment"])
        submission.members.update(is_open=False)
        for member in submission.members.select_related("item"):
            settle(known.get(member.item_id, member.item))


def lock_submission(submission):
    """Lock a submission's items and itself; returns (submission, items) freshly read."""
    items = lock([member.item for member in submission.members.select_related("item")])
    return Submission.objects.select_for_update().get(pk=submission.pk), items
