"""What a reference means: to the desk, and to readers."""

import pytest

from editorial.resolving import DraftResolver, ReleasedResolver
from tests.records import make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def book(author):
    return make_book(author)


def test_the_desk_sees_drafts(author, book):
    make("event", author, book=book, title="只在草稿里")
    found = DraftResolver().find("event", "a-event")
    assert (found.title, found.public) == ("只在草稿里", True)


def test_readers_learn_that_a_draft_exists_and_nothing_of_it(author, book):
    make("event", author, book=book, title="只在草稿里")
    found = ReleasedResolver().find("event", "a-event")
    assert (found.title, found.title_en, found.card, found.names, found.public) == ("", "", {}, (), False)


def test_readers_see_the_released_title_not_the_new_one(author, reviewer, book):
    from editorial import transitions

    event = make("event", author, book=book, title="发布时的名字")
    publish(event, author=author, reviewer=reviewer)
    transitions.edit(event, actor=author, fields={"title": "后来的名字"})
    for resolver in (ReleasedResolver(), ReleasedResolver().preload()):
        assert resolver.find("event", "a-event").title == "发布时的名字"


def test_a_chapter_is_found_by_its_name_within_the_book(author, book):
    make("chapter", author, book=book)
    assert DraftResolver(collection_key="a-book").find("chapter", "a-chapter").key == "a-book/a-chapter"
    assert DraftResolver().find("chapter", "a-chapter") is None


def test_an_alias_finds_its_item_and_an_ambiguous_one_finds_nothing(author, book):
    make("event", author, book=book, key="one", aliases=["EV-001", "EV-002"])
    make("event", author, book=book, key="two", aliases=["EV-002"])
    assert DraftResolver().find("event", "EV-001").key == "one"
    assert DraftResolver().find("event", "EV-002") is None


def test_what_does_not_exist_is_not_invented():
    assert DraftResolver().find("event", "nothing") is None
    assert ReleasedResolver().find("event", "nothing") is None


def test_drafts_that_were_expected_are_found_without_further_queries(author, book, django_assert_num_queries):
    make("event", author, book=book, key="one", aliases=["EV-001"])
    make("event", author, book=book, key="two", aliases=["EV-002"])
    make("chapter", author, book=book)
    resolver = DraftResolver(collection_key="a-book")
    names = {
        ("event", "EV-001"),
        ("event", "two"),
        ("chapter", "a-chapter"),
        ("event", "nothing"),
        ("page", "timeline"),
    }
    with django_assert_num_queries(4):
        resolver.expect(names | {("event", f"none-{number}") for number in range(3000)})
    with django_assert_num_queries(0):
        found = {name: resolver.find(*name) for name in names if name[0] != "page"}
    assert {name: target.key for name, target in found.items() if target} == {
        ("event", "EV-001"): "one", ("event", "two"): "two", ("chapter", "a-chapter"): "a-book/a-chapter",
    }  # fmt: skip


def test_what_was_expected_is_found_without_further_queries(author, reviewer, book, django_assert_num_queries):
    event = make("event", author, book=book, key="one", aliases=["EV-001"])
    publish(event, author=author, reviewer=reviewer)
    resolver = ReleasedResolver(collection_key="a-book")
    with django_assert_num_queries(4):
        resolver.expect([("event", "EV-001"), ("event", "nothing"), ("concept", "nobody"), ("chapter", "nowhere")])
    with django_assert_num_queries(0):
        assert resolver.find("event", "EV-001").key == "one"
        assert resolver.find("event", "nothing") is None
        assert resolver.find("chapter", "nowhere") is None
