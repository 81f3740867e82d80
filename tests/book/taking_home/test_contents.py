"""What a book to take home holds: current releases in reading order, one state, no draft."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from book.taking_home import contents

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_book_is_read_in_its_order_with_what_it_names(small_book, read):
    found = read()
    assert [(each.anchor, each.role, each.number, each.title) for each in found.chapters] == [
        ("c1", "front", "", "前言"), ("c2", "main", "第一章", "题目one"), ("c3", "main", "第二章", "题目two"),
    ]  # fmt: skip
    assert [(each["anchor"], each["title"], each["when"]) for each in found.events] == [("e1", "一次发布", "2024年2月")]
    assert [each["words"] for each in found.events[0]["chapters"]] == ["第一章", "第二章"]
    assert [(each["anchor"], each["url"]) for each in found.sources] == [("s1", "https://example.org/p")]
    assert [(each["title"], each["number"]) for each in found.releases] == [
        ("小书", 1), ("前言", 1), ("第一章　题目one", 1), ("第二章　题目two", 1),
    ]  # fmt: skip
    targets = [run.get("to") for run in found.chapters[1].blocks[1]["runs"] if run.get("to")]
    assert targets == ["#e1", "http://127.0.0.1:8000/organizations/lab/", "#s1", "#c3-h1"]


def test_one_chapter_is_a_book_of_its_own(small_book, read):
    found = read(chapter_key="b/two")
    assert (found.shown_title, [each.key for each in found.chapters], found.colophon) == (
        "第二章 题目two",
        ["b/two"],
        [],
    )
    assert [each["number"] for each in found.releases] == [1]


def test_what_is_not_public_is_not_there(small_book, read, withdraw):
    from editorial.models import Release

    assert read(chapter_key="b/nothing") is contents.read("nothing") is None
    withdraw(Release.objects.get(key="b/one"))
    assert [each.key for each in read().chapters] == ["b/preface", "b/two"]
    withdraw(Release.objects.get(key="b"))
    assert read() is None


def test_the_same_releases_give_the_same_contents_and_a_new_one_others(small_book, read, make_chapter):
    before = read().sha256
    assert read().sha256 == before
    make_chapter("two", "<p>新的话。</p>", number=2)
    after = read()
    assert after.sha256 != before
    assert [each["number"] for each in after.releases] == [1, 1, 1, 2]


def test_a_book_is_read_in_as_many_queries_as_it_takes_for_one_chapter(small_book, read, make_chapter):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read()
        return len(captured)

    three = queries()
    for number in range(3, 9):
        make_chapter(f"more-{number}", "<p>话。</p>", number=number)
    assert queries() == three == 2
