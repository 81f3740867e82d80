"""Book: what holds chapters together, and the rules its members follow on their way to readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Content


class Measure(models.TextChoices):
    """Which count the word targets mean."""

    WORDS = "words", _("words (字数)")
    CJK = "cjk", _("Han characters only")


class CitationStyle(models.TextChoices):
    """How a book cites; see :mod:`sources.manners`."""

    HOUSE = "house", _("house style: author and year")
    GBT_2025_NUMERIC = "gbt7714-2025-numeric", _("GB/T 7714-2025, numbered")
    GBT_2025_AUTHOR_DATE = "gbt7714-2025-author-date", _("GB/T 7714-2025, author and year")
    GBT_2015_NUMERIC = "gbt7714-2015-numeric", _("GB/T 7714-2015, numbered")
    GBT_2015_AUTHOR_DATE = "gbt7714-2015-author-date", _("GB/T 7714-2015, author and year")


class Book(Content):
    """The working draft of one book.

    ``outline`` is the order of the book as text, one line each::

        [front]
        preface
        [main]
        # 第一编 奠基 | Foundations
        transformer-revolution
        [back]
        acknowledgments

    A line ``[role]`` opens front, main or back matter; ``#`` opens a part (Chinese title, ``|``, English title); any
    other line is a chapter's key within the book. See :mod:`book.outline`.

    ``review_stages`` names the stages of review (初审, 复审, 终审); empty means one unnamed stage. ``contributors`` is a
    list of ``{"name", "name_en", "role"}``. Word targets are per chapter, in ``word_measure``; None means no target.
    """

    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    subtitle_en = models.CharField(_("English subtitle"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("English description"), blank=True)
    outline = models.TextField(_("order of the book"), blank=True)
    contributors = models.JSONField(_("contributors"), default=list, blank=True)
    colophon = models.TextField(_("colophon"), blank=True)
    reading_rate = models.PositiveIntegerField(_("characters read per minute"), default=350)

    citation_style = models.CharField(
        _("citation style"), max_length=32, choices=CitationStyle, default=CitationStyle.HOUSE
    )

    word_target_min = models.PositiveIntegerField(_("fewest words per chapter"), null=True, blank=True)
    word_target_max = models.PositiveIntegerField(_("most words per chapter"), null=True, blank=True)
    word_measure = models.CharField(_("measure"), max_length=8, choices=Measure.choices, default=Measure.WORDS)
    review_stages = models.JSONField(_("review stages"), default=list, blank=True)
    self_review = models.BooleanField(
        _("self-review"), default=False, help_text=_("Lets authors approve their own text with a reason.")
    )
    front_matter = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("book")
        verbose_name_plural = _("books")
