"""The pages of source records: list, form, what was archived of them."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin import ItemAdmin
from sources.admin.around import AroundViews
from sources.admin.importing import ImportViews
from sources.admin.source_form import SourceForm
from sources.admin.used import UsedViews
from sources.models import Source


@admin.register(Source)
class SourceAdmin(UsedViews, ImportViews, AroundViews, ItemAdmin):
    """Bibliographic records, cited as ``[@key]``."""

    page_groups = (*ItemAdmin.page_groups, UsedViews, AroundViews)
    change_form_template = "sources/source_form.html"

    form_base = SourceForm
    change_list_template = "sources/list.html"
    markdown_fields = ()
    body_field = ""
    alias_field = "other_keys"
    list_display = ("author_column", "year_column", *ItemAdmin.list_display, "tier_column", "status_column")
    list_filter = (*ItemAdmin.list_filter, "tier", "status")
    search_fields = (*ItemAdmin.search_fields, "first_author", "year", "raw", "csl", "item__source_text__text")
    relation_cells = {"rewrites": ("note",), "depends_on": ("note",)}
    ordering = ("sort_key", "year", "pk")
    field_help = {
        "language": gettext_lazy("The language of the source: zh, en, …; decides between 等 and et al."),
        "other_keys": gettext_lazy("One per line: other keys that texts use for this source."),
        "raw": gettext_lazy("The reference as somebody once wrote it."),
        "tier_reason": gettext_lazy("Shown to readers beside the tier."),
        "status": gettext_lazy("Readers see it at every place that cites this source, once this record is released."),
        "status_date": gettext_lazy("2024-05-02, 2024-05, 2024年5月 …"),
        "status_proof": gettext_lazy(
            "An address or a sentence that shows it: the notice of retraction, the new edition."
        ),
        "archive_url": gettext_lazy("Where a copy is kept, such as web.archive.org."),
        "csl": gettext_lazy(
            "Everything about the work, as other programs exchange it. Fields above win over this text."
        ),
    }
    fieldsets = [
        (None, {"fields": ["csl_type", "title", "csl_author", ("csl_issued", "language")]}),
        (
            gettext_lazy("Where it appeared"),
            {
                "fields": [
                    "csl_container", ("csl_volume", "csl_issue", "csl_page"), ("csl_publisher", "csl_place"),
                    "csl_editor", "csl_translator",
                ]
            },
        ),
        (
            gettext_lazy("How to find it"),
            {"fields": [("csl_doi", "csl_arxiv", "csl_isbn"), ("csl_url", "csl_accessed"), "archive_url"]},
        ),
        (
            gettext_lazy("How far to trust it"),
            {"fields": ["tier", "tier_reason", "status", ("status_date", "status_proof")]},
        ),
        (
            gettext_lazy("Other"),
            {"fields": ["raw", "other_keys", "private_notes", "front_matter"], "classes": ["collapse"]},
        ),
        ("CSL-JSON", {"fields": ["csl"], "classes": ["collapse"]}),
    ]  # fmt: skip

    def supplement(self, frozen):
        return [{"heading": _("Reference"), "entries": [{"id": "reference", "text": frozen.data.get("text") or ""}]}]

    def first_fields(self, name, *, key):
        return super().first_fields(name, key=key) | {"csl": {"title": name}}

    @admin.display(description=gettext_lazy("first author"), ordering="first_author")
    def author_column(self, source):
        return source.first_author or "–"

    @admin.display(description=gettext_lazy("year"), ordering="year")
    def year_column(self, source):
        return source.year or "–"

    @admin.display(description=gettext_lazy("credibility"), ordering="tier")
    def tier_column(self, source):
        return source.tier or "–"

    @admin.display(description=gettext_lazy("standing"), ordering="status")
    def status_column(self, source):
        return "–" if source.status == "ok" else source.get_status_display()
