"""The task queue's application: configured by the ``CELERY_…`` settings, tasks found in each app's ``tasks`` module."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "book.config.settings")

app = Celery("annals")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
