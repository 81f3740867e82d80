"""Snippets: cut at sentences, marked at the right characters, escaped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from book import snippets
from editorial.text import folding

LONG = "这一句讲的是别的事情，和要找的词没有关系。" * 12


def terms(query):
    return folding.terms(query)


def test_the_sentence_that_holds_the_words_is_shown_with_what_follows():
    text = f"{LONG}对齐是2022年的主题。研究者为此争论。{LONG}"
    shown = snippets.snippet(text, terms("对齐"))
    assert shown.startswith("<mark>对齐</mark>是2022年的主题。研究者为此争论。这一句讲的是别的事情")
    assert shown.endswith("。")
    assert len(shown) <= snippets.MOST + len("<mark></mark>")


def test_the_sentence_with_the_most_different_words_wins():
    text = "对齐，对齐，对齐。" + LONG + "安全与对齐的会议。"
    assert snippets.snippet(text, terms("对齐 安全")) == "<mark>安全</mark>与<mark>对齐</mark>的会议。"


def test_a_long_sentence_is_cut_around_the_word_and_says_so():
    text = "甲，" * 200 + "目标词" + "，乙" * 200
    shown = snippets.snippet(text, terms("目标词"))
    assert re.fullmatch(r"…[甲，]{40}<mark>目标词</mark>[乙，]+…", shown)
    assert len(shown) <= snippets.MOST + len("……<mark></mark>")


def test_a_cut_does_not_break_a_latin_word():
    text = "internationalization " * 30 + "needle " + "internationalization " * 30
    words = snippets.snippet(text, terms("needle")).strip("…").replace("<mark>", "").replace("</mark>", "").split()
    assert set(words) == {"internationalization", "needle"}


def test_a_word_that_stands_only_in_a_title_shows_how_the_text_begins():
    assert snippets.snippet("第一句。第二句。", terms("题目")) == "第一句。第二句。"
    assert snippets.snippet("", terms("题目")) == ""


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("<b>对齐</b> & co", "对齐", "&lt;b&gt;<mark>对齐</mark>&lt;/b&gt; &amp; co"),
        ("a <script>alert(1)</script>", "script", "a &lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ("對齊與ＧＰＴ－４", "对齐 gpt-4", "<mark>對齊</mark>與<mark>ＧＰＴ－４</mark>"),
        ("GPT-4 发布", "GPT-4发布", "<mark>GPT-4 发布</mark>"),
        ("对齐研究", "对齐 研究", "<mark>对齐研究</mark>"),
        ("a &amp; b", "amp", "a &amp;<mark>amp</mark>; b"),
    ],
)
def test_hits_are_marked_as_written_and_everything_is_escaped(text, query, shown):
    assert snippets.snippet(text, terms(query)) == shown
    assert snippets.marked(text, terms(query)) == shown


@given(st.text(max_size=60), st.text(max_size=8))
def test_no_text_and_no_query_can_make_markup(text, query):
    shown = snippets.snippet(text, terms(query))
    assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")
    assert shown.count("<mark>") == shown.count("</mark>")
