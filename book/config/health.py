"""``/healthz``: whether this process can do its work, for load balancers and ``docker compose``."""

import os

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone
from kombu.exceptions import OperationalError

from editorial.models import Job

PATH = "/healthz"


class HealthMiddleware:
    """Answers ``/healthz`` before anything else looks at the request.

    A probe comes from inside: without TLS, and with a host name nobody else uses.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return healthz(request) if request.path_info == PATH else self.get_response(request)


def healthz(request):
    """200 with one word per part, or 503 while the database cannot be used. Says nothing about content.

    A queue that is down leaves the process healthy: saves and pages go on, and the sweep catches up later.
    ``oldest_job_seconds`` is the age of the oldest job still waiting (0: none). A public-only process asks only
    for its database, since its role may read neither the queue nor the jobs.
    """
    parts = {}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        parts["database"] = "ok"
        if not settings.PUBLIC_ONLY:
            parts["queue"] = queue_state()
            parts["oldest_job_seconds"] = oldest_job_seconds()
    except DatabaseError as error:
        parts["database"] = type(error).__name__
    response = JsonResponse(parts, status=200 if parts["database"] == "ok" else 503)
    response.headers["Cache-Control"] = "no-store"
    return response


def queue_state() -> str:
    """``ok``, or ``down`` when a message could not be sent just now."""
    if settings.CELERY_BROKER_URL.startswith("filesystem"):
        folder = settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_out"]
        return "ok" if os.access(folder, os.W_OK) else "down"
    try:
        with current_app.connection_for_write() as link:
            link.ensure_connection(max_retries=1, timeout=2)
    except (OSError, OperationalError):
        return "down"
    return "ok"


def oldest_job_seconds() -> int:
    """How long the oldest waiting job has been queued, in whole seconds; 0 when none waits."""
    since = Job.objects.lagging().filter(queued_at__isnull=False).order_by("queued_at").values_list("queued_at")
    oldest = since.first()
    return int((timezone.now() - oldest[0]).total_seconds()) if oldest else 0
