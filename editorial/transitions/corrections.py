"""Acts of the correction lane: a small change of the public text past a larger draft, and bringing both together again."""

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, errors, freezing, guards, kinds, notifications, review_guards, roles
from editorial.models import Act, DraftVersion, Item, Origin, Submission, SubmissionMember, SubmissionState
from editorial.transitions.drafts import edit
from editorial.transitions.reviews import insist_on_checks
from editorial.transitions.sets import write_beside
from editorial.transitions.settling import ask_for_derived, close, lock, settle


@transaction.atomic
def correct(
    item, *, actor, fields=None, relations=None, reason, made_from=None, reviewers=(), due_on=None
) -> Submission:
    """Write a correction of what readers see and send it to review; the draft under way stays as it is.

    ``made_from`` is the number of the version the person started from: the public one, or their returned correction.
    An open correction of the same item is replaced. Raises WrongState where nothing changed or the public text moved on.
    """
    (item,) = lock([item])
    guards.insist(review_guards.to_correct(item, actor))
    guards.insist(guards.to_name(reviewers, actor, [item]))
    if not reason.strip():
        raise errors.WrongState(_("Please say what was wrong; it is kept in the record."))
    release = item.public_release
    base = _base(item, release, made_from)
    version = write_beside(
        item, base, actor=actor, fields=fields or {}, relations=relations, act=Act.CORRECT, note=reason
    )  # fmt: skip
    if version is None or version.content_sha256 == release.content_sha256:
        raise errors.WrongState(_("The correction says what the public text says already."))
    insist_on_checks(freezing.subjects([(item, version)]))
    open_ones = Submission.objects.filter(members__is_open=True, members__item=item, is_correction=True)
    close(open_ones.distinct(), SubmissionState.SUPERSEDED, held=[item])
    policy = kinds.policy_for_set([item])
    submission = Submission.objects.create(
        lead=item, submitter=actor, submitter_name=roles.name_of(actor), note=reason, stages=list(policy.stages),
        self_review_allowed=policy.self_review, submitted_at=clock.now(), is_correction=True, due_on=due_on,
    )  # fmt: skip
    submission.reviewers.set(reviewers)
    SubmissionMember.objects.create(
        submission=submission, item=item, version=version, content_sha256=version.content_sha256,
        base_release=release, is_correction=True,
    )  # fmt: skip
    audit.write(
        Act.SUBMIT, actor=actor, item=item, version=version, submission=submission, after=version.content_sha256,
        reason=reason, detail={"correction": True},
    )  # fmt: skip
    ask_for_derived(Act.SUBMIT, [item])
    notifications.submitted(submission, actor=actor)
    return submission


def _base(item, release, made_from) -> DraftVersion:
    """Return the version a correction is made from: the public one, or an earlier correction of that very text."""
    wanted = item.versions.select_related("stored", "item")
    if made_from is None or made_from == release.version_number:
        return wanted.get(pk=release.version_id)
    base = wanted.filter(number=made_from, is_correction=True).first()
    if base is None or base.made_from != release.version_number:
        raise errors.WrongState(
            _("The public text of “%(title)s” changed while you were writing. Please start from what readers see now.")
            % {"title": item.title}
        )
    return base


@transaction.atomic
def merge(item, *, actor, fields, relations=None, expected_lock=None):
    """Take the correction that readers see into the draft. ``fields`` are the decided values of what it changed.

    Returns the new version; None where the draft said the same already. Raises EditConflict as edit does.
    """
    (item,) = lock([item])
    guards.insist(review_guards.to_merge(item, actor))
    release = item.public_release
    version = edit(
        item, actor=actor, fields=fields, relations=relations, expected_lock=expected_lock, act=Act.TAKE_IN,
        origin=Origin.MERGE, note=_("with the correction of release %(number)s") % {"number": release.number},
    )  # fmt: skip
    Item.objects.filter(pk=item.pk).update(correction_number=release.version_number)
    if version is None:
        audit.write(Act.TAKE_IN, actor=actor, item=item, release=release)
    settle(Item.objects.get(pk=item.pk))
    return version
