"""What the tests of the desk share: its English, and checks of their own making."""

import pytest
from django.utils import translation

from editorial import kinds, transitions
from tests import records


@pytest.fixture(autouse=True)
def _in_english(request):
    if "client" in request.fixturenames:
        request.getfixturevalue("client").cookies.load({"django_language": "en"})
    with translation.override("en"):
        yield


@pytest.fixture
def events_have_checks(monkeypatch):
    """``events_have_checks(*checks)``: events are judged by these checks only; by none until it is called."""

    def give(*made):
        monkeypatch.setattr(type(kinds.get("event")), "checks", made)

    give()
    return give


@pytest.fixture
def submitted(author, events_have_checks):
    """A submission of one event that no check finds fault with."""
    return transitions.submit([records.make("event", author, key="launch")], actor=author)
