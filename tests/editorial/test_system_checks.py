"""A kind that forgets to say what a column is for is refused at start."""

import pytest

from editorial import kinds, system_checks
from editorial.kinds import Kind


def codes():
    return [problem.id for problem in system_checks.every_field_is_declared(None)]


def test_every_column_of_every_kind_is_declared():
    assert codes() == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"private_fields": ("front_matter", "aliases")}, ["editorial.E001"]),
        ({"private_fields": ("front_matter", "aliases", "private_notes", "mood")}, ["editorial.E002"]),
        ({"private_fields": ("front_matter", "aliases", "private_notes", "title")}, ["editorial.E003"]),
    ],
)
def test_an_undeclared_unknown_or_doubly_declared_column_is_an_error(monkeypatch, change, expected):
    event = type(kinds.get("event"))
    for name, value in change.items():
        monkeypatch.setattr(event, name, value)
    assert codes() == expected


def test_two_kinds_cannot_share_a_name():
    from django.core.exceptions import ImproperlyConfigured

    class Impostor(Kind):
        name = "event"
        model = kinds.get("event").model

    with pytest.raises(ImproperlyConfigured):
        kinds.register(Impostor())
