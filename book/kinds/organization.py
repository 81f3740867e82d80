"""What an organization tells the editorial engine."""

from django.utils.translation import gettext_lazy as _

from book import checks, dates
from book.kinds.text_kind import TextKind
from book.models import Organization
from editorial.kinds import Question, Role


class OrganizationKind(TextKind):
    """Organizations live at ``/organizations/<key>/``."""

    name = "organization"
    model = Organization
    label = _("organization")
    label_plural = _("organizations")
    public_fields = ("name", "name_en", "aliases", "country", "founded", "website", "people", "summary", "body")
    private_fields = ("private_notes", "front_matter")
    roles = (
        Role("related", ("organization",), _("related organizations")),
        Role("sources", ("source",), _("sources")),
    )
    lead_field = "summary"
    text_fields = ("summary", "body")
    checklist = (Question("names", _("Names are spelled as the organization itself writes them.")),)
    title_fields = ("name", "name_en")
    shapes_timeline = True
    word_lists = ("aliases",)
    record_lists = {"people": ("name", "role", "name_en")}
    mention_roles = ("related",)
    checks = checks.ORGANIZATION

    def titles(self, snapshot):
        return snapshot.get("name") or "", snapshot.get("name_en") or ""

    def clean(self, fields):
        if "founded" in fields:
            fields["founded"] = dates.tidy_period(fields["founded"])
        return super().clean(fields)

    def byline(self, snapshot):
        return snapshot.get("founded") or ""

    def path(self, item_key, collection_key):
        return f"/organizations/{item_key}/"

    def card(self, snapshot):
        return {
            "country": snapshot.get("country") or "",
            "founded": snapshot.get("founded") or "",
            "aliases": list(snapshot.get("aliases") or []),
        }

    def data(self, snapshot, reading):
        return {
            "people": list(snapshot.get("people") or []),
            "website": snapshot.get("website") or "",
            "summary": snapshot.get("summary") or "",
            "related": self.keyed(reading, "related", note="note"),
        }
