"""What a book tells the editorial engine, and the policy it sets for its members."""

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from book import checks, outline
from book.kinds.text_kind import DRAFT_ACTS, PUBLIC_ACTS, TextKind
from book.models import Book
from book.models.book import CitationStyle
from editorial import shapes
from editorial.kinds import Frozen, Policy
from editorial.text import words

#: Characters per minute that somebody can be thought to read.
_SLOWEST, _FASTEST = 50, 2000


class BookKind(TextKind):
    """Books live at ``/books/<key>/``; their release holds order, parts and contributors. Their text is the colophon."""

    name = "book"
    model = Book
    label = gettext_lazy("book")
    label_plural = gettext_lazy("books")
    public_fields = (
        "title", "title_en", "subtitle", "subtitle_en", "description", "description_en", "outline", "contributors",
        "colophon", "reading_rate", "citation_style",
    )  # fmt: skip
    private_fields = (
        "word_target_min", "word_target_max", "word_measure", "review_stages", "self_review", "front_matter",
    )  # fmt: skip
    ruling_fields = ("review_stages", "self_review")
    title_fields = ("title", "title_en", "subtitle", "subtitle_en")
    record_lists = {"contributors": ("name", "name_en", "role")}
    checks = checks.BOOK
    text_fields = ("colophon",)
    prose_fields = ("description", "description_en")
    shapes_timeline = True

    def policy(self, item):
        """Return the stages of review and whether self-review is allowed, as the book says now."""
        book = Book.objects.only("review_stages", "self_review").get(item=item)
        return Policy(stages=tuple(book.review_stages) or ("",), self_review=book.self_review)

    def clean(self, fields):
        """Refuse targets that contradict each other and stages that are no list of names."""
        if "review_stages" in fields:
            fields["review_stages"] = shapes.words(fields["review_stages"], field="review_stages")
        rate = fields.get("reading_rate")
        if isinstance(rate, int) and not _SLOWEST <= rate <= _FASTEST:
            raise ValidationError(
                {"reading_rate": _("Between %(least)s and %(most)s.") % {"least": _SLOWEST, "most": _FASTEST}}
            )
        least, most = fields.get("word_target_min"), fields.get("word_target_max")
        if isinstance(least, int) and isinstance(most, int) and least > most:
            raise ValidationError({"word_target_min": _("The fewest words must not be more than the most.")})
        return super().clean(fields)

    def path(self, item_key, collection_key):
        return f"/books/{item_key}/"

    def aliases(self, snapshot):
        return []

    def card(self, snapshot):
        return {
            "subtitle": snapshot.get("subtitle") or "",
            "subtitle_en": snapshot.get("subtitle_en") or "",
            "description": snapshot.get("description") or "",
            "description_en": snapshot.get("description_en") or "",
            "contributors": list(snapshot.get("contributors") or []),
            "reading_rate": snapshot.get("reading_rate") or words.PER_MINUTE,
            "citation_style": snapshot.get("citation_style") or CitationStyle.HOUSE,
        }

    def source_text(self, snapshot):
        return snapshot.get("colophon") or "", 1

    def cite_style(self, snapshot, resolver, collection_key):
        return snapshot.get("citation_style") or ""

    def freeze(self, snapshot, resolver, *, key, collection_key, reading=None):
        reading = reading or self.read(snapshot, resolver, key=key, collection_key=collection_key)
        title, title_en = self.titles(snapshot)
        description = snapshot.get("description") or ""
        sections = [{"anchor": "", "title": title, "text": description}] if description else []
        parts = outline.parse(snapshot.get("outline"), book_key=key).parts
        return Frozen(
            kind=self.name, key=key, path=self.path(key, collection_key), title=title, title_en=title_en,
            card=self.card(snapshot), text="\n".join(filter(None, (description, reading.rendered.text))),
            sections=sections + [asdict(section) for section in reading.rendered.sections],
            data={
                "outline": [
                    {"role": part.role, "title": part.title, "title_en": part.title_en,
                     "chapters": [f"{key}/{chapter}" for chapter in part.chapters]}
                    for part in parts
                ],
                "contributors": list(snapshot.get("contributors") or []),
                "colophon": snapshot.get("colophon") or "",
                "colophon_html": reading.rendered.html,
                "reading_rate": snapshot.get("reading_rate") or words.PER_MINUTE,
                "bibliography": reading.bibliography,
            },
            links=tuple(self.links(reading)),
        )  # fmt: skip

    def jobs_for(self, act, item):
        """Return those of the text, and the counts of the chapters: reading time follows the book's reading rate."""
        names = super().jobs_for(act, item)
        if act in DRAFT_ACTS:
            chapters = item.members.filter(kind="chapter").order_by("pk")
            names += [f"words:{pk}" for pk in chapters.values_list("pk", flat=True)]
        if act in PUBLIC_ACTS:
            names.append(f"books:{item.key}")
        return names
