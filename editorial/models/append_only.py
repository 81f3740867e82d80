"""Rows that are written once: the public record and the audit trail."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RecordIsPermanent(TypeError):
    """Somebody tried to change or delete a row of an append-only table: a programming error."""


class AppendOnlyQuerySet(models.QuerySet):
    """A queryset that inserts and reads, and refuses everything else."""

    def update(self, **kwargs):
        raise RecordIsPermanent(f"{self.model.__name__} rows are never updated")

    def bulk_update(self, *args, **kwargs):
        raise RecordIsPermanent(f"{self.model.__name__} rows are never updated")

    def delete(self):
        raise RecordIsPermanent(f"{self.model.__name__} rows are never deleted")

    delete.queryset_only = True


class AppendOnly(models.Model):
    """Base of rows that are inserted once and then only read."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise RecordIsPermanent(f"{type(self).__name__} rows are never updated")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise RecordIsPermanent(f"{type(self).__name__} rows are never deleted")


def actor_key(**kwargs):
    """Return a link to a person that survives that person's deletion.

    The column keeps its number and no constraint guards it: deleting a user must not rewrite the record. The name
    is kept as text beside it.
    """
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="+",
        **{"verbose_name": _("person"), **kwargs},
    )
