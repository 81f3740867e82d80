"""The review page: what would be public, what changed, what was said; and the acts of a reviewer on it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import commenting, errors, freezing, guards, looking, queries, review_guards, roles, transitions
from editorial.admin import reviewing, ticking
from editorial.admin.refusals import answered
from editorial.admin.signing import in_words, moment_of, signing
from editorial.models import SubmissionState

#: Sets larger than this are frozen with every public title loaded at once.
LARGE_SET = 20


def read(request, pk):
    """Show a submission: as it would be public while it is open, as it was decided afterwards. Writes nothing."""
    submission = submission_for(request, pk)
    is_open = submission.state == SubmissionState.OPEN
    person = request.user
    frozen_set = freeze(submission) if is_open else None
    hide = request.GET.get("spelling") != "all"
    if is_open:
        shown = reviewing.shown_members(submission, frozen_set, person, hide_respellings=hide)
    else:
        shown = reviewing.stored_members(submission, person, hide_respellings=hide)
    threads = [thread for view in shown for thread in view.threads]
    signable = signing(submission, shown, person) if is_open else None
    context = {
        **admin.site.each_context(request),
        "title": _title(submission),
        "submission": submission,
        "is_open": is_open,
        "scheduled": submission.state == SubmissionState.SCHEDULED,
        "scheduled_for": in_words(submission.publish_at) if submission.publish_at else "",
        "overdue": is_open and submission.due_on is not None and submission.due_on < timezone.localdate(),
        "named": list(submission.reviewers.all()),
        "seal": frozen_set.seal if frozen_set else "",
        "members": shown,
        "signing": signable,
        "may_sign": bool(signable and not signable.objections),
        "may_suggest": is_open and roles.may_review(person, submission.lead) and not submission.signoffs.exists(),
        "may_leave_out": _may_leave_out(submission, shown, person) if is_open else False,
        "suggestions": _suggestions(submission, shown, person),
        "return_objections": guards.to_return(submission, person),
        "withdraw_objections": guards.to_withdraw(submission, person),
        "stages": _stages(submission),
        "signoffs": list(submission.signoffs.order_by("stage")),
        "threads": sorted((each for each in threads if not each.resolved), key=lambda each: each.number),
        "resolved": [each for each in threads if each.resolved],
        "may_comment": commenting.may_comment(person, submission.lead),
        "lookers": [each for each in looking.looking_at(submission) if each.person_id != person.pk],
        "i_look": submission.looks.filter(person=person).exists() if is_open else False,
        "may_look": is_open and roles.may_review(person, submission.lead),
        "sides": request.GET.get("view") == "sides",
        "hide_respellings": hide,
        "missing": ticking.missing(shown, ()),
        "zone": timezone.get_current_timezone_name(),
        "lead_url": reverse("admin:item", args=[submission.lead_id]),
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, "editorial/review.html", context)


def _title(submission):
    sentence = _("Correction of “%(title)s”") if submission.is_correction else _("Review of “%(title)s”")
    return sentence % {"title": submission.lead.title or submission.lead.key}


def _may_leave_out(submission, shown, person):
    other = next((view.member for view in shown if not view.is_lead), None)
    return other is not None and not review_guards.to_leave_out(submission, other, person)


def _suggestions(submission, shown, person):
    """Return the proposals of a submission, newest first, each with its changes and what stands in the way of taking it."""
    members = {view.member.item_id: view for view in shown}
    found = []
    for each in submission.suggestions.select_related("item", "submission").order_by("-at", "-pk"):
        objections = review_guards.to_accept(each, person)
        found.append(
            {
                "suggestion": each,
                "title": members[each.item_id].title if each.item_id in members else each.item.title,
                "changes": reviewing.proposed(each),
                "accept_objections": objections,
                "may_decline": not review_guards.to_decline(each, person),
            }
        )
    return found


@require_POST
@answered
def sign(request, pk):
    """Sign the waiting stage over the seal that was on the screen."""
    submission = submission_for(request, pk)
    override = request.POST.get("act") == "override"
    reason = request.POST.get("reason", "")
    guards.insist(guards.to_sign(submission, request.user, reason=reason, override=override))
    tokens = set(request.POST.getlist("tick"))
    frozen_set = freeze(submission)
    shown = reviewing.shown_members(submission, frozen_set, request.user)
    # A stale page is reported as such by the transition, not as a missing tick.
    if not override and request.POST.get("seal") == frozen_set.seal:
        ticking.insist(shown, tokens)
    transitions.sign(
        submission, actor=request.user, seal=request.POST.get("seal", ""), reason=reason, override=override,
        publish_at=moment_of(request), **ticking.kept(shown, tokens),
    )  # fmt: skip
    looking.mark_read(submission, actor=request.user)
    submission.refresh_from_db()
    sentences = {
        SubmissionState.APPROVED: _("Published. Readers see it now."),
        SubmissionState.SCHEDULED: _("Approved. It will be published %(moment)s.")
        % {"moment": in_words(submission.publish_at) if submission.publish_at else ""},
        SubmissionState.OPEN: _("Signed. It waits for the next stage: %(stage)s.")
        % {"stage": submission.stage_name or _("review")},
    }
    messages.success(request, sentences[submission.state])
    return back(submission)


@require_POST
@answered
def give_back(request, pk):
    """Return a submission to its author; a comment is required."""
    submission = submission_for(request, pk)
    transitions.return_(submission, actor=request.user, comment=request.POST.get("comment", ""))
    looking.mark_read(submission, actor=request.user)
    messages.success(request, _("Returned to %(name)s.") % {"name": submission.submitter_name})
    return back(submission)


@require_POST
@answered
def withdraw(request, pk):
    """Take a submission back."""
    submission = submission_for(request, pk)
    transitions.withdraw(submission, actor=request.user)
    messages.success(request, _("The submission was withdrawn."))
    return back(submission)


@require_POST
@answered
def look(request, pk):
    """Say, or take back, that one is looking at a submission; others see it."""
    submission = submission_for(request, pk)
    if not roles.may_review(request.user, submission.lead):
        raise errors.NotAllowed(_("Your role does not allow you to review."))
    if request.POST.get("act") == "look":
        looking.look(submission, actor=request.user)
    elif request.POST.get("act") == "stop":
        looking.stop(submission, actor=request.user)
    return back(submission)


@require_POST
@answered
def leave_out(request, pk):
    """Take one record out of the set, for later."""
    submission = submission_for(request, pk)
    number = request.POST.get("member", "")
    member = submission.members.select_related("item").filter(pk=int(number) if number.isdecimal() else 0).first()
    guards.insist(review_guards.to_leave_out(submission, member, request.user))
    transitions.leave_out(member, actor=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("“%(title)s” was left out. It is a draft again.") % {"title": member.item})
    return back(submission)


def submission_for(request, pk):
    if not roles.may(request.user, "view_item"):
        raise PermissionDenied
    return get_object_or_404(queries.submissions_seen_by(request.user).select_related("lead"), pk=pk)


def freeze(submission):
    return freezing.freeze_submission(submission, preload=submission.members.count() > LARGE_SET)


def _stages(submission):
    """Return ``[{name, state, signoff}]`` for the stages of a review that has any; a single unnamed stage shows none."""
    if submission.stages == [""] or not submission.stages:
        return []
    signed = {signoff.stage: signoff for signoff in submission.signoffs.all()}
    return [
        {"name": name, "signoff": signed.get(number), "waiting": number == submission.stage and number not in signed}
        for number, name in enumerate(submission.stages)
    ]


def back(submission):
    return HttpResponseRedirect(reverse("admin:review", args=[submission.pk]))
