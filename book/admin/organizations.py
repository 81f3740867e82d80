"""Organizations in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from book.admin.base import BookItemAdmin
from book.models import Organization


@admin.register(Organization)
class OrganizationAdmin(BookItemAdmin):
    """Names, people and profile of an organization."""

    title_field = "name"
    table_fields = {"people": ("name", "role")}
    search_fields = (*BookItemAdmin.search_fields, "summary", "body")
    field_help = {
        "aliases": _("One per line: names under which texts may mention it."),
        "people": _("One per line: name | role."),
        "founded": _("2015-12, 2015年12月 …"),
    }
    fieldsets = [
        (None, {"fields": [("name", "name_en"), "aliases", ("country", "founded", "website"), "people", "summary"]}),
        (_("Text"), {"fields": ["body"], "classes": ["editor"]}),
        (_("Other"), {"fields": ["private_notes", "front_matter"], "classes": ["collapse"]}),
    ]
