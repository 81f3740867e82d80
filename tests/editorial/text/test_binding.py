"""Addresses added when a page is put together."""

import pytest

from editorial.text.binding import bind, detached, prefixed
from editorial.text.markdown import render
from tests.editorial.text.contexts import Known


def address(kind, key):
    return {("event", "gpt4"): "/events/gpt4/", ("chapter", "ch6"): "/books/b/race/?a=1&b=2"}.get((kind, key))


def test_a_public_record_becomes_a_link():
    html = render("[[event:gpt4|<那天>]]", Known()).html
    assert bind(html, address) == '<p><a class="ref" href="/events/gpt4/">&lt;那天&gt;</a></p>\n'


def test_a_record_that_is_not_public_leaves_its_words_and_no_key():
    assert bind(render("见[[org:baidu|那家]]。", Known()).html, address) == "<p>见那家。</p>\n"


def test_a_fragment_follows_the_address_as_this_renderer_writes_ids():
    html = render("[*第*六章](../06/race.md#引言-(Introduction))", Known()).html
    assert (
        bind(html, address)
        == '<p><a class="ref" href="/books/b/race/?a=1&amp;b=2#h-引言-introduction"><em>第</em>六章</a></p>\n'
    )


def test_other_spans_and_unknown_references_stay():
    html = render("## 甲 (A)\n\n[[event:x|丙]] [没](gone.md)[@vaswani2017]\n", Known()).html
    assert bind(html, address) == html


def test_binding_twice_changes_nothing_more():
    once = bind(render("[[event:gpt4]][[org:baidu]]", Known()).html, address)
    assert bind(once, address) == once


@pytest.mark.parametrize("html", ["", "<p>甲</p>", "</span>", "<span>", '<span data-ref="x">甲</span>'])
def test_html_without_references_passes_through(html):
    assert bind(html, address) == html


HTML = (
    '<h2 id="h-a">甲</h2><p><a class="cite" id="cite-1" href="#source-k" title="x>y id=">乙</a><a href="/z">丙</a></p>'
)


def test_a_detached_piece_has_no_ids_and_leads_to_its_page():
    assert detached(HTML, "/books/b/c/") == (
        '<h2>甲</h2><p><a class="cite" href="/books/b/c/#source-k" title="x>y id=">乙</a><a href="/z">丙</a></p>'
    )


def test_prefixed_ids_and_links_still_meet():
    assert prefixed(HTML, "c6-") == (
        '<h2 id="c6-h-a">甲</h2><p><a class="cite" id="c6-cite-1" href="#c6-source-k" title="x>y id=">乙</a><a href="/z">丙</a></p>'
    )
