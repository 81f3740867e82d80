"""Imports: one batch a run, what each file looked like when it came in, and which record came from where.

The rows of an undone batch stay, marked; the *current* row of a path is the newest one that is not undone.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Item
from editorial.models.append_only import actor_key


class ImportBatch(models.Model):
    """One run of the importer: audited as a whole, and undone as a whole. ``report`` is what the command printed."""

    book = models.ForeignKey(
        Item, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_batches", verbose_name=_("book")
    )
    book_key = models.CharField(max_length=200)
    actor = actor_key()
    actor_name = models.CharField(_("person"), max_length=150)
    at = models.DateTimeField(_("when"))
    path = models.CharField(_("path"), max_length=1000)
    report = models.JSONField(default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self):
        return str(self.pk)


class ImportedFileQuerySet(models.QuerySet):
    """Named filters over imported files and records."""

    def current(self):
        """Rows of batches that were not undone, oldest first: the last one of a path counts."""
        return self.filter(undone=False).order_by("pk")


class ImportedFile(models.Model):
    """The bytes of one file, stored when they were new or changed. ``path`` is relative to the root of the folder."""

    book = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="imported_files")
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    path = models.CharField(max_length=1000)
    shape = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    undone = models.BooleanField(default=False)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "path"], name="book_imported_file_once")]
        indexes = [models.Index(fields=["book", "path"], name="book_imported_path")]

    def __str__(self):
        return self.path


class ImportedRecord(models.Model):
    """One record as it came in: the hash of what the file said, and the version of the draft that resulted.

    ``name`` tells the records of one file apart (a register id, a glossary headword); empty where the file is one
    record. ``before`` is the version number the draft had (0: it did not exist), ``after`` the one it got.
    """

    book = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="imported_records")
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="records")
    path = models.CharField(max_length=1000)
    name = models.CharField(max_length=300, blank=True)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="imported_records_of")
    digest = models.CharField(max_length=64)
    before = models.PositiveIntegerField(default=0)
    after = models.PositiveIntegerField(default=0)
    undone = models.BooleanField(default=False)

    objects = ImportedFileQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["book", "path"], name="book_imported_record_path")]

    def __str__(self):
        return f"{self.path} {self.name}".strip()
