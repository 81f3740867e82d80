"""Two records for one source become one: the losing key stays a name of the other, no text changes, and it can be undone.

The losing record keeps its versions and releases. Whoever asks for its key is given the other record; readers who
come to its page are sent on. It gives up its DOI, arXiv number and address, and cannot be edited until the merge is
undone.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import audit, drafting, errors, guards, jobs, kinds, transitions
from editorial.models import Act, Item, PublicPage, Relation
from editorial.transitions.settling import lock
from sources import duplicates
from sources.models import DraftCitation, Source


def objections(loser, winner, actor) -> list:
    """Return what speaks against giving ``winner`` the place of ``loser``."""
    found = [*guards.to_merge(loser, actor), *guards.to_merge(winner, actor)]
    if found:
        return found
    if loser.pk == winner.pk or loser.kind != winner.kind:
        return guards.refused(_("A source can be merged with another source only."))
    for item in (loser, winner):
        if item.merged_into_id:
            return guards.refused(_("“%(title)s” was merged already.") % {"title": item.title or item.key})
        if guards.open_member(item) is not None:
            return guards.refused(_("“%(title)s” is in review; decide that first.") % {"title": item.title or item.key})
    if loser.public_release is not None and winner.public_release is None:
        return guards.refused(
            _("“%(loser)s” is public and “%(winner)s” is not: publish that first, or merge the other way round.")
            % {"loser": loser.key, "winner": winner.key}
        )
    return []


@transaction.atomic
def merge(loser, winner, *, actor, reason=""):
    """Let ``winner`` take the place of ``loser``. Raises NotAllowed and WrongState."""
    if loser.pk == winner.pk:
        raise errors.WrongState(_("A source can be merged with another source only."))
    loser, winner = lock([loser, winner])
    guards.insist(objections(loser, winner, actor))
    names = [loser.key, *loser.aliases.values_list("alias", flat=True)]
    before = list(winner.row.other_keys or [])
    added = [name for name in dict.fromkeys(names) if name not in before and name != winner.key]
    note = _("merged with %(key)s") % {"key": loser.key}
    transitions.edit(winner, actor=actor, fields={"other_keys": [*before, *added]}, note=note)
    loser.aliases.all().delete()
    Item.objects.filter(pk=loser.pk).update(merged_into=winner)
    Source.objects.filter(item=loser).update(is_merged=True)
    page = PublicPage.objects.filter(item=winner, release__isnull=False).first()
    PublicPage.objects.filter(item=loser, release__isnull=False).update(merged_into=page)
    Relation.objects.filter(target=loser).update(target=winner)
    for item, role in ((loser, "into"), (winner, "from")):
        audit.write(
            Act.MERGE, actor=actor, item=item, reason=reason,
            detail={"loser": loser.key, "winner": winner.key, "names": added, "role": role},
        )  # fmt: skip
    _ask_for_derived(loser, winner)


@transaction.atomic
def undo(loser, *, actor, reason=""):
    """Give a merged record its place back. Raises NotAllowed, WrongState and ``ValidationError``."""
    winner = loser.merged_into
    if winner is None:
        raise errors.WrongState(_("“%(title)s” was not merged.") % {"title": loser.title or loser.key})
    loser, winner = lock([loser, winner])
    guards.insist([*guards.to_merge(loser, actor), *guards.to_merge(winner, actor)])
    row = loser.row
    row.is_merged = False
    duplicates.insist_on_one(row)
    entry = loser.audit.filter(act=Act.MERGE).order_by("-at", "-pk").first()
    names = set(entry.detail.get("names") or [loser.key])
    kept = [name for name in winner.row.other_keys or [] if name not in names]
    Item.objects.filter(pk=loser.pk).update(merged_into=None)
    Source.objects.filter(item=loser).update(is_merged=False)
    PublicPage.objects.filter(item=loser).update(merged_into=None)
    note = _("no longer merged with %(key)s") % {"key": loser.key}
    transitions.edit(winner, actor=actor, fields={"other_keys": kept}, note=note)
    drafting.write_aliases(loser, kinds.get(loser.kind).aliases({"other_keys": row.other_keys}))
    Relation.objects.filter(target=winner, target_kind=loser.kind, target_key__in=names).update(target=loser)
    for item, role in ((loser, "out of"), (winner, "from")):
        audit.write(
            Act.UNMERGE, actor=actor, item=item, reason=reason,
            detail={"loser": loser.key, "winner": winner.key, "names": sorted(names), "role": role},
        )  # fmt: skip
    _ask_for_derived(loser, winner)


def _ask_for_derived(loser, winner):
    """Ask for what shows either record, or cites it."""
    citing = DraftCitation.objects.filter(source_key__in=(loser.key, winner.key)).values_list("item_id", flat=True)
    names = {f"{what}:{item.pk}" for item in (loser, winner) for what in ("findings", "search")}
    names |= {f"{what}:{pk}" for pk in citing for what in ("findings", "citations")}
    jobs.want(names)
