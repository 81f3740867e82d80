"""Source: a record of something we rely on. CSL-JSON is its vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Content


class Source(Content):
    """The working draft of one source.

    ``csl`` is the item in CSL-JSON (https://citationstyles.org, data schema 1.0.2) without its ``id``: the key of the
    Item takes its place. ``raw`` keeps the reference as somebody once wrote it. ``year``, ``first_author`` and
    ``sort_key`` are computed from ``csl``.
    """

    title = models.CharField(_("title"), max_length=500)
    csl = models.JSONField(_("CSL-JSON"), default=dict)
    language = models.CharField(_("language"), max_length=20, blank=True, help_text=_("zh, en, …"))
    raw = models.TextField(_("as written"), blank=True)
    other_keys = models.JSONField(_("other keys"), default=list, blank=True)
    private_notes = models.TextField(_("private notes"), blank=True)
    front_matter = models.JSONField(default=dict, blank=True)

    year = models.CharField(max_length=16, blank=True, editable=False)
    first_author = models.CharField(max_length=200, blank=True, editable=False)
    sort_key = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["sort_key", "year"]
