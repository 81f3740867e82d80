"""Heading ids that stay, and contents in two languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.text.contexts import Heading, RenderContext
from editorial.text.markdown import render
from editorial.text.outline import split_languages
from editorial.text.slugs import heading_id


def ids(*titles):
    return [heading.id for heading in render("\n\n".join(f"## {title}" for title in titles)).outline]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("引言 (Introduction)", "h-引言-introduction"),
        ("💡 轶事：夜里的电话", "h-轶事-夜里的电话"),
        ("GPT-4o 与 ＧＰＴ", "h-gpt-4o-与-gpt"),
        ("Ａ１", "h-a1"),
        ("💡", "h-_"),
        ("**粗**和`码`", "h-粗和码"),
        ("[[event:k|发布]]之后", "h-发布之后"),
        ("a" * 300, "h-" + "a" * 100),
    ],
)
def test_an_id_keeps_letters_and_han(title, expected):
    assert ids(title) == [expected]


def test_repeats_are_numbered_and_never_meet_a_natural_id():
    assert ids("A", "A", "A 1", "A--1", "A") == ["h-a", "h-a--1", "h-a-1", "h-a-1--1", "h-a--2"]


titles = st.lists(st.text(st.sampled_from("甲乙A1 -💡_."), min_size=1, max_size=6), max_size=12)


@given(before=titles, inserted=st.text(st.sampled_from("甲乙A1 -💡_."), min_size=1, max_size=6), at=st.integers(0, 12))
def test_inserting_a_heading_changes_only_repeats_of_its_own_words(before, inserted, at):
    def numbered(words):
        taken = {}
        return [heading_id(word, taken) for word in words]

    own = heading_id(inserted, {})
    old = numbered(before)
    after = numbered([*before[:at], inserted, *before[at:]])
    kept = after[:at] + after[at + 1 :] if at <= len(before) else after[:-1]
    assert len(set(after)) == len(after)
    assert [a for a, b in zip(old, kept, strict=True) if a != b and a.partition("--")[0] != own] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("引言 (Introduction)", ("引言", "Introduction")),
        ("本章要点（Key Takeaways）：", ("本章要点", "Key Takeaways")),
        ("论文发表 (2017-06-12)", ("论文发表 (2017-06-12)", "")),
        ("发布 (March 2023)", ("发布 (March 2023)", "")),
        ("Summary (Part One)", ("Summary (Part One)", "")),
        ("模型（百度）", ("模型（百度）", "")),
        ("循环网络 (RNN) 的困境", ("循环网络 (RNN) 的困境", "")),
    ],
)
def test_a_heading_in_two_languages_is_split(text, parts):
    assert split_languages(text) == parts


def test_the_outline_names_level_id_words_and_line():
    rendered = render("## 引言 (Introduction)\n\n文\n\n### 💡 轶事：甲\n", RenderContext(first_line=11))
    assert rendered.outline == [
        Heading(2, "h-引言-introduction", "引言", "Introduction", 11),
        Heading(3, "h-轶事-甲", "轶事：甲", "", 15),
    ]
    assert (
        '<h2 id="h-引言-introduction">引言 <span class="heading-en" lang="en">Introduction</span></h2>' in rendered.html
    )


def test_bidirectional_controls_stay_out_of_headings():
    rendered = render("## 安全\u202eexe.txt\u2066题")
    assert rendered.outline == [Heading(2, "h-安全-exe-txt-题", "安全 exe.txt 题", "", 1)]
    assert "\u202e" not in rendered.html and "\u2066" not in rendered.html


@pytest.mark.parametrize(
    ("fragment", "target"),
    [
        ("h-小-结-summary", "#h-小-结-summary"),
        ("小-结-summary", "#h-小-结-summary"),
        ("小结summary", "#h-小-结-summary"),
        ("%E5%B0%8F-%E7%BB%93-summary", "#h-小-结-summary"),
        ("重复-1", "#h-重复--1"),
    ],
)
def test_links_to_headings_are_found_however_they_are_written(fragment, target):
    rendered = render(f"[去](#{fragment})\n\n## 小 结 (Summary)\n\n## 重复\n\n## 重复\n")
    assert f'<a href="{target}">去</a>' in rendered.html


def test_a_link_to_no_heading_is_broken():
    rendered = render("[去](#没有)")
    assert rendered.html == '<p><span class="broken">去</span></p>\n'
    assert [link.broken for link in rendered.links] == [True]
