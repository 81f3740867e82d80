"""The front page: what waits for whom, each number a link to its list; and the way from an item to its page.

Every list is one query, which brings its own count along, so that the number of queries depends on the role alone.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Window
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from editorial import clock, kinds, progress, queries, roles
from editorial.admin.listing import findings_label
from editorial.models import Act, AuditEntry, Item, Job, Publication, Submission, SubmissionState

#: How many rows each list shows.
ROWS = 8
#: A submission that waits longer than this is called stuck.
STUCK = timedelta(days=7)
#: How far back the desk looks for overrides.
OVERRIDES = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One line of a list: a link, small facts under it, and what somebody said."""

    title: str
    url: str
    facts: tuple = ()
    said: str = ""
    late: str = ""
    badge: object = ""


@dataclass(frozen=True)
class Section:
    """One list of the desk. ``count`` is that of all rows there are; ``url`` leads to all of them."""

    name: str
    title: str
    url: str
    rows: tuple[Row, ...] = ()
    count: int = 0
    grave: bool = False


@dataclass(frozen=True)
class Desk:
    """What one person finds on the front page."""

    sections: tuple[Section, ...] = ()
    progress: list = field(default_factory=list)
    knows_roles: bool = False

    @property
    def nothing_to_do(self) -> bool:
        """Whether none of the lists that call for this person has a row."""
        return bool(self.sections) and not any(each.count for each in self.sections if each.grave)


def of(person) -> Desk:
    """Return the desk of ``person``: what their roles give them to do first, what they only watch after it."""
    writes, reviews = roles.may_write(person), roles.may_review(person)
    publishes, looks_after = roles.may_publish(person), roles.may(person, "manage_people")
    made = []
    if reviews:
        made.append(_waiting(person))
    if writes:
        made += [_returned(person), _drafts(person), _in_review(person, everybody=publishes)]
        made.append(_scheduled(person))
        made.append(_failing_checks(person, everybody=publishes))
    if publishes or looks_after:
        made.append(_overrides(person))
    if (publishes or looks_after) and roles.may_everywhere(person, "view_item"):
        made.append(_failing_jobs())
    sees = roles.may(person, "view_item")
    if sees:
        made.append(_recently_public(person))
    return Desk(
        tuple(made),
        progress=progress.of_collections(person) if writes or reviews else [],
        knows_roles=roles.may(person, "see_roles"),
    )


def _section(name, title, url, rows, make_row, **options):
    """Make a list from a queryset in one query: each row carries the count of all."""
    found = list(rows.annotate(desk_total=Window(Count("pk")))[:ROWS])
    count = found[0].desk_total if found else 0
    return Section(name, title, url, tuple(map(make_row, found)), count, **options)


