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
        from editorial import jobs, kinds
        from sources import looking_up
        from sources.kind import SourceKind

        kinds.register(SourceKind())
        jobs.register("lookup", looking_up.make, of_item=True)
