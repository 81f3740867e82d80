"""SourceText: what a source said when somebody read it. Private: for the desk only, never for readers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item
from editorial.models.append_only import actor_key


class SourceText(models.Model):
    """The archived text of one source, in Markdown.

    ``captured_on`` is the day somebody saw it (EDTF), ``origin`` where it came from (a file name, an address).
    Neither versioned nor released: no page, feed, export or API of the public may read this table, and the role of
    the public process cannot.
    """

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="source_text")
    text = models.TextField(_("archived text"))
    sha256 = models.CharField(max_length=64)
    captured_on = models.CharField(_("seen on"), max_length=64, blank=True)
    origin = models.CharField(_("taken from"), max_length=2000, blank=True)
    stored_at = models.DateTimeField(_("stored"))
    stored_by = actor_key()
    stored_by_name = models.CharField(_("person"), max_length=150)

    class Meta:
        verbose_name = _("archived text")
        verbose_name_plural = _("archived texts")

    def __str__(self):
        return f"text of {self.item_id}"
