"""Posts with numbered footnotes: the post, one source for each footnote, their labels, and what is broken."""

import pytest

from sources.importing import detecting, posts
from tests.corpus import corpus_file, needs_corpus

pytestmark = pytest.mark.usefixtures("english")

POST = """---
layout: post
title: L7_灯具周报
date: 2025/04/11/ 20:00:00
tags:
  - Lamps
---
![题图](https://img.example/a.png)

灯价下降 0.3% [^1]，其中三家最多 [^1]。又见 [^2][^3]，另有 [^9]。

## 参考资料

[^1]: 灯价再降 0.3% - 灯具日报. https://lamps.example/web/2025-04/1.html
[^2]:【报告】灯丝技术（全文） - 新闻频道 - 央视灯. https://tv.example/2
[^3]: 夜灯发布，2025 属于夜灯之年？ - 第一灯. https://first.example/3
[^4]: 夜灯发布 2025 属于夜灯之年 - 新灯网. https://news.example/4
[^5]: 「灯 -o1」模型，更亮. https://q.example/5
[^6]: 被截断的标题 …. https://w.example/zh/news/w.example/zh/6
[^7]: 一次口头谈话，2025 年 3 月。
[^1]: 又一个一号 - 灯具日报. https://lamps.example/again
"""


def test_the_post_and_its_footnotes_become_sources():
    assert detecting.detect(POST) == "post"
    post, *sources = posts.read(POST, name="p.md").entries
    assert post.csl == {
        "type": "post-weblog", "title": "L7_灯具周报", "issued": {"date-parts": [[2025, 4, 11]]}, "language": "zh",
    }  # fmt: skip
    assert post.front_matter == {"tags": ["Lamps"], "layout": "post"}
    assert "![" not in post.text and "[^1]: 灯价再降" in post.text
    assert [(cited.position, cited.label) for cited in post.cites] == [
        (1, "[^1]"), (2, "[^2]"), (3, "[^3]"), (4, "[^4]"), (5, "[^5]"), (6, "[^6]"),
    ]  # fmt: skip
    assert [(each.line, each.label, each.title, each.csl.get("container-title", ""), each.csl["URL"]) for each in sources] == [
        (14, "[^1]", "灯价再降 0.3%", "灯具日报", "https://lamps.example/web/2025-04/1.html"),
        (15, "[^2]", "【报告】灯丝技术（全文）", "央视灯", "https://tv.example/2"),
        (16, "[^3]", "夜灯发布，2025 属于夜灯之年？", "第一灯", "https://first.example/3"),
        (17, "[^4]", "夜灯发布 2025 属于夜灯之年", "新灯网", "https://news.example/4"),
        (18, "[^5]", "「灯 -o1」模型，更亮", "", "https://q.example/5"),
        (19, "[^6]", "被截断的标题 …", "", "https://w.example/zh/news/w.example/zh/6"),
    ]  # fmt: skip


def test_what_is_wrong_with_footnotes_is_reported_with_line_and_label():
    problems = posts.read(POST, name="p.md").problems
    assert sorted((problem.line or 0, problem.code, problem.target) for problem in problems) == [
        (0, "clutter", ""), (10, "unexplained-label", "[^9]"), (17, "same-headline", "[^4]"), (17, "unused-label", "[^4]"),
        (18, "unused-label", "[^5]"), (19, "broken-address", "[^6]"), (19, "cut-headline", "[^6]"), (19, "unused-label", "[^6]"),
        (20, "footnote-without-address", "[^7]"), (20, "unused-label", "[^7]"), (21, "double-label", "[^1]"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "broken"),
    [("https://a.example/x", False), ("www.a.example/x", True), ("https://a..example/x", True), ("https://localhost/x", True),
     ("https://a.example/https://b.example", True), ("https://[::1/x", True), ("https://a.example:99999/", True),
     ("https://web.archive.org/web/2020/https://b.example/x", False)],
)  # fmt: skip
def test_broken_addresses_are_told_from_whole_ones(url, broken):
    assert bool(posts.broken_address(url)) is broken


def test_a_post_without_footnotes_or_date_is_a_source_of_its_own():
    reading = posts.read(
        "---\ntitle: Lamps\nauthor: Ann Lee\ncanonical_url: https://lamps.example/p\n---\nText.\n", name="p.md"
    )
    assert [entry.csl for entry in reading.entries] == [
        {"type": "post-weblog", "title": "Lamps", "author": [{"literal": "Ann Lee"}], "URL": "https://lamps.example/p"}
    ]
    assert [problem.code for problem in reading.problems] == ["no-date"]


@pytest.mark.parametrize("piece", ["[^1]: a - b. http://a.b\n", "[^", "[^1]", "[^a]: - - - - ", "[^1]:\n  ", " - ｜"])
def test_hostile_posts_cost_no_more_than_their_length(piece, growth):
    front = "---\ntitle: T\n---\n"
    assert growth(lambda size: posts.read(front + piece * (size // len(piece)), name="x"), size=8000) < 1.6


@needs_corpus
def test_a_real_newsletter():
    text = corpus_file("seeds/source-newsletter-footnotes.md").read_text("utf-8")
    reading = posts.read(text, name="p.md")
    assert (len(reading.entries), len(reading.entries[0].cites)) == (33, 32)
    assert reading.entries[0].csl["issued"] == {"date-parts": [[2025, 4, 11]]}
    assert [(problem.code, problem.target) for problem in reading.problems if problem.severity == "warning"] == [
        ("broken-address", "[^27]"), ("same-headline", "[^18]"),
    ]  # fmt: skip
    outlets = [entry.csl.get("container-title") for entry in reading.entries[1:]]
    assert sum(bool(outlet) for outlet in outlets) == 20
