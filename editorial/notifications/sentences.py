"""Notices in words, in the language that is active; and where each leads."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.models import Act, NoticeType


def sentence(notice) -> str:
    """Return what a notice says, in one sentence."""
    values = {"name": notice.actor_name, "title": title(notice), **notice.params}
    if notice.type == NoticeType.FAILING:
        count = notice.params.get("count", 1)
        return ngettext(
            "A check finds %(count)s error in “%(title)s”, which is public.",
            "Checks find %(count)s errors in “%(title)s”, which is public.", count,
        ) % {**values, "count": count}  # fmt: skip
    if notice.type == NoticeType.TAKEN_BACK:
        rolled_back = notice.params.get("act") == Act.ROLL_BACK
        return (
            _("%(name)s rolled the public page of “%(title)s” back.") if rolled_back
            else _("%(name)s withdrew the public page of “%(title)s”.")
        ) % values  # fmt: skip
    if notice.type == NoticeType.SCHEDULED:
        moment = timezone.localtime(datetime.fromisoformat(notice.params["publish_at"]))
        values["moment"] = date_format(moment, "DATETIME_FORMAT")
    if notice.type == NoticeType.RETURNED and not notice.actor_name:
        return _("“%(title)s” could not be published at its time and came back.") % values
    if notice.type == NoticeType.PASSED and not notice.params.get("next"):
        return _("%(name)s signed “%(title)s”.") % values
    if notice.type in (NoticeType.DUE_SOON, NoticeType.OVERDUE):
        values["day"] = date_format(datetime.fromisoformat(notice.params["due"]), "DATE_FORMAT")
    return _SENTENCES[notice.type]() % values


_SENTENCES = {
    NoticeType.SUBMITTED: lambda: _("%(name)s submitted “%(title)s” for review."),
    NoticeType.WITHDRAWN: lambda: _("%(name)s withdrew the submission of “%(title)s”."),
    NoticeType.RETURNED: lambda: _("%(name)s returned “%(title)s”."),
    NoticeType.PASSED: lambda: _("%(name)s passed “%(title)s” to %(next)s."),
    NoticeType.SCHEDULED: lambda: _("%(name)s approved “%(title)s”; it will be published %(moment)s."),
    NoticeType.PUBLISHED: lambda: _("%(name)s published “%(title)s”."),
    NoticeType.COMMENTED: lambda: _("%(name)s commented on “%(title)s”."),
    NoticeType.MENTIONED: lambda: _("%(name)s mentioned you, about “%(title)s”."),
    NoticeType.OVERRIDDEN: lambda: _("%(name)s overrode a rule for “%(title)s”."),
    NoticeType.DUE_SOON: lambda: _("The review of “%(title)s” is due on %(day)s."),
    NoticeType.OVERDUE: lambda: _("The review of “%(title)s” was due on %(day)s."),
    NoticeType.DIGEST: lambda: _("What happened at the desk"),
}


def title(notice) -> str:
    """Return the name of what a notice is about."""
    return (notice.item.title or notice.item.key) if notice.item is not None else ""


def path(notice) -> str:
    """Return the address at the desk that a notice leads to."""
    if notice.submission_id is not None:
        return reverse("admin:review", args=[notice.submission_id])
    return reverse("admin:item", args=[notice.item_id]) if notice.item_id is not None else reverse("admin:index")
