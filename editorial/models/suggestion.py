"""Suggestion: a slip that a reviewer corrects in place, waiting for an author to accept it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import actor_key
from editorial.models.item import Item
from editorial.models.submission import Submission


class SuggestionState(models.TextChoices):
    """What became of a proposed correction."""

    OPEN = "open", _("waiting for an author")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")


class Suggestion(models.Model):
    """New values of text fields, proposed on top of the version that was under review.

    Accepting makes it a version of the author who accepts: the person who proposed it has not written, and may sign.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="suggestions")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="suggestions")
    base_number = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)
    person = actor_key()
    person_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    state = models.CharField(_("state"), max_length=16, choices=SuggestionState.choices, default=SuggestionState.OPEN)
    decided_by = actor_key()
    decided_by_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version_number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("proposed correction")
        verbose_name_plural = _("proposed corrections")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=SuggestionState.values), name="editorial_suggestion_state_known"
            )
        ]

    def __str__(self):
        return f"{self.person_name}: {self.item_id} v{self.base_number}"