def list_url(model, **asked):
    """Return the address of the list of a model, filtered."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(asked)}" if asked else address


# Submissions


def _waiting(person):
    rows = queries.waiting_for(person)
    return _section(
        "waiting", _("Waiting for me"), list_url(Submission, desk="waiting"), rows,
        lambda each: _submission(each, each.submitter_name), grave=True,
    )  # fmt: skip


def _returned(person):
    return _section(
        "returned", _("Returned to me"), list_url(Submission, desk="returned"),
        queries.returned_to(person),
        lambda each: Row(
            str(each.lead), reverse("admin:review", args=[each.pk]),
            (_kind(each.lead), _ago(each.decided_at)), said=each.decision_comment,
        ),
        grave=True,
    )  # fmt: skip


def _in_review(person, *, everybody):
    rows = queries.submissions_seen_by(person).filter(state=SubmissionState.OPEN).select_related("lead")
    asked = {"state__exact": SubmissionState.OPEN.value}
    if not everybody:
        rows, asked = rows.filter(submitter=person), {"desk": "mine"}
    return _section(
        "in_review", _("In review"), list_url(Submission, **asked),
        rows.order_by("submitted_at"), lambda each: _submission(each, each.submitter_name if everybody else ""),
    )  # fmt: skip


def _scheduled(person):
    rows = queries.submissions_seen_by(person).filter(state=SubmissionState.SCHEDULED).select_related("lead")
    return _section(
        "scheduled", _("Scheduled"), reverse("admin:calendar"),
        rows.order_by("publish_at"),
        lambda each: Row(
            str(each.lead), reverse("admin:review", args=[each.pk]), (_kind(each.lead), _moment(each.publish_at)),
            late=_("late") if each.publish_at < clock.now() else "",
        ),
    )  # fmt: skip


def _submission(submission, name):
    facts = [_kind(submission.lead), submission.stage_name, name, _waits(submission.submitted_at)]
    late = ""
    if submission.due_on is not None:
        facts.append(_("due %(day)s") % {"day": date_format(submission.due_on, "SHORT_DATE_FORMAT")})
        late = _("overdue") if submission.due_on < timezone.localdate(clock.now()) else ""
    elif submission.submitted_at < clock.now() - STUCK:
        late = _("stuck")
    return Row(
        str(submission.lead), reverse("admin:review", args=[submission.pk]), tuple(filter(None, facts)), late=late
    )


# Items


def _drafts(person):
    return _section(
        "drafts", _("My drafts"), list_url(Item, owner="me", status="draft"),
        queries.drafts_of(person), lambda each: _item(each, _ago(each.updated_at)),
    )  # fmt: skip


def _failing_checks(person, *, everybody):
    rows = Item.objects.filter(roles.visible(person), error_count__gt=0).order_by("-error_count", "-updated_at")
    asked = {"findings": "errors"}
    if not everybody:
        rows, asked = rows.filter(owner=person), {**asked, "owner": "me"}
    return _section(
        "failing", _("Failing checks"), list_url(Item, **asked), rows, _item,
    )  # fmt: skip


def _item(item, *facts):
    counted = item.error_count or item.warning_count
    return Row(
        str(item), reverse("admin:item", args=[item.pk]), (_kind(item), *facts),
        badge=findings_label(item) if counted else "",
    )  # fmt: skip


def _recently_public(person):
    rows = Publication.objects.filter(roles.visible(person, prefix="item__")).select_related("item", "release")
    return _section(
        "recent", _("Recently public"), list_url(AuditEntry, act__exact=Act.PUBLISH.value), rows.order_by("-at", "-pk"),
        lambda each: Row(
            str(each.item), reverse("admin:item", args=[each.item_id]),
            (
                _kind(each.item), each.get_act_display(), _("release %(number)s") % {"number": each.release.number},
                each.by_name, _ago(each.at),
            ),
        ),
    )  # fmt: skip


# The house


def _overrides(person):
    rows = AuditEntry.objects.filter(
        roles.visible(person, prefix="item__"), act=Act.OVERRIDE, at__gte=clock.now() - OVERRIDES
    )
    return _section(
        "overrides", _("Overrides"), list_url(AuditEntry, act__exact=Act.OVERRIDE.value), rows.order_by("-at", "-pk"),
        lambda each: Row(
            each.item_label, reverse("admin:item", args=[each.item_id]) if each.item_id else "",
            (each.actor_name, _ago(each.at)), said=each.reason,
        ),
    )  # fmt: skip


def _failing_jobs():
    return _section(
        "jobs", _("Failing jobs"), list_url(Job, state="failed"),
        Job.objects.lagging().exclude(error="").order_by("-attempts", "name"),
        lambda each: Row(each.name, list_url(Job, q=each.name), (), said=each.error),
    )  # fmt: skip


# Words


def _kind(item):
    return str(kinds.get(item.kind).label)


def _ago(moment):
    return _("%(time)s ago") % {"time": timesince(moment, clock.now(), depth=1)}


def _waits(moment):
    return _("waits for %(time)s") % {"time": timesince(moment, clock.now(), depth=1)}


def _moment(moment):
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


# From an item to its page


def open_item(request, pk):
    """Lead from an item to the page of its draft."""
    if not roles.may(request.user, "view_item"):
        raise PermissionDenied
    item = get_object_or_404(Item.objects.filter(roles.visible(request.user)), pk=pk)
    return HttpResponseRedirect(item_url(item))


def item_url(item):
    """Return the address of an item's page in the admin. One query: content rows have their own numbers."""
    row = item.row
    return reverse(f"{admin.site.name}:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
