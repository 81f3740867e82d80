"""Bibliographies on the page."""

import re

from django.utils import translation

from book.public.bibliographies import Reference, bibliography
from book.public.entries import Entry

SEALED = {"key": "lee2020", "number": 1, "text": "Lee (2020). A paper.", "url": "https://example.org/p", "kind": "book",
          "language": "en", "backlinks": ["cite-1", "cite-4"], "locator": "p. 2"}  # fmt: skip


def test_sealed_words_are_bound_to_the_current_page_of_the_source():
    entry = Entry(
        "source", "lee2020", "/sources/lee2020/", "A paper", card={"reference": "changed"}, language="zh-hans"
    )
    with translation.override("en"):
        found = bibliography([SEALED], {("source", "lee2020"): entry}, english=False)
    assert found == [
        Reference(
            key="lee2020",
            text="Lee (2020). A paper.",
            lang="en",
            url="https://example.org/p",
            href="/sources/lee2020/",
            locator="p. 2",
            attributes=' id="source-lee2020" lang="en"',
            tags=' <span class="tag" lang="zh-Hans">Book</span>',
            back=' <a href="#cite-1">a</a> <a href="#cite-4">b</a>',
        )
    ]


def test_a_source_that_is_not_public_keeps_its_words_without_a_link():
    found = bibliography([SEALED], {}, english=True)[0]
    assert (found.text, found.href, found.lang) == ("Lee (2020). A paper.", "", "")


def test_only_web_addresses_become_links():
    assert bibliography([SEALED | {"url": "javascript:alert(1)"}], {}, english=True)[0].url == ""


def test_a_line_without_a_record_has_no_anchor():
    found = bibliography([{"key": "", "number": 9, "text": "Somebody (1999)."}], {}, english=False)
    assert found == [Reference(key="", text="Somebody (1999).")]


def test_places_beyond_the_alphabet_get_two_letters():
    many = bibliography([SEALED | {"backlinks": [f"cite-{n}" for n in range(28)]}], {}, english=True)[0]
    assert re.findall(">([a-z]+)</a>", many.back)[25:] == ["z", "aa", "ab"]


def test_markup_in_a_sealed_line_stays_words():
    found = bibliography([{"key": '"><b>', "kind": "<i>", "backlinks": ['"><u>']}], {}, english=True)[0]
    assert not re.search("<[biu]>", found.attributes + found.tags + found.back)
