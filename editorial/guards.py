"""Guards: what stands in the way of an act, as sentences. The button and the POST ask the same function.

Each ``to_…`` function returns a list of :class:`Objection`; an empty list means: go ahead. They only read.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import errors, kinds, roles
from editorial.models import Act, AuditEntry, Status, SubmissionState, SuggestionState
from editorial.writers import writers_since_release, wrote  # noqa: F401  (asked for here by those who guard)


@dataclass(frozen=True)
class Objection:
    """One reason against an act: its sentence, and the error a forced attempt raises."""

    sentence: str
    error: type[errors.EditorialError]

    def __str__(self):
        return self.sentence


def insist(objections):
    """Raise the weightiest objection, if there is any: a missing permission before a wrong state."""
    if not objections:
        return
    weightiest = next((each for each in objections if each.error is errors.NotAllowed), objections[0])
    raise weightiest.error(weightiest.sentence, objections=objections)


def _not_allowed(sentence):
    return [Objection(sentence, errors.NotAllowed)]


def _wrong_state(sentence):
    return [Objection(sentence, errors.WrongState)]


def refused(sentence):
    """Return the objection that an item's state does not allow an act, for guards of apps above this one."""
    return _wrong_state(sentence)


def to_create(actor, *, kind="", collection=None):
    """Objections to making a record: somewhere at least, or of a ``kind`` (a name) in a ``collection`` (an item)."""
    if not roles.may_write(actor):
        return _not_allowed(_("Your role does not allow you to write drafts."))
    if kind in kinds.collection_kinds() and not roles.may_everywhere(actor, "edit_item"):
        return _not_allowed(_("A new book is made by somebody whose role holds in all books."))
    if not roles.may_write(actor, collection):
        return _not_allowed(_("You have no role in this book that allows you to write drafts."))
    return []


def to_edit(item, actor):
    if not roles.may_write(actor, item):
        return _not_allowed(_("Your role does not allow you to write drafts."))
    return _not_merged(item)


def _not_merged(item):
    if item.merged_into_id is None:
        return []
    return _wrong_state(
        _("“%(title)s” was merged into “%(other)s”; please use that one.")
        % {"title": item.title or item.key, "other": item.merged_into.key}
    )


def to_merge(item, actor):
    """Objections to merging a record with another one: what was public is an editor's matter."""
    if not roles.may_write(actor, item):
        return _not_allowed(_("Your role does not allow you to write drafts."))
    if item.releases.exists() and not roles.may_publish(actor, item):
        return _not_allowed(_("Only an editor can merge what was public."))
    return []


def to_change_rules(actor, item=None):
    """Objections to changing the rules of review: those they bind do not make them."""
    if not roles.may_publish(actor, item):
        return _not_allowed(_("Only an editor can change the stages of review and whether self-review is allowed."))
    return []


def to_grant(actor, person, collection=None, *, role="", exactly=False):
    """Objections to giving ``person`` a role, or taking one: in ``collection``, or in all books where it is None.

    Unless asked ``exactly``, None stands for "in some book at least".
    """
    may = roles.may_everywhere if exactly and collection is None else roles.may
    if not may(actor, "manage_people", *([collection] if collection is not None else [])):
        return _not_allowed(_("Only an administrator of that book, or of all, gives and takes roles there."))
    if not actor.is_superuser and actor.pk == person.pk:
        return _not_allowed(_("Nobody changes their own roles; please ask another administrator."))
    if not actor.is_superuser and person.is_superuser:
        return _not_allowed(_("Only a superuser changes the roles of a superuser."))
    if role and role not in roles.Role.values:
        return _wrong_state(_("There is no such role."))
    return []


