"""Questions the desk asks: what waits for somebody, where an item stands, which records a text names."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import guards, roles
from editorial.models import Alias, Item, Status, Submission, SubmissionMember, SubmissionState


def with_standing(items):
    """Return the queryset ``items`` with what :func:`standing` reads, in two queries however many rows."""
    return items.select_related("owner", "collection", "public_page__release__version").prefetch_related(open_members())


def open_members(prefix="") -> Prefetch:
    """Return the prefetch of the submission that is under way, as ``open_members`` of each item."""
    return Prefetch(
        f"{prefix}submission_members",
        queryset=SubmissionMember.objects.filter(is_open=True).select_related("version", "submission__lead"),
        to_attr="open_members",
    )


def standing(item) -> list[str]:
    """Return where an item stands, as short phrases: what is public, what the draft has beyond it, what is in review.

    Both facts are always said: what readers see and what the draft holds.
    """
    page = getattr(item, "public_page", None)
    release = page.release if page else None
    phrases = []
    if release is not None:
        phrases.append(_("public: release %(number)s") % {"number": release.number})
        if release.version.is_correction and guards.needs_merge(item):
            phrases.append(_("base changed: to be merged"))
        newer = item.lock_version - release.version.newest_draft
        if item.status != Status.PUBLISHED and newer > 0:
            phrases.append(
                ngettext("draft: %(count)s version newer", "draft: %(count)s versions newer", newer) % {"count": newer}
            )
        elif item.status != Status.PUBLISHED:
            phrases.append(_("draft differs from it"))
    else:
        phrases.append(_("withdrawn from the public") if page else _("not public"))
        phrases.append(_("draft: version %(number)s") % {"number": item.lock_version})
    for member in _open_members(item):
        scheduled = member.submission.state == SubmissionState.SCHEDULED
        if member.is_correction:
            phrases.append(_("correction scheduled") if scheduled else _("correction in review"))
            continue
        sentence = _("scheduled: version %(number)s") if scheduled else _("in review: version %(number)s")
        phrases.append(sentence % {"number": member.version.number})
    return phrases


def _open_members(item):
    if hasattr(item, "open_members"):
        return item.open_members
    return list(item.submission_members.filter(is_open=True).select_related("version", "submission"))


def submissions_seen_by(person, *, act="view_item"):
    """Return the submissions whose every member ``person`` may do ``act`` to; by default: see."""
    if roles.may_everywhere(person, act):
        return Submission.objects.all()
    beyond = SubmissionMember.objects.filter(submission=OuterRef("pk")).exclude(
        roles.visible(person, act=act, prefix="item__")
    )
    return Submission.objects.exclude(Exists(beyond))


def waiting_for(person):
    """Open submissions that ``person`` could judge: not their own, not signed by them; the oldest first.

    Where reviewers are named only those of them count who are still active.
    """
    named = Submission.reviewers.through.objects.filter(submission=OuterRef("pk"), user__is_active=True)
    return (
        submissions_seen_by(person, act="review_item")
        .filter(~Exists(named) | Exists(named.filter(user=person)), state=SubmissionState.OPEN)
        .exclude(submitter=person)
        .exclude(signoffs__person=person)
        .select_related("lead")
        .order_by("submitted_at")
    )


def returned_to(person):
    """Submissions of ``person`` that came back and whose lead was not submitted again since; the newest first."""
    later = Submission.objects.filter(lead=OuterRef("lead"), submitted_at__gt=OuterRef("submitted_at"))
    return (
        submissions_seen_by(person)
        .filter(submitter=person, state=SubmissionState.RETURNED, lead__status=Status.DRAFT)
        .exclude(Exists(later))
        .select_related("lead")
        .order_by("-decided_at")
    )


def drafts_of(person):
    """Drafts that ``person`` owns, last changed first."""
    return Item.objects.filter(roles.visible(person), owner=person, status=Status.DRAFT).order_by("-updated_at")


def items_called(names, *, collection=None, person=None) -> dict[tuple[str, str], Item]:
    """Return ``{(kind, key): Item}`` for the ``(kind, key)`` names that lead to exactly one item.

    With a ``person``, only what that person may see.
    The same rule as :func:`editorial.drafting.target_item`, in two queries for any number of names.
    """
    names = set(names)
    if not names:
        return {}
    asked = Q(pk=None)
    for kind in {kind for kind, _key in names}:
        keys = {key for each, key in names if each == kind}
        if collection is not None:
            keys |= {f"{collection.key}/{key}" for key in keys}
        asked |= Q(kind=kind, key__in=keys)
    exact = {(item.kind, item.key): item for item in with_standing(Item.objects.standing().filter(asked))}
    found, rest = {}, []
    for kind, key in names:
        item = exact.get((kind, key))
        if item is None and collection is not None:
            item = exact.get((kind, f"{collection.key}/{key}"))
        if item is None:
            rest.append((kind, key))
        else:
            found[kind, key] = item
    found |= _items_by_alias(rest)
    return (
        found
        if person is None
        else {name: item for name, item in found.items() if roles.may(person, "view_item", item)}
    )


def _items_by_alias(names):
    if not names:
        return {}
    asked = Q(pk=None)
    for kind, key in names:
        asked |= Q(kind=kind, alias=key)
    owners = {}
    for kind, alias, owner in Alias.objects.filter(asked).values_list("kind", "alias", "item"):
        owners.setdefault((kind, alias), []).append(owner)
    single = {name: items[0] for name, items in owners.items() if len(items) == 1}
    items = with_standing(Item.objects.all()).in_bulk(single.values()) if single else {}
    return {name: items[pk] for name, pk in single.items()}


def dangling(item) -> list[tuple[str, str]]:
    """Return the (kind, key) of relations of a draft that lead to no record."""
    relations = item.relations.filter(target=None).order_by("target_kind", "target_key")
    return list(relations.values_list("target_kind", "target_key").distinct())
