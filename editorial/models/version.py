"""DraftVersion: who wrote which stored version of a draft, and its hashes. The text itself is reversion's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import actor_key
from editorial.models.item import Item


class Origin(models.TextChoices):
    """How a version came to be."""

    EDIT = "edit", _("written")
    IMPORT = "import", _("imported")
    RESTORE = "restore", _("restored")
    DISCARD = "discard", _("changes discarded")
    UNDO = "undo", _("import undone")
    MERGE = "merge", _("merged with the public text")
    CORRECTION = "correction", _("correction of the public text")


class DraftVersion(models.Model):
    """One stored version of an item's draft.

    ``content_sha256`` covers the public content, ``snapshot_sha256`` everything authored. ``number`` counts from 1
    within the item. The payload is ``stored.serialized_data``; lists never load it. The protected link keeps
    reversion's own clean-up commands from removing anything a release or submission rests on.

    A correction is a version beside the draft: made from version ``made_from``, it holds the words of the draft up to
    version ``draft_number`` and its own. The draft goes on without it until both are merged.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    stored = models.OneToOneField("reversion.Version", on_delete=models.PROTECT, related_name="draft_version")
    content_sha256 = models.CharField(max_length=64)
    snapshot_sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=500, blank=True)
    actor = actor_key()
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.EDIT)
    note = models.CharField(max_length=500, blank=True)
    is_correction = models.BooleanField(default=False)
    made_from = models.PositiveIntegerField(null=True, blank=True)
    draft_number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["item", "-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="editorial_version_number_unique")]

    def __str__(self):
        return f"{self.item} v{self.number}"

    @property
    def newest_draft(self) -> int:
        """The number of the newest version of the draft whose words this one holds."""
        return self.draft_number if self.is_correction and self.draft_number is not None else self.number
