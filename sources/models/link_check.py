"""LinkCheck: whether the address of a source still leads somewhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item
from sources.fetching import REASONS


class LinkOutcome(models.TextChoices):
    """What came of asking."""

    WAITING = "waiting", _("not asked yet")
    OK = "ok", _("leads there")
    MOVED = "moved", _("moved")
    BARRED = "barred", _("there, but not for programs")
    ROBOTS = "robots", _("robots are asked to stay away")
    FAILED = "failed", _("leads nowhere")


class LinkCheck(models.Model):
    """The last answer of the address of one source.

    ``answer`` is the HTTP status. ``failures`` counts the runs without an answer since the last good one; two make it dead. ``redirects`` is
    ``[[status, address]]``. ``due_at`` is when to ask again.
    """

    DEAD_AFTER = 2

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="link_check")
    url = models.CharField(max_length=2000)
    outcome = models.CharField(_("link"), max_length=16, choices=LinkOutcome.choices, default=LinkOutcome.WAITING)
    answer = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=16, blank=True)
    final_url = models.CharField(max_length=2000, blank=True)
    redirects = models.JSONField(default=list, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    due_at = models.DateTimeField()

    class Meta:
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        ordering = ["-failures", "item_id"]
        indexes = [models.Index(fields=["due_at"], name="sources_link_due")]

    def __str__(self):
        return f"{self.url} {self.outcome}"

    @property
    def is_dead(self) -> bool:
        return self.failures >= self.DEAD_AFTER

    @property
    def reason_sentence(self):
        """Why there was no answer, in the reader's language; empty where there was one."""
        return REASONS.get(self.reason, "")
