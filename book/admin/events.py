"""Events in the admin."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from book.admin.base import BookItemAdmin
from book.models import CausalRelation, Event


@admin.register(Event)
class EventAdmin(BookItemAdmin):
    """Date, place, people and evidence of an event."""

    qualifiers = {"causes": CausalRelation.choices}
    table_fields = {"disputed_dates": ("date", "source", "note")}
    list_display = ("date_column", *BookItemAdmin.list_display)
    list_filter = (*BookItemAdmin.list_filter, "significance", "verification", "event_type")
    search_fields = (*BookItemAdmin.search_fields, "summary", "body", "date")
    ordering = ("-earliest", "-latest", "pk")
    field_help = {
        "disputed_dates": _("Other dates that sources give, one per line: date | source key | note."),
        "tags": _("One per line."),
        "aliases": _("One per line: other keys and file names this event answers to."),
        "place": _("Explains differences of a day between time zones."),
    }
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("title", "title_en"), ("date", "date_note"), "disputed_dates", "place",
                    ("event_type", "significance", "verification"), "summary",
                ]
            },
        ),
        (_("Text"), {"fields": ["body"], "classes": ["editor"]}),
        (
            _("Other"),
            {"fields": ["tags", "aliases", "private_notes", "front_matter"], "classes": ["collapse"]},
        ),
    ]  # fmt: skip

    @admin.display(description=_("date"), ordering="earliest")
    def date_column(self, event):
        return event.date or "–"
