"""Acts on the public record: publish an approved set, now or at its time; withdraw, roll back."""

import logging

from django.db import transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, errors, freezing, guards, notifications, publishing, review_guards
from editorial.models import Act, Item, PublicationAct, Submission, SubmissionState
from editorial.transitions.settling import ask_for_derived, close, lock, lock_submission, settle

logger = logging.getLogger(__name__)


def schedule(submission, frozen_set, *, actor, publish_at):
    for each in frozen_set.members:
        each.member.frozen = each.frozen.as_json()
        each.member.seal_sha256 = each.frozen.seal_sha256
        each.member.save(update_fields=["frozen", "seal_sha256"])
        audit.write(
            Act.SCHEDULE, actor=actor, item=each.member.item, submission=submission,
            detail={"publish_at": publish_at.isoformat()},
        )  # fmt: skip
    submission.state = SubmissionState.SCHEDULED
    submission.publish_at = publish_at
    submission.decided_at = clock.now()
    submission.save(update_fields=["state", "publish_at", "decided_at"])
    notifications.scheduled(submission, actor=actor)


def publish_set(submission, pairs, *, actor, reason=""):
    """Make every (member, frozen) of an approved set public: all of it, or (by the transaction) none."""
    signoffs = list(submission.signoffs.order_by("stage"))
    for member, frozen in pairs:
        release = publishing.write_release(member, frozen, signoffs=signoffs)
        publishing.put_up(release, actor=actor, reason=reason)
        audit.write(
            Act.PUBLISH, actor=actor, item=member.item, version=member.version, release=release,
            submission=submission, before=member.base_release.content_sha256 if member.base_release else "",
            after=member.content_sha256, reason=reason,
        )  # fmt: skip
    submission.state = SubmissionState.APPROVED
    submission.decided_at = clock.now()
    submission.save(update_fields=["state", "decided_at"])
    submission.members.update(is_open=False, frozen="")
    for member, _frozen in pairs:
        settle(Item.objects.select_related("public_page__release").get(pk=member.item_id))
    ask_for_derived(Act.PUBLISH, [member.item for member, _frozen in pairs])
    notifications.published(submission, actor=actor)


def publish_due(now=None) -> list[Submission]:
    """Publish every approved set whose time has come, each in its own transaction. Safe to run twice.

    A set that cannot be published goes back to its authors with the reason; any other failure leaves it scheduled
    for the next run. Neither holds back the sets after it.
    """
    now = now or clock.now()
    due = Submission.objects.filter(state=SubmissionState.SCHEDULED, publish_at__lte=now).order_by("publish_at")
    published = []
    for submission in due:
        try:
            if _publish_scheduled(submission, now):
                published.append(submission)
        except errors.EditorialError as refusal:
            _give_back_scheduled(submission, refusal.sentence)
        except Exception:
            logger.exception("submission %s could not be published at its time", submission.pk)
    return published


@transaction.atomic
def _publish_scheduled(submission, now) -> bool:
    submission, _items = lock_submission(submission)
    if submission.state != SubmissionState.SCHEDULED or submission.publish_at > now:
        return False
    signoff = submission.signoffs.order_by("-stage").select_related("person").first()
    if guards.base_changed(submission):
        raise errors.WrongState(_("The public text changed before the planned time."))
    members = submission.members.select_related("item__collection", "version", "base_release")
    pairs = [(member, freezing.frozen_from_json(member.frozen)) for member in members]
    minutes_late = int((now - submission.publish_at).total_seconds() // 60)
    reason = _("published %(minutes)s minutes late") % {"minutes": minutes_late} if minutes_late >= 5 else ""
    publish_set(submission, pairs, actor=signoff.person, reason=reason)
    return True


@transaction.atomic
def _give_back_scheduled(submission, reason):
    """Return a set whose time came and that could not be published: scheduled → draft, in its last signer's name."""
    submission, items = lock_submission(submission)
    if submission.state != SubmissionState.SCHEDULED:
        return
    close([submission], SubmissionState.RETURNED, comment=reason)
    signoff = submission.signoffs.order_by("-stage").select_related("person").first()
    for item in items:
        audit.write(Act.RETURN, actor=signoff.person, item=item, submission=submission, reason=reason)
    ask_for_derived(Act.RETURN, items)
    notifications.returned(submission, actor=None, comment=reason)


@transaction.atomic
def reseal(item, *, actor, seal, reason):
    """Publish the version readers see once more, with the titles and links of today; not a word of it is new.

    ``seal`` is the hash of what was shown; any difference raises StaleSeal. Returns the new release.
    """
    (item,) = lock([item])
    guards.insist(review_guards.to_reseal(item, actor, reason=reason))
    before = item.public_release
    frozen = freezing.freeze_again(item)
    if frozen.seal_sha256 == before.seal_sha256:
        raise errors.WrongState(_("Nothing of the public page would change."))
    if seal != frozen.seal_sha256:
        raise errors.StaleSeal(
            _("What would be published is no longer what you were shown. Nothing was published; please read it again.")
        )
    release = publishing.append_release(
        item, before.version, frozen, manner=before.manner, signers=before.signers, authors=before.authors
    )  # fmt: skip
    publishing.put_up(release, actor=actor, act=PublicationAct.RESEAL, reason=reason)
    audit.write(
        Act.RESEAL, actor=actor, item=item, version=before.version, release=release, reason=reason,
        before=before.seal_sha256, after=release.seal_sha256,
    )  # fmt: skip
    settle(Item.objects.select_related("public_page__release").get(pk=item.pk))
    ask_for_derived(Act.PUBLISH, [item])
    return release


@transaction.atomic
def unpublish(item, *, actor, reason, notice=""):
    """Take a page away from readers: its address answers 410 with ``notice``. An open review is left alone."""
    (item,) = lock([item])
    guards.insist(guards.to_unpublish(item, actor, reason=reason))
    release = item.public_release
    publishing.take_down(item, actor=actor, reason=reason, notice=notice)
    audit.write(Act.UNPUBLISH, actor=actor, item=item, release=release, before=release.content_sha256, reason=reason)
    settle(Item.objects.select_related("public_page__release").get(pk=item.pk))
    ask_for_derived(Act.UNPUBLISH, [item])
    notifications.taken_back(item, actor=actor, act=Act.UNPUBLISH, reason=reason)


@transaction.atomic
def roll_back(item, number, *, actor, reason, notice=""):
    """Make an earlier release what readers see again; ``notice`` tells readers why in the public history."""
    (item,) = lock([item])
    release = item.releases.filter(number=number).first()
    guards.insist(guards.to_roll_back(item, actor, release=release, reason=reason))
    before = item.public_release
    publishing.put_up(release, actor=actor, act=PublicationAct.ROLL_BACK, reason=reason, notice=notice)
    audit.write(
        Act.ROLL_BACK, actor=actor, item=item, release=release, reason=reason,
        before=before.content_sha256 if before else "", after=release.content_sha256,
    )  # fmt: skip
    settle(Item.objects.select_related("public_page__release").get(pk=item.pk))
    ask_for_derived(Act.ROLL_BACK, [item])
    notifications.taken_back(item, actor=actor, act=Act.ROLL_BACK, reason=reason)
