"""The stamp changes with whatever readers see, and only then; nothing that goes wrong with it reaches anybody."""

import os

import pytest
from django.db import transaction

from book.models import SearchSection
from editorial import jobs, public_stamp, transitions
from tests.records import PRIVATE_CHANGE, make, publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def stamp_file(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    public_stamp.touch()
    return tmp_path / public_stamp.FILE_NAME


@pytest.fixture
def changed():
    """``changed(act)``: whether an act changed the stamp."""

    def ask(act, *args, **kwargs):
        before = public_stamp.read()
        act(*args, **kwargs)
        return public_stamp.read() != before

    return ask


def test_every_change_is_another_stamp_however_close_together():
    stamps = []
    for _turn in range(200):
        public_stamp.touch()
        stamps.append(public_stamp.read())
    assert len(set(stamps)) == 200


def test_a_clock_set_back_still_changes_it(stamp_file):
    os.utime(stamp_file, ns=(2**62, 2**62))
    public_stamp.touch()
    assert public_stamp.read() == str(2**62 + 1)


def test_drafts_never_change_it_and_publications_do(changed, author, reviewer, editor):
    item = make("event", author)
    assert not changed(transitions.edit, item, actor=author, fields=PRIVATE_CHANGE["event"])
    assert changed(publish, item, author=author, reviewer=reviewer)
    item.refresh_from_db()
    assert not changed(transitions.edit, item, actor=author, fields={"body": "another draft"})
    assert changed(transitions.unpublish, item, actor=editor, reason="wrong")


def test_a_job_changes_it_when_readers_see_its_result_and_the_result_is_another(changed, author, reviewer):
    item = make("event", author)
    publish(item, author=author, reviewer=reviewer)
    for name in (f"search:{item.pk}", "timeline", f"citations:{item.pk}"):
        assert not changed(jobs.make_now, name)
    SearchSection.objects.all().delete()
    assert changed(jobs.make_now, f"search:{item.pk}")
    assert not changed(jobs.make_now, f"findings:{item.pk}")


def test_a_publication_that_is_rolled_back_leaves_it(changed, author, reviewer):
    item = make("event", author)

    def abandoned():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            publish(item, author=author, reviewer=reviewer)
            raise ZeroDivisionError

    assert not changed(abandoned)


def test_without_its_file_nothing_counts_as_fresh(stamp_file):
    stamp_file.unlink()
    assert public_stamp.read() is None
    public_stamp.touch()
    assert public_stamp.read() is not None


def test_a_file_that_cannot_be_changed_is_logged_and_stops_nobody(settings, tmp_path, caplog):
    settings.DATA_DIR = tmp_path / "gone"
    public_stamp.touch()
    assert "cannot be changed" in caplog.text


@pytest.fixture
def shared(settings, monkeypatch):
    """A second stamp on Redis, as several machines have it; asked anew each time."""
    settings.PUBLIC_STAMP_URL = "redis://127.0.0.1:6379/13"
    monkeypatch.setattr(public_stamp, "SHARED_FOR", 0)
    yield public_stamp._Shared
    public_stamp._server(settings.PUBLIC_STAMP_URL).delete(public_stamp.KEY)


@pytest.mark.redis
def test_machines_that_share_a_cache_server_see_each_others_changes(shared, settings, tmp_path):
    here = public_stamp.read()
    assert public_stamp.read() == here
    settings.DATA_DIR = tmp_path / "the other machine"
    settings.DATA_DIR.mkdir()
    public_stamp.touch()
    settings.DATA_DIR = tmp_path
    assert public_stamp.read() != here


@pytest.mark.redis
def test_a_cache_server_that_forgot_everything_makes_every_page_new(shared, settings):
    before = public_stamp.read()
    public_stamp._server(settings.PUBLIC_STAMP_URL).delete(public_stamp.KEY)
    assert public_stamp.read() not in (None, before)


def test_a_cache_server_that_is_down_means_no_page_is_believed_and_no_save_fails(settings, monkeypatch, caplog):
    monkeypatch.setattr(public_stamp, "_shared", public_stamp._Shared())
    settings.PUBLIC_STAMP_URL = "redis://127.0.0.1:1/0"
    assert public_stamp.read() is None
    public_stamp.touch()
    assert "cannot be reached" in caplog.text and "cannot be changed" in caplog.text