def to_submit(items, actor):
    """Objections to submitting a set; the first item leads it."""
    if not all(roles.may_submit(actor, item) for item in items or [None]):
        return _not_allowed(_("Your role does not allow you to submit for review."))
    if not items:
        return _wrong_state(_("There is nothing to submit."))
    lead = items[0]
    if not _may_send(lead, actor):
        return _not_allowed(
            _("Only somebody who wrote “%(title)s”, or an editor, can submit it.") % {"title": lead.title or lead.key}
        )
    if lead.status == Status.PUBLISHED:
        return _wrong_state(
            _("“%(title)s” has no changes that are not already public.") % {"title": lead.title or lead.key}
        )
    objections = [objection for item in items for objection in _not_merged(item)]
    for item in items:
        if needs_merge(item):
            objections += _wrong_state(
                _(
                    "The public text of “%(title)s” was corrected since this draft was begun. Merge the correction first."
                )
                % {"title": item.title}
            )
        member = open_member(item)
        if member is None:
            continue
        if member.submission.state == SubmissionState.SCHEDULED:
            objections += _wrong_state(
                _("“%(title)s” is approved and waits for its time; withdraw that first.") % {"title": item.title}
            )
        elif member.submission.lead_id != lead.pk:
            objections += _wrong_state(
                _("“%(title)s” is already in review together with “%(lead)s”.")
                % {"title": item.title, "lead": member.submission.lead.title}
            )
        elif item.pk == lead.pk and member.content_sha256 == item.content_sha256:
            objections += _wrong_state(_("This version of “%(title)s” is already in review.") % {"title": item.title})
    return objections


def _may_send(item, actor) -> bool:
    """Whether a person has a hand in the text that leads a set: its owner, anybody who ever wrote on it, an editor."""
    if item.owner_id == actor.pk or roles.may_publish(actor, item):
        return True
    return AuditEntry.objects.filter(item=item, act__in=Act.writing(), actor=actor).exists()


def open_member(item):
    """Return the item's place in the submission that is under way, or None."""
    waiting = item.submission_members.filter(is_open=True, is_correction=False)
    return waiting.select_related("submission", "submission__lead").first()


def needs_merge(item) -> bool:
    """Return whether readers see a correction that the draft has not taken in (and does not say by itself)."""
    release = item.public_release
    if release is None or release.version_number <= item.correction_number or not release.version.is_correction:
        return False
    return release.content_sha256 != item.content_sha256


def _not_pending(submission, *states):
    if submission.state not in states:
        return _wrong_state(
            _("This submission is no longer open: it was %(state)s.") % {"state": submission.get_state_display()}
        )
    return []


def to_withdraw(submission, actor):
    items = _items_of(submission)
    if actor.pk != submission.submitter_id and not roles.may_all(actor, "publish_item", items):
        return _not_allowed(_("Only the person who submitted it, or an editor, can withdraw a submission."))
    if not all(roles.may(actor, "view_item", item) for item in items):
        return _not_allowed(_("Your account no longer has access to the desk."))
    return _not_pending(submission, SubmissionState.OPEN, SubmissionState.SCHEDULED)


def _items_of(submission):
    return [member.item for member in submission.members.select_related("item")]


def _may_review(submission, actor):
    return all(roles.may_review(actor, item) for item in _items_of(submission))


def to_decide(submission, actor):
    """Objections to deciding where reviewers are named; an editor may always, and anyone may once all named are gone."""
    named = [person for person in submission.reviewers.all() if person.is_active]
    if not named or actor in named or roles.may_publish(actor, submission.lead):
        return []
    names = _(", ").join(roles.name_of(person) for person in named)
    return _not_allowed(_("This was sent to %(names)s; an editor can decide in their place.") % {"names": names})


def to_name(reviewers, actor, items):
    """Objections to asking these people for a review of a set."""
    for person in reviewers:
        if not roles.may_all(person, "review_item", items):
            return _wrong_state(_("%(name)s may not review this, or not any more.") % {"name": roles.name_of(person)})
        if person.pk == actor.pk:
            return _wrong_state(_("Somebody else has to judge what you submit."))
    return []


def to_return(submission, actor):
    if not _may_review(submission, actor):
        return _not_allowed(_("Your role does not allow you to review."))
    if wrote(submission, actor):
        return _not_allowed(_("You wrote part of this text, so somebody else has to judge it."))
    return to_decide(submission, actor) or _not_pending(submission, SubmissionState.OPEN)


