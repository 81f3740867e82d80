"""Pruning removes what nothing rests on, and only when told to."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from reversion.models import Revision, Version

from editorial import clock, pruning, transitions
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def chapter(author, reviewer):
    """A chapter with old versions 1 (released), 2, 3 (restored from 1) and 4 (the newest)."""
    with clock.at(clock.now() - timedelta(days=500)):
        chapter = make("chapter", author, book=make_book(author))
        publish(chapter, author=author, reviewer=reviewer)
        transitions.edit(chapter, actor=author, fields={"body": "二"})
        transitions.restore(fresh(chapter), 1, actor=author)
        transitions.edit(chapter, actor=author, fields={"body": "四"})
    return chapter


def numbers(chapter):
    return sorted(chapter.versions.values_list("number", flat=True))


def test_a_dry_run_counts_and_removes_nothing(chapter):
    assert pruning.prune(days=365).versions == 1
    assert numbers(chapter) == [1, 2, 3, 4]


def test_released_restored_and_newest_versions_stay(chapter):
    stored = Version.objects.count()
    assert pruning.prune(days=365, dry_run=False).versions == 1
    assert numbers(chapter) == [1, 3, 4]
    assert Version.objects.count() == stored - 1


def test_young_versions_stay(chapter):
    assert pruning.prune(days=1000, dry_run=False).versions == 0


def test_reversions_own_clean_up_cannot_remove_what_we_rest_on(chapter):
    with pytest.raises(ProtectedError):
        Revision.objects.all().delete()
