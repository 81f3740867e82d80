"""Search: every published sentence that contains the words is found, nothing else is, and it is shown as written."""

import pytest
from django.db import transaction

from book import grams, search
from book.models import SearchSection
from editorial import jobs, transitions
from editorial.models import Item
from tests.records import make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

CHAPTER = """开篇谈的是大模型的来历。

## 注意力 (Attention)

注意力机制改变了一切。有人说，注意力就是全部。GPT-4 发布以后，情况又变了。

## 对齐

研究者关心“对齐”与安全。Reinforcement learning from human feedback (RLHF) helps.

### 數據的來源

資料庫裡的數據來自網絡；100%_确定？反斜杠\\\\也在。
"""


@pytest.fixture
def site(author, reviewer):
    """A public book with one chapter, an event, an organization, a concept and a source."""
    book = make_book(author, description="一部关于大模型的编年史")
    chapter = make("chapter", author, key="one", book=book, body=CHAPTER, standfirst="从翻译机器说起")
    records = [
        make(
            "event",
            author,
            key="gpt-4",
            title="GPT-4 发布",
            title_en="GPT-4 launch",
            date="2023-03-14",
            place="San Francisco",
            body="多模态模型发布。",
        ),
        make("organization", author, key="openai", name="OpenAI", aliases=["开放人工智能"], summary="一家研究公司。"),
        make("concept", author, key="alignment", preferred="对齐", original="alignment", definition="让模型合乎意图。"),
        make("source", author, key="lee2020"),
    ]
    publish(book, chapter, *records, author=author, reviewer=reviewer)
    jobs.run_lagging()
    return {"book": book, "chapter": chapter, "event": records[0]}


def found(query, **options):
    return [(hit.kind, hit.key, hit.anchor) for hit in search.search(query, **options).hits]


ATTENTION = ("chapter", "a-book/one", "h-注意力-attention")
ALIGNMENT = ("chapter", "a-book/one", "h-对齐")
DATA = ("chapter", "a-book/one", "h-數據的來源")
START = ("chapter", "a-book/one", "")
EVENT = ("event", "gpt-4", "")


AGREED = {
    "对齐": [ALIGNMENT, ("concept", "alignment", "")],
    "對齊": [ALIGNMENT, ("concept", "alignment", "")],
    "注意力": [ATTENTION],
    "注意": [ATTENTION],
    "力": [ATTENTION],
    "大模型": [START, ("book", "a-book", "")],
    "GPT-4发布": [ATTENTION, EVENT],
    "gpt-4 发布": [ATTENTION, EVENT],
    "ＧＰＴ－４發佈": [ATTENTION, EVENT],
    "RLHF": [ALIGNMENT],
    "human feedback": [ALIGNMENT],
    "HUMAN FEEDBACK 对齐": [ALIGNMENT],
    "数据": [DATA],
    "數據": [DATA],
    "资料库 网络": [DATA],
    "launch": [EVENT],
    "多模态": [EVENT],
    "2023年3月14日": [EVENT],
    "march 2023": [EVENT],
    "san francisco": [EVENT],
    "开放人工智能": [("organization", "openai", "")],
    "alignment": [("concept", "alignment", "")],
    "合乎意图": [("concept", "alignment", "")],
    "编年史": [("book", "a-book", "")],
    "翻译机器": [START],
    "Lee": [("source", "lee2020", "")],
    "注意力 对齐": [],
    "没有这个词": [],
}


def test_agreed_queries_find_every_published_place_that_contains_them(site):
    assert {query: found(query) for query in AGREED} == AGREED


ODD = {
    "": [],
    "   \u3000 ": [],
    "\x00": [],
    "大\x00模型": [START, ("book", "a-book", "")],
    "%": [DATA],
    "100%_": [DATA],
    "_": [DATA],
    "\\": [DATA],
    "'; DROP TABLE book_searchsection; --": [],
    "x" * 100_000: [],
    "大模型 " * 10_000: [START, ("book", "a-book", "")],
    "\ud800": [],
    "﷽" * 300: [],
    "<script>": [],
}


def test_any_text_is_a_fair_query(site):
    assert {query: found(query) for query in ODD} == ODD


def test_a_hit_says_where_it_is_and_shows_the_words_as_written(site):
    result = search.search("数据")
    (hit,) = result.hits
    assert (hit.title, hit.path, hit.heading) == ("第一章的题目", "/books/a-book/one/", "數據的來源")
    assert hit.heading_html == "<mark>數據</mark>的來源"
    assert "<mark>數據</mark>來自網絡" in hit.snippet_html
    assert (result.total, result.terms) == (1, ("数据",))


def test_a_chapter_found_by_its_title_shows_how_it_begins(author, reviewer):
    book = make_book(author)
    chapter = make("chapter", author, key="one", book=book, title="对齐", body="## 引言\n\n第一句。第二句。\n")
    publish(book, chapter, author=author, reviewer=reviewer)
    jobs.run_lagging()
    (hit,) = search.search("对齐").hits
    assert (hit.title_html, hit.anchor, hit.snippet_html) == ("<mark>对齐</mark>", "", "第一句。第二句。")
    assert found("第二句") == [("chapter", "a-book/one", "h-引言")]


def test_an_event_shows_its_text_before_its_place(site):
    (hit,) = search.search("多模态").hits
    assert hit.snippet_html.startswith("<mark>多模态</mark>模型发布。")


