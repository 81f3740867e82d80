"""Anecdote: a story told in a public chapter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item


class Anecdote(models.Model):
    """One ``💡 轶事`` section of a current release. Derived; readers may see every byte of it.

    ``verification`` is ``verified``, ``partial`` or ``unverified``: what nobody marked counts as unverified.
    """

    chapter = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="anecdotes")
    position = models.PositiveIntegerField()
    collection_key = models.CharField(max_length=200, blank=True)
    key = models.CharField(max_length=200)
    path = models.CharField(max_length=500)
    anchor = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=500)
    verification = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta:
        verbose_name = _("anecdote")
        verbose_name_plural = _("anecdotes")
        ordering = ["collection_key", "key", "position"]
        constraints = [models.UniqueConstraint(fields=["chapter", "position"], name="book_anecdote_once")]

    def __str__(self):
        return self.title
