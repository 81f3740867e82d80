"""Acts on a set that is under review: leave a member out, propose a correction, accept or decline it."""

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, drafting, errors, guards, history, kinds, review_guards, roles, shapes
from editorial.models import Act, Item, Origin, Suggestion, SuggestionState
from editorial.snapshot import Snapshot
from editorial.transitions.drafts import edit
from editorial.transitions.settling import ask_for_derived, lock_submission, settle


@transaction.atomic
def leave_out(member, *, actor, reason=""):
    """Take one record out of an open set; it becomes a draft again, for later. The set has another seal from then on."""
    submission, _locked = lock_submission(member.submission)
    member = submission.members.select_related("item", "version").filter(pk=member.pk).first()
    guards.insist(review_guards.to_leave_out(submission, member, actor))
    item = Item.objects.get(pk=member.item_id)
    audit.write(
        Act.LEAVE_OUT, actor=actor, item=item, version=member.version, submission=submission, reason=reason,
    )  # fmt: skip
    member.delete()
    settle(item)
    ask_for_derived(Act.LEAVE_OUT, [item])


@transaction.atomic
def suggest(member, *, actor, fields, note="") -> Suggestion:
    """Propose a correction of the version under review: new values of its text ``fields``. It changes no draft."""
    submission, _locked = lock_submission(member.submission)
    member = submission.members.select_related("item", "version__stored", "version__item").filter(pk=member.pk).first()
    guards.insist(review_guards.to_suggest(submission, member, actor, fields=fields))
    shapes.refuse_unstorable({**fields, "note": note})
    suggestion = Suggestion.objects.create(
        submission=submission, item=member.item, base_number=member.version.number, fields=fields, note=note,
        person=actor, person_name=roles.name_of(actor), at=clock.now(),
    )  # fmt: skip
    audit.write(Act.SUGGEST, actor=actor, item=member.item, version=member.version, submission=submission, reason=note)
    return suggestion


@transaction.atomic
def accept(suggestion, *, actor):
    """Make a proposed correction a version of ``actor``'s, and pin it in place of the version under review.

    Where the author has gone on writing, the version stands beside the newer draft, which is merged later. Returns the
    new DraftVersion.
    """
    submission, items = lock_submission(suggestion.submission)
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    guards.insist(review_guards.to_accept(suggestion, actor))
    member = submission.members.select_related("version__stored", "version__item").get(item=suggestion.item_id)
    item = next(each for each in items if each.pk == member.item_id)
    note = _("correction proposed by %(name)s") % {"name": suggestion.person_name}
    if member.version.number == item.lock_version:
        version = edit(item, actor=actor, fields=suggestion.fields, act=Act.ACCEPT, note=note)
    else:
        version = write_beside(item, member.version, actor=actor, fields=suggestion.fields, act=Act.ACCEPT, note=note)
    if version is None:
        raise errors.WrongState(_("The proposal says what the text says already."))
    member.version, member.content_sha256 = version, version.content_sha256
    member.save(update_fields=["version", "content_sha256"])
    settle(Item.objects.get(pk=item.pk))
    _decide(suggestion, SuggestionState.ACCEPTED, actor, version)
    return version


@transaction.atomic
def decline(suggestion, *, actor, reason=""):
    """Leave the text as it is; the proposal is kept as declined."""
    suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    guards.insist(review_guards.to_decline(suggestion, actor))
    audit.write(
        Act.DECLINE, actor=actor, item=suggestion.item, submission=suggestion.submission, reason=reason,
    )  # fmt: skip
    _decide(suggestion, SuggestionState.DECLINED, actor, None)


def _decide(suggestion, state, actor, version):
    suggestion.state = state
    suggestion.decided_by, suggestion.decided_by_name = actor, roles.name_of(actor)
    suggestion.decided_at = clock.now()
    suggestion.version_number = version.number if version is not None else None
    suggestion.save(update_fields=["state", "decided_by", "decided_by_name", "decided_at", "version_number"])


def write_beside(item, made_from, *, actor, fields, relations=None, act, note=""):
    """Store a version beside the draft, made from ``made_from``; the draft and its row stay as they are.

    The caller holds the lock on the item. Returns None where it would say the same as ``made_from``.
    """
    kind = kinds.get(item.kind)
    base = history.snapshot_of(made_from)
    row = kind.model.objects.get(item=item)
    for name in kind.authored_fields:
        if name in base.fields:
            setattr(row, name, row._meta.get_field(name).to_python(base.fields[name]))
    after = drafting.prepared(
        kind, row, Snapshot(kind.name, base.fields, base.relations), fields=fields, relations=relations
    )
    if after.sha256 == base.sha256:
        return None
    kind.validate_relations(item, {role: after.related(role) for role in after.relations})
    version = history.record(
        item, row, actor=actor, snapshot=after, content_sha256=kind.content_sha256(after),
        number=(history.newest_number(item) or 0) + 1, origin=Origin.CORRECTION, note=note, made_from=made_from,
    )  # fmt: skip
    audit.write(
        act, actor=actor, item=item, version=version, before=made_from.content_sha256, after=version.content_sha256,
        reason=str(note),
    )  # fmt: skip
    return version
