"""The search page. What is found, and how it is scored, is tested with :mod:`book.search`."""

import re

import pytest

from book import search as index

pytestmark = pytest.mark.django_db


@pytest.fixture
def searchable(release):
    row = release(
        "event",
        "launch",
        title="GPT-4发布",
        title_en="GPT-4 released",
        text="那一天，对齐成了所有人的话题。<b>不是标记</b>",
    )
    index.make(row.item_id)()
    return row


def text_of(response) -> str:
    return response.content.decode()


def test_hits_are_grouped_by_kind_with_the_words_marked(client, searchable):
    page = text_of(client.get("/en/search/", {"q": "对齐"}))
    assert '<h2 id="h-event">Events <span class="quiet small num">1</span></h2>' in page
    assert '<a href="/en/events/launch/">GPT-4 released</a>' in page
    assert "<mark>对齐</mark>成了所有人的话题" in page
    assert "1 place found for “对齐”." in page


def test_text_that_looks_like_markup_stays_text(client, searchable):
    page = text_of(client.get("/search/", {"q": "标记"}))
    assert "&lt;b&gt;不是<mark>标记</mark>&lt;/b&gt;" in page


def test_the_box_keeps_the_question(client, searchable):
    assert 'value="&lt;script&gt;&quot;"' in text_of(client.get("/search/", {"q": '<script>"'}))


@pytest.mark.parametrize(
    "asked",
    ["", "   ", "%", "_", "\x00", "a" * 5000, "' OR 1=1 --", "…。！", "\ud800".encode("utf-8", "replace").decode()],
)
def test_any_text_is_a_fair_question(client, searchable, asked):
    assert client.get("/search/", {"q": asked}).status_code == 200


@pytest.mark.parametrize("query", ["q=a&q=b", "q[]=x", "Q=x", "%ff=%ff", "q=%ff%fe"])
def test_an_absurd_query_string_is_answered(client, searchable, query):
    assert client.get(f"/search/?{query}").status_code == 200


def test_a_search_takes_five_queries_and_asks_no_table_of_drafts(client, searchable, django_assert_num_queries):
    with django_assert_num_queries(5) as queries:
        client.get("/search/", {"q": "对齐"})
    assert not any("editorial_item" in query["sql"] for query in queries)


def test_search_pages_stay_out_of_indexes(client):
    assert '<meta name="robots" content="noindex">' in text_of(client.get("/search/"))


@pytest.fixture
def many(release):
    """30 chapters that say 对齐, and the concept of that name."""
    rows = [release("chapter", f"b/c{n:02}", book="b", title=f"题{n:02}", text="谈对齐。" * (n + 1)) for n in range(30)]
    rows.append(release("concept", "alignment", title="对齐", title_en="alignment", text="让模型合乎意图。何谓对齐？"))
    for row in rows:
        index.make(row.item_id)()


def hrefs(page):
    return re.findall(r'<li><a href="([^"]+)"', page[page.index('class="found"') :])


def test_all_kinds_show_a_few_and_lead_to_the_rest(client, many):
    page = text_of(client.get("/en/search/", {"q": "对齐"}))
    assert hrefs(page)[:3] == ["/en/concepts/alignment/", "/en/books/b/c29/", "/en/books/b/c28/"]
    assert '<a href="/en/search/?q=%E5%AF%B9%E9%BD%90&amp;kind=chapter">All 30 in Chapters</a>' in page
    assert "31 places found for “对齐”." in page


def test_one_kind_is_shown_page_by_page(client, many):
    asked = {"q": "对齐", "kind": "chapter"}
    first = text_of(client.get("/search/", asked))
    second = text_of(client.get("/search/", asked | {"page": "2"}))
    assert hrefs(first) == [f"/books/b/c{n:02}/" for n in range(29, 9, -1)]
    assert hrefs(second) == [f"/books/b/c{n:02}/" for n in range(9, -1, -1)]
    assert 'rel="next"' in first and 'rel="prev"' in second
    assert client.get("/search/", asked | {"page": "3"}).status_code == 404


def test_a_record_of_that_very_name_stands_above_all_and_says_what_it_is(client, many):
    for asked in ("对齐", "對齊", "ALIGNMENT"):
        page = text_of(client.get("/en/search/", {"q": asked}))
        named = page[page.index('class="named"') :]
        assert hrefs(page)[0] == "/en/concepts/alignment/"
        assert re.search(r"<p[^>]*>让模型合乎意图。", named)


def test_what_finds_nothing_gets_guesses_and_its_words_one_by_one(client, many):
    page = text_of(client.get("/en/search/", {"q": "alinement"}))
    assert "Perhaps you meant" in page and hrefs(page) == ["/en/concepts/alignment/"]
    page = text_of(client.get("/en/search/", {"q": "意图 发布"}))
    assert re.findall(r'<a href="(\?q=[^"]+)">([^<]+)</a>', page) == [
        ("?q=%E6%84%8F%E5%9B%BE", "意图"), ("?q=%E5%8F%91%E5%B8%83", "发布"),
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "9" * 400, "١", ""])
def test_pages_that_do_not_exist_are_not_found(client, many, page):
    assert client.get("/search/", {"q": "对齐", "page": page}).status_code == 404


def test_an_unknown_kind_is_no_filter(client, many):
    assert "31 " in text_of(client.get("/en/search/", {"q": "对齐", "kind": "item' OR 1=1"}))


def test_words_in_chinese_say_so_on_an_english_page_and_english_ones_do_not(client, release):
    row = release("event", "e", title="事", title_en="Thing", text="An English sentence.")
    index.make(row.item_id)()
    page = text_of(client.get("/en/search/", {"q": "english"}))
    assert "<p>An <mark>English</mark> sentence.</p>" in page
