"""What other programs read in the head of a page."""

import json
import re

import pytest

pytestmark = pytest.mark.django_db


def data_of(client, path) -> list[dict]:
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(path).content.decode())
    found = json.loads(block)
    assert found["@context"] == "https://schema.org"
    return found["@graph"]


def test_a_chapter_says_what_it_is_and_where_it_stands(client, small_book):
    chapter, trail = data_of(client, "/en/books/b/one/")
    assert (chapter["@type"], chapter["name"], chapter["position"], chapter["inLanguage"], chapter["version"]) == (
        "Chapter", "Chapter one", 1, "zh-Hans", "1",
    )  # fmt: skip
    assert chapter["alternateName"] == "第one章题"
    assert trail["@type"] == "BreadcrumbList"
    assert [step["item"] for step in trail["itemListElement"]] == [
        "http://127.0.0.1:8000/en/books/b/", "http://127.0.0.1:8000/en/books/b/one/",
    ]  # fmt: skip


def test_every_kind_has_its_type(client, small_book):
    paths = ("/books/b/", "/books/b/one/", "/events/launch/", "/organizations/lab/", "/concepts/attention/")
    assert [data_of(client, path)[0]["@type"] for path in paths] == [
        "Book", "Chapter", "Event", "Organization", "DefinedTerm",
    ]  # fmt: skip


def test_a_book_names_its_chapters(client, small_book):
    assert [part["name"] for part in data_of(client, "/books/b/")[0]["hasPart"]] == ["第one章题", "第two章题"]


def test_a_date_is_as_precise_as_it_is_known(client, small_book, release):
    assert data_of(client, "/events/launch/")[0]["startDate"] == "2024-02"
    release("event", "about", card={"date": "2022~"})
    release("event", "span", card={"date": "2023-04/2023-08"})
    assert "startDate" not in data_of(client, "/events/about/")[0]
    span = data_of(client, "/events/span/")[0]
    assert (span["startDate"], span["endDate"]) == ("2023-04", "2023-08")


def test_reference_managers_find_title_authors_book_and_day(client, release):
    release(
        "book",
        "b",
        title="书",
        card={"contributors": [{"name": "甲", "role": "author"}, {"name": "乙", "role": "editor"}]},
    )
    release("chapter", "b/one", book="b", title="章", card={"book": "b"})
    page = client.get("/books/b/one/").content.decode()
    tags = re.findall(r'<meta name="(citation_[a-z_]+)" content="([^"]*)">', page)
    assert tags[:5] == [
        ("citation_title", "章"), ("citation_author", "甲"), ("citation_inbook_title", "书"),
        ("citation_publication_date", "2025/10/18"), ("citation_language", "zh"),
    ]  # fmt: skip
    assert tags[-1] == ("citation_fulltext_html_url", "http://127.0.0.1:8000/books/b/one/r/1/")


def test_no_title_ends_the_data_block(client, release):
    evil = "</script><script>alert(1)</script><!--"
    release("event", "evil", title=evil, title_en=evil, card={"date": "2024", "place": evil})
    for path in ("/events/evil/", "/en/events/evil/"):
        assert data_of(client, path)[0]["name"] == evil
        assert "<script>alert" not in client.get(path).content.decode()


def test_a_shared_link_shows_title_site_and_words(client, small_book):
    page = client.get("/en/books/b/one/").content.decode()
    assert re.findall(r'<meta property="og:([a-z_:]+)" content="([^"]*)">', page) == [
        ("type", "article"), ("title", "Chapter one"), ("site_name", "A Small Book"), ("locale", "en_US"),
        ("url", "http://127.0.0.1:8000/en/books/b/one/"),
        ("description", "那次发布，Lee, 2020，以及一件事。"), ("image", "http://127.0.0.1:8000/static/img/share.png"),
    ]  # fmt: skip
