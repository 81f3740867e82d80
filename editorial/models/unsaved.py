"""UnsavedText: what somebody has in a form and did not save. No version, no part of any history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models.item import Item


class UnsavedText(models.Model):
    """The fields of one form as one person has them open: one row for each person and item.

    ``item`` is empty for a record that was never saved (then one row for each person and kind). ``base_number`` is
    the version the form was opened on. ``fields`` is JSON text, as the form posts its fields: not JSON of the
    database, which refuses characters that a person may have pasted.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsaved_texts")
    kind = models.CharField(max_length=32)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="unsaved_texts")
    base_number = models.PositiveIntegerField(default=0)
    fields = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"], condition=Q(item__isnull=False), name="editorial_unsaved_once_per_item"
            ),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(item__isnull=True), name="editorial_unsaved_once_per_kind"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.item_id or '+'}"
