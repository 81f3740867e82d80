"""Where sources are used: which sentence of which draft or release, draft and public apart."""

import pytest

from editorial import jobs, transitions
from editorial.snapshot import RelationValue
from sources import where_used
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BODY = "第一句。他们说“规模就是一切”[@lee2020, p. 6]。\n\n第三段没有引用。\n\n> 再引一次[@lee2020]。\n"


@pytest.fixture
def source(author):
    return make("source", author, key="lee2020")


@pytest.fixture
def chapter(author, source):
    return make("chapter", author, key="one", book=make_book(author), body=BODY)


def places(rows):
    return [(row.item.key, row.number, row.role, row.locator, row.sentence, row.quoted) for row in rows]


def test_a_draft_says_where_it_cites_a_source_and_with_which_words(chapter):
    jobs.run_lagging()
    used = where_used.of("lee2020")
    assert [row[:4] for row in places(used.drafts)] == [
        ("a-book/one", 1, "text", "p. 6"),
        ("a-book/one", 1, "text", ""),
    ]
    first, second = used.drafts
    assert first.sentence.startswith("他们说“规模就是一切”") and first.quoted == "规模就是一切"
    assert (first.line, second.line) == (1, 5)
    assert second.sentence.startswith("再引一次")
    assert used.public == []


def test_draft_and_public_places_are_kept_apart(chapter, source, author, reviewer):
    publish(chapter.collection, chapter, source, author=author, reviewer=reviewer)
    transitions.edit(chapter, actor=author, fields={"body": "改写后只剩一处[@lee2020, ch. 2]。"})
    jobs.run_lagging()
    used = where_used.of("lee2020")
    assert [row[:4] for row in places(used.public)] == [
        ("a-book/one", 1, "text", "p. 6"),
        ("a-book/one", 1, "text", ""),
    ]
    assert used.public[0].sentence.startswith("他们说“规模就是一切”")
    assert used.public[0].anchor in fresh(chapter).public_page.release.body.html
    assert [row[:4] for row in places(used.drafts)] == [("a-book/one", 2, "text", "ch. 2")]


def test_what_is_withdrawn_is_no_public_place_any_more(chapter, source, author, reviewer, editor):
    publish(chapter.collection, chapter, source, author=author, reviewer=reviewer)
    transitions.unpublish(chapter, actor=editor, reason="mistake")
    jobs.run_lagging()
    used = where_used.of("lee2020")
    assert (used.public, len(used.drafts)) == ([], 2)


def test_a_record_that_lists_a_source_is_a_place_too(source, author, reviewer):
    event = make(
        "event", author, key="launch", relations={"sources": [RelationValue("source", "lee2020", locator="p. 3")]}
    )
    publish(event, source, author=author, reviewer=reviewer)
    jobs.run_lagging()
    used = where_used.of("lee2020")
    expected = [("launch", 1, "sources", "p. 3", "", "")]
    assert (places(used.drafts), places(used.public)) == (expected, expected)


def test_an_unknown_key_is_kept_as_written(author):
    make("chapter", author, key="one", book=make_book(author), body="见[@nobody2099]。")
    jobs.run_lagging()
    assert [row[:3] for row in places(where_used.of("nobody2099").drafts)] == [("a-book/one", 1, "text")]


def test_where_a_source_is_used_takes_two_queries_however_often(chapter, django_assert_num_queries):
    jobs.run_lagging()
    with django_assert_num_queries(2):
        used = where_used.of("lee2020")
        assert [row.item.key for row in used.drafts] == ["a-book/one"] * 2
