"""What an event tells the editorial engine."""

from django.utils.translation import gettext_lazy as _

from book import causality, checks, dates
from book.kinds.text_kind import PUBLIC_ACTS, TextKind
from book.models import CausalRelation, Event, Verification
from editorial import shapes
from editorial.kinds import Question, Role
from editorial.models import PublicPage


class EventKind(TextKind):
    """Events live at ``/events/<key>/``. Causes belong to the effect, in the role ``causes``."""

    name = "event"
    model = Event
    label = _("event")
    label_plural = _("events")
    public_fields = (
        "title", "title_en", "date", "date_note", "disputed_dates", "place", "event_type", "significance",
        "verification", "summary", "body", "tags",
    )  # fmt: skip
    private_fields = ("aliases", "private_notes", "front_matter")
    derived_fields = ("earliest", "latest")
    roles = (
        Role("organizations", ("organization",), _("organizations")),
        Role("sources", ("source",), _("sources")),
        Role("concepts", ("concept",), _("concepts")),
        Role("causes", ("event",), _("causes")),
        Role("chapters", ("chapter",), _("chapters")),
    )
    lead_field = "summary"
    text_fields = ("summary", "body")
    checklist = (Question("date", _("The date was checked against two sources, or the record says that it was not.")),)
    shapes_timeline = True
    word_lists = ("tags", "aliases")
    mention_roles = ("organizations", "concepts")
    qualifiers = {"causes": tuple(CausalRelation.values)}
    checks = checks.EVENT

    def clean(self, fields):
        """Store dates as EDTF; ``ValidationError`` for what is no date."""
        if "date" in fields:
            fields["date"] = dates.tidy(fields["date"])
        if "disputed_dates" in fields:
            disputed = shapes.records(
                fields["disputed_dates"], field="disputed_dates", needed="date", optional=("source", "note")
            )
            fields["disputed_dates"] = [
                {**each, "date": dates.tidy(each["date"], field="disputed_dates")} for each in disputed
            ]
        return super().clean(fields)

    def derive(self, row):
        row.earliest, row.latest = dates.bounds(row.date) or (None, None)

    def validate_relations(self, item, relations):
        super().validate_relations(item, relations)
        causality.insist(
            key=item.key, date=item.row.date, causes=[value.key for value in relations.get("causes", ())],
            names=item.row.aliases or (),
        )  # fmt: skip

    def byline(self, snapshot):
        return snapshot.get("date") or ""

    def path(self, item_key, collection_key):
        return f"/events/{item_key}/"

    def card(self, snapshot):
        earliest, latest = dates.bounds(snapshot.get("date")) or (None, None)
        disputed = bool(snapshot.get("disputed_dates")) or snapshot.get("verification") == Verification.DISPUTED
        card = {name: snapshot.get(name) or "" for name in ("date", "place", "significance", "event_type")}
        return card | {
            "earliest": earliest.isoformat() if earliest else "",
            "latest": latest.isoformat() if latest else "",
            "verification": snapshot.get("verification") or "",
            "disputed": disputed,
            "date_note": snapshot.get("date_note") or "",
        }

    def frozen_card(self, snapshot, reading, resolver, *, collection_key):
        return self.card(snapshot) | {
            "organizations": [each for each in self.keyed(reading, "organizations") if each["title"]]
        }

    def data(self, snapshot, reading):
        entries = {entry["key"]: entry["text"] for entry in reading.bibliography}
        return {
            "date": snapshot.get("date") or "",
            "date_note": snapshot.get("date_note") or "",
            "disputed_dates": list(snapshot.get("disputed_dates") or []),
            "summary": snapshot.get("summary") or "",
            "tags": list(snapshot.get("tags") or []),
            "organizations": self.keyed(reading, "organizations"),
            "concepts": self.keyed(reading, "concepts"),
            "causes": self.keyed(reading, "causes", relation="qualifier", note="note"),
            "sources": [
                {"key": each.key, "text": entries[each.key], "locator": each.value.locator}
                for each in reading.named["sources"]
                if each.key in entries
            ],
        }

    def jobs_for(self, act, item):
        """Return those of the text, and the files of books whose public chapters name the event."""
        names = super().jobs_for(act, item)
        if act in PUBLIC_ACTS:
            chapters = PublicPage.objects.live().filter(
                kind="chapter", release__links__target_kind=self.name, release__links__target_key=item.key
            )
            books = chapters.order_by("collection_key").values_list("collection_key", flat=True).distinct()
            names += [f"books:{key}" for key in books if key]
        return names
