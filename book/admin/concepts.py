"""Concepts in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from book.admin.base import BookItemAdmin
from book.models import Concept


@admin.register(Concept)
class ConceptAdmin(BookItemAdmin):
    """The words for a thing, and what they mean."""

    title_field = "preferred"
    list_filter = (*BookItemAdmin.list_filter, "kind_of", "category")
    search_fields = (*BookItemAdmin.search_fields, "definition", "body")
    ordering = ("sort_key", "pk")
    field_help = {
        "other_forms": _("One per line: accepted forms."),
        "rejected_forms": _("One per line: forms the book does not use."),
        "aliases": _("One per line: other keys this concept answers to."),
        "sort_key": _("Filled in by machine where empty; correct it for characters with several readings."),
    }
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "kind_of", ("preferred", "original"), "other_forms", "rejected_forms", "definition",
                    ("category", "introduced", "sort_key"),
                ]
            },
        ),
        (_("Text"), {"fields": ["body"], "classes": ["editor"]}),
        (_("Other"), {"fields": ["aliases", "private_notes", "front_matter"], "classes": ["collapse"]}),
    ]  # fmt: skip
