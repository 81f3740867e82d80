"""A chapter as readers get it."""

import pytest
from django.core.exceptions import ValidationError

from editorial import kinds
from editorial.kinds import FrozenLink
from tests.drafts import World, draft, freeze, source

BODY = """\
# Chapter 6: 只留下注意力

## 引言 (Introduction)

谷歌的[[event:transformer|论文]]于2017年发表[@vaswani2017, p. 6]。谷歌后来又[[event:bert]]。

据 (Vaswani et al., 2017)，循环可以不要。

### 💡 轶事：披头士 ✅

一个故事。

---

**本章要点**:
- 只留下注意力

**参考文献**:
- Vaswani et al. (2017). Attention is all you need.
"""


def chapter(body=BODY, **options):
    fields = {"title": "只留下注意力", "title_en": "Nothing but Attention", "number": 1, "period": "2014/2017"}
    return draft("chapter", body=body, **{**fields, **options})


def world(**members):
    return World(
        {
            ("event", "transformer"): draft("event", title="论文发表", date="2017-06-12"),
            ("event", "bert"): draft("event", title="发布BERT", title_en="BERT", date="2018-10"),
            ("organization", "google"): draft("organization", name="谷歌", name_en="Google"),
            ("source", "vaswani2017"): source(
                "Vaswani, A.", "Shazeer, N.", "Parmar, N.", title="Attention is all you need"
            ),
        }
        | members,
        hidden={("concept", "attention")},
    )


RELATIONS = {"events": ["transformer"], "organizations": ["google"], "concepts": ["attention", "nowhere"]}


def test_the_page_holds_keys_and_never_an_address():
    frozen = freeze(chapter(relations=RELATIONS), world())
    assert frozen.path == "/books/a-book/a-chapter/"
    assert frozen.html.startswith(
        '<h2 id="h-引言-introduction">引言 <span class="heading-en" lang="en">Introduction</span></h2>\n'
        '<p><span class="ref" data-ref="organization:google">谷歌</span>的'
        '<span class="ref" data-ref="event:transformer">论文</span>于2017年发表'
        '<span class="cites">(<a class="cite" id="cite-1" href="#source-vaswani2017" data-cite="vaswani2017">'
        "Vaswani et al., 2017, p. 6</a>)</span>。谷歌后来又"
        '<span class="ref" data-ref="event:bert">发布BERT</span>。</p>'
    )
    assert "/events/" not in frozen.html and "/organizations/" not in frozen.html


def test_the_card_is_what_lists_show():
    assert freeze(chapter("一" * 701 + "\n\n### 轶事：题目\n", standfirst="导语")).card == {
        "number": 1, "role": "main", "period": "2014/2017", "standfirst": "导语", "book": "a-book", "words": 706,
        "reading_minutes": 3, "anecdotes": 1,
    }  # fmt: skip


def test_the_data_is_what_stands_around_the_text():
    data = freeze(chapter(relations=RELATIONS), world()).data
    assert data["takeaways"] == ["只留下注意力"]
    assert [(each["title"], each["verification"], each["text"]) for each in data["anecdotes"]] == [
        ("披头士", "verified", "一个故事。")
    ]
    assert data["mentions"] == {
        "event": [{"key": "transformer", "count": 1}, {"key": "bert", "count": 1}],
        "organization": [{"key": "google", "count": 2}],
        "concept": [{"key": "attention", "count": 0}, {"key": "nowhere", "count": 0}],
    }
    assert data["bibliography"] == [
        {"key": "vaswani2017", "number": 1, "url": "", "kind": "article", "language": "en", "locator": "",
         "text": "Vaswani A，Shazeer N，Parmar N，2017. Attention is all you need[PP].",
         "backlinks": ["cite-1", "cite-2"]},
    ]  # fmt: skip
    assert (data["period"], data["words"]["code"], data["has_mermaid"]) == ("2014/2017", 0, False)


def test_links_are_labels_keys_and_counts():
    assert freeze(chapter(relations=RELATIONS), world()).links == (
        FrozenLink("events", "event", "transformer", "论文发表", count=1),
        FrozenLink("organizations", "organization", "google", "谷歌", count=2),
        FrozenLink("concepts", "concept", "attention", "", count=0),
        FrozenLink("concepts", "concept", "nowhere", "", count=0),
        FrozenLink("mention", "organization", "google", "谷歌", count=1),
        FrozenLink("mention", "event", "transformer", "论文", count=1),
        FrozenLink("mention", "event", "bert", "发布BERT", count=1),
        FrozenLink("cites", "source", "vaswani2017", "Vaswani A，Shazeer N，Parmar N，2017. Attention is all you need[PP].",
                   locator="p. 6", count=2),
    )  # fmt: skip


