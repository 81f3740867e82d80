"""Guards of what reviewers and authors do to a set under review: leave out, propose, accept, correct, merge, seal again."""

from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel

from editorial import errors, history, kinds, roles
from editorial.guards import Objection, needs_merge
from editorial.models import Status, SubmissionState, SuggestionState

#: Characters a proposed correction may change: a slip, not a rewrite. Whoever rewrites is an author, and judges no more.
SLIP = 400


def _not_allowed(sentence):
    return [Objection(sentence, errors.NotAllowed)]


def _wrong_state(sentence):
    return [Objection(sentence, errors.WrongState)]


def _still_open(submission):
    if submission.state != SubmissionState.OPEN:
        return _wrong_state(
            _("This submission is no longer open: it was %(state)s.") % {"state": submission.get_state_display()}
        )
    return []


def _unsigned(submission):
    """Objections to changing a set that somebody signed: the signature would stand under something else."""
    signed = submission.signoffs.order_by("-stage").first()
    if signed is not None:
        return _wrong_state(
            _("%(name)s has signed this set as it is. Withdraw it and submit it again to change it.")
            % {"name": signed.person_name}
        )
    return []


def to_leave_out(submission, member, actor):
    lead = submission.lead
    if not (roles.may_review(actor, lead) or roles.may_publish(actor, lead) or submission.submitter_id == actor.pk):
        return _not_allowed(_("Only the person who submitted it, a reviewer or an editor can leave a record out."))
    if member is None:
        return _wrong_state(_("This record is not in the set any more."))
    if member.item_id == submission.lead_id:
        return _wrong_state(_("The set is led by “%(title)s”; return or withdraw it instead.") % {"title": member.item})
    return _still_open(submission) or _unsigned(submission)


def to_suggest(submission, member, actor, *, fields):
    if not roles.may_review(actor, member.item if member else submission.lead):
        return _not_allowed(_("Your role does not allow you to review."))
    if member is None:
        return _wrong_state(_("This record is not in the set any more."))
    objections = _still_open(submission) or _unsigned(submission)
    if objections:
        return objections
    kind = kinds.get(member.item.kind)
    snapshot = history.snapshot_of(member.version)
    unknown = set(fields) - set(kind.public_fields)
    if unknown or not all(isinstance(value, str) for value in fields.values()):
        return _wrong_state(_("Only texts that readers see can be corrected in place."))
    changed = sum(_changed_characters(str(snapshot.get(name) or ""), value) for name, value in fields.items())
    if not changed:
        return _wrong_state(_("The proposal says what the text says already."))
    if changed > SLIP:
        return _wrong_state(
            _("This changes %(count)s characters. A slip is at most %(limit)s; please return the text with a comment.")
            % {"count": changed, "limit": SLIP}
        )
    return []


def _changed_characters(old, new):
    return Indel.distance(old, new, score_cutoff=SLIP + len(new)) if old != new else 0


def to_accept(suggestion, actor):
    """Objections to making a proposal part of the text: a second person, who writes, has to want it."""
    submission = suggestion.submission
    if not roles.may_write(actor, suggestion.item):
        return _not_allowed(_("Your role does not allow you to write drafts."))
    if suggestion.person_id == actor.pk:
        return _not_allowed(_("You proposed this; an author has to accept it."))
    if suggestion.state != SuggestionState.OPEN:
        return _decided(suggestion)
    member = submission.members.filter(item=suggestion.item_id).select_related("version").first()
    if member is None:
        return _wrong_state(_("This record is not in the set any more."))
    if member.version.number != suggestion.base_number:
        return _wrong_state(
            _(
                "Version %(number)s is in review by now; this was proposed for version %(base)s. Please propose it again."
            )
            % {"number": member.version.number, "base": suggestion.base_number}
        )
    return _still_open(submission) or _unsigned(submission)


def to_decline(suggestion, actor):
    if not roles.may_write(actor, suggestion.item) and suggestion.person_id != actor.pk:
        return _not_allowed(_("Only an author, or the person who proposed it, can take a proposal off the list."))
    return [] if suggestion.state == SuggestionState.OPEN else _decided(suggestion)


def _decided(suggestion):
    return _wrong_state(
        _("%(name)s has already decided on this: %(state)s.")
        % {"name": suggestion.decided_by_name, "state": suggestion.get_state_display()}
    )


def to_correct(item, actor):
    """Objections to correcting the public text past the draft."""
    if not (roles.may_write(actor, item) and roles.may_submit(actor, item)):
        return _not_allowed(_("Your role does not allow you to write drafts."))
    if item.public_release is None:
        return _wrong_state(_("“%(title)s” is not public; change the draft.") % {"title": item.title})
    if item.status == Status.PUBLISHED:
        return _wrong_state(_("No other change of “%(title)s” is under way; change the draft.") % {"title": item.title})
    if item.submission_members.filter(is_open=True, is_correction=True, submission__state=SubmissionState.SCHEDULED):
        return _wrong_state(_("A correction is approved and waits for its time; withdraw that first."))
    return []


def to_merge(item, actor):
    if not roles.may_write(actor, item):
        return _not_allowed(_("Your role does not allow you to write drafts."))
    if not needs_merge(item):
        return _wrong_state(_("The draft of “%(title)s” holds everything that is public.") % {"title": item.title})
    return []


def to_reseal(item, actor, *, reason):
    if not roles.may_publish(actor, item):
        return _not_allowed(_("Only an editor can seal a public page again."))
    if item.public_release is None:
        return _wrong_state(_("“%(title)s” is not public.") % {"title": item.title})
    if not reason.strip():
        return _wrong_state(_("Please give a reason; it is kept in the record."))
    return []
