"""SearchGram: which sections hold a gram of one to three characters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchGram(models.Model):
    """The sections of one block of row numbers whose public text holds ``gram``; see :mod:`book.grams`.

    An index over :class:`~book.models.SearchSection`, made and kept with it. It is a table of our own because neither
    database has an index that finds a word of two Chinese characters, and both must find the same.
    """

    gram = models.CharField(max_length=40)
    block = models.PositiveIntegerField()
    places = models.BinaryField()

    class Meta:
        verbose_name = _("search gram")
        verbose_name_plural = _("search grams")
        ordering = ["gram", "block"]
        constraints = [models.UniqueConstraint(fields=["gram", "block"], name="book_search_gram_once")]

    def __str__(self):
        return f"{self.gram} {self.block}"
