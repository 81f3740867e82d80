"""The audit trail: everything that was done, by whom; searched by person, act, record, period and reason, and taken away
as a file that a spreadsheet opens without running anything in it.
"""

import csv
from datetime import datetime, time, timedelta

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import roles
from editorial.admin.read_only import ReadOnlyAdmin
from editorial.models import Act, AuditEntry

#: What a spreadsheet takes for a formula at the beginning of a cell; also full-width, as Chinese keyboards give it.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
#: Rows read at a time while a file is written.
CHUNK = 500


class TrailSearch(forms.Form):
    """What the trail is searched by. An empty field asks for nothing; a field that cannot be read is said, not guessed."""

    person = forms.CharField(label=gettext_lazy("Person"), required=False, max_length=150)
    act = forms.ChoiceField(label=gettext_lazy("Act"), required=False)
    item = forms.CharField(label=gettext_lazy("Record"), required=False, max_length=300)
    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("To (that day included)"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason or comment"), required=False, max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", _("any")), *Act.choices]
        for name in ("since", "until"):
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def narrow(self, entries):
        """Return the entries asked for; none where a field cannot be read."""
        if not self.is_valid():
            return entries.none()
        asked = self.cleaned_data
        if asked["person"]:
            entries = entries.filter(
                Q(actor_name__icontains=asked["person"]) | Q(actor__username__iexact=asked["person"])
            )
        if asked["act"]:
            entries = entries.filter(act=asked["act"])
        if asked["item"]:
            entries = entries.filter(item_label__icontains=asked["item"])
        if asked["reason"]:
            entries = entries.filter(reason__icontains=asked["reason"])
        if asked["since"]:
            entries = entries.filter(at__gte=_beginning(asked["since"]))
        if asked["until"]:
            entries = entries.filter(at__lt=_beginning(asked["until"] + timedelta(days=1)))
        return entries


def _beginning(day):
    return datetime.combine(day, time(), timezone.get_current_timezone())


class TrailList(ChangeList):
    """The list, narrowed by the form above it."""

    def get_filters_params(self, params=None):
        asked = super().get_filters_params(params)
        return {name: value for name, value in asked.items() if name not in TrailSearch.base_fields}


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Everything that was done, by whom."""

    list_display = (
        "at", "actor_name", "act", "item_column", "version_number", "release_number", "reason", "detail_column",
    )  # fmt: skip
    list_filter = ("act",)
    search_fields = ("item_label", "actor_name", "reason")
    ordering = ("-at", "-pk")
    change_list_template = "editorial/trail.html"

    def get_urls(self):
        export = path("export/", self.admin_site.admin_view(self.export_view), name="editorial_auditentry_export")
        return [export, *super().get_urls()]

    def get_changelist(self, request, **kwargs):
        return TrailList

    def get_queryset(self, request):
        return TrailSearch(request.GET).narrow(super().get_queryset(request))

    def changelist_view(self, request, extra_context=None):
        asked = request.GET.copy()
        asked.pop("p", None)
        return super().changelist_view(
            request,
            {
                "search": TrailSearch(request.GET, label_suffix=""),
                "may_export": roles.may(request.user, "export_audit"),
                "export_url": reverse("admin:editorial_auditentry_export") + f"?{asked.urlencode()}",
                **(extra_context or {}),
            },
        )

    @admin.display(description=gettext_lazy("item"), ordering="item_label")
    def item_column(self, entry):
        if entry.item_id is None or entry.act == Act.DELETE:
            return entry.item_label
        return format_html('<a href="{}">{}</a>', reverse("admin:item", args=[entry.item_id]), entry.item_label)

    @admin.display(description=gettext_lazy("details"))
    def detail_column(self, entry):
        return in_words(entry)

    def export_view(self, request):
        """The rows that the search shows, all of them, as CSV: streamed, in UTF-8, no cell a formula."""
        if not roles.may(request.user, "export_audit"):
            raise PermissionDenied
        entries = self.get_queryset(request).filter(roles.visible(request.user, act="export_audit", prefix="item__"))
        listed = request.GET.get("act__exact")
        if listed:
            entries = entries.filter(act=listed)
        words = request.GET.get("q", "").strip()
        if words:
            entries, _doubles = self.get_search_results(request, entries, words)
        response = StreamingHttpResponse(
            lines(entries.order_by("at", "pk")), content_type="text/csv; charset=utf-8; header=present"
        )
        name = f"audit-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "no-store"
        return response


_HEADINGS = (
    "when", "person", "act", "item", "version", "release", "submission", "reason", "details", "content before",
    "content after",
)  # fmt: skip


def lines(entries):
    """Yield the lines of a CSV file (RFC 4180, with the mark that tells spreadsheets of UTF-8) of audit entries."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(_HEADINGS)
    for entry in entries.iterator(chunk_size=CHUNK):
        yield writer.writerow(
            safe(cell)
            for cell in (
                timezone.localtime(entry.at).isoformat(timespec="seconds"), entry.actor_name, entry.act,
                entry.item_label, entry.version_number, entry.release_number, entry.submission_id, entry.reason,
                in_words(entry), entry.before_sha256, entry.after_sha256,
            )
        )  # fmt: skip


class _Line:
    """What a csv writer writes to; gives each line back."""

    def write(self, line):
        return line


def safe(cell) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection): such text gets an apostrophe."""
    text = "" if cell is None else str(cell).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) else text


def in_words(entry) -> str:
    """Return the details of an entry as words: rights as before → after, else names and values."""
    parts = []
    for name, value in sorted((entry.detail or {}).items()):
        if name in ("seal", "comment"):
            continue
        if isinstance(value, list) and len(value) == 2 and entry.act == Act.PERMISSION:
            value = f"{_plain(value[0])} → {_plain(value[1])}"
        parts.append(f"{name}: {_plain(value)}")
    return "; ".join(parts)


def _plain(value) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return str(value)
