"""Concept: a term, person, model or product, and the words for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Content


class ConceptKind(models.TextChoices):
    """What sort of thing a concept names."""

    TERM = "term", _("term")
    PERSON = "person", _("person")
    MODEL = "model", _("model")
    PRODUCT = "product", _("product")


class Concept(Content):
    """The working draft of one glossary entry.

    ``preferred`` is the form the book uses, ``original`` the form in its own language, ``other_forms`` are accepted
    and ``rejected_forms`` wrong. ``sort_key`` is pinyin, filled in by machine and editable, because machines misread
    polyphones (重构, 调优).
    """

    kind_of = models.CharField(_("kind"), max_length=8, choices=ConceptKind.choices, default=ConceptKind.TERM)
    preferred = models.CharField(_("preferred form"), max_length=300)
    original = models.CharField(_("original form"), max_length=300, blank=True)
    other_forms = models.JSONField(_("other forms"), default=list, blank=True)
    rejected_forms = models.JSONField(_("rejected forms"), default=list, blank=True)
    aliases = models.JSONField(_("other keys"), default=list, blank=True)
    definition = models.TextField(_("definition"), blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    introduced = models.CharField(_("introduced"), max_length=64, blank=True)
    sort_key = models.CharField(_("sort key (pinyin)"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    private_notes = models.TextField(_("private notes"), blank=True)
    front_matter = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")
        ordering = ["sort_key"]
