"""What is approved and waits for its time: what, when, who; and what was published lately, and how late."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import clock, queries, roles
from editorial.models import Signoff, SubmissionState

#: How many published sets the page looks back on.
LATELY = 20


def calendar(request):
    """List the scheduled sets by day, then those that came out at their planned time or later. Four queries at most."""
    if not roles.may(request.user, "view_item"):
        raise PermissionDenied
    planned = (
        queries.submissions_seen_by(request.user)
        .filter(publish_at__isnull=False)
        .select_related("lead")
        .annotate(size=Count("members"))
        .prefetch_related(Prefetch("signoffs", Signoff.objects.order_by("stage")))
    )
    now = clock.now()
    days: dict = {}
    for each in planned.filter(state=SubmissionState.SCHEDULED).order_by("publish_at", "pk"):
        each.is_late = each.publish_at < now
        days.setdefault(timezone.localtime(each.publish_at).date(), []).append(each)
    done = list(planned.filter(state=SubmissionState.APPROVED).order_by("-decided_at")[:LATELY])
    for each in done:
        each.minutes_late = max(0, int((each.decided_at - each.publish_at).total_seconds() // 60))
    context = {
        **admin.site.each_context(request),
        "title": _("Calendar of publications"),
        "days": list(days.items()),
        "done": done,
        "zone": timezone.get_current_timezone_name(),
    }
    request.current_app = admin.site.name
    return TemplateResponse(request, "editorial/calendar.html", context)
