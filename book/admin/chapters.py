"""Chapters in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from book.admin.base import BookItemAdmin
from book.models import Book, Chapter


@admin.register(Chapter)
class ChapterAdmin(BookItemAdmin):
    """Text, place in the book and records of a chapter."""

    key_within_collection = True
    list_display = ("number_column", *BookItemAdmin.list_display)
    list_filter = (*BookItemAdmin.list_filter, "role")
    search_fields = (*BookItemAdmin.search_fields, "body")
    ordering = ("item__collection__key", "role", "number", "pk")
    field_help = {
        "period": _("Such as 2017-2019 or 2022-11/2023-03."),
        "other_keys": _("One per line: other names that links in the manuscript use."),
    }
    fieldsets = [
        (None, {"fields": [("number", "role", "period"), ("title", "title_en"), "standfirst"]}),
        (_("Text"), {"fields": ["body"], "classes": ["editor"]}),
        (
            _("From the manuscript"),
            {
                "fields": [("declared_words", "declared_anecdotes"), "other_keys", "private_notes", "front_matter"],
                "classes": ["collapse"],
            },
        ),
    ]

    def word_target(self, collection):
        book = Book.objects.filter(item=collection).only("word_target_min", "word_target_max", "word_measure").first()
        if book is None or not (book.word_target_min or book.word_target_max):
            return {}
        return {"least": book.word_target_min, "most": book.word_target_max, "measure": book.word_measure}

    @admin.display(description=_("no."), ordering="number")
    def number_column(self, chapter):
        return chapter.number if chapter.number is not None else "–"
