"""Event: something that happened, with a date that never claims more than is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Content


class Significance(models.TextChoices):
    """How much an event matters to the history."""

    CRITICAL = "critical", _("critical")
    MAJOR = "major", _("major")
    NOTABLE = "notable", _("notable")
    MINOR = "minor", _("minor")


class Verification(models.TextChoices):
    """How well an event is attested."""

    HIGHLY_VERIFIED = "highly_verified", _("highly verified")
    VERIFIED = "verified", _("verified")
    SINGLE_SOURCE = "single_source", _("single source")
    REPORTED = "reported", _("reported")
    DISPUTED = "disputed", _("disputed")
    UNVERIFIED = "unverified", _("unverified")


class EventType(models.TextChoices):
    """What sort of event."""

    PAPER = "paper_publication", _("paper")
    MODEL = "model_release", _("model release")
    PRODUCT = "product_launch", _("product launch")
    COMPANY = "company_announcement", _("company announcement")
    BREAKTHROUGH = "technical_breakthrough", _("technical breakthrough")
    HARDWARE = "hardware_release", _("hardware release")
    POLICY = "policy", _("policy")
    OTHER = "other", _("other")


class CausalRelation(models.TextChoices):
    """How a cause led to its effect. Stored on the effect's relation ``causes`` as its qualifier."""

    ENABLES = "enables", _("enabled by")
    RESPONDS_TO = "responds_to", _("in response to")
    INSPIRED = "inspired", _("inspired by")
    TRIGGERS = "triggers", _("triggered by")
    FOLLOWS = "follows", _("follows from")


class Event(Content):
    """The working draft of one event.

    ``date`` is EDTF (ISO 8601-2); ``earliest`` and ``latest`` are computed from it for sorting. ``place`` explains
    differences of a day between time zones. ``disputed_dates`` is a list of ``{"date", "source", "note"}``.
    Organizations, sources, concepts and causes are relations of the item. ``verification_text`` and ``type_text``
    keep the manuscript's own words where they are none of ours.
    """

    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("English title"), max_length=300, blank=True)
    date = models.CharField(
        _("date"), max_length=64, blank=True, help_text=_("2024-02-15, 2024年2月, 2022年初, 2023-04/2023-08 …")
    )
    date_note = models.CharField(_("note on the date"), max_length=500, blank=True)
    disputed_dates = models.JSONField(_("disputed dates"), default=list, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    event_type = models.CharField(_("type"), max_length=32, choices=EventType.choices, default=EventType.OTHER)
    significance = models.CharField(
        _("significance"), max_length=16, choices=Significance.choices, default=Significance.NOTABLE
    )
    verification = models.CharField(
        _("verification"), max_length=16, choices=Verification.choices, default=Verification.UNVERIFIED
    )
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("text"), blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    aliases = models.JSONField(_("other keys"), default=list, blank=True)
    private_notes = models.TextField(_("private notes"), blank=True)
    front_matter = models.JSONField(default=dict, blank=True)

    earliest = models.DateField(null=True, blank=True, editable=False)
    latest = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["earliest", "latest"]
        indexes = [models.Index(fields=["earliest", "latest"], name="book_event_dates")]
