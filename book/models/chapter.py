"""Chapter: one text of a book, in Markdown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Content


class ChapterRole(models.TextChoices):
    """Where in the book a chapter stands."""

    FRONT = "front", _("front matter")
    MAIN = "main", _("chapter")
    BACK = "back", _("back matter")


class Chapter(Content):
    """The working draft of one chapter, or of a front or back page such as 前言.

    ``declared_words`` and ``declared_anecdotes`` are what the manuscript claims; they are shown beside our own counts
    and never trusted. ``front_matter`` keeps the keys of the manuscript that we do not know.
    """

    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=8, choices=ChapterRole.choices, default=ChapterRole.MAIN)
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    period = models.CharField(_("period"), max_length=64, blank=True)
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("text"), blank=True)
    other_keys = models.JSONField(_("other keys"), default=list, blank=True)

    declared_words = models.PositiveIntegerField(_("declared words"), null=True, blank=True)
    declared_anecdotes = models.PositiveIntegerField(_("declared anecdotes"), null=True, blank=True)
    private_notes = models.TextField(_("private notes"), blank=True)
    front_matter = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["number"]
