"""Taking an import back."""

import pytest

from book.manuscript.undoing import NoSuchBatch, undo_import
from book.models import Chapter, Event, ImportBatch, ImportedFile, ImportedRecord
from editorial import errors, transitions
from editorial.models import AuditEntry, Item

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

LAMP = "manuscript/01-light/lighthouse.md"


def test_what_an_import_made_goes_and_the_book_with_it(bring_in, editor, small):
    batch = bring_in(small).batch
    report = undo_import(batch, actor=editor)
    assert sorted(report.removed) == [
        "book:harbour", "chapter:harbour/lighthouse", "event:lamp-1823", "organization:harbour-board",
        "source:fresnel1822",
    ]  # fmt: skip
    assert (report.returned, report.refused) == ([], {})
    left = [model.objects.count() for model in (Item, ImportedRecord, ImportedFile)]
    assert (left, ImportBatch.objects.get().undone_at is not None) == ([0, 0, 0], True)
    assert AuditEntry.objects.filter(act="undo_import").count() == 1


def test_after_an_undo_the_same_import_starts_again(bring_in, editor, small):
    undo_import(bring_in(small).batch, actor=editor)
    assert bring_in(small).counts["chapters"]["created"] == 1


def test_what_an_import_changed_returns_to_its_earlier_draft_and_can_be_imported_again(bring_in, editor, small):
    bring_in(small)
    changed = {**small, LAMP: small[LAMP].replace("一盏灯", "两盏灯")}
    report = undo_import(bring_in(changed).batch, actor=editor)
    assert (report.removed, report.returned, report.refused) == ([], ["chapter:harbour/lighthouse"], {})
    chapter = Chapter.objects.get()
    assert ("一盏灯亮了。" in chapter.body, chapter.item.versions.count()) == (True, 3)
    assert bring_in(changed).counts["chapters"]["updated"] == 1


def test_imports_are_undone_one_after_another_until_nothing_is_left(bring_in, editor, small):
    first = bring_in(small).batch
    second = bring_in({**small, LAMP: small[LAMP].replace("一盏灯", "两盏灯")}).batch
    assert undo_import(first, actor=editor).refused["chapter:harbour/lighthouse"]
    assert undo_import(second, actor=editor).returned == ["chapter:harbour/lighthouse"]
    assert (undo_import(first, actor=editor).refused, Item.objects.count()) == ({}, 0)


def test_an_edit_taken_back_by_its_author_is_still_an_edit(bring_in, editor, small):
    batch = bring_in(small).batch
    event = Item.objects.get(kind="event")
    for title in ("别人改过", "第一盏灯"):
        transitions.edit(event, actor=editor, fields={"title": title})
    assert undo_import(batch, actor=editor).refused["event:lamp-1823"] == "The draft was edited after the import."


def test_what_people_touched_or_published_since_stays_and_is_listed(bring_in, editor, small):
    batch = bring_in(small).batch
    transitions.edit(Item.objects.get(kind="event"), actor=editor, fields={"title": "别人改过"})
    source = Item.objects.get(kind="source")
    transitions.publish_by_override([source], actor=editor, reason="a test")
    report = undo_import(batch, actor=editor)
    assert sorted(report.removed) == ["chapter:harbour/lighthouse", "organization:harbour-board"]
    assert report.refused == {
        "event:lamp-1823": "The draft was edited after the import.",
        "source:fresnel1822": "It was published since; withdraw it instead.",
        "book:harbour": "“harbour” still has contents.",
    }
    assert (Event.objects.get().title, ImportBatch.objects.get().undone_at) == ("别人改过", None)


def test_only_a_batch_that_stands_can_be_undone_and_only_by_who_may_write(bring_in, editor, reviewer, small):
    batch = bring_in(small).batch
    with pytest.raises(errors.NotAllowed):
        undo_import(batch, actor=reviewer)
    undo_import(batch, actor=editor)
    for number in (batch, batch + 1):
        with pytest.raises(NoSuchBatch):
            undo_import(number, actor=editor)
