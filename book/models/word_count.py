"""WordCount: how long a text is, measured."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item


class CountOf(models.TextChoices):
    """Which text was counted."""

    DRAFT = "draft", _("draft")
    PUBLIC = "public", _("public text")


class WordCount(models.Model):
    """The length of an item's newest draft version, or of its current release. Derived; see :mod:`book.word_counts`.

    ``number`` is that of the version or release. ``words`` (字数) is ``cjk`` plus ``other``; ``han`` counts Han characters
    only; ``code`` and ``footnotes`` are words outside that sum. ``reading_minutes`` uses the book's reading rate.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="word_counts")
    of = models.CharField(max_length=8, choices=CountOf.choices)
    number = models.PositiveIntegerField()
    words = models.PositiveIntegerField(_("words"))
    cjk = models.PositiveIntegerField()
    other = models.PositiveIntegerField()
    han = models.PositiveIntegerField()
    code = models.PositiveIntegerField()
    footnotes = models.PositiveIntegerField()
    reading_minutes = models.PositiveIntegerField(_("reading minutes"))

    class Meta:
        verbose_name = _("word count")
        verbose_name_plural = _("word counts")
        ordering = ["item_id", "of"]
        constraints = [
            models.UniqueConstraint(fields=["item", "of"], name="book_word_count_once"),
            models.CheckConstraint(condition=models.Q(of__in=CountOf.values), name="book_word_count_of_known"),
            models.CheckConstraint(
                condition=models.Q(words=models.F("cjk") + models.F("other")), name="book_word_count_adds_up"
            ),
        ]

    def __str__(self):
        return f"{self.item_id} {self.of}: {self.words}"
