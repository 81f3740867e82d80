"""Emphasis beside Chinese punctuation, and everything CommonMark already does."""

import pytest

from editorial.text.front_matter import split
from editorial.text.markdown import render
from tests.corpus import markdown_files, needs_corpus


def inner(markdown):
    return render(markdown).html.strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("是**“开源”**的", "是<strong>“开源”</strong>的"),
        ("**重点：**后文", "<strong>重点：</strong>后文"),
        ("他说**“好。”**然后", "他说<strong>“好。”</strong>然后"),
        ("**（注）**文", "<strong>（注）</strong>文"),
        ("用**`代码`**写", "用<strong><code>代码</code></strong>写"),
        ("**“甲”**、**“乙”**和*丙*", "<strong>“甲”</strong>、<strong>“乙”</strong>和<em>丙</em>"),
        ("**A**nd **b**", "<strong>A</strong>nd <strong>b</strong>"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("** 空格 **", "** 空格 **"),
        ("snake_case_name", "snake_case_name"),
        ("***全***", "<em><strong>全</strong></em>"),
        ('a**"x"**b', 'a**"x"**b'),
        ("**한국어(korean)**은", "<strong>한국어(korean)</strong>은"),
    ],
)
def test_bold_and_emphasis(markdown, html):
    assert inner(markdown) == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("约~100亿到~200亿", "约~100亿到~200亿"),
        ("~~删~~", "<s>删</s>"),
        ("是~~“旧”~~的", "是<s>“旧”</s>的"),
        ("a ~~~b~~~ c", "a ~<s>b</s>~ c"),
    ],
)
def test_only_two_tildes_strike(markdown, html):
    assert inner(markdown) == html


@needs_corpus
@pytest.mark.parametrize("path", markdown_files(), ids=lambda path: path.name)
def test_no_literal_markers_are_left_in_real_text(path):
    _, body = split(path.read_text())
    assert "**" not in render(body).text
