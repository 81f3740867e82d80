"""Timeline: the public events of one scope in the order of time, ready to be shown."""

import json

from django.db import models
from django.utils.translation import gettext_lazy as _


class TimelineScope(models.TextChoices):
    """Whose events a timeline holds."""

    SITE = "site", _("whole site")
    BOOK = "book", _("book")
    ORGANIZATION = "organization", _("organization")


class Timeline(models.Model):
    """Derived from current releases by :mod:`book.timelines`; readers may see every byte of it.

    ``content`` is canonical JSON, kept as text so that equal events have equal bytes on every database; ``sha256`` is
    its hash. ``key`` is the key of the book or organization, empty for the whole site.
    """

    scope = models.CharField(max_length=16, choices=TimelineScope.choices)
    key = models.CharField(max_length=200, blank=True)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("timeline")
        verbose_name_plural = _("timelines")
        ordering = ["scope", "key"]
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="book_timeline_once_per_scope")]

    def __str__(self):
        return f"{self.scope} {self.key}".strip()

    @property
    def data(self) -> dict:
        """The content, read; its shape is described in :mod:`book.chronicle`."""
        return json.loads(self.content)
