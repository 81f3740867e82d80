"""Submission: a set of pinned versions that is reviewed and approved together; and the sign-offs on it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import AppendOnly, actor_key
from editorial.models.item import Item
from editorial.models.release import Release
from editorial.models.version import DraftVersion


class SubmissionState(models.TextChoices):
    """What became of a submission."""

    OPEN = "open", _("in review")
    SCHEDULED = "scheduled", _("approved, waiting for its time")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("replaced by a newer submission")

    @classmethod
    def pending(cls):
        """States in which the set is still under way."""
        return [cls.OPEN, cls.SCHEDULED]


class Submission(models.Model):
    """One set of items on its way to readers: all of it becomes public, or none.

    ``stages`` is the list of stage names in force when it was submitted (one unnamed stage by default); ``stage``
    is the index of the one that waits. Without named ``reviewers`` anyone who may review decides. A correction carries
    a small change of the public text past a larger draft that is under way.
    """

    lead = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="led_submissions", verbose_name=_("item"))
    submitter = actor_key(verbose_name=_("submitter"))
    submitter_name = models.CharField(max_length=150)
    note = models.TextField(_("note to the reviewer"), blank=True)
    state = models.CharField(_("state"), max_length=16, choices=SubmissionState.choices, default=SubmissionState.OPEN)
    stages = models.JSONField(default=list)
    stage = models.PositiveSmallIntegerField(default=0)
    self_review_allowed = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(_("submitted"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_comment = models.TextField(_("comment"), blank=True)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    is_correction = models.BooleanField(_("correction"), default=False)
    reviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="submissions_to_review", verbose_name=_("reviewers")
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-submitted_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=SubmissionState.values), name="editorial_submission_state_known"
            )
        ]
        indexes = [models.Index(fields=["state", "publish_at"], name="editorial_submission_due")]

    def __str__(self):
        return f"{self.lead} ({self.get_state_display()})"

    @property
    def stage_name(self) -> str:
        """The name of the waiting stage; empty for the single unnamed stage."""
        return self.stages[self.stage] if self.stage < len(self.stages) else ""

    @property
    def is_last_stage(self) -> bool:
        return self.stage >= len(self.stages) - 1


class SubmissionMember(models.Model):
    """One item of a set, pinned to the version that will be judged."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="members")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="submission_members")
    version = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, related_name="submission_members")
    content_sha256 = models.CharField(max_length=64)
    base_release = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_open = models.BooleanField(default=True)
    is_correction = models.BooleanField(default=False)
    frozen = models.TextField(blank=True)
    seal_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["submission", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "is_correction"],
                condition=models.Q(is_open=True),
                name="editorial_one_open_review_per_item",
            ),
            models.UniqueConstraint(fields=["submission", "item"], name="editorial_member_once"),
        ]

    def __str__(self):
        return f"{self.item} in {self.submission_id}"


class SignoffManner(models.TextChoices):
    """In what capacity somebody signed."""

    REVIEW = "review", _("reviewed")
    SELF = "self", _("self-reviewed")
    OVERRIDE = "override", _("editor's override")


class Signoff(AppendOnly):
    """One person's signature under one stage of a submission, over the seal that was on the screen.

    ``ticked`` are the warnings, ``facts`` the changed facts, ``checklist`` the questions that were ticked for it.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="signoffs")
    stage = models.PositiveSmallIntegerField()
    stage_name = models.CharField(max_length=60, blank=True)
    person = actor_key()
    person_name = models.CharField(max_length=150)
    seal_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    manner = models.CharField(max_length=16, choices=SignoffManner.choices, default=SignoffManner.REVIEW)
    reason = models.TextField(blank=True)
    ticked = models.JSONField(default=list)
    facts = models.JSONField(default=list)
    checklist = models.JSONField(default=list)

    class Meta:
        ordering = ["submission", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "stage"], name="editorial_one_signoff_per_stage"),
            models.UniqueConstraint(
                fields=["submission", "person"],
                condition=models.Q(manner=SignoffManner.REVIEW),
                name="editorial_nobody_signs_two_stages",
            ),
        ]

    def __str__(self):
        return f"{self.person_name}: {self.submission_id}/{self.stage}"
