"""Organization: who did it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Content


class Organization(Content):
    """The working draft of one organization's profile. ``people`` is a list of ``{"name", "role"}``."""

    name = models.CharField(_("name"), max_length=300)
    name_en = models.CharField(_("English name"), max_length=300, blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    country = models.CharField(_("country"), max_length=100, blank=True)
    founded = models.CharField(_("founded"), max_length=64, blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    people = models.JSONField(_("people"), default=list, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    private_notes = models.TextField(_("private notes"), blank=True)
    front_matter = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
