"""CausalLink: an edge of the causal graph, stored once, on the effect."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Relation

CAUSES = "causes"


class CausalLinkManager(models.Manager):
    """Only the relations of the role ``causes``."""

    def get_queryset(self):
        return super().get_queryset().filter(role=CAUSES)


class CausalLink(Relation):
    """The relation of an effect (``owner``) to one of its causes (``target``); ``qualifier`` says how, ``note`` why.

    The cause never stores anything: both ends show the same edge. :mod:`book.causality` keeps the graph acyclic and
    in order of time.
    """

    objects = CausalLinkManager()

    class Meta:
        proxy = True
        verbose_name = _("causal link")
        verbose_name_plural = _("causal links")
