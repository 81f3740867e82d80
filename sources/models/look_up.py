"""LookUp: what a registry says about a source, asked for by somebody and waiting to be taken over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item
from editorial.models.append_only import actor_key
from sources.fetching import REASONS


class LookUpState(models.TextChoices):
    """How far a look-up is."""

    WAITING = "waiting", _("waiting for an answer")
    FOUND = "found", _("found")
    NOTHING = "nothing", _("the registry does not know it")
    GIVEN_UP = "given_up", _("given up after several tries")
    APPLIED = "applied", _("taken over")


class LookUp(models.Model):
    """One question to a registry (``scheme`` doi or arxiv) about a source. ``csl`` is its answer."""

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="look_up")
    scheme = models.CharField(max_length=16)
    value = models.CharField(max_length=300)
    state = models.CharField(max_length=16, choices=LookUpState.choices, default=LookUpState.WAITING)
    csl = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=16, blank=True)
    asked_by = actor_key()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("look-up")
        verbose_name_plural = _("look-ups")

    def __str__(self):
        return f"{self.scheme}:{self.value} {self.state}"

    @property
    def reason_sentence(self):
        """Why there was no answer, in the reader's language; empty where there was one."""
        return REASONS.get(self.reason, "")
