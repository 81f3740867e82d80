"""The application object of the book."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookConfig(AppConfig):
    """What we say: books, chapters, events, organizations and concepts."""

    name = "book"
    verbose_name = _("Book")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Kinds need loaded models.
        from book import derived
        from book.kinds import KINDS
        from book.progress import of_books
        from editorial import kinds, progress

        for kind in KINDS:
            kinds.register(kind())
        derived.register()
        progress.register(of_books)
