"""`[[event:key|words]]`, as keyboards and input methods type it."""

import pytest

from editorial.text.contexts import LinkUse, Position, ReferenceTarget, ReferenceUse
from editorial.text.markdown import render
from tests.editorial.text.contexts import Known

GPT4 = '<span class="ref" data-ref="event:gpt4">{}</span>'


def html(markdown):
    return render(markdown, Known()).html.strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("[[event:gpt4]]", "GPT-4发布"),
        ("[[event:gpt4|那天]]", "那天"),
        ("[[ event : gpt4 | 那天 ]]", "那天"),
        ("【【event：gpt4｜那天】】", "那天"),
        ("［［event:gpt4|那天］］", "那天"),
        ("[[事件：gpt4]]", "GPT-4发布"),
        ("[[EVENT:gpt4]]", "GPT-4发布"),
        ("[[event:ｇｐｔ４]]", "GPT-4发布"),
        ("[[event:gpt4|a & b]]", "a &amp; b"),
    ],
)
def test_a_reference_names_its_record_and_no_address(markdown, words):
    assert html(markdown) == GPT4.format(words)


def test_kinds_have_their_short_and_chinese_names():
    rendered = render("[[org:baidu]] [[机构:baidu]] [[概念:rlhf]] [[章:ch6]]", Known())
    assert [(use.kind, use.key) for use in rendered.references] == [
        ("organization", "baidu"),
        ("organization", "baidu"),
        ("concept", "rlhf"),
        ("chapter", "ch6"),
    ]


@pytest.mark.parametrize("markdown", ["[[event:nobody|某事]]", "[[evnet:gpt4|某事]]"])
def test_an_unknown_record_or_kind_keeps_its_words_and_is_reported(markdown):
    rendered = render(f"一\n二 {markdown}", Known())
    assert '<span class="ref ref-unknown">某事</span>' in rendered.html
    assert [(use.label, use.line, use.known, use.origin) for use in rendered.references] == [
        ("某事", 2, False, "bracket")
    ]


@pytest.mark.parametrize(
    "markdown",
    ["`[[event:gpt4]]`", "    [[event:gpt4]]", "```\n[[event:gpt4]]\n```", "[[普通]]", "[[:x]]", r"\[[event:gpt4]]"],
)
def test_code_and_plain_brackets_are_no_references(markdown):
    assert render(markdown, Known()).references == []


def test_a_link_with_brackets_in_its_words_stays_a_link():
    assert html("[[a:b]](https://x.example)") == '<a href="https://x.example">[a:b]</a>'


def test_a_pipe_inside_a_reference_does_not_cut_a_table_row():
    rendered = render("| 甲 | 乙 |\n|---|---|\n| [[event:gpt4|那天]] | `[[a:b|c]]` |\n", Known())
    assert f"<td>{GPT4.format('那天')}</td>\n<td><code>[[a:b|c]]</code></td>" in rendered.html
    assert rendered.text == "甲\t乙\t\n那天\t[[a:b|c]]\t"


def test_lines_and_offsets_are_those_of_the_source_and_the_text():
    rendered = render("# 题\n\n甲\n乙 [[event:gpt4]] 丙\n\n- 丁\n- [[org:baidu|那家]]\n", Known(first_line=5))
    assert rendered.references == [
        ReferenceUse("event", "gpt4", "GPT-4发布", 8, True, "bracket"),
        ReferenceUse("organization", "baidu", "那家", 11, True, "bracket"),
    ]
    places = [position for position in rendered.positions if position.kind == "reference"]
    assert places == [
        Position("reference", 6, 13, 8, "event:gpt4"),
        Position("reference", 18, 20, 11, "organization:baidu"),
    ]
    assert [rendered.text[place.start : place.end] for place in places] == ["GPT-4发布", "那家"]


def test_relative_links_become_references_or_are_reported_as_broken():
    rendered = render(
        "[第六章](../06/race.md#引言)、[丢了](gone.md)、[外面](https://a.example)、[别处](other.md)", Known()
    )
    assert rendered.html == (
        '<p><span class="ref" data-ref="chapter:ch6" data-fragment="引言">第六章</span>、'
        '<span class="broken">丢了</span>、<a href="https://a.example">外面</a>、<a href="other.md">别处</a></p>\n'
    )
    chapter = ReferenceTarget("chapter", "ch6", "竞赛")
    assert rendered.links == [
        LinkUse("../06/race.md#引言", "第六章", 1, target=chapter),
        LinkUse("gone.md", "丢了", 1, broken=True),
        LinkUse("https://a.example", "外面", 1),
        LinkUse("other.md", "别处", 1),
    ]
    assert rendered.references == [ReferenceUse("chapter", "ch6", "第六章", 1, True, "link")]


def test_images_take_the_address_of_their_target_and_broken_ones_their_words():
    rendered = render("![图说](img/图.png)![没有](img/gone.png)", Known())
    assert (
        rendered.html
        == '<p><img src="/media/abc.webp" alt="图说" loading="lazy"><span class="broken">没有</span></p>\n'
    )
    assert [(link.href, link.text, link.image, link.broken) for link in rendered.links] == [
        ("img/图.png", "图说", True, False),
        ("img/gone.png", "没有", True, True),
    ]
    assert rendered.text == ""


def test_a_link_without_words_is_a_reference_that_stands_nowhere():
    rendered = render("甲[](../06/race.md)乙", Known())
    assert [(use.key, use.label) for use in rendered.references] == [("ch6", "")]
    assert rendered.positions == []
