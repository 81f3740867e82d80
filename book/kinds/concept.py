"""What a concept tells the editorial engine."""

from django.utils.translation import gettext_lazy as _

from book import checks, dates
from book.kinds.text_kind import TextKind
from book.models import Concept
from editorial.kinds import Question, Role
from editorial.text.slugs import pinyin_sort_key

_SHORT = 200


class ConceptKind(TextKind):
    """Concepts live at ``/concepts/<key>/`` and make the glossary."""

    name = "concept"
    model = Concept
    label = _("concept")
    label_plural = _("concepts")
    public_fields = (
        "kind_of", "preferred", "original", "other_forms", "rejected_forms", "definition", "category", "introduced",
        "sort_key", "body",
    )  # fmt: skip
    private_fields = ("aliases", "private_notes", "front_matter")
    roles = (
        Role("related", ("concept",), _("related concepts")),
        Role("sources", ("source",), _("sources")),
        Role("first_mention", ("chapter",), _("first mention")),
    )
    title_fields = ("preferred", "original")
    word_lists = ("aliases", "other_forms", "rejected_forms")
    mention_roles = ("related",)
    checks = checks.CONCEPT
    prose_fields = ("definition",)
    checklist = (Question("translation", _("The preferred term is the one the book uses throughout.")),)

    def titles(self, snapshot):
        return snapshot.get("preferred") or "", snapshot.get("original") or ""

    def clean(self, fields):
        if "introduced" in fields:
            fields["introduced"] = dates.tidy_period(fields["introduced"])
        return super().clean(fields)

    def derive(self, row):
        """Propose a sort key where there is none; one that an editor wrote is left alone."""
        if not row.sort_key.strip():
            row.sort_key = pinyin_sort_key(row.preferred)[:300]

    def names(self, snapshot):
        return [*super().names(snapshot), *(snapshot.get("other_forms") or [])]

    def byline(self, snapshot):
        return snapshot.get("introduced") or ""

    def path(self, item_key, collection_key):
        return f"/concepts/{item_key}/"

    def card(self, snapshot):
        definition = " ".join((snapshot.get("definition") or "").split())
        return {
            "kind_of": snapshot.get("kind_of") or "",
            "original": snapshot.get("original") or "",
            "sort_key": snapshot.get("sort_key") or "",
            "definition": definition if len(definition) <= _SHORT else definition[: _SHORT - 1] + "…",
            "other_forms": list(snapshot.get("other_forms") or []),
            "category": snapshot.get("category") or "",
            "introduced": snapshot.get("introduced") or "",
        }

    def data(self, snapshot, reading):
        return {
            "definition": snapshot.get("definition") or "",
            "other_forms": list(snapshot.get("other_forms") or []),
            "rejected_forms": list(snapshot.get("rejected_forms") or []),
            "category": snapshot.get("category") or "",
            "introduced": snapshot.get("introduced") or "",
            "related": self.keyed(reading, "related"),
            "first_mention": self.keyed(reading, "first_mention"),
        }