def test_freezing_twice_gives_the_same_seal():
    assert (
        freeze(chapter(relations=RELATIONS), world()).seal_sha256
        == freeze(chapter(relations=RELATIONS), world()).seal_sha256
    )


def test_nothing_of_a_draft_outside_the_set_enters():
    alone = freeze(chapter("[[event:secret]]与[[event:secret|那次发布]][@secret2024]。", relations={"events": ["secret"]}),
                   World(hidden={("event", "secret"), ("source", "secret2024")}))  # fmt: skip
    assert alone.html == (
        '<p><span class="ref" data-ref="event:secret">secret</span>与'
        '<span class="ref" data-ref="event:secret">那次发布</span>'
        '<span class="cites">(<span class="cite cite-unknown">@secret2024</span>)</span>。</p>\n'
    )
    assert alone.data["bibliography"] == []
    assert alone.links == (
        FrozenLink("events", "event", "secret", "", count=2),
        FrozenLink("mention", "event", "secret", "secret", count=2),
    )


def test_two_sources_that_read_alike_get_letters_wherever_they_are_cited():
    two = World(
        {
            ("source", "sora"): source("OpenAI", year=2024, title="Sora"),
            ("source", "card"): source("OpenAI", year=2024, title="GPT-4o card"),
        }
    )
    frozen = freeze(chapter("先[@sora]，后[@card]。"), two)
    assert "OpenAI, 2024b</a>)</span>，后" in frozen.html and "OpenAI, 2024a</a>" in frozen.html
    assert [entry["text"] for entry in frozen.data["bibliography"]] == [
        "OpenAI，2024a. GPT-4o card[PP].", "OpenAI，2024b. Sora[PP].",
    ]  # fmt: skip


def test_another_name_of_a_source_leads_to_the_entry_of_its_key():
    aliased = World(
        {("source", "vaswani2017"): source("Vaswani, A.")}, aliases={("source", "old-key"): {"vaswani2017"}}
    )
    frozen = freeze(chapter("见[@old-key]。"), aliased)
    assert 'href="#source-vaswani2017" data-cite="vaswani2017"' in frozen.html
    assert frozen.data["bibliography"][0]["backlinks"] == ["cite-1"]
    assert [link.key for link in frozen.links] == ["vaswani2017"]


def test_a_written_reference_without_a_source_is_kept_as_written():
    frozen = freeze(chapter("正文。\n\n**参考文献**:\n- Knuth (1984). Literate programming."))
    assert [(entry["key"], entry["number"], entry["text"]) for entry in frozen.data["bibliography"]] == [
        ("", 1, "Knuth (1984). Literate programming.")
    ]


def test_a_written_list_may_name_sources_by_key():
    lee, kim = source("Lee, A.", year=2020, title="One"), source("Kim, B.", year=2021, title="Two")
    lines = "正文。\n\n**参考文献**:\n- [@lee2020]\n- **[kim2021]** Kim (2021). Another title.\n- [@nobody] 2019."
    frozen = freeze(chapter(lines), World({("source", "lee2020"): lee, ("source", "kim2021"): kim}))
    assert [(entry["key"], entry["text"]) for entry in frozen.data["bibliography"]] == [
        ("kim2021", "Kim B，2021. Two[PP]."), ("lee2020", "Lee A，2020. One[PP]."), ("", "[@nobody] 2019."),
    ]  # fmt: skip
    assert [(link.role, link.key) for link in frozen.links] == [("sources", "kim2021"), ("sources", "lee2020")]


def test_the_reading_rate_is_that_of_the_book():
    book = draft("book", title="测试之书", reading_rate=50)
    frozen = freeze(chapter("一" * 101), World({("book", "a-book"): book}, collection_key="a-book"))
    assert frozen.card["reading_minutes"] == 3


def test_sections_and_outline_are_ready_for_search_and_contents():
    frozen = freeze(chapter("## 引言 (Introduction)\n\n一段话。"))
    assert frozen.outline == [
        {"level": 2, "id": "h-引言-introduction", "text": "引言", "text_en": "Introduction", "line": 1}
    ]
    assert frozen.sections == [{"anchor": "h-引言-introduction", "title": "引言 (Introduction)", "text": "一段话。"}]


def test_a_period_is_stored_as_edtf_or_as_words():
    assert kinds.get("chapter").clean({"period": "2014年9月"}) == {"period": "2014-09"}
    assert kinds.get("chapter").clean({"period": "史前"}) == {"period": "史前"}


@pytest.mark.parametrize("value", [{"a": 1}, 5, [["nested"]], [True]])
def test_other_keys_must_be_a_list_of_words(value):
    with pytest.raises(ValidationError):
        kinds.get("chapter").clean({"other_keys": value})
