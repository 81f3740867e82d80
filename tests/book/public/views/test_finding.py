"""The search page. What is found, and how it is scored, is tested with :mod:`book.search`."""

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


def test_a_search_takes_three_queries_and_asks_no_table_of_drafts(client, searchable, django_assert_num_queries):
    with django_assert_num_queries(3) as queries:
        client.get("/search/", {"q": "对齐"})
    assert not any("editorial_item" in query["sql"] for query in queries)


def test_search_pages_stay_out_of_indexes(client):
    assert '<meta name="robots" content="noindex">' in text_of(client.get("/search/"))
