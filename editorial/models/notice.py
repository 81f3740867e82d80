"""Notices: what somebody is told of, at the desk and by mail; and what they wish to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models.item import Item
from editorial.models.submission import Submission


class NoticeType(models.TextChoices):
    """What somebody can be told of; each can be switched off, at the desk and by mail."""

    SUBMITTED = "submitted", _("something was submitted that I may judge")
    WITHDRAWN = "withdrawn", _("a submission that I could judge was withdrawn")
    RETURNED = "returned", _("my text was returned")
    PASSED = "passed", _("my text passed a stage, or waits for me at the next")
    SCHEDULED = "scheduled", _("my text was approved for a later time")
    PUBLISHED = "published", _("my text was published")
    TAKEN_BACK = "taken_back", _("a public page of mine was withdrawn or rolled back")
    COMMENTED = "commented", _("somebody commented where I take part")
    MENTIONED = "mentioned", _("somebody mentioned me")
    OVERRIDDEN = "overridden", _("a rule was overridden")
    FAILING = "failing", _("a check finds an error in something public")
    DUE_SOON = "due_soon", _("a review is due tomorrow")
    OVERDUE = "overdue", _("a review is overdue")
    DIGEST = "digest", _("digest")

    @classmethod
    def switchable(cls):
        """The types with a switch; a digest has its own rhythm."""
        return [each for each in cls if each is not cls.DIGEST]


class Channel(models.TextChoices):
    """The ways a notice goes."""

    DESK = "desk", _("at the desk")
    MAIL = "mail", _("by mail")


class Rhythm(models.TextChoices):
    """How often somebody gets a digest."""

    NEVER = "never", _("never")
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")


class Notice(models.Model):
    """One thing one person is told of. The sentence is made from ``type`` when it is read, in the reader's language.

    ``occasion`` makes sure that nobody is told twice of one thing (a due date). A mail is sent at ``mail_at`` by the
    worker and tried again later where the server does not answer; ``mail_at`` empty means: none, or done.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    type = models.CharField(max_length=16, choices=NoticeType.choices)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    actor_name = models.CharField(max_length=150, blank=True)
    words = models.TextField(blank=True)
    params = models.JSONField(default=dict, blank=True)
    occasion = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    at_desk = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_error = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(type__in=NoticeType.values), name="editorial_notice_type_known"),
            models.UniqueConstraint(
                fields=["person", "type", "submission", "occasion"], condition=~Q(occasion=""),
                name="editorial_notice_once_an_occasion",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["person"], condition=Q(at_desk=True, read_at=None), name="editorial_notice_unread"
            ),
            models.Index(fields=["mail_at"], condition=Q(mail_at__isnull=False), name="editorial_notice_mail"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.type} {self.person_id}"


class NoticePreference(models.Model):
    """What somebody wishes to be told, how, and in which language. Without a row: everything, in the house language.

    ``off`` lists ``type:channel``. Digests cover what happened since ``digest_until``, the end of the last one.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preference")
    language = models.CharField(_("language"), max_length=16, blank=True)
    off = models.JSONField(default=list, blank=True)
    digest = models.CharField(_("digest"), max_length=8, choices=Rhythm.choices, default=Rhythm.NEVER)
    digest_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(digest__in=Rhythm.values), name="editorial_digest_rhythm_known")
        ]

    def __str__(self):
        return f"{self.person_id} {self.digest}"
