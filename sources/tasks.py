"""Celery tasks of the sources: they delegate and tolerate being run twice."""

from celery import shared_task
from django.conf import settings

from sources import link_health


@shared_task
def check_links():
    """Ask the links that are due. Does nothing where link checks are switched off."""
    return link_health.run_due() if settings.ANNALS_LINK_CHECKS else {}
