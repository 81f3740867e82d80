"""Project wiring: settings, addresses, the task queue. May import everything; nothing imports it.

The Celery application is loaded with the settings, as Celery documents it for Django, so that
every ``@shared_task`` finds it in whatever process Django starts.
"""

from book.config.celery import app as celery_app

__all__ = ["celery_app"]
