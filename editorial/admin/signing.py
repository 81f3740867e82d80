"""What signing the waiting stage takes from one person, and what exactly its buttons do."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import clock, errors, guards


@dataclass(frozen=True)
class Signing:
    """What signing the waiting stage would take from one person."""

    label: str
    objections: tuple
    needs_reason: bool
    may_override: bool
    is_last: bool


def signing(submission, shown, person) -> Signing:
    """Return what stands in the way of ``person`` signing the waiting stage, and what the button says."""
    objections = tuple(guards.to_sign(submission, person, reason="-"))
    needs_reason = not objections and bool(guards.to_sign(submission, person))
    changed_base = guards.base_changed(submission)
    in_the_way = _in_the_way(changed_base, shown) if not any(_forbids(each) for each in objections) else ()
    overriding = tuple(guards.to_sign(submission, person, reason="-", override=True))
    return Signing(
        _label(submission, len(shown)), (*objections, *in_the_way), needs_reason,
        may_override=not overriding and not changed_base and bool(objections or in_the_way),
        is_last=submission.is_last_stage,
    )  # fmt: skip


def _forbids(objection):
    return objection.error is errors.NotAllowed


def _in_the_way(changed_base, shown):
    sentences = [
        _("The public text of “%(title)s” changed after this was submitted. Submit it again on top of that.")
        % {"title": title}
        for title in changed_base
    ]
    count = sum(view.errors for view in shown)
    if count:
        sentences.append(
            ngettext("%(count)s error has to be resolved first.", "%(count)s errors have to be resolved first.", count)
            % {"count": count}
        )
    return tuple(guards.Objection(sentence, errors.ChecksFailed) for sentence in sentences)


def _label(submission, count):
    if submission.is_last_stage and count > 1:
        return _("Publish now: all %(count)s records") % {"count": count}
    if submission.is_last_stage:
        return _("Publish now")
    return _("Pass to %(stage)s") % {"stage": submission.stages[submission.stage + 1] or _("review")}


def moment_of(request):
    """Return the moment a form asks for, or None to publish at once. Raises WrongState for the past and for no time."""
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


def in_words(moment) -> str:
    """Return a moment with its time zone, such as ``3 March 2026 09:00 Asia/Shanghai``."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'DATE_FORMAT')} {date_format(local, 'H:i')} {timezone.get_current_timezone_name()}"
