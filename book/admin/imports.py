"""Imports in the admin: what came in when, to be read. They are made and undone by commands."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from book.models import ImportBatch
from editorial.admin.read_only import ReadOnlyAdmin


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """One row an import."""

    list_display = ("pk", "book", "at", "actor_name", "path", "findings_column", "undone_at")
    list_display_links = ("pk",)
    list_select_related = ("book",)
    item_path = "book__"
    search_fields = ("path", "actor_name")
    ordering = ("-at", "-pk")

    @admin.display(description=_("findings"))
    def findings_column(self, batch):
        return len(batch.report.get("findings") or [])
