"""Telling happens after the commit; here it happens at the end of each act, and mail is kept instead of sent."""

import pytest
from django.utils import translation

from editorial import kinds
from editorial.models import Notice


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _events_without_checks(monkeypatch):
    monkeypatch.setattr(type(kinds.get("event")), "checks", ())


@pytest.fixture
def after(django_capture_on_commit_callbacks):
    """``after(act, …)``: do the act and what follows its commit; returns the notices it made, as (person, type)."""

    def do(act, *args, **kwargs):
        before = set(Notice.objects.values_list("pk", flat=True))
        with django_capture_on_commit_callbacks(execute=True):
            do.result = act(*args, **kwargs)
        made = Notice.objects.exclude(pk__in=before).order_by("person__username", "type")
        return [(notice.person.username, notice.type) for notice in made]

    return do
