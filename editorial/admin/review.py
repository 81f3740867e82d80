"""The review page: what would be public, what changed, what was said; and the acts of a reviewer on it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from editorial import clock, errors, freezing, guards, roles, transitions
from editorial.admin import reviewing
from editorial.admin.refusals import answered
from editorial.models import Comment, Submission, SubmissionState

#: Sets larger than this are frozen with every public title loaded at once.
LARGE_SET = 20


def read(request, pk):
    """Show a submission: as it would be public while it is open, as it was decided afterwards. Writes nothing."""
    submission = _submission(request, pk)
    is_open = submission.state == SubmissionState.OPEN
    frozen_set = _freeze(submission) if is_open else None
    shown = reviewing.shown_members(submission, frozen_set) if is_open else reviewing.stored_members(submission)
    person = request.user
    context = {
        **admin.site.each_context(request),
        "title": _("Review of “%(title)s”") % {"title": submission.lead.title or submission.lead.key},
        "submission": submission,
        "is_open": is_open,
        "scheduled": submission.state == SubmissionState.SCHEDULED,
        "seal": frozen_set.seal if frozen_set else "",
        "members": shown,
        "signing": reviewing.signing(submission, shown, person) if is_open else None,
        "return_objections": guards.to_return(submission, person),
        "withdraw_objections": guards.to_withdraw(submission, person),
        "stages": _stages(submission),
        "signoffs": list(submission.signoffs.order_by("stage")),
        "comments": _comments(submission),
        "may_comment": _may_comment(person),
        "sides": request.GET.get("view") == "sides",
        "unticked": len(reviewing.unticked(shown, ())),
        "lead_url": reverse("admin:item", args=[submission.lead_id]),
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, "editorial/review.html", context)


@require_POST
@answered
def sign(request, pk):
    """Sign the waiting stage over the seal that was on the screen."""
    submission = _submission(request, pk)
    override = request.POST.get("act") == "override"
    reason = request.POST.get("reason", "")
    guards.insist(guards.to_sign(submission, request.user, reason=reason, override=override))
    tokens = set(request.POST.getlist("tick"))
    frozen_set = _freeze(submission)
    shown = reviewing.shown_members(submission, frozen_set)
    missing = reviewing.unticked(shown, tokens)
    # A stale page is reported as such by the transition, not as a missing tick.
    if missing and not override and request.POST.get("seal") == frozen_set.seal:
        raise errors.WrongState(
            ngettext(
                "%(count)s group of warnings is not ticked. Please read it and tick it.",
                "%(count)s groups of warnings are not ticked. Please read and tick them.",
                len(missing),
            )
            % {"count": len(missing)}
        )
    transitions.sign(
        submission, actor=request.user, seal=request.POST.get("seal", ""), reason=reason, override=override,
        ticked=reviewing.ticks(shown, tokens), publish_at=_publish_at(request),
    )  # fmt: skip
    submission.refresh_from_db()
    sentences = {
        SubmissionState.APPROVED: _("Published. Readers see it now."),
        SubmissionState.SCHEDULED: _("Approved. It will be published at the time you chose."),
        SubmissionState.OPEN: _("Signed. It waits for the next stage."),
    }
    messages.success(request, sentences[submission.state])
    return _back(submission)


@require_POST
@answered
def give_back(request, pk):
    """Return a submission to its author; a comment is required."""
    submission = _submission(request, pk)
    transitions.return_(submission, actor=request.user, comment=request.POST.get("comment", ""))
    messages.success(request, _("Returned to %(name)s.") % {"name": submission.submitter_name})
    return _back(submission)


@require_POST
@answered
def withdraw(request, pk):
    """Take a submission back."""
    submission = _submission(request, pk)
    transitions.withdraw(submission, actor=request.user)
    messages.success(request, _("The submission was withdrawn."))
    return _back(submission)


@require_POST
@answered
def comment(request, pk):
    """Add a remark to the thread of a submission."""
    submission = _submission(request, pk)
    if not _may_comment(request.user):
        raise errors.NotAllowed(_("Your role does not allow you to comment."))
    body = request.POST.get("body", "").strip()
    if not body:
        raise errors.WrongState(_("The comment is empty."))
    members = {str(member.pk): member for member in submission.members.select_related("item", "version")}
    lead = next(member for member in members.values() if member.item_id == submission.lead_id)
    member = members.get(request.POST.get("member", ""), lead)
    Comment.objects.create(
        item=member.item, submission=submission, version_number=member.version.number, author=request.user,
        author_name=roles.name_of(request.user), at=clock.now(), body=body[:10_000],
    )  # fmt: skip
    return HttpResponseRedirect(reverse("admin:review", args=[submission.pk]) + "#comments")


def _submission(request, pk):
    if not roles.may(request.user, "view_item"):
        raise PermissionDenied
    return get_object_or_404(Submission.objects.select_related("lead"), pk=pk)


def _freeze(submission):
    return freezing.freeze_submission(submission, preload=submission.members.count() > LARGE_SET)


def _may_comment(person):
    return roles.may_write(person) or roles.may_review(person)


def _publish_at(request):
    """Return the moment asked for, or None to publish at once."""
    if request.POST.get("act") != "schedule":
        return None
    field = forms.DateTimeField(required=False)
    try:
        moment = field.clean(request.POST.get("publish_at", ""))
    except forms.ValidationError as error:
        raise errors.WrongState(" ".join(error.messages)) from error
    if moment is None or moment <= clock.now():
        raise errors.WrongState(_("Please choose a time in the future, or publish now."))
    return moment


def _stages(submission):
    """Return ``[{name, state, signoff}]`` for the stages of a review that has any; a single unnamed stage shows none."""
    if submission.stages == [""] or not submission.stages:
        return []
    signed = {signoff.stage: signoff for signoff in submission.signoffs.all()}
    return [
        {"name": name, "signoff": signed.get(number), "waiting": number == submission.stage and number not in signed}
        for number, name in enumerate(submission.stages)
    ]


def _comments(submission):
    items = submission.members.values("item")
    return list(Comment.objects.filter(item__in=items).select_related("item").order_by("at", "pk"))


def _back(submission):
    return HttpResponseRedirect(reverse("admin:review", args=[submission.pk]))
