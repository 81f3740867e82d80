"""What travels with a text: the drafts it cites and names that readers cannot see yet, or not in this form."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from editorial import kinds, queries, roles
from editorial.models import Item, Relation, Status


@dataclass(frozen=True)
class Companion:
    """One record that could be submitted in the same set; ``objection`` says why it cannot."""

    item: Item
    ticked: bool
    objection: str = ""


@dataclass(frozen=True)
class Group:
    """The companions of one kind."""

    label: str
    companions: tuple[Companion, ...]


def of(item, snapshot, *, allowed, person) -> list[Group]:
    """Return the records of the kinds ``allowed`` that ``item`` names, and those that these name, by kind.

    Left out is what readers already see as it is, and what ``person`` may not submit. What was never public is ticked beforehand; a record with changes
    beyond its public text is only offered. The number of queries does not depend on the number of records.
    """
    names = [(kind, key) for kind, key in kinds.get(item.kind).companions(snapshot) if kind in allowed]
    found = {each.pk: each for each in queries.items_called(names, collection=item.collection).values()}
    named_by_them = Relation.objects.filter(owner__in=[item.pk, *found], target_kind__in=allowed).values("target")
    for each in queries.with_standing(Item.objects.filter(pk__in=named_by_them)):
        found.setdefault(each.pk, each)
    drafts = [
        each for each in found.values()
        if each.status != Status.PUBLISHED and each.pk != item.pk and roles.may_submit(person, each)
    ]  # fmt: skip
    groups = []
    for kind in allowed:
        members = [_companion(each, item) for each in drafts if each.kind == kind]
        if members:
            members.sort(key=lambda companion: (not companion.ticked, companion.item.title))
            groups.append(Group(str(kinds.get(kind).label_plural), tuple(members)))
    return groups


def _companion(companion, lead):
    objection = ""
    for member in companion.open_members:
        if not member.is_correction and member.submission.lead_id != lead.pk:
            objection = _("already in review together with “%(lead)s”") % {"lead": member.submission.lead.title}
    never_public = getattr(companion, "public_page", None) is None
    return Companion(companion, never_public and not objection, objection)
