"""Web articles saved as Markdown: what the block says, and a text without images, adverts and share links."""

import pytest

from sources.importing import articles, clutter, detecting
from tests.corpus import corpus_file, needs_corpus

pytestmark = pytest.mark.usefixtures("english")

ARTICLE = """# 灯具十年：谁还在修？
{% hint style="info" %}
**Category:** Light
**Author:** [灯下客](https://lamps.example/u/7)
**Published:** 2025-03-04
**Stats:** 👁️ 120 views | 💬 3 comments
**Tags:** `灯具` `维修`
**Original:** [View on lamps.example](https://www.lamps.example/a/41.html)
{% endhint %}
> 十年之间，灯具换了三代。

---

## 灯具十年：谁还在修？

[![](https://img.example/avatar.jpg?w=72)](https://lamps.example/u/7)

[灯下客](https://lamps.example/u/7) ![](https://img.example/tag.png) 关注

2025-03-04

3 评论 120 浏览 1 收藏 9 分钟

[🔗 学会修灯，只要七天](https://ads.example/course)

> 十年之间，灯具换了三代。

![](https://img.example/lead.png)

第一代灯具用钨丝，见[旧目录](https://museum.example/old)。

[![](https://img.example/ad.png)

我修了八年灯

查看详情 >

](https://ads.example/course)

## 一、钨丝

寿命一千小时。

- [一份清单](https://museum.example/list)

作者｜林某 编辑｜杨某

赞赏 收藏已收藏3 点赞已赞0

[灯具](https://lamps.example/tag/1)[维修](https://lamps.example/tag/2)

[分享到微博](https://service.weibo.com/share/share.php?title=a&url=b)

微信扫一扫
"""


def test_an_article_becomes_one_source_with_its_clean_text():
    assert detecting.detect(ARTICLE) == "article"
    reading = articles.read(ARTICLE, name="a.md")
    (entry,) = reading.entries
    assert entry.csl == {
        "type": "webpage", "title": "灯具十年：谁还在修？", "author": [{"literal": "灯下客"}],
        "issued": {"date-parts": [[2025, 3, 4]]}, "URL": "https://www.lamps.example/a/41.html",
        "container-title": "lamps.example", "language": "zh",
    }  # fmt: skip
    assert entry.front_matter == {"category": "Light", "stats": "👁️ 120 views | 💬 3 comments", "tags": ["灯具", "维修"]}
    assert entry.text == (
        "> 十年之间，灯具换了三代。\n\n第一代灯具用钨丝，见[旧目录](https://museum.example/old)。\n\n## 一、钨丝\n\n"
        "寿命一千小时。\n\n- [一份清单](https://museum.example/list)\n\n作者｜林某 编辑｜杨某"
    )
    assert [(problem.code, problem.target) for problem in reading.problems] == [
        ("clutter", ""),
        ("other-author", "林某"),
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("**作者：** 李某、王某\n**发布时间：** 2025年3月\n**原文：** https://lamps.example/a/2",
         {"author": [{"family": "李", "given": "某"}, {"family": "王", "given": "某"}], "issued": {"date-parts": [[2025, 3]]},
          "URL": "https://lamps.example/a/2"}),
        ("> **Date:** some day\n> **Source:** <https://lamps.example/a/3>",
         {"issued": {"literal": "some day"}, "URL": "https://lamps.example/a/3"}),
    ],
)  # fmt: skip
def test_blocks_of_other_shapes(line, says):
    text = f"# A title\n\n{line}\n\nWords of the text."
    assert articles.looks_like_one(text)
    (entry,) = articles.read(text, name="b.md").entries
    assert {name: entry.csl.get(name) for name in says} == says
    assert entry.text == "Words of the text."


def test_an_article_without_title_or_address_says_so():
    reading = articles.read("**Author:** A. Lee\n**Tags:** x\n\nThe first words here.\n", name="c.md")
    assert [problem.code for problem in reading.problems] == ["guessed-title", "no-address"]
    assert (reading.entries[0].title, reading.entries[0].guessed) == ("The first words here.", ("title",))


@pytest.mark.parametrize("piece", ["[![](x)", "](", "![", "[a](b", "{% hint", "**a:** b\n", "| ", "[🔗](a)"])
def test_hostile_pages_cost_no_more_than_their_length(piece, growth):
    assert growth(lambda size: clutter.taken_out(piece * (size // len(piece))), size=10_000) < 1.6
    assert growth(lambda size: articles.read(piece * (size // len(piece)), name="x"), size=10_000) < 1.6


@needs_corpus
def test_a_real_article():
    text = corpus_file("seeds/source-woshipm-article.md").read_text("utf-8")
    (entry,) = articles.read(text, name="a.md").entries
    assert entry.csl["issued"] == {"date-parts": [[2025, 1, 2]]}
    assert (entry.csl["URL"], len(entry.front_matter["tags"])) == ("https://www.woshipm.com/it/6165741.html", 5)
    assert "http" not in entry.text and "![" not in entry.text and "扫一扫" not in entry.text
    assert entry.text.count("\n## ") + entry.text.count("\n### ") >= 6
