"""The engine's own tables in the admin: to be read and searched, never written."""

from django.contrib import admin
from django.db.models import F, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial import kinds, queries, roles
from editorial.admin.listing import FindingFilter, MineFilter, StatusFilter, findings_label, standing_label
from editorial.admin.read_only import ReadOnlyAdmin
from editorial.admin.sentences import finding_sentence
from editorial.models import Finding, Item, Job, Submission, SubmissionState


class KindFilter(admin.SimpleListFilter):
    """Records of one kind."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(kind.name, capfirst(str(kind.label_plural))) for kind in kinds.all_kinds()]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Item)
class RecordAdmin(ReadOnlyAdmin):
    """Every record of every kind in one list; each leads to its page."""

    item_path = ""
    list_display = (
        "title_column",
        "kind_column",
        "standing_column",
        "findings_column",
        "owner_column",
        "change_column",
    )
    list_filter = (StatusFilter, KindFilter, FindingFilter, MineFilter)
    search_fields = ("title", "title_en", "key", "aliases__alias")
    ordering = ("-updated_at", "-pk")

    def get_queryset(self, request):
        return queries.with_standing(super().get_queryset(request).filter(roles.visible(request.user)))

    def has_view_permission(self, request, obj=None):
        return roles.may(request.user, "view_item", obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:item", args=[object_id]))

    @admin.display(description=_("title"), ordering="title")
    def title_column(self, item):
        english = format_html('<span class="title-en" lang="en">{}</span>', item.title_en) if item.title_en else ""
        url = reverse("admin:item", args=[item.pk])
        return format_html('<a href="{}">{}</a> {}<code>{}</code>', url, item.title or item.key, english, item.key)

    @admin.display(description=_("kind"), ordering="kind")
    def kind_column(self, item):
        return kinds.get(item.kind).label

    @admin.display(description=_("where it stands"), ordering="status")
    def standing_column(self, item):
        return standing_label(item)

    @admin.display(description=_("findings"), ordering="error_count")
    def findings_column(self, item):
        return findings_label(item)

    @admin.display(description=_("owner"), ordering="owner__username")
    def owner_column(self, item):
        return roles.name_of(item.owner) if item.owner else "–"

    @admin.display(description=_("last change"), ordering="updated_at")
    def change_column(self, item):
        return date_format(timezone.localtime(item.updated_at), "Y-m-d H:i")


class DeskFilter(admin.SimpleListFilter):
    """What the numbers of the front page count, for the person who looks."""

    title = _("my desk")
    parameter_name = "desk"

    def lookups(self, request, model_admin):
        return [("waiting", _("Waiting for me")), ("returned", _("Returned to me")), ("mine", _("Mine, in review"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.filter(pk__in=queries.waiting_for(request.user).order_by().values("pk"))
        if self.value() == "returned":
            return queryset.filter(pk__in=queries.returned_to(request.user).order_by().values("pk"))
        if self.value() == "mine":
            return queryset.filter(submitter=request.user, state=SubmissionState.OPEN)
        return queryset


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """Every submission; the title leads to its review page."""

    list_display = ("review_link", "state", "submitter_name", "submitted_at", "decided_at", "publish_at")
    list_filter = (DeskFilter, "state")
    item_path = "lead__"
    search_fields = ("lead__title", "lead__title_en", "lead__key", "submitter_name", "note", "decision_comment")
    list_select_related = ("lead",)
    ordering = ("-submitted_at", "-pk")

    def get_queryset(self, request):
        seen = queries.submissions_seen_by(request.user).order_by().values("pk")
        return super().get_queryset(request).filter(pk__in=seen)

    @admin.display(description=_("item"), ordering="lead__title")
    def review_link(self, submission):
        url = reverse("admin:review", args=[submission.pk])
        return format_html('<a href="{}">{}</a>', url, submission.lead.title or submission.lead.key)

    def get_list_display(self, request):
        # A house without stages never meets the word.
        with_stages = Submission.objects.exclude(stages=[""]).exists()
        return (*self.list_display[:2], "stage_column", *self.list_display[2:]) if with_stages else self.list_display

    @admin.display(description=_("stage"))
    def stage_column(self, submission):
        return submission.stage_name or "–"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        submission = self.get_object(request, object_id)
        if submission is None or not self.has_view_permission(request):
            return super().change_view(request, object_id, form_url, extra_context)
        return HttpResponseRedirect(reverse("admin:review", args=[submission.pk]))


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    """What the checks found in the drafts."""

    list_display = ("item", "severity", "check_id", "line", "target", "sentence", "dismissed_by_name")
    list_filter = ("severity", "item__kind", "check_id")
    search_fields = ("message", "target", "check_id", "item__title", "item__key")
    list_select_related = ("item",)
    ordering = ("severity", "item__kind", "item__key", "line")

    @admin.display(description=_("finding"))
    def sentence(self, finding):
        return finding_sentence(finding)


class JobFilter(admin.SimpleListFilter):
    """What became of a job."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("failed", _("failed, will be tried again")), ("waiting", _("waiting")), ("made", _("made"))]

    def queryset(self, request, queryset):
        lags = Q(done__lt=F("want"))
        conditions = {"failed": lags & ~Q(error=""), "waiting": lags & Q(error=""), "made": ~lags}
        return queryset.filter(conditions.get(self.value(), Q()))


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Derived data: what is wanted, what is made, what failed."""

    item_path = ""
    list_filter = (JobFilter,)
    list_display = ("name", "state_column", "want", "done", "attempts", "queued_at", "finished_at", "error")
    search_fields = ("name", "error")
    ordering = ("-want", "name")

    @admin.display(description=_("state"))
    def state_column(self, job):
        if job.done >= job.want:
            return _("made")
        return _("failed, will be tried again") if job.error else _("waiting")
