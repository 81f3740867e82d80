"""The application object of the editorial engine."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import serializers
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    """Registers the snapshot format of stored versions."""

    name = "editorial"
    verbose_name = _("Editorial desk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Models are only importable once the registry is ready.
        from editorial import system_checks  # noqa: F401

        serializers.register_serializer("snapshot", "editorial.snapshot_format")


class DeskConfig(AdminConfig):
    """The stock admin, with the desk's own front page, review page and editor endpoints."""

    default_site = "editorial.admin_site.DeskSite"
