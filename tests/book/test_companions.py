"""What travels with a text when it is submitted."""

import pytest

from editorial import kinds, transitions
from editorial.models import Item
from tests.drafts import draft
from tests.records import make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def book(author):
    return make_book(author)


def companions(item):
    kind = kinds.get(item.kind)
    return kind.companions(kind.snapshot(Item.objects.get(pk=item.pk).row))


def source(key):
    return {"kind": "source", "key": key}


def test_everything_a_text_lists_mentions_and_cites_is_named_by_kind(author, book):
    make("organization", author, key="lab", book=book)
    make("event", author, key="launch", book=book, title="那次发布")
    make("source", author, key="lee2020", book=book)
    chapter = make(
        "chapter", author, book=book, body="那次发布，见[[org:lab]]与[[concept:nowhere|某]][@kim2021]，(Lee, 2020)。",
        relations={"events": [{"kind": "event", "key": "launch"}, {"kind": "event", "key": "nothing"}]},
    )  # fmt: skip
    assert companions(chapter) == [
        ("event", "launch"), ("event", "nothing"), ("organization", "lab"), ("concept", "nowhere"),
        ("source", "kim2021"), ("source", "lee2020"),
    ]  # fmt: skip


def test_drafts_bring_what_they_rely_on_in_turn(author, book):
    make("source", author, key="deep", book=book)
    make("event", author, key="cause", book=book, relations={"sources": [source("deep"), source("not-there")]})
    make("event", author, key="launch", book=book, body="[[event:cause|起因]]。")
    chapter = make("chapter", author, book=book, body="[[event:launch|发布]]。")
    assert companions(chapter) == [("event", "launch"), ("event", "cause"), ("source", "deep")]


def test_what_readers_can_see_brings_nothing_further(author, reviewer, book):
    paper = make("source", author, key="lee2020", book=book)
    event = make("event", author, key="launch", book=book, relations={"sources": [source("lee2020")]})
    publish(paper, event, author=author, reviewer=reviewer)
    transitions.edit(event, actor=author, fields={"body": "[@kim2021]"})
    assert companions(make("chapter", author, book=book, body="[[event:launch]]")) == [("event", "launch")]


def test_a_source_relies_on_nothing(author, book):
    assert kinds.get("source").companions(draft("source", title="T")) == []


def test_circles_of_references_end(author, book):
    make("concept", author, key="one", book=book, body="[[concept:two]]")
    make("concept", author, key="two", book=book, body="[[concept:one]]")
    assert companions(make("chapter", author, book=book, body="[[concept:one]]")) == [
        ("concept", "one"),
        ("concept", "two"),
    ]
