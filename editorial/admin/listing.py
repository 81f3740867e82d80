"""The list of one kind: search, filters, and where each record stands."""

from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial import queries, resealing, roles
from editorial.admin.bulk import BulkActs
from editorial.models import Item, Status


def where(queryset, **conditions):
    """Filter rows by conditions on their item; the rows may be the items themselves."""
    if queryset.model is Item:
        return queryset.filter(**conditions)
    return queryset.filter(**{f"item__{name}": value for name, value in conditions.items()})


class BookFilter(admin.SimpleListFilter):
    """Records of one book."""

    title = gettext_lazy("book")
    parameter_name = "book"

    def lookups(self, request, model_admin):
        books = Item.objects.filter(members__kind=model_admin.kind.name).filter(roles.visible(request.user))
        books = books.distinct().order_by("title")
        return list(books.values_list("key", "title"))

    def queryset(self, request, queryset):
        return where(queryset, collection__key=self.value()) if self.value() else queryset


class StatusFilter(admin.SimpleListFilter):
    """Where the draft stands, and whether readers see anything."""

    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [
            *Status.choices, ("public", _("Has a public page")), ("never", _("Never public")),
            ("renamed", _("Calls a record by its former name")),
        ]  # fmt: skip

    def queryset(self, request, queryset):
        if self.value() in Status.values:
            return where(queryset, status=self.value())
        if self.value() == "public":
            return where(queryset, public_page__release__isnull=False)
        if self.value() == "never":
            return where(queryset, public_page__isnull=True)
        if self.value() == "renamed":
            return where(queryset, public_page__in=resealing.pages_to_seal_again())
        return queryset


class FindingFilter(admin.SimpleListFilter):
    """Records with errors or warnings."""

    title = gettext_lazy("findings")
    parameter_name = "findings"

    def lookups(self, request, model_admin):
        return [("errors", _("With errors")), ("warnings", _("With warnings")), ("none", _("Without findings"))]

    def queryset(self, request, queryset):
        conditions = {
            "errors": {"error_count__gt": 0},
            "warnings": {"warning_count__gt": 0},
            "none": {"error_count": 0, "warning_count": 0},
        }
        return where(queryset, **conditions.get(self.value(), {}))


class MineFilter(admin.SimpleListFilter):
    """Records of the person who looks."""

    title = gettext_lazy("owner")
    parameter_name = "owner"

    def lookups(self, request, model_admin):
        return [("me", _("Mine"))]

    def queryset(self, request, queryset):
        return where(queryset, owner=request.user) if self.value() == "me" else queryset


class ItemList(BulkActs):
    """The change list of a kind. Its number of queries does not depend on the number of rows."""

    list_display = ("title_column", "standing_column", "findings_column", "owner_column", "change_column")
    list_filter = (StatusFilter, BookFilter, FindingFilter, MineFilter)
    search_fields = ("item__title", "item__title_en", "item__key", "item__aliases__alias")
    ordering = ("-item__updated_at", "-pk")
    list_per_page = 50
    show_full_result_count = False
    change_list_template = "editorial/item_list.html"

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = _with_open_members(changelist.result_list)
        return changelist

    def get_list_display_links(self, request, list_display):
        return ("title_column",)

    @admin.display(description=gettext_lazy("title"), ordering="item__title")
    def title_column(self, row):
        item = row.item
        english = format_html('<span class="title-en" lang="en">{}</span>', item.title_en) if item.title_en else ""
        return format_html("{} {}<code>{}</code>", item.title or item.key, english, item.key)

    @admin.display(description=gettext_lazy("where it stands"), ordering="item__status")
    def standing_column(self, row):
        return standing_label(row.item)

    @admin.display(description=gettext_lazy("findings"), ordering="item__error_count")
    def findings_column(self, row):
        return findings_label(row.item)

    @admin.display(description=gettext_lazy("owner"), ordering="item__owner__username")
    def owner_column(self, row):
        owner = row.item.owner
        return (owner.get_full_name() or owner.get_username()) if owner else "–"

    @admin.display(description=gettext_lazy("last change"), ordering="item__updated_at")
    def change_column(self, row):
        return date_format(timezone.localtime(row.item.updated_at), "Y-m-d H:i")

    def row_url(self, row, name, **kwargs):
        """Return the address of a page of ``row``."""
        return reverse(self.url_name(name), kwargs={"object_id": row.pk, **kwargs})


def _with_open_members(rows):
    rows = list(rows)
    if rows:
        prefetch_related_objects(rows, queries.open_members("item__"))
    return rows


def standing_label(item):
    """Return where an item stands as a badge with its status and the facts behind it."""
    facts = format_html_join(" · ", "{}", ((phrase,) for phrase in queries.standing(item)))
    return format_html(
        '<span class="status status-{}">{}</span> <span class="standing">{}</span>',
        item.status, item.get_status_display(), facts,
    )  # fmt: skip


def findings_label(item):
    """Return the numbers of errors and warnings, or a dash."""
    parts = []
    if item.error_count:
        sentence = ngettext("%(count)s error", "%(count)s errors", item.error_count) % {"count": item.error_count}
        parts.append(("errors", sentence))
    if item.warning_count:
        sentence = ngettext("%(count)s warning", "%(count)s warnings", item.warning_count)
        parts.append(("warnings", sentence % {"count": item.warning_count}))
    return format_html_join(" ", '<span class="count count-{}">{}</span>', parts) or "–"
