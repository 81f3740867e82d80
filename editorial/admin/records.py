"""The engine's own tables in the admin: to be read and searched, never written."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin.sentences import finding_sentence
from editorial.models import AuditEntry, Finding, Job, Submission


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list that anybody at the desk may read and nobody may change."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    list_display_links = None

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def has_view_permission(self, request, obj=None):
        return roles.may(request.user, "view_item")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    """Everything that was done, by whom."""

    list_display = ("at", "actor_name", "act", "item_label", "version_number", "release_number", "reason")
    list_filter = ("act",)
    search_fields = ("item_label", "actor_name", "reason")
    list_display_links = ("at",)
    ordering = ("-at", "-pk")


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """Every submission; the title leads to its review page."""

    list_display = ("review_link", "state", "submitter_name", "submitted_at", "decided_at", "publish_at")
    list_filter = ("state",)
    search_fields = ("lead__title", "lead__title_en", "lead__key", "submitter_name", "note", "decision_comment")
    list_select_related = ("lead",)
    ordering = ("-submitted_at", "-pk")

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


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Derived data: what is wanted, what is made, what failed."""

    list_display = ("name", "state_column", "want", "done", "attempts", "queued_at", "finished_at", "error")
    search_fields = ("name", "error")
    ordering = ("-want", "name")

    @admin.display(description=_("state"))
    def state_column(self, job):
        if job.done >= job.want:
            return _("made")
        return _("failed, will be tried again") if job.error else _("waiting")
