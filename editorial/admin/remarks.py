"""Remarks on the review page: a new thread, an answer, resolving and opening again. Plain forms, no script needed."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import commenting, errors, looking
from editorial.admin import reviewing, threads
from editorial.admin.refusals import answered
from editorial.admin.review import freeze, submission_for
from editorial.models import Comment, SubmissionState


@require_POST
@answered
def comment(request, pk):
    """Begin a thread on a submission; a quotation ties it to words of the text."""
    submission = submission_for(request, pk)
    member = _member(submission, request.POST.get("member", ""))
    quotation = request.POST.get("quotation", "").strip()
    anchor = None
    if quotation and request.POST.get("body", "").strip() and commenting.may_comment(request.user, member.item):
        member, anchor = _anchor(submission, member, quotation, request.user)
    made = commenting.add(member, actor=request.user, body=request.POST.get("body", ""), anchor=anchor)
    looking.mark_read(submission, actor=request.user)
    return _to(submission, made)


@require_POST
@answered
def thread(request, pk, number):
    """Answer in a thread, resolve it or open it again."""
    submission = submission_for(request, pk)
    first = get_object_or_404(Comment.objects.select_related("item", "reply_to"), pk=number)
    member = submission.members.select_related("item", "version", "submission").filter(item=first.item_id).first()
    if member is None:
        raise Http404
    act = request.POST.get("act")
    if act == "resolve":
        commenting.resolve(first, actor=request.user)
    elif act == "reopen":
        commenting.reopen(first, actor=request.user)
    elif act == "reply":
        commenting.add(member, actor=request.user, body=request.POST.get("body", ""), reply_to=first)
    return _to(submission, first.reply_to or first)


def _member(submission, number):
    members = {str(each.pk): each for each in submission.members.select_related("item", "version", "submission")}
    lead = next(each for each in members.values() if each.item_id == submission.lead_id)
    return members.get(number, lead)


def _anchor(submission, member, quotation, person):
    """Return (member, anchor) of quoted words: in the record that was chosen, else in another of the set."""
    if submission.state != SubmissionState.OPEN:
        raise errors.WrongState(_("Words can be quoted while the text is in review; comment without a quotation."))
    views = reviewing.shown_members(submission, freeze(submission), person)
    for view in sorted(views, key=lambda view: view.member.pk != member.pk):
        anchor = threads.anchored(view, quotation)
        if anchor is not None:
            return view.member, anchor
    raise errors.WrongState(threads.nothing_such())


def _to(submission, comment):
    return HttpResponseRedirect(reverse("admin:review", args=[submission.pk]) + f"#comment-{comment.pk}")