def to_sign(submission, actor, *, reason="", override=False):
    """Objections to signing the waiting stage.

    Somebody who wrote on a member signs only under the policy of self-review, with a reason; an editor may override
    four eyes, a second stage and findings, with a reason. Findings are asked separately, by the transition.
    """
    if not _may_review(submission, actor):
        return _not_allowed(_("Your role does not allow you to review."))
    if override:
        if not roles.may_all(actor, "override_item", _items_of(submission)):
            return _not_allowed(_("Your role does not allow you to override the rules."))
        if not reason.strip():
            return _wrong_state(_("An override needs a reason."))
        return _not_pending(submission, SubmissionState.OPEN)
    unnamed = to_decide(submission, actor)
    if unnamed:
        return unnamed
    if wrote(submission, actor):
        if not submission.self_review_allowed:
            return _not_allowed(_("You wrote part of this text, so somebody else has to approve it."))
        if not reason.strip():
            return _wrong_state(_("Approving your own text needs a reason; readers will see it was self-reviewed."))
    signed = submission.signoffs.filter(person=actor).first()
    if signed is not None:
        return _not_allowed(
            _("You signed the stage “%(stage)s” of this submission; another person has to sign this one.")
            % {"stage": signed.stage_name or _("review")}
        )
    return _not_pending(submission, SubmissionState.OPEN) or _undecided(submission)


def _undecided(submission):
    count = submission.suggestions.filter(state=SuggestionState.OPEN).count()
    if not count:
        return []
    return _wrong_state(
        ngettext(
            "%(count)s proposed correction waits for an author to accept or decline it.",
            "%(count)s proposed corrections wait for an author to accept or decline them.",
            count,
        )
        % {"count": count}
    )


def base_changed(submission) -> list[str]:
    """Return the titles of members whose public text changed after they were submitted."""
    members = submission.members.select_related("item__public_page__release", "base_release")
    return [
        member.item.title
        for member in members
        if _version_of(member.item.public_release) != _version_of(member.base_release)
    ]


def _version_of(release):
    """Return what a release was made from: sealing the same version again changes nothing for an author."""
    return release.version_id if release else None


def to_restore(item, actor):
    if not roles.may_restore(actor, item):
        return _not_allowed(_("Your role does not allow you to restore old versions."))
    return to_edit(item, actor)


def to_discard(item, actor):
    if not roles.may_write(actor, item) or (
        item.owner_id not in (None, actor.pk) and not roles.may_publish(actor, item)
    ):
        return _not_allowed(_("Only the owner or an editor can discard the draft's changes."))
    if item.public_release is None:
        return _wrong_state(_("There is no public text to go back to."))
    if item.status != Status.DRAFT:
        return _wrong_state(_("There are no draft changes to discard."))
    return []


def to_unpublish(item, actor, *, reason):
    if not roles.may_publish(actor, item):
        return _not_allowed(_("Only an editor can withdraw a public page."))
    if item.public_release is None:
        return _wrong_state(_("“%(title)s” is not public.") % {"title": item.title})
    return _needs_reason(reason)


def to_roll_back(item, actor, *, release, reason):
    if not roles.may_publish(actor, item):
        return _not_allowed(_("Only an editor can roll back a public page."))
    if release is None:
        return _wrong_state(_("“%(title)s” has no such release.") % {"title": item.title})
    if item.public_page.release_id == release.pk:
        return _wrong_state(_("Release %(number)s is already what readers see.") % {"number": release.number})
    return _needs_reason(reason)


def _needs_reason(reason):
    if not reason.strip():
        return _wrong_state(_("Please give a reason; it is kept in the record."))
    return []


def to_delete(item, actor):
    if not roles.may_write(actor, item) or (item.owner_id != actor.pk and not roles.may_publish(actor, item)):
        return _not_allowed(_("Only the owner or an editor can delete a draft."))
    if item.releases.exists():
        return _wrong_state(_("“%(title)s” was public; it can be withdrawn, not deleted.") % {"title": item.title})
    if item.submission_members.exists():
        return _wrong_state(_("“%(title)s” was submitted for review; it cannot be deleted.") % {"title": item.title})
    if item.members.exists():
        return _wrong_state(_("“%(title)s” still has contents.") % {"title": item.title})
    return []
