"""Books in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from book.admin.base import BookItemAdmin
from book.models import Book
from editorial.admin.listing import FindingFilter, MineFilter, StatusFilter


@admin.register(Book)
class BookAdmin(BookItemAdmin):
    """Order, people, targets and rules of a book."""

    markdown_fields = ("colophon",)
    body_field = "colophon"
    table_fields = {"contributors": ("name", "name_en", "role")}
    list_filter = (StatusFilter, FindingFilter, MineFilter)
    search_fields = (*BookItemAdmin.search_fields, "subtitle", "description")
    field_help = {
        "outline": _(
            "One chapter key per line; [front], [main] and [back] open a section, # a part: # 中文 | English."
        ),
        "contributors": _("One per line: name | English name | role."),
        "review_stages": _("One stage per line, such as 初审. Empty means a single, unnamed stage."),
    }
    fieldsets = [
        (None, {"fields": [("title", "title_en"), ("subtitle", "subtitle_en"), "description", "description_en"]}),
        (_("Order"), {"fields": ["outline"]}),
        (_("People and colophon"), {"fields": ["contributors", "colophon"]}),
        (_("Targets"), {"fields": [("word_target_min", "word_target_max", "word_measure"), "reading_rate"]}),
        (_("Citations"), {"fields": ["citation_style"]}),
        (_("Review"), {"fields": ["review_stages", "self_review"]}),
        (_("From the manuscript"), {"fields": ["front_matter"], "classes": ["collapse"]}),
    ]
