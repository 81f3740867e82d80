"""Membership: which role somebody has, in one book or in all of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models.item import Item


class Role(models.TextChoices):
    """The four kinds of people at the desk."""

    AUTHOR = "author", _("author")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """One role of one person. Without a ``collection`` it holds everywhere, in books to come as well.

    Given and taken by :func:`editorial.roles.give` and :func:`editorial.roles.take` only, which keep the record.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    collection = models.ForeignKey(
        Item, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships", verbose_name=_("book")
    )
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["person", "role", "collection"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="editorial_membership_role_known"),
            models.UniqueConstraint(
                fields=["person", "role", "collection"], name="editorial_membership_once_per_collection"
            ),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(collection=None), name="editorial_membership_once_everywhere"
            ),
        ]

    def __str__(self):
        return f"{self.person_id} {self.role} {self.collection_id or '*'}"
