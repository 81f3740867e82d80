"""Digests: exactly what happened in a period, each act once; daily or weekly, as somebody wishes."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from editorial import roles
from editorial.models import Act, AuditEntry, Notice, NoticePreference, NoticeType, Rhythm

#: What a digest tells of: the way to readers and back. Saving a draft is no news.
TRANSITIONS = (
    Act.SUBMIT, Act.WITHDRAW_SUBMISSION, Act.RETURN, Act.SIGN, Act.SCHEDULE, Act.PUBLISH, Act.ROLL_BACK,
    Act.UNPUBLISH, Act.OVERRIDE, Act.DELETE,
)  # fmt: skip
#: Lines a digest shows; the rest is a number and a link.
SHOWN = 200


def period_end(rhythm, now) -> datetime:
    """Return the end of the last whole day, or of the last whole week (Monday to Sunday), in the house's time zone."""
    today = timezone.localtime(now).date()
    day = today - timedelta(days=today.weekday()) if rhythm == Rhythm.WEEKLY else today
    return datetime.combine(day, time(), timezone.get_current_timezone())


def write_due(now=None) -> int:
    """Write the digests whose period is over; returns how many. Safe to run twice, and late: nothing is lost or doubled.

    A period without news is passed over in silence.
    """
    from editorial.notifications import mailing  # reads the content of digests

    now = now or timezone.now()
    written = 0
    for preference in NoticePreference.objects.exclude(digest=Rhythm.NEVER).select_related("person").order_by("pk"):
        written += _write_one(preference, now)
    if written:
        mailing.send_soon()
    return written


@transaction.atomic
def _write_one(preference, now) -> bool:
    until = period_end(preference.digest, now)
    since = preference.digest_until or until
    if since >= until:
        return False
    mine = NoticePreference.objects.filter(pk=preference.pk, digest_until=preference.digest_until)
    if not mine.update(digest_until=until):
        return False  # another worker was quicker
    person = preference.person
    period = {"since": since.isoformat(), "until": until.isoformat()}
    if not (person.is_active and person.email) or not entries(person, **period).exists():
        return False
    Notice.objects.create(
        person=person, type=NoticeType.DIGEST, params=period, at=now, at_desk=False, mail_at=now,
        occasion=f"digest {until:%Y-%m-%d}",
    )  # fmt: skip
    return True


def choose(preference, rhythm, now=None):
    """Set how often somebody gets a digest; the first covers what happens from the present period on."""
    if rhythm != preference.digest:
        preference.digest = rhythm
        preference.digest_until = None if rhythm == Rhythm.NEVER else period_end(rhythm, now or timezone.now())


def entries(person, *, since, until):
    """Return the audit rows of the transitions of a period that ``person`` may see, the oldest first."""
    return AuditEntry.objects.filter(
        roles.visible(person, prefix="item__"), act__in=TRANSITIONS, at__gte=datetime.fromisoformat(since),
        at__lt=datetime.fromisoformat(until), item__isnull=False,
    ).order_by("at", "pk")  # fmt: skip


def content(person, period) -> dict:
    """Return what the templates of a digest show."""
    rows = entries(person, **period)
    lines = [
        {
            "entry": entry,
            "url": settings.PUBLIC_URL + reverse("admin:item", args=[entry.item_id]),
        }
        for entry in rows[:SHOWN]
    ]
    return {
        "since": timezone.localtime(datetime.fromisoformat(period["since"])),
        "last_day": timezone.localtime(datetime.fromisoformat(period["until"])) - timedelta(days=1),
        "lines": lines,
        "more": max(rows.count() - SHOWN, 0),
        "all_url": settings.PUBLIC_URL + reverse("admin:editorial_auditentry_changelist"),
    }
