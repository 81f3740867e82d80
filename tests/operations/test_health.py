from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.utils import timezone

from editorial.models import Job


@pytest.mark.both_databases
def test_a_healthy_process_says_so_for_each_part(db, client):
    response = client.get("/healthz")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert response.json() == {"database": "ok", "queue": "ok", "oldest_job_seconds": 0}


def test_a_probe_needs_neither_a_known_host_nor_tls(db, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "10.1.2.3:8000"}).status_code == 200


@pytest.mark.both_databases
def test_the_oldest_waiting_job_is_told_by_its_age(db, client):
    now = timezone.now()
    Job.objects.create(name="done", want=3, done=3, queued_at=now - timedelta(hours=2))
    Job.objects.create(name="young", want=1, done=0, queued_at=now - timedelta(seconds=5))
    Job.objects.create(name="old", want=2, done=1, queued_at=now - timedelta(seconds=90))
    assert 90 <= client.get("/healthz").json()["oldest_job_seconds"] <= 100


def test_a_database_that_fails_makes_the_process_unhealthy(db, client):
    with patch("book.config.health.connection.cursor", side_effect=OperationalError("no route")):
        response = client.get("/healthz")
    assert (response.status_code, response.json()) == (503, {"database": "OperationalError"})


def test_a_queue_that_is_down_is_told_and_leaves_the_process_healthy(db, client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    with patch("book.config.health.current_app.connection_for_write", side_effect=ConnectionRefusedError):
        response = client.get("/healthz")
    assert (response.status_code, response.json()["queue"]) == (200, "down")


def test_a_public_only_process_asks_only_for_its_database(db, client, settings):
    settings.PUBLIC_ONLY = True
    assert client.get("/healthz").json() == {"database": "ok"}
