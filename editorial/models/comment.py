"""Comments: what reviewers and authors say to each other about a version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import actor_key
from editorial.models.item import Item
from editorial.models.submission import Submission


class Comment(models.Model):
    """One remark on an item, usually made while reviewing a submission; ``reply_to`` makes it part of a thread.

    ``quotation`` anchors a thread to words of the reading text; ``before`` and ``after`` are the words around them, to
    tell equal words apart. Where later versions have no such words the thread is listed as detached, never lost.
    ``mentioned`` holds the user ids of people named with @. Only the first remark of a thread is resolved.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    version_number = models.PositiveIntegerField()
    author = actor_key()
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    body = models.TextField(_("comment"))
    quotation = models.TextField(_("words it is about"), blank=True)
    before = models.CharField(max_length=64, blank=True)
    after = models.CharField(max_length=64, blank=True)
    reply_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    mentioned = models.JSONField(default=list, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = actor_key()
    resolved_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.body[:60]
