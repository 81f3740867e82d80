"""Lists of the engine's own tables: anybody at the desk may read what concerns their books, and nobody changes a row."""

from django.contrib import admin
from django.utils.text import capfirst

from editorial import roles


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list that anybody at the desk may read and nobody may change."""

    actions = None
    list_per_page = 50
    show_full_result_count = False
    list_display_links = None

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    # Where the item is that a row speaks of; empty for rows of the house, seen by those with a role in all books.
    item_path = "item__"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.filter(roles.visible(request.user, prefix=self.item_path)) if self.item_path else rows

    def has_view_permission(self, request, obj=None):
        if not self.item_path:
            return roles.may_everywhere(request.user, "view_item")
        return roles.may(request.user, "view_item")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
