"""SearchSection: a stretch of public text that search looks through."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item


class SearchSection(models.Model):
    """One section of a current release: a heading and the text under it. Derived; readers may see every byte of it.

    ``norm`` is what queries are compared with: names, heading and text, folded (:mod:`editorial.text.folding`); ``norm_title``
    is its first part, names and heading. The first section of an item carries the item's names.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="search_sections")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=500)
    anchor = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    heading = models.TextField(blank=True)
    body = models.TextField(blank=True)
    norm_title = models.TextField(blank=True)
    norm = models.TextField(blank=True)

    class Meta:
        verbose_name = _("search section")
        verbose_name_plural = _("search sections")
        ordering = ["item_id", "position"]
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="book_search_section_once")]

    def __str__(self):
        return f"{self.kind}:{self.key} {self.position}"
