"""The calendar: what becomes public when and by whom, what is due, and what became public, month by month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial import clock, kinds, queries, roles
from editorial.admin.desk import due_day
from editorial.models import Publication, Submission, SubmissionState


@dataclass(frozen=True)
class Entry:
    """One line of a day: what happens, to which record, by whom, at what time of the day (None for the whole day)."""

    tone: str
    what: str
    title: str
    url: str
    kind: str
    who: str
    at: datetime | None = None
    late: bool = False


@require_safe
def show(request):
    """Show one month as an agenda, days with entries only: scheduled, due, published. ``?month=2026-03``."""
    person = request.user
    if not roles.may(person, "view_item"):
        raise PermissionDenied
    first = _month(request.GET.get("month", ""))
    following = (first + timedelta(days=32)).replace(day=1)
    days = defaultdict(list)
    for day, entry in [*_scheduled(person, first, following), *_due(person, first, following),
                       *_published(person, first, following)]:  # fmt: skip
        days[day].append(entry)
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar"),
        "month": first,
        "previous": (first - timedelta(days=1)).replace(day=1),
        "following": following,
        "today": timezone.localdate(clock.now()),
        "days": [
            (day, sorted(days[day], key=lambda entry: (entry.at is not None, entry.at, entry.title)))
            for day in sorted(days)
        ],
        "zone": timezone.get_current_timezone_name(),
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, "editorial/calendar.html", context)


def _month(asked) -> date:
    """Return the first day of the month asked for (``2026-03``), else of this month."""
    if not asked:
        return timezone.localdate(clock.now()).replace(day=1)
    try:
        first = datetime.strptime(asked, "%Y-%m").date()  # noqa: DTZ007 (a month has no zone)
    except ValueError as error:
        raise Http404 from error
    if not 1900 <= first.year <= 2200:
        raise Http404
    return first


def _between(first, following):
    zone = timezone.get_current_timezone()
    return [datetime.combine(day, time(), zone) for day in (first, following)]


def _scheduled(person, first, following):
    rows = queries.submissions_seen_by(person).filter(
        state=SubmissionState.SCHEDULED, publish_at__range=_between(first, following)
    )
    for each in rows.select_related("lead").prefetch_related("signoffs"):
        at = timezone.localtime(each.publish_at)
        signed = [signoff.person_name for signoff in each.signoffs.all()]
        yield at.date(), Entry(
            "scheduled", _("will be published"), str(each.lead), reverse("admin:review", args=[each.pk]),
            _kind(each.lead), signed[-1] if signed else "", at, late=at < clock.now(),
        )  # fmt: skip


def _due(person, first, following):
    if not hasattr(Submission, "due_on"):
        return
    rows = queries.submissions_seen_by(person).filter(
        state=SubmissionState.OPEN, due_on__gte=first, due_on__lt=following
    )
    for each in rows.select_related("lead"):
        day = due_day(each)
        yield day, Entry(
            "due", _("review is due"), str(each.lead), reverse("admin:review", args=[each.pk]), _kind(each.lead),
            each.submitter_name, late=day < timezone.localdate(clock.now()),
        )  # fmt: skip


def _published(person, first, following):
    rows = Publication.objects.filter(roles.visible(person, prefix="item__"), at__range=_between(first, following))
    for each in rows.select_related("item").order_by("at", "pk"):
        at = timezone.localtime(each.at)
        yield at.date(), Entry(
            f"was-{each.act}", each.get_act_display(), str(each.item), reverse("admin:item", args=[each.item_id]),
            _kind(each.item), each.by_name, at,
        )  # fmt: skip


def _kind(item):
    return str(kinds.get(item.kind).label)
