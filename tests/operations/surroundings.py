"""The environment that started processes get."""

import os

OURS = ("DJANGO_", "ANNALS_", "CELERY_", "DATABASE_", "CACHE_", "EMAIL_")


def bare_environment():
    """This process's environment without anything that sets Annals up."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS) and name != "PORT"}
