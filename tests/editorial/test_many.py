"""Many records made at once are what they would be one by one; all of them, or none."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from editorial import errors, history, transitions
from editorial.models import Alias, AuditEntry, DraftVersion, Item, Job, Relation
from tests.editorial.test_races import at_once
from tests.records import FIELDS, fresh, make, make_book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def records(*keys, **fields):
    return [
        transitions.New(key, {**FIELDS["source"], "title": key, "other_keys": [f"old-{key}"], **fields}) for key in keys
    ]


def picture(item):
    """Everything an act leaves behind for one record, without row numbers and times."""
    columns = (
        "key",
        "title",
        "title_en",
        "names",
        "byline",
        "status",
        "lock_version",
        "content_sha256",
        "owner_id",
        "collection_id",
    )
    version = history.newest(item)
    return {
        "item": {name: getattr(item, name) for name in columns},
        "row": {name: value for name, value in vars(item.row).items() if name not in ("_state", "id", "item_id")},
        "aliases": sorted(item.aliases.values_list("alias", flat=True)),
        "relations": list(item.relations.values_list("role", "target_key", "target__key", "locator", "note")),
        "version": (version.number, version.origin, version.note, version.actor_name, version.content_sha256, version.snapshot_sha256),
        "snapshot": history.snapshot_of(version).as_dict(),
        "revision": (version.stored.revision.comment, version.stored.revision.user_id, version.stored.revision.version_set.count()),
        "audit": list(AuditEntry.objects.filter(item=item).values_list("act", "actor_name", "version_number", "after_sha256", "reason")),
        "jobs": sorted(name.replace(str(item.pk), "?") for name in Job.objects.filter(name__endswith=f":{item.pk}").values_list("name", flat=True)),
    }  # fmt: skip


def test_each_is_what_it_would_be_by_itself(author):
    book = make_book(author)
    make("source", author, key="known")
    relations = {
        "depends_on": [{"kind": "source", "key": "known", "locator": "[^1]"}, {"kind": "source", "key": "nowhere"}]
    }
    options = {"actor": author, "collection": book, "origin": "import", "note": "batch 7"}
    spec = records("one")[0]
    alone = transitions.create("source", key="one", fields=dict(spec.fields), relations=relations, **options)
    expected = picture(fresh(alone))
    transitions.delete(fresh(alone), actor=author)
    AuditEntry.objects.filter(item=alone.pk)._raw_delete("default")
    items = transitions.create_many(
        "source", [transitions.New("one", dict(spec.fields), relations), *records("two")], **options
    )  # fmt: skip
    assert [item.key for item in items] == ["one", "two"]
    assert picture(fresh(items[0])) == expected
    transitions.edit(fresh(items[0]), actor=author, fields={"title": "Later"})
    assert history.newest_number(items[0]) == 2
    transitions.delete(fresh(items[0]), actor=author)
    assert picture(fresh(items[1]))["version"][0] == 1, "the versions of the others do not go with it"


def test_those_that_waited_for_one_of_them_find_it(author):
    waiting = make(
        "event", author, relations={"sources": [{"kind": "source", "key": "old-one"}, {"kind": "source", "key": "two"}]}
    )
    items = transitions.create_many("source", records("one", "two"), actor=author)
    assert set(waiting.relations.values_list("target_id", flat=True)) == {item.pk for item in items}


def nothing_made():
    return (
        not any(model.objects.exists() for model in (Alias, DraftVersion, AuditEntry, Relation))
        and not Item.objects.exists()
    )


def test_all_or_none(author, reviewer):
    twins = [
        transitions.New(key, {**FIELDS["source"], "csl": {**FIELDS["source"]["csl"], "DOI": "10.1000/1"}})
        for key in ("a", "b")
    ]
    for refused, error in (
        (records("one", "one"), errors.WrongState), (records("one") + records("two", csl=7), ValidationError),
        (twins, ValidationError), (records("one", ""), ValidationError),
    ):  # fmt: skip
        with pytest.raises(error):
            transitions.create_many("source", refused, actor=author)
        assert nothing_made()
    with pytest.raises(errors.NotAllowed):
        transitions.create_many("source", records("one"), actor=reviewer)
    assert nothing_made()
    transitions.create_many("source", records("one"), actor=author)
    with pytest.raises(errors.WrongState):
        transitions.create_many("source", records("two", "one"), actor=author)
    assert Item.objects.count() == 1
    assert transitions.create_many("source", [], actor=author) == []


def test_the_number_of_statements_does_not_grow_with_the_records(author, django_assert_max_num_queries):
    for count, prefix in ((3, "few"), (60, "many")):
        with django_assert_max_num_queries(40):
            transitions.create_many("source", records(*(f"{prefix}-{number}" for number in range(count))), actor=author)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_make_the_same_records_at_once(author, make_user):
    colleague = make_user("colleague", role="author")
    for number in range(3):
        keys = [f"{number}-{place}" for place in range(5)]
        results = at_once(
            *(
                partial(transitions.create_many, "source", records(*keys), actor=person)
                for person in (author, colleague)
            )
        )
        assert len([error for error in results if isinstance(error, (errors.WrongState, ValidationError))]) == 1
    assert (Item.objects.count(), DraftVersion.objects.count()) == (15, 15)
