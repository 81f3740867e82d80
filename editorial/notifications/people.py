"""Who is concerned: those who may judge a submission, those whose text it is, those who look after a book."""

from django.contrib.auth import get_user_model
from django.db.models import Q

from editorial import guards, roles
from editorial.models import Comment, Membership


def who_may(act, items) -> list:
    """Return the active people whose roles allow ``act`` on all of ``items``. Superusers without a role are left out."""
    able = [role for role, acts in roles.PERMISSIONS.items() if act in acts]
    holders = Membership.objects.filter(role__in=able).values("person")
    people = get_user_model().objects.filter(pk__in=holders, is_active=True, is_staff=True)
    people = people.prefetch_related("memberships").order_by("pk")
    return [person for person in people if all(roles.may(person, act, item) for item in items)]


def items_of(submission) -> list:
    """Return the items of a submission, the lead first."""
    items = [member.item for member in submission.members.select_related("item").order_by("pk")]
    return sorted(items, key=lambda item: item.pk != submission.lead_id)


def judges_of(submission) -> list:
    """Return who could sign the waiting stage: those named, else all who may; not its writers, not earlier signers."""
    items = items_of(submission)
    signed = set(submission.signoffs.values_list("person", flat=True))
    wrote = set() if submission.self_review_allowed else writers_of(items)
    able = [
        person
        for person in who_may("review_item", items)
        if person.pk not in signed | wrote | {submission.submitter_id}
    ]
    named = _named(submission)
    return [person for person in able if person.pk in named] if named else able


def _named(submission) -> set[int]:
    return set(submission.reviewers.filter(is_active=True).values_list("pk", flat=True))


def writers_of(items) -> set[int]:
    """Return the ids of those who wrote on ``items`` since what readers see."""
    return {pk for item in items for pk in guards.writers_since_release(item)}


def authors_of(submission) -> list:
    """Return whose text a submission is: who submitted it, who wrote on it, who owns its records."""
    items = items_of(submission)
    members = list(submission.members.select_related("base_release", "version", "item"))
    wrote = {pk for member in members for pk in _wrote(member)}
    return _people({submission.submitter_id, *wrote, *(item.owner_id for item in items)}, items)


def _wrote(member):
    """Whoever wrote a version after the base of the submission, up to the one that was pinned."""
    base = member.base_release.version_number if member.base_release else 0
    versions = member.item.versions.filter(number__gt=base, number__lte=member.version.number)
    return versions.order_by().values_list("actor", flat=True).distinct()


def keepers_of(item) -> list:
    """Return who answers for a public page: its owner, and the editors it is in reach of."""
    editors = {person.pk for person in who_may("publish_item", [item])}
    return _people({item.owner_id, *editors}, [item])


def overseers_of(items) -> list:
    """Return who watches over the rules: editors and administrators."""
    found = {person.pk: person for act in ("publish_item", "manage_people") for person in who_may(act, items)}
    return list(found.values())


def talkers_of(comment) -> list:
    """Return who takes part in the talk about a submission: its authors, and whoever commented on it."""
    submission = comment.submission
    talked = Comment.objects.filter(submission=submission).order_by().values_list("author", flat=True).distinct()
    items = items_of(submission)
    return _people({person.pk for person in authors_of(submission)} | set(talked), items)


def named_people(pks, items) -> list:
    """Return the people with these ids who may see ``items``."""
    return _people(set(pks), items)


def _people(pks, items) -> list:
    people = get_user_model().objects.filter(Q(pk__in=[pk for pk in pks if pk]), is_active=True, is_staff=True)
    people = people.prefetch_related("memberships").order_by("pk")
    return [person for person in people if all(roles.may(person, "view_item", item) for item in items)]
