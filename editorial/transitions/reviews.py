"""Acts of review: submit, withdraw, return, sign; the last signature publishes."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import audit, checks, clock, errors, freezing, guards, kinds, notifications, roles
from editorial.models import (
    Act,
    Comment,
    DraftVersion,
    Item,
    Signoff,
    SignoffManner,
    Status,
    Submission,
    SubmissionMember,
    SubmissionState,
)
from editorial.transitions.publication import publish_set, schedule
from editorial.transitions.settling import ask_for_derived, close, lock, lock_submission, settle


@transaction.atomic
def submit(items, *, actor, note="", override="", reviewers=(), due_on=None) -> Submission:
    """Send a set to review, pinned to its newest versions; the first item leads. It locks nothing for writing.

    ``reviewers`` are the people who decide; nobody named means anyone who may. ``due_on`` is the day it should be done.

    Items without unpublished changes are left out. A set with the same lead that waits is replaced. Raises
    ChecksFailed with the problems where a check finds an error, unless an editor overrides with a reason.
    """
    items = _lock_with_waiting_set(list(items))
    guards.insist(guards.to_submit(items, actor))
    if override and not roles.may_all(actor, "override_item", items):
        raise errors.NotAllowed(_("Your role does not allow you to override the rules."))
    lead = items[0]
    items = [item for item in items if item.status != Status.PUBLISHED]
    guards.insist(guards.to_name(reviewers, actor, items))
    drafts = DraftVersion.objects.filter(is_correction=False).select_related("stored")
    pinned = [(item, drafts.filter(item=item).order_by("-number").first()) for item in items]
    if not override:
        insist_on_checks(freezing.subjects(pinned))
    policy = kinds.policy_for_set(items)
    close(
        Submission.objects.filter(members__is_open=True, members__item__in=items, lead=lead, is_correction=False)
        .distinct(),
        SubmissionState.SUPERSEDED, held=items,
    )  # fmt: skip
    submission = Submission.objects.create(
        lead=lead, submitter=actor, submitter_name=roles.name_of(actor), note=note, stages=list(policy.stages),
        self_review_allowed=policy.self_review, submitted_at=clock.now(), due_on=due_on,
    )  # fmt: skip
    submission.reviewers.set(reviewers)
    for item, version in pinned:
        SubmissionMember.objects.create(
            submission=submission, item=item, version=version, content_sha256=version.content_sha256,
            base_release=item.public_release,
        )  # fmt: skip
        audit.write(
            Act.SUBMIT, actor=actor, item=item, version=version, submission=submission,
            after=version.content_sha256, reason=override or note,
        )  # fmt: skip
        settle(item)
    ask_for_derived(Act.SUBMIT, items)
    notifications.submitted(submission, actor=actor)
    return submission


def _lock_with_waiting_set(items):
    """Lock ``items`` together with those of the set that would be replaced, in one order; returns ``items`` alone."""
    waiting = Item.objects.filter(
        submission_members__is_open=True,
        submission_members__submission__lead__in=items[:1],
        submission_members__is_correction=False,
    ).exclude(pk__in=[item.pk for item in items])
    return lock([*items, *waiting])[: len({item.pk for item in items})]


def insist_on_checks(subjects):
    problems = [
        (subject.item, problem) for subject in subjects for problem in checks.run(subject) if problem.level == "error"
    ]
    if problems:
        raise errors.ChecksFailed(
            ngettext(
                "%(count)s error has to be resolved first: %(first)s",
                "%(count)s errors have to be resolved first, beginning with: %(first)s",
                len(problems),
            )
            % {"count": len(problems), "first": problems[0][1].message},
            problems=problems,
        )


@transaction.atomic
def withdraw(submission, *, actor):
    """Take a submission back: in review → draft."""
    submission, items = lock_submission(submission)
    guards.insist(guards.to_withdraw(submission, actor))
    close([submission], SubmissionState.WITHDRAWN)
    for item in items:
        audit.write(Act.WITHDRAW_SUBMISSION, actor=actor, item=item, submission=submission)
    ask_for_derived(Act.WITHDRAW_SUBMISSION, items)
    notifications.withdrawn(submission, actor=actor)


@transaction.atomic
def return_(submission, *, actor, comment):
    """Give a submission back to its authors with a comment: in review → draft."""
    submission, items = lock_submission(submission)
    guards.insist(guards.to_return(submission, actor))
    if not comment.strip():
        raise errors.WrongState(_("Please say what has to change; a submission is not returned without a comment."))
    close([submission], SubmissionState.RETURNED, comment=comment)
    lead = submission.members.select_related("item", "version").get(item=submission.lead)
    Comment.objects.create(
        item=lead.item, submission=submission, version_number=lead.version.number, author=actor,
        author_name=roles.name_of(actor), at=clock.now(), body=comment,
    )  # fmt: skip
    for item in items:
        audit.write(Act.RETURN, actor=actor, item=item, submission=submission, reason=comment)
    ask_for_derived(Act.RETURN, items)
    notifications.returned(submission, actor=actor, comment=comment)


@transaction.atomic
def sign(
    submission, *, actor, seal, ticked=(), facts=(), checklist=(), reason="", publish_at=None, override=False
) -> Signoff:
    """Sign the waiting stage over ``seal``, the hash of what was on the screen; the last stage publishes.

    ``ticked`` (warnings), ``facts`` and ``checklist`` are kept with the signature as the page had them ticked.

    Everything is frozen again under the lock; any difference from ``seal`` raises StaleSeal and publishes nothing.
    ``publish_at`` (aware datetime in the future) keeps the approved payload until then.
    """
    submission, items = lock_submission(submission)
    guards.insist(guards.to_sign(submission, actor, reason=reason, override=override))
    changed = guards.base_changed(submission)
    if changed:
        raise errors.WrongState(
            _("The public text of “%(title)s” changed after this was submitted. Submit it again on top of that.")
            % {"title": changed[0]}
        )
    frozen_set = freezing.freeze_submission(submission, preload=len(items) > 20)
    if seal != frozen_set.seal:
        raise errors.StaleSeal(
            _("What would be published is no longer what you were shown. Nothing was published; please read it again.")
        )
    if not override:
        insist_on_checks([each.subject for each in frozen_set.members])
    signoff = Signoff.objects.create(
        submission=submission, stage=submission.stage, stage_name=submission.stage_name, person=actor,
        person_name=roles.name_of(actor), seal_sha256=seal, at=clock.now(), reason=reason, ticked=list(ticked), facts=list(facts), checklist=list(checklist),
        manner=_manner(submission, actor, override=override),
    )  # fmt: skip
    for item in items:
        audit.write(
            Act.OVERRIDE if override else Act.SIGN, actor=actor, item=item, submission=submission, reason=reason,
            detail={"stage": submission.stage_name, "seal": seal, "manner": signoff.manner},
        )  # fmt: skip
    if not submission.is_last_stage:
        submission.stage += 1
        submission.save(update_fields=["stage"])
        notifications.signed(submission, actor=actor, stage=signoff.stage_name)
    elif publish_at is not None and publish_at > clock.now():
        schedule(submission, frozen_set, actor=actor, publish_at=publish_at)
    else:
        pairs = [(each.member, each.frozen) for each in frozen_set.members]
        publish_set(submission, pairs, actor=actor, reason=reason)
    if override:
        notifications.overridden(submission, actor=actor, reason=reason)
    ask_for_derived(Act.SIGN, items)
    return signoff


def _manner(submission, actor, *, override):
    if override:
        return SignoffManner.OVERRIDE
    return SignoffManner.SELF if guards.wrote(submission, actor) else SignoffManner.REVIEW


@transaction.atomic
def publish_by_override(items, *, actor, reason) -> Submission | None:
    """Publish a set at once on an editor's word, kept as an override in the record; for imports of finished books.

    Findings are kept and shown. Returns None where everything is public already.
    """
    changed = [item for item in lock(list(items)) if item.status == Status.DRAFT]
    if not changed:
        return None
    submission = submit(changed, actor=actor, note=reason, override=reason)
    while submission.state == SubmissionState.OPEN:
        seal = freezing.freeze_submission(submission, preload=True).seal
        sign(submission, actor=actor, seal=seal, reason=reason, override=True)
        submission.refresh_from_db()
    return submission
