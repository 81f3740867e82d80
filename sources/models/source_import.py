"""SourceImport: sources that came in together, seen before they were saved, and audited as one batch."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item
from editorial.models.append_only import actor_key


class SourceImport(models.Model):
    """One import. Until ``saved_at`` is set it is a preview that only its author sees.

    ``files`` ([{"name", "text", "format"}]) are what was given, kept until they are saved; ``report`` is what the
    command prints: counts, one row an entry, problems with their places.
    """

    actor = actor_key()
    actor_name = models.CharField(_("person"), max_length=150)
    at = models.DateTimeField(_("when"))
    collection = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="source_imports", verbose_name=_("book")
    )
    name = models.CharField(_("from"), max_length=500)
    files = models.JSONField(default=list, blank=True)
    report = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of sources")
        verbose_name_plural = _("imports of sources")
        ordering = ["-pk"]

    def __str__(self):
        return self.name
