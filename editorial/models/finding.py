"""Findings: what the checks have to say about one version of one item."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import actor_key
from editorial.models.item import Item


class Severity(models.TextChoices):
    """Errors stand in the way of submitting; warnings are shown and ticked."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    NOTE = "note", _("note")


class Finding(models.Model):
    """One finding, derived: recomputed by a job and never edited, except for its dismissal.

    ``check_id`` and ``params`` make the sentence in the reader's language; ``message`` is it in English for exports.
    ``fingerprint`` ties a dismissal to the sentence it was about.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="findings")
    version_number = models.PositiveIntegerField()
    check_id = models.CharField(max_length=64)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    line = models.PositiveIntegerField(null=True, blank=True)
    target = models.CharField(max_length=300, blank=True)
    message = models.TextField(blank=True)
    params = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64)
    dismissed_by = actor_key()
    dismissed_by_name = models.CharField(max_length=150, blank=True)
    dismissed_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["item", "severity", "line", "pk"]
        indexes = [models.Index(fields=["item", "severity"], name="editorial_finding_item")]

    def __str__(self):
        return f"{self.check_id}: {self.target}"
