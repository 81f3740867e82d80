"""The audit trail: one row for each act, written in the act's own transaction, never changed afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import AppendOnly, actor_key


class Act(models.TextChoices):
    """Everything that is worth a row."""

    CREATE = "create", _("created")
    EDIT = "edit", _("edited")
    RESTORE = "restore", _("restored an old version")
    DISCARD = "discard", _("discarded the draft's changes")
    SUBMIT = "submit", _("submitted")
    WITHDRAW_SUBMISSION = "withdraw_submission", _("withdrew the submission")
    RETURN = "return", _("returned")
    SIGN = "sign", _("signed")
    SCHEDULE = "schedule", _("scheduled")
    PUBLISH = "publish", _("published")
    ROLL_BACK = "roll_back", _("rolled back")
    UNPUBLISH = "unpublish", _("withdrew the public page")
    OVERRIDE = "override", _("overrode a rule")
    SUGGEST = "suggest", _("proposed a correction")
    ACCEPT = "accept", _("accepted a proposed correction")
    DECLINE = "decline", _("declined a proposed correction")
    LEAVE_OUT = "leave_out", _("left out of a set")
    CORRECT = "correct", _("corrected the public text")
    TAKE_IN = "take_in", _("merged the public text into the draft")
    RESEAL = "reseal", _("sealed again")
    COMMENT = "comment", _("commented")
    RESOLVE = "resolve", _("resolved a comment")
    REOPEN = "reopen", _("reopened a comment")
    DELETE = "delete", _("deleted")
    IMPORT = "import", _("imported")
    UNDO_IMPORT = "undo_import", _("undid an import")
    ARCHIVE = "archive", _("stored the archived text")
    MERGE = "merge", _("merged with another record")
    UNMERGE = "unmerge", _("undid a merge")
    PERMISSION = "permission", _("changed permissions")

    @classmethod
    def writing(cls):
        """Acts that change the text, and so make their actor one of its authors (four eyes)."""
        return [cls.CREATE, cls.EDIT, cls.RESTORE, cls.UNDO_IMPORT, cls.ACCEPT, cls.CORRECT, cls.TAKE_IN]


class AuditEntry(AppendOnly):
    """Who did what to which item, when, with the hash of the public content before and after.

    ``item`` carries no constraint and ``item_label`` is text, so that the row outlives what it speaks of.
    """

    item = models.ForeignKey(
        "editorial.Item", on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True, related_name="audit"
    )
    item_label = models.CharField(_("item"), max_length=300)
    act = models.CharField(_("act"), max_length=24, choices=Act.choices)
    actor = actor_key()
    actor_name = models.CharField(_("person"), max_length=150)
    at = models.DateTimeField(_("when"))
    version_number = models.PositiveIntegerField(_("version"), null=True, blank=True)
    release_number = models.PositiveIntegerField(_("release"), null=True, blank=True)
    submission_id = models.BigIntegerField(null=True, blank=True)
    before_sha256 = models.CharField(max_length=64, blank=True)
    after_sha256 = models.CharField(max_length=64, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["item", "-at"], name="editorial_audit_item")]

    def __str__(self):
        return f"{self.actor_name} {self.act} {self.item_label}"
