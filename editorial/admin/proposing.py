"""Correcting a slip on the review page: it becomes a proposal that an author accepts with one click."""

from django.contrib import admin, messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import errors, guards, history, kinds, looking, review_guards, transitions
from editorial.admin.lines import one_line_break
from editorial.admin.refusals import answered
from editorial.admin.review import back, submission_for
from editorial.models import Suggestion


@answered
def propose(request, pk, number):
    """A page with the texts of one member, to correct a slip in them; or two words of the review page, old and new."""
    submission = submission_for(request, pk)
    member = get_object_or_404(submission.members.select_related("item", "version__stored", "version__item"), pk=number)
    kind = kinds.get(member.item.kind)
    snapshot = history.snapshot_of(member.version)
    texts = {
        name: snapshot.get(name) or ""
        for name in kind.public_fields
        if isinstance(snapshot.get(name), str) and not kind.choices(name)
    }
    if request.method == "POST":
        written = _replaced(request, texts) if "old" in request.POST else _written(request, texts)
        transitions.suggest(member, actor=request.user, fields=written, note=request.POST.get("note", ""))
        looking.mark_read(submission, actor=request.user)
        messages.success(request, _("Your correction waits for an author to accept it. You may still sign."))
        return back(submission)
    objections = review_guards.to_suggest(submission, member, request.user, fields={})
    guards.insist([each for each in objections if each.error is errors.NotAllowed])
    context = {
        **admin.site.each_context(request),
        "title": _("Correct a slip in “%(title)s”") % {"title": member.item},
        "submission": submission,
        "member": member,
        "limit": review_guards.SLIP,
        "texts": [
            {"name": name, "label": kind.field_label(name), "text": text, "rows": min(30, 2 + text.count("\n") + len(text) // 60)}
            for name, text in texts.items()
        ],
    }  # fmt: skip
    request.current_app = admin.site.name
    return TemplateResponse(request, "editorial/propose.html", context)


def _written(request, texts):
    """Return the texts of the form that differ."""
    posted = {name: one_line_break(request.POST[f"text-{name}"]) for name in texts if f"text-{name}" in request.POST}
    return {name: text for name, text in posted.items() if text != one_line_break(texts[name])}


def _replaced(request, texts):
    """Return the one text that holds the words ``old`` in one place, with ``new`` in it."""
    old, new = (one_line_break(request.POST.get(name, "")).strip() for name in ("old", "new"))
    places = [(name, text.count(old)) for name, text in texts.items() if old and old in text]
    if sum(count for _name, count in places) != 1:
        sentence = (
            _("“%(words)s” stands in %(count)s places. Please give more of the words around it.")
            if places
            else _("The source has no “%(words)s”, as one piece. Open the whole text to correct it there.")
        )
        raise errors.WrongState(sentence % {"words": old[:80], "count": sum(count for _name, count in places)})
    name = places[0][0]
    return {name: texts[name].replace(old, new)}


@require_POST
@answered
def decide(request, pk, number):
    """Accept or decline a proposal."""
    submission = submission_for(request, pk)
    suggestion = get_object_or_404(Suggestion.objects.select_related("submission", "item"), pk=number)
    if suggestion.submission_id != submission.pk:
        raise Http404
    if request.POST.get("act") == "accept":
        version = transitions.accept(suggestion, actor=request.user)
        messages.success(
            request,
            _("Accepted as version %(number)s, which is in review now. %(name)s may still sign.")
            % {"number": version.number, "name": suggestion.person_name},
        )
    elif request.POST.get("act") == "decline":
        transitions.decline(suggestion, actor=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("Declined. The text stays as it is."))
    return back(submission)
