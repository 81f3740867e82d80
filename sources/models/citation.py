"""Citations: which sentence relies on which source; what readers see and what is only a draft in two tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item

#: The role of a citation that stands in the text; any other is the list of the record that names the source.
IN_TEXT = "text"


class AnyCitation(models.Model):
    """One place that relies on a source. Derived; see :mod:`sources.where_used`.

    ``source_key`` is the source's permanent key, or the key as written where no source answers to it. ``role`` is
    ``text`` for a citation in the text, else the list that names the source (``sources``). ``sentence`` is the one it
    stands in, ``quoted`` the words in quotation marks there, ``anchor`` its id on the page, ``number`` that of the
    version or release.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    source_key = models.CharField(max_length=200)
    role = models.CharField(max_length=32, default=IN_TEXT)
    locator = models.CharField(max_length=200, blank=True)
    anchor = models.CharField(max_length=200, blank=True)
    line = models.IntegerField(null=True, blank=True)
    sentence = models.TextField(blank=True)
    quoted = models.TextField(blank=True)

    class Meta:
        abstract = True
        ordering = ["item_id", "position"]

    def __str__(self):
        return f"{self.item_id} cites {self.source_key}"


class Citation(AnyCitation):
    """A place in a current release: readers may see every byte of it."""

    class Meta(AnyCitation.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="sources_citation_once")]
        indexes = [models.Index(fields=["source_key"], name="sources_citation_source")]


class DraftCitation(AnyCitation):
    """A place in the newest version of a draft."""

    class Meta(AnyCitation.Meta):
        verbose_name = _("citation in a draft")
        verbose_name_plural = _("citations in drafts")
        constraints = [models.UniqueConstraint(fields=["item", "position"], name="sources_draft_citation_once")]
        indexes = [models.Index(fields=["source_key"], name="sources_draft_citation_source")]
