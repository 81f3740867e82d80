"""Comments: what reviewers and authors say to each other about a version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import actor_key
from editorial.models.item import Item
from editorial.models.submission import Submission


class Comment(models.Model):
    """One remark on an item, usually made while reviewing a submission. ``quotation`` anchors it to words."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="comments")
    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, related_name="comments"
    )
    version_number = models.PositiveIntegerField()
    author = actor_key()
    author_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    body = models.TextField(_("comment"))
    quotation = models.TextField(blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.body[:60]
