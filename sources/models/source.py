"""Source: a record of something we rely on. CSL-JSON is its vocabulary."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models import Content


class Tier(models.TextChoices):
    """How near a source stands to what it tells, and how it was checked before it appeared."""

    PRIMARY = "1", _("1 · primary: the paper, filing, release or record itself")
    CHECKED = "2", _("2 · checked: named reporters or reviewed research at first hand")
    SECOND_HAND = "3", _("3 · second hand: reports what others found or said")
    WEAK = "4", _("4 · weak: unsigned, self-published or hearsay")


class SourceStatus(models.TextChoices):
    """What became of a source since it appeared."""

    OK = "ok", _("nothing known against it")
    CORRECTED = "corrected", _("corrected")
    RETRACTED = "retracted", _("retracted")
    SUPERSEDED = "superseded", _("superseded")
    DEAD = "dead", _("link is dead")
    PAYWALLED = "paywalled", _("behind a paywall")


class Source(Content):
    """The working draft of one source.

    ``csl`` is the item in CSL-JSON (https://citationstyles.org, data schema 1.0.2) without its ``id``: the key of the
    Item takes its place. ``raw`` keeps the reference as somebody once wrote it. ``status`` with its date (EDTF) and
    proof is public and read live: readers see that of the source's own current release wherever it is cited, so
    that a retraction needs a release of the source and none of the texts. What a source rewrites or depends on are
    relations of its item. Its archived text is private and lives in :class:`~sources.models.SourceText`.

    The columns below ``front_matter`` are computed. ``issued`` is EDTF. ``doi``, ``arxiv``, ``isbn``, ``address`` and
    ``fingerprint`` are normalised (see :mod:`sources.identity`); the first, second and fourth belong to one source
    only. ``is_merged`` marks a source that another one took the place of: it gives its identity up.
    """

    title = models.CharField(_("title"), max_length=500)
    csl = models.JSONField(_("CSL-JSON"), default=dict)
    language = models.CharField(_("language"), max_length=20, blank=True, help_text=_("zh, en, …"))
    tier = models.CharField(_("credibility"), max_length=1, choices=Tier.choices, blank=True)
    tier_reason = models.TextField(_("why this tier"), blank=True)
    status = models.CharField(
        _("standing of the source"), max_length=16, choices=SourceStatus.choices, default=SourceStatus.OK
    )
    status_date = models.CharField(_("since"), max_length=64, blank=True)
    status_proof = models.CharField(_("proof"), max_length=2000, blank=True)
    archive_url = models.CharField(_("archived copy"), max_length=2000, blank=True)
    raw = models.TextField(_("as written"), blank=True)
    other_keys = models.JSONField(_("other keys"), default=list, blank=True)
    private_notes = models.TextField(_("private notes"), blank=True)
    front_matter = models.JSONField(default=dict, blank=True)

    year = models.CharField(max_length=16, blank=True, editable=False)
    first_author = models.CharField(max_length=200, blank=True, editable=False)
    sort_key = models.CharField(max_length=300, blank=True, editable=False)
    issued = models.CharField(max_length=64, blank=True, editable=False)
    doi = models.CharField(max_length=300, blank=True, editable=False)
    arxiv = models.CharField(max_length=64, blank=True, editable=False)
    isbn = models.CharField(max_length=13, blank=True, editable=False)
    address = models.CharField(max_length=600, blank=True, editable=False)
    fingerprint = models.CharField(max_length=300, blank=True, editable=False)
    is_merged = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["sort_key", "year"]
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=["", *Tier.values]), name="sources_source_tier_known"),
            models.CheckConstraint(condition=Q(status__in=SourceStatus.values), name="sources_source_status_known"),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(is_merged=False) & ~Q(**{name: ""}),
                    name=f"sources_source_{name}_once",
                )
                for name in ("doi", "arxiv", "address")
            ),
        ]
        indexes = [
            models.Index(fields=["fingerprint"], name="sources_source_fingerprint"),
            models.Index(fields=["isbn"], name="sources_source_isbn"),
        ]
