"""Celery tasks of the engine: they take names, delegate and tolerate being run twice."""

import logging

from celery import shared_task
from django.db import connection

from editorial import jobs, transitions
from editorial.notifications import digests, mailing, reminding

logger = logging.getLogger(__name__)


@shared_task(bind=True, acks_late=True)
def run_jobs(self, names):
    """Make derived things, one after the other. A failure stays on its row and is tried again; the rest goes on."""
    for name in names:
        try:
            jobs.run_if_due(name)
        except Exception as error:
            logger.warning("job %s failed: %s: %s", name, type(error).__name__, error)
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()  # a broken one must not take the rest of the batch along
            if not self.request.is_eager:
                jobs.plan_retry(name)


@shared_task
def sweep():
    """Queue again what lags."""
    return jobs.sweep()


@shared_task
def publish_due():
    """Publish approved sets whose time has come."""
    return [submission.pk for submission in transitions.publish_due()]


@shared_task
def send_mail():
    """Send the notices that wait to go out by mail."""
    return mailing.send_due()


@shared_task
def write_digests():
    """Write the digests whose day or week is over."""
    return digests.write_due()


@shared_task
def remind():
    """Remind of reviews that are due or overdue."""
    return reminding.remind()
