"""The application object of the sources."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SourcesConfig(AppConfig):
    """What we rely on: source records and citations."""

    name = "sources"
    verbose_name = _("Sources")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Kinds need loaded models.
        from editorial import kinds
        from sources.kind import SourceKind

        kinds.register(SourceKind())
