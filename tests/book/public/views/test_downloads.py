"""Bibliographies to take away: exactly what is cited, from releases only."""

import json

import bibtexparser
import pytest

from editorial import transitions
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def source(author, key, *, surname, year, title, **csl):
    names = [{"family": surname[0], "given": surname[1]}]
    made = {"type": "book", "title": title, "author": names, "issued": {"date-parts": [[year]]}, "publisher": "P",
            "publisher-place": "X", **csl}  # fmt: skip
    return make("source", author, key=key, title=title, csl=made)


@pytest.fixture
def shelf(author, reviewer):
    """A public book whose two chapters cite three of four public sources."""
    sources = [
        source(author, "zhou2020", surname=("周", "一"), year=2020, title="乙书", language="zh"),
        source(author, "zhou2020b", surname=("周", "一"), year=2020, title="甲书", language="zh"),
        source(author, "abel2019", surname=("Abel", "A."), year=2019, title="A & B: 100% of _it_", language="en"),
        source(author, "uncited", surname=("Nobody", "N."), year=2001, title="Uncited", language="en"),
    ]
    book = make_book(author, outline="[main]\none\ntwo")
    one = make("chapter", author, key="one", book=book, body="一[@zhou2020]，又[@abel2019, p. 3]。")
    two = make(
        "chapter",
        author,
        key="two",
        book=book,
        body="二[@zhou2020b]。\n\n## 参考文献\n\n- 某人. 一本没有记录的旧书. 1931.\n",
    )
    publish(book, one, two, *sources, author=author, reviewer=reviewer)
    return {"book": book, "one": one, "two": two}


def got(client, address, status=200):
    response = client.get(address, follow=status == 404)
    assert response.status_code == status, address
    return response.content.decode()


def test_a_book_lists_exactly_what_its_chapters_cite_in_order_and_told_apart(client, shelf):
    assert got(client, "/books/a-book/bibliography.txt").splitlines() == [
        "Abel A，2019. A & B: 100% of _it_[M]. X：P.",
        "周一，2020a. 甲书[M]. X：P.",
        "周一，2020b. 乙书[M]. X：P.",
        "某人. 一本没有记录的旧书. 1931.",
    ]


def test_machines_get_the_same_sources_by_their_keys(client, shelf):
    written = got(client, "/books/a-book/bibliography.bib")
    assert [entry.key for entry in bibtexparser.parse_string(written).entries] == ["abel2019", "zhou2020b", "zhou2020"]
    assert [each["id"] for each in json.loads(got(client, "/en/books/a-book/bibliography.json"))] == [
        "abel2019", "zhou2020b", "zhou2020",
    ]  # fmt: skip
    assert got(client, "/books/a-book/bibliography.ris").count("TY  - BOOK") == 3


def test_a_chapter_lists_its_own_as_they_were_sealed(client, shelf):
    assert got(client, "/books/a-book/one/bibliography.txt") == (
        "Abel A，2019. A & B: 100% of _it_[M]. X：P.\n周一，2020. 乙书[M]. X：P.\n"
    )


def test_a_source_can_be_cited_in_every_format(client, shelf):
    assert got(client, "/sources/zhou2020/cite.txt") == "周一，2020. 乙书[M]. X：P.\n"
    response = client.get("/sources/zhou2020/cite.bib")
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="zhou2020.bib"'
    assert response.content.decode().startswith("@book{zhou2020,\n  author = {周, 一},\n")


def test_a_book_by_numbers_counts_through_its_chapters(client, shelf, author, reviewer):
    transitions.edit(fresh(shelf["book"]), actor=author, fields={"citation_style": "gbt7714-2025-numeric"})
    publish(shelf["book"], author=author, reviewer=reviewer)
    assert got(client, "/books/a-book/bibliography.txt").splitlines()[1:] == [
        "[2] 周一. 乙书[M]. X：P，2020.", "[3] 周一. 甲书[M]. X：P，2020.", "[4] 某人. 一本没有记录的旧书. 1931.",
    ]  # fmt: skip


def test_drafts_withdrawn_pages_and_other_names_are_not_there(client, shelf, author, editor):
    make("source", author, key="secret2024")
    transitions.edit(fresh(shelf["one"]), actor=author, fields={"body": "改写[@secret2024]。"})
    assert "secret" not in got(client, "/books/a-book/bibliography.bib")
    for address in (
        "/sources/secret2024/cite.bib", "/sources/zhou2020/bibliography.bib", "/books/a-book/cite.bib",
        "/books/nothing/bibliography.bib", "/books/a-book/bibliography.exe", "/books/%00/bibliography.bib",
    ):  # fmt: skip
        got(client, address, 404)
    transitions.unpublish(fresh(shelf["two"]), actor=editor, reason="mistake")
    got(client, "/books/a-book/two/bibliography.bib", 410)
    assert "zhou2020b" not in got(client, "/books/a-book/bibliography.bib")


def test_the_number_of_queries_does_not_grow_with_the_chapters(
    client, shelf, author, reviewer, django_assert_num_queries
):
    with django_assert_num_queries(4):
        got(client, "/books/a-book/bibliography.json")
    three = make("chapter", author, key="three", book=fresh(shelf["book"]), body="三[@abel2019]。")
    publish(three, author=author, reviewer=reviewer)
    with django_assert_num_queries(4):
        got(client, "/books/a-book/bibliography.json")
