"""BookFile: a book or one chapter to take home, made from what is public."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileFormat(models.TextChoices):
    """What a file is; the value is its extension."""

    EPUB = "epub", "EPUB"
    PDF = "pdf", "PDF"


class FileState(models.TextChoices):
    """How far the newest making of a file has come. What was made before is offered in every state."""

    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class BookFile(models.Model):
    """One file of one book. Derived; readers may have every byte of it.

    ``name`` is the file below ``BOOKS_ROOT``, empty until the first one is ready; ``size`` (bytes), ``sha256``,
    ``made_at`` and ``chapters`` (keys) describe that file. ``inputs_sha256`` says what it was made from.
    ``progress`` is in percent, ``error`` why the newest making failed.
    """

    book_key = models.CharField(max_length=200)
    chapter_key = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=8, choices=FileFormat.choices)
    language = models.CharField(max_length=16)
    state = models.CharField(max_length=16, choices=FileState.choices, default=FileState.MAKING)
    progress = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=1000, blank=True)
    name = models.CharField(max_length=100, blank=True)
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    chapters = models.JSONField(default=list)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("book file")
        verbose_name_plural = _("book files")
        ordering = ["book_key", "chapter_key", "language", "format"]
        constraints = [
            models.UniqueConstraint(
                fields=["book_key", "chapter_key", "language", "format"], name="book_file_once_per_edition"
            )
        ]

    def __str__(self):
        return f"{self.chapter_key or self.book_key}.{self.format} ({self.language})"
