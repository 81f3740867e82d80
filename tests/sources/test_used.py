"""Where a source is used, as the desk shows it; and what a new standing touches, before it is saved."""

import pytest

from editorial import jobs, transitions
from editorial.snapshot import RelationValue
from tests.desk import opened, save, text_of, url
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def cited(author, reviewer):
    """A source that a public chapter and an event cite, and a draft of the chapter otherwise."""
    source = make("source", author, key="lee2020")
    body = "前一句。他们说“规模就是一切”[@lee2020, p. 6]。"
    chapter = make("chapter", author, key="one", book=make_book(author), body=body)
    event = make(
        "event", author, key="launch", relations={"sources": [RelationValue("source", "lee2020", locator="p. 3")]}
    )
    publish(chapter.collection, chapter, event, source, author=author, reviewer=reviewer)
    transitions.edit(fresh(chapter), actor=author, fields={"body": "改写了[@lee2020]。"})
    jobs.run_lagging()
    return fresh(source)


@pytest.fixture
def at_desk(client, author):
    client.cookies.load({"django_language": "en"})
    client.force_login(author)
    return client


def test_every_sentence_is_listed_public_and_draft_apart(at_desk, cited):
    page = at_desk.get(url(cited, "used"))
    words = text_of(page)
    public, drafts = words.split("What readers see")[1].split("Drafts")
    assert "他们说“规模就是一切”(Lee, 2020, p. 6)。" in public and "Words quoted: 规模就是一切" in public
    assert "named in its list of sources" in public and "p. 3" in public
    assert "改写了(Lee, 2020)。" in drafts and "他们说" not in drafts
    assert 'href="/books/a-book/one/#cite-1"' in page.content.decode()


def test_a_source_nobody_cites_says_so(at_desk, author):
    words = text_of(at_desk.get(url(make("source", author, key="lonely"), "used")))
    assert "Nothing public relies on this source." in words and "No draft relies on this source." in words


def test_a_new_standing_shows_what_it_touches_before_it_is_saved(at_desk, cited):
    data = opened(at_desk, cited) | {"status": "retracted", "status_date": "2024-05"}
    page = save(at_desk, cited, data)
    assert page.status_code == 200
    assert "Nothing is saved yet." in text_of(page) and "改写了(Lee, 2020)。" in text_of(page)
    assert fresh(cited).row.status == "ok"
    assert save(at_desk, cited, data | {"standing_seen": "corrected"}).status_code == 200
    assert save(at_desk, cited, data | {"standing_seen": "retracted"}).status_code == 302
    assert fresh(cited).row.status == "retracted"


def test_a_standing_that_touches_nothing_is_saved_at_once(at_desk, author):
    lonely = make("source", author, key="lonely")
    data = opened(at_desk, lonely) | {"status": "dead", "status_date": "2024"}
    assert save(at_desk, lonely, data).status_code == 302


def test_the_page_is_for_the_desk_alone(client, cited):
    assert client.get(url(cited, "used")).status_code == 302


@pytest.mark.both_databases
def test_the_queries_do_not_grow_with_the_places(at_desk, cited, author, django_assert_max_num_queries):
    for name in ("two", "three"):
        make("chapter", author, key=name, book=fresh(make_book(author, key=f"b-{name}")), body="又一处[@lee2020]。")
    at_desk.get(url(cited, "used"))
    with django_assert_max_num_queries(12) as before:
        at_desk.get(url(cited, "used"))
    jobs.run_lagging()
    with django_assert_max_num_queries(len(before)):
        assert "又一处" in text_of(at_desk.get(url(cited, "used")))
