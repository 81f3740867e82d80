"""What a chapter tells the editorial engine."""

from dataclasses import asdict

from django.utils.translation import gettext_lazy as _

from book import checks, contexts, dates
from book.kinds.text_kind import DRAFT_ACTS, PUBLIC_ACTS, TextKind
from book.models import Chapter
from editorial.kinds import Question, Role
from editorial.text import words

_MENTIONED = {"events": "event", "organizations": "organization", "concepts": "concept"}


class ChapterKind(TextKind):
    """Chapters are keyed ``<book>/<slug>`` and live at ``/books/<book>/<slug>/``."""

    name = "chapter"
    model = Chapter
    label = _("chapter")
    label_plural = _("chapters")
    public_fields = ("number", "role", "title", "title_en", "period", "standfirst", "body")
    private_fields = ("other_keys", "declared_words", "declared_anecdotes", "private_notes", "front_matter")
    roles = (
        Role("events", ("event",), _("events")),
        Role("organizations", ("organization",), _("organizations")),
        Role("concepts", ("concept",), _("concepts")),
        Role("sources", ("source",), _("sources")),
    )
    word_lists = ("other_keys",)
    mention_roles = ("events", "organizations", "concepts")
    shapes_timeline = True
    prose_fields = ("standfirst",)
    checklist = (
        Question("quotations", _("Quotations were compared with their sources.")),
        Question("figures", _("Figures and dates were compared with the records and sources they come from.")),
    )
    checks = checks.CHAPTER

    def aliases(self, snapshot):
        return list(snapshot.get("other_keys") or [])

    def clean(self, fields):
        if "period" in fields:
            fields["period"] = dates.tidy_period(fields["period"])
        return super().clean(fields)

    def path(self, item_key, collection_key):
        return f"/books/{collection_key}/{item_key.rpartition('/')[2]}/"

    def card(self, snapshot):
        return {name: snapshot.get(name) for name in ("number", "role", "period", "standfirst")}

    def reading_rate(self, resolver, collection_key):
        book = resolver.find("book", collection_key) if collection_key else None
        return (book.card.get("reading_rate") if book else None) or words.PER_MINUTE

    def cite_style(self, snapshot, resolver, collection_key):
        book = resolver.find("book", collection_key) if collection_key else None
        return (book.card.get("citation_style") if book else "") or ""

    def frozen_card(self, snapshot, reading, resolver, *, collection_key):
        return self.card(snapshot) | {
            "book": collection_key,
            "words": reading.count.words,
            "reading_minutes": reading.count.reading_minutes,
            "anecdotes": len(reading.rendered.furniture.anecdotes),
        }

    def data(self, snapshot, reading):
        furniture = reading.rendered.furniture
        return {
            "takeaways": list(furniture.takeaways),
            "anecdotes": [
                {name: value for name, value in asdict(anecdote).items() if name != "line"}
                for anecdote in furniture.anecdotes
            ],
            "mentions": {kind: self._mentions(reading, role) for role, kind in _MENTIONED.items()},
            "period": snapshot.get("period") or "",
            "words": asdict(reading.count),
            "has_mermaid": reading.rendered.has_mermaid,
        }

    def _mentions(self, reading, role):
        """Return the listed records with how often the text names them, then those it names without a list."""
        kind = _MENTIONED[role]
        found = {each.key: self.times_named(reading, each) for each in reading.named[role]}
        for use in reading.rendered.references:
            if use.known and use.kind == kind and use.key not in found:
                found[use.key] = sum(other.key == use.key for other in reading.rendered.references)
        return [{"key": key, "count": count} for key, count in found.items()]

    def times_named(self, reading, named):
        """Return the places that name a record, by one of its names or by a reference in other words."""
        if named.target is None or named.value.kind == "source":
            return sum(use.key == named.key for use in reading.rendered.citations) if named.target else 0
        names = contexts.names_of(named.target) if named.target.public else []
        in_other_words = sum(
            use.kind == named.target.kind and use.key == named.key and not any(name in use.label for name in names)
            for use in reading.rendered.references
        )
        return contexts.occurrences(reading.rendered.text, names) + in_other_words

    def jobs_for(self, act, item):
        names = super().jobs_for(act, item)
        if act in DRAFT_ACTS or act in PUBLIC_ACTS:
            names.append(f"words:{item.pk}")
        if act in PUBLIC_ACTS:
            names.append(f"anecdotes:{item.pk}")
            names += [f"books:{item.collection.key}"] if item.collection else []
        return names