def test_titles_come_in_the_language_of_the_page(site):
    assert [hit.title for hit in search.search("GPT-4发布", kinds=["event"]).hits] == ["GPT-4 发布"]
    assert [hit.title for hit in search.search("GPT-4发布", kinds=["event"], language="en").hits] == ["GPT-4 launch"]


def test_hits_can_be_limited_to_kinds(site):
    assert found("对齐", kinds=["concept"]) == [("concept", "alignment", "")]
    assert found("对齐", kinds=[]) == []


def test_drafts_are_never_found(site, author):
    transitions.edit(site["chapter"], actor=author, fields={"body": "尚未审阅的秘密。"})
    make("event", author, key="secret", title="秘密发布会", body="尚未审阅的秘密。")
    jobs.run_lagging()
    assert found("秘密") == []
    assert len(found("注意力")) == 1


def test_what_is_withdrawn_is_not_found_any_more_and_comes_back_with_a_rollback(site, editor):
    transitions.unpublish(site["event"], actor=editor, reason="mistake")
    jobs.run_lagging()
    assert found("多模态") == []
    transitions.roll_back(site["event"], 1, actor=editor, reason="no mistake")
    jobs.run_lagging()
    assert found("多模态") == [EVENT]


def test_indexing_twice_keeps_the_very_rows(site):
    before = list(SearchSection.objects.values())
    search.make(site["chapter"].pk)()
    assert list(SearchSection.objects.values()) == before


# Order


def section(key, position=0, *, kind="chapter", title="", body=""):
    item, _new = Item.objects.get_or_create(
        kind=kind, key=key, defaults={"created_at": "2026-01-01T00:00Z", "updated_at": "2026-01-01T00:00Z"}
    )
    row = SearchSection.objects.create(
        item=item, position=position, kind=kind, key=key, path=f"/{key}/", title=title, body=body, norm_title=title,
        norm=f"{title}\n{body}",
    )  # fmt: skip
    with transaction.atomic():
        grams.index([grams.Section(row.pk, kind, row.norm, title)])
    return row


def test_the_order_is_by_score_then_key_then_place_whatever_the_database_collates(db):
    section("b", body="词")
    section("B", body="词")
    section("_", body="词")
    section("中", body="词")
    section("a", 1, body="词")
    section("a", 0, body="词")
    section("z", body="词 词 词")
    section("titled", title="词")
    hits = search.search("词").hits
    assert [(hit.key, hit.score) for hit in hits] == [
        ("titled", 21), ("z", 3), ("B", 1), ("_", 1), ("a", 1), ("a", 1), ("b", 1), ("中", 1),
    ]  # fmt: skip


def test_every_term_counts_towards_the_score(db):
    section("one", title="大模型", body="模型与数据，数据与模型")
    # 模型: once in the title, twice in the text; 数据: twice in the text; one of the two in the title
    assert [hit.score for hit in search.search("模型 数据").hits] == [3 + 2 + 20]


def test_each_kind_shows_its_best_and_counts_all(db):
    for number in range(5):
        section(f"c{number}", kind="chapter", body="词 " * (number + 1))
        section(f"e{number}", kind="event", body="词")
    result = search.search("词", limit=2)
    assert [(group.kind, [hit.key for hit in group.hits], group.total) for group in result.groups] == [
        ("chapter", ["c4", "c3"], 5),
        ("event", ["e0", "e1"], 5),
    ]
    assert result.total == 10


def test_a_search_is_three_queries_however_many_are_found(db, django_assert_num_queries):
    section("c1", body="词")
    with django_assert_num_queries(3):
        search.search("词")
    for number in range(3):
        section(f"e{number}", kind="event", body="词 词")
    with django_assert_num_queries(3):
        assert len(search.search("词 词").hits) == 4
    with django_assert_num_queries(0):
        search.search(" ")


def test_pages_of_one_kind_follow_each_other(db):
    for number in range(5):
        section(f"c{number}", body="词 " * (5 - number))
    pages = [search.search("词", limit=2, page=page, kinds=["chapter"]) for page in (1, 2, 3, 4)]
    assert [[hit.key for hit in page.hits] for page in pages] == [["c0", "c1"], ["c2", "c3"], ["c4"], []]
    assert {page.total for page in pages} == {5}


def test_of_very_many_all_are_counted_and_those_named_so_come_first(db, monkeypatch):
    monkeypatch.setattr(search, "MOST_RANKED", 3)
    for number in range(6):
        section(f"c{number}", body="大模型与人")
    section("titled", title="模型")
    result = search.search("模型")
    assert (result.total, result.exact, result.hits[0].key) == (7, True, "titled")
    assert sorted(hit.key for hit in result.hits[1:]) == ["c0", "c1"]


def test_a_word_whose_pieces_are_everywhere_is_still_found_where_it_stands(db, monkeypatch):
    """人工智能 needs 人工, 工智 and 智能; a section may hold the three and not the word."""
    monkeypatch.setattr(search, "MOST_RANKED", 2)
    monkeypatch.setattr(search, "_MORE", 2)
    for number in range(7):
        section(f"false{number}", body="人工、工智、智能")
    section("true", body="人工智能")
    result = search.search("人工智能")
    assert [hit.key for hit in result.hits] == ["true"]
    assert (result.total, result.exact) == (1, True)
