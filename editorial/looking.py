"""Who is looking at a submission, and what each reviewer has read: courtesies that lock nothing."""

from datetime import timedelta

from editorial import clock, roles
from editorial.models import Look, ReadMark

#: Somebody who said "I am looking at this" counts as doing so for this long.
LASTING = timedelta(hours=8)


def look(submission, *, actor):
    """Note that ``actor`` is looking at a submission, and so has read what is pinned in it."""
    Look.objects.update_or_create(
        submission=submission, person=actor, defaults={"person_name": roles.name_of(actor), "at": clock.now()}
    )
    mark_read(submission, actor=actor)


def stop(submission, *, actor):
    """Take the note back; what was read stays read."""
    Look.objects.filter(submission=submission, person=actor).delete()


def looking_at(submission) -> list[Look]:
    """Return who is looking at a submission now, the first to come first."""
    return list(submission.looks.filter(at__gte=clock.now() - LASTING, person__is_active=True))


def mark_read(submission, *, actor):
    """Note that ``actor`` has read the versions pinned in a submission."""
    ReadMark.objects.bulk_create(
        [
            ReadMark(person=actor, item_id=item, version_number=number, at=clock.now())
            for item, number in submission.members.values_list("item", "version__number")
        ],
        ignore_conflicts=True,
    )


def last_read(members, person) -> dict[int, int]:
    """Return {item id: version number} of what ``person`` last read of each member before the version pinned now."""
    pinned = {member.item_id: member.version.number for member in members}
    marks = ReadMark.objects.filter(person=person, item__in=list(pinned)).order_by("version_number")
    return {
        mark.item_id: mark.version_number for mark in marks if mark.version_number < pinned[mark.item_id]
    }  # the newest wins
