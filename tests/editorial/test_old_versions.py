"""A version stored long ago stays readable, comparable and restorable after every migration since.

``stored_versions/`` holds payloads as they were written by the first release of each kind. They are never edited: a
migration that renames anything versioned has to rewrite such payloads, and this test says whether it did.
"""

import json
from pathlib import Path

import pytest

from editorial import history, kinds, transitions
from tests.records import KINDS, PUBLIC_CHANGE, fresh, make, make_book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
STORED = Path(__file__).parent / "stored_versions"


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_stored_version_of_each_kind_can_be_read(kind):
    payload = (STORED / f"{kind}.json").read_text("utf-8")
    snapshot = history.read_payload(kind, payload)
    written = json.loads(payload)[0]
    assert snapshot.fields == written["fields"]
    assert set(written["fields"]) <= set(kinds.get(kind).authored_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_stored_version_of_each_kind_can_be_restored(kind, author):
    item = make(kind, author, book=None if kind == "book" else make_book(author, key="holder"))
    version = history.version(item, 1)
    type(version.stored).objects.filter(pk=version.stored_id).update(
        serialized_data=(STORED / f"{kind}.json").read_text("utf-8")
    )
    transitions.edit(item, actor=author, fields=PUBLIC_CHANGE[kind])
    transitions.restore(fresh(item), 1, actor=author)
    restored = kinds.get(kind).snapshot(fresh(item).row)
    stored = history.read_payload(kind, (STORED / f"{kind}.json").read_text("utf-8"))
    # Columns that came later keep what the draft says now.
    assert {name: restored.fields[name] for name in stored.fields} == stored.fields
    assert restored.relations == stored.relations


def test_a_payload_with_columns_that_are_gone_is_still_shown(author):
    payload = json.dumps([{"model": "book.event", "pk": 1, "fields": {"title": "旧", "mood": "gay"}}])
    snapshot = history.read_payload("event", payload)
    assert (snapshot.fields, snapshot.related("sources")) == ({"title": "旧", "mood": "gay"}, [])
