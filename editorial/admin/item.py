"""ItemAdmin: the admin of anything that can become public. Every write goes through :mod:`editorial.transitions`."""

from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.urls import path
from django.utils.functional import cached_property
from django.utils.text import capfirst

from editorial import guards, kinds, queries, roles
from editorial.admin import forms
from editorial.admin.acts import ActViews
from editorial.admin.correcting import CorrectingViews
from editorial.admin.editing import EditingViews
from editorial.admin.history import HistoryViews
from editorial.admin.listing import ItemList
from editorial.admin.missing import MissingRecordViews
from editorial.admin.public_acts import PublicActViews
from editorial.admin.story import StoryViews


class ItemAdmin(
    ItemList,
    EditingViews,
    ActViews,
    PublicActViews,
    CorrectingViews,
    HistoryViews,
    StoryViews,
    MissingRecordViews,
    admin.ModelAdmin,
):
    """Base of the admins of all kinds. A subclass names its fieldsets; relations follow in their own group.

    ``markdown_fields`` get the editor, ``table_fields`` (name → columns) one row per line, ``qualifiers`` (role →
    choices) a choice instead of free text, ``relation_cells`` (role → names) the cells shown beside each relation. ``unlisted_fields`` are authored but not shown; they keep their value.
    ``title_field`` holds the title, ``alias_field`` the other names, ``body_field`` the text (empty where there is none). ``companion_kinds`` may be
    submitted together with an item.
    """

    form_base = forms.ItemForm
    markdown_fields = ("body",)
    table_fields: dict = {}
    qualifiers: dict = {}
    relation_cells: dict = {}
    field_help: dict = {}
    unlisted_fields: tuple = ()
    # Classes whose ``pages`` are pages about one record: (route, method, name).
    page_groups: tuple = (
        ActViews, PublicActViews, CorrectingViews, HistoryViews, StoryViews, MissingRecordViews,
    )  # fmt: skip
    title_field = "title"
    body_field = "body"
    alias_field = "aliases"
    companion_kinds: tuple = ()
    # Whether a key is ``<collection>/<name>``; then a record cannot be made without its collection.
    key_within_collection = False
    key_help = ""

    change_form_template = "editorial/item_form.html"
    add_form_template = "editorial/item_form.html"

    @cached_property
    def kind(self):
        return kinds.for_model(self.model)

    @cached_property
    def form_class(self):
        return forms.form_class(self.kind, self, base=self.form_base)

    def preview(self, *, item, fields, relations, reader):
        """Return ``{"html", "words", "problems"}`` of a draft that is being written; nothing is stored.

        Of other drafts it names it shows what ``reader``, the person who writes, may see.
        """
        return {"html": "", "words": None, "problems": []}

    def word_target(self, collection) -> dict:
        """Return ``{"least", "most", "measure"}`` of a text in a collection (its item's primary key, or None)."""
        return {}

    def supplement(self, frozen):
        """Return what readers get around the text of a frozen version: ``[{"heading", "entries": [{"id", "text"}]}]``."""
        return []

    # Permissions: those of the role on items, never those of the table.

    def has_view_permission(self, request, obj=None):
        return roles.may(request.user, "view_item", obj.item if obj is not None else None)

    def has_add_permission(self, request):
        return not guards.to_create(request.user, kind=self.kind.name)

    def has_change_permission(self, request, obj=None):
        return not (guards.to_create(request.user) if obj is None else guards.to_edit(obj.item, request.user))

    def has_delete_permission(self, request, obj=None):
        if obj is None:
            return False  # no bulk deletion
        return not guards.to_delete(obj.item, request.user)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    # The stock log is not kept: the audit trail is.

    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def log_deletions(self, request, queryset):
        return None

    # Reading

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            prefetch_related_objects([row], queries.open_members("item__"))
        return row

    def get_queryset(self, request):
        """Return the rows the person may see. One of a book that is not theirs is not there for them."""
        return (
            super()
            .get_queryset(request)
            .filter(roles.visible(request.user, prefix="item__"))
            .select_related("item__owner", "item__collection", "item__public_page__release__version")
        )

    def get_urls(self):
        own = []
        for group in self.page_groups:
            for route, view, name in group.pages:
                own.append(
                    path(
                        f"<int:object_id>/{route}",
                        self.admin_site.admin_view(getattr(self, view)),
                        name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
                    )
                )
        return own + super().get_urls()

    def url_name(self, name):
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}"

    def get_fieldsets(self, request, obj=None):
        named = list(self.fieldsets or [(None, {"fields": self._listed_fields()})])
        if self.kind.roles:
            relation_fields = [forms.RELATION_PREFIX + role.name for role in self.kind.roles]
            named.append((capfirst(forms.RELATIONS_TITLE), {"fields": relation_fields, "classes": ["relations"]}))
        return named

    def _listed_fields(self):
        return [name for name in self.kind.authored_fields if name not in self.unlisted_fields]
