"""What stands around a chapter's text, in the shapes of real manuscripts."""

import pytest

from editorial.text.contexts import Heading, Resource
from editorial.text.front_matter import split
from editorial.text.furniture import title_number
from editorial.text.markdown import render
from tests.corpus import corpus_file, needs_corpus
from tests.editorial.text.contexts import Known

CHAPTER = """\
# Chapter 6: 竞赛

## 引言 (Introduction)

那一年。

**早期成就**：
第一行。
**影响** (Impact):
- 甲
- 乙

### 💡 轶事：深夜的电话

电话响了 (Vaswani et al., 2017)。

⚠️ **注**：此事未经官方证实。

---

## 小结 (Summary)

完。

**相关资源** (Related Resources):
- 📅 [时间线](../06/race.md) - 全景
- [没有](gone.md)

---

**本章要点** (Key Takeaways):
- 要点**一**
- 要点二

**参考文献** (Chapter References):
- Vaswani, A. (2017). *Attention*. arXiv:1706.03762
- 李某. (2024). 书名.
"""


def chapter(markdown, **options):
    return render(markdown, Known(chapter=True, **options))


def test_a_whole_chapter_is_arranged():
    rendered = chapter(CHAPTER)
    assert rendered.html == (
        '<h2 id="h-引言-introduction">引言 <span class="heading-en" lang="en">Introduction</span></h2>\n'
        "<p>那一年。</p>\n"
        '<p class="run-in"><strong>早期成就</strong>：</p>\n'
        "<p>第一行。</p>\n"
        '<p class="run-in"><strong>影响</strong> (Impact):</p>\n'
        "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n"
        '<aside class="anecdote" data-verification="unverified">\n'
        '<h3 id="h-轶事-深夜的电话">轶事：深夜的电话</h3>\n'
        '<p class="verification">未核实</p>\n'
        '<p>电话响了 (<a class="cite" id="cite-1" href="#source-vaswani2017" data-cite="vaswani2017">'
        "Vaswani et al., 2017</a>)。</p>\n"
        "<p>⚠️ <strong>注</strong>：此事未经官方证实。</p>\n"
        "</aside>\n"
        '<h2 id="h-小结-summary">小结 <span class="heading-en" lang="en">Summary</span></h2>\n'
        "<p>完。</p>\n"
        '<section class="resources">\n'
        '<h2 id="h-相关资源-related-resources">相关资源 <span class="heading-en" lang="en">Related Resources</span></h2>\n'
        '<ul>\n<li>📅 <span class="ref" data-ref="chapter:ch6">时间线</span> - 全景</li>\n'
        '<li><span class="broken">没有</span></li>\n</ul>\n'
        "</section>\n<hr>\n"
        '<section class="takeaways">\n'
        '<h2 id="h-本章要点-key-takeaways">本章要点 <span class="heading-en" lang="en">Key Takeaways</span></h2>\n'
        "<ul>\n<li>要点<strong>一</strong></li>\n<li>要点二</li>\n</ul>\n"
        "</section>\n"
    )


def test_the_furniture_is_handed_out():
    furniture = chapter(CHAPTER).furniture
    assert (furniture.title_line, furniture.title_number) == ("Chapter 6: 竞赛", 6)
    assert furniture.takeaways == ["要点<strong>一</strong>", "要点二"]
    assert furniture.reference_list == ["Vaswani, A. (2017). *Attention*. arXiv:1706.03762", "李某. (2024). 书名."]
    assert [(use.text, use.href, use.line, use.broken) for use in furniture.resources] == [
        ("时间线", "../06/race.md", 26, False),
        ("没有", "gone.md", 27, True),
    ]
    assert isinstance(furniture.resources[0], Resource)
    story = furniture.anecdotes[0]
    assert (story.title, story.anchor, story.verification, story.line) == (
        "深夜的电话",
        "h-轶事-深夜的电话",
        "unverified",
        13,
    )
    assert story.text == "电话响了 (Vaswani et al., 2017)。\n⚠️ 注：此事未经官方证实。"
    assert story.html.startswith("<p>电话响了 (<a class=")


def test_the_contents_leave_out_title_and_written_references():
    assert [(heading.level, heading.text, heading.line) for heading in chapter(CHAPTER).outline] == [
        (2, "引言", 3),
        (3, "轶事：深夜的电话", 13),
        (2, "小结", 21),
        (2, "相关资源", 25),
        (2, "本章要点", 31),
    ]


def test_the_text_is_the_same_with_and_without_furniture_and_sections_leave_references_out():
    rendered = chapter(CHAPTER)
    assert rendered.text == render(CHAPTER, Known()).text
    assert "1706.03762" in rendered.text
    assert [section.anchor for section in rendered.sections] == [heading.id for heading in rendered.outline]
    assert not any("1706" in section.text or "Chapter 6" in section.text for section in rendered.sections)


def test_nothing_is_furniture_outside_a_chapter():
    rendered = render(CHAPTER, Known())
    assert rendered.furniture.takeaways == rendered.furniture.anecdotes == []
    assert '<h1 id="h-chapter-6-竞赛">Chapter 6: 竞赛</h1>' in rendered.html and "1706" in rendered.html


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Chapter 6: x", 6),
        ("第六章 x", 6),
        ("第 12 章：x", 12),
        ("第二十一章", 21),
        ("CHAPTER 3", 3),
        ("前言", None),
        ("", None),
    ],
)
def test_the_number_in_a_title(title, number):
    assert title_number(title) == number


@pytest.mark.parametrize("title", ["# 第六章 竞赛", "# Chapter 10 — Race", "# 前言"])
def test_the_title_is_never_shown(title):
    rendered = chapter(f"{title}\n\n正文。\n")
    assert rendered.html == "<p>正文。</p>\n"
    assert rendered.furniture.title_line == title[2:]


def test_the_record_title_is_recognised_even_as_one_of_many_top_headings():
    rendered = chapter("# 竞赛：开端\n\n# 一\n\n## 二\n", title="竞赛 开端")
    assert rendered.outline == [Heading(2, "h-一", "一", "", 3), Heading(3, "h-二", "二", "", 5)]
    assert rendered.html == '<h2 id="h-一">一</h2>\n<h3 id="h-二">二</h3>\n'


@pytest.mark.parametrize(
    "label",
    [
        "**本章要点**：",
        "**本章要点** (Key Takeaways):",
        "## 本章要点",
        "### 💡 本章要点（Key Takeaways）",
        "**一、本章要点**",
    ],
)
def test_a_section_is_known_as_bold_paragraph_or_heading(label):
    rendered = chapter(f"甲\n\n{label}\n\n- 一\n- 二\n\n## 后\n\n文\n")
    assert rendered.furniture.takeaways == ["一", "二"]
    assert rendered.html.count('<section class="takeaways">') == 1
    assert rendered.html.endswith('</section>\n<h2 id="h-后">后</h2>\n<p>文</p>\n')


def test_prose_after_a_written_reference_list_is_kept():
    rendered = chapter("甲\n\n**参考文献**：\n\n- 某人. (2020). 书.\n\n这里还有一段正文。\n")
    assert rendered.html == "<p>甲</p>\n<p>这里还有一段正文。</p>\n"
    assert rendered.furniture.reference_list == ["某人. (2020). 书."]


def test_lines_right_below_a_label_belong_to_it():
    markdown = "**本章要点**：\n一、**甲**\n二、乙\n\n**参考文献** (References):\nA. (2017). *X*.\n某人. 书.\n\n尾。\n"
    rendered = chapter(markdown)
    assert rendered.furniture.takeaways == ["一、<strong>甲</strong>", "二、乙"]
    assert rendered.furniture.reference_list == ["A. (2017). *X*.", "某人. 书."]
    assert rendered.html == (
        '<section class="takeaways">\n<h2 id="h-本章要点">本章要点</h2>\n'
        "<p>一、<strong>甲</strong><br>\n二、乙</p>\n</section>\n<p>尾。</p>\n"
    )
    assert rendered.text == render(markdown).text
    assert [use.line for use in chapter("**相关资源**：\n甲\n乙 [丙](gone.md)\n").furniture.resources] == [3]


def test_a_reference_section_with_groups_and_paragraphs_goes_whole():
    rendered = chapter(
        "## 参考文献\n\n以下为：\n\n### 论文\n\nA. (2017). X.\nB. (2018). Y.\n\n---\n\n### 报道\n\n1. C. (2019). Z.\n\n## 附记\n\n文\n"
    )
    assert rendered.html == '<h2 id="h-附记">附记</h2>\n<p>文</p>\n'
    assert rendered.furniture.reference_list == ["以下为：", "A. (2017). X.", "B. (2018). Y.", "C. (2019). Z."]
    assert rendered.citations == []


@pytest.mark.parametrize(
    ("body", "verification"),
    [
        ("故事。", "unverified"),
        ("✅ 已核实：两家媒体。", "verified"),
        ("故事。\n\n✓ 单源确认", "partial"),
        ("故事。\n\n> ⚠️ 业界传闻", "unverified"),
        ("核实状态：已核实", "verified"),
        ("**验证状态**: 部分核实", "partial"),
        ("（未经证实）", "unverified"),
        ("*（已证实）*", "verified"),
        ("注：据官方证实。", "verified"),
        ("Verification status: not verified", "unverified"),
        ("✅ 已核实。\n\n⚠️ 但参数未经证实。", "unverified"),
        ("他们的方法得到了验证。", "unverified"),
        ("- ✅ 中文好\n- ✅ 已核实", "unverified"),
    ],
)
def test_an_anecdote_says_how_far_it_is_verified(body, verification):
    rendered = chapter(f"### 💡 轶事：甲\n\n{body}\n")
    assert [story.verification for story in rendered.furniture.anecdotes] == [verification]
    assert f'data-verification="{verification}"' in rendered.html


@pytest.mark.parametrize(
    ("heading", "title", "verification"),
    [
        ("### 💡 轶事：甲 ✅", "甲", "verified"),
        ("### 轶事一：甲（未核实）", "甲", "unverified"),
        ("## Anecdote: The call (Paris)", "The call (Paris)", "unverified"),
    ],
)
def test_a_mark_in_the_heading_counts_and_is_not_part_of_the_title(heading, title, verification):
    story = chapter(f"{heading}\n\n文\n").furniture.anecdotes[0]
    assert (story.title, story.verification) == (title, verification)


@pytest.mark.parametrize(
    ("end", "rest"),
    [
        ("---\n\n后", "<p>后</p>\n"),
        ("### 同级", '<h3 id="h-同级">同级</h3>\n'),
        ("## 上级", '<h2 id="h-上级">上级</h2>\n'),
        ("**本章要点**：\n- 一", None),
    ],
)
def test_an_anecdote_ends_at_a_rule_or_heading_of_its_level(end, rest):
    rendered = chapter(f"### 💡 轶事：甲\n\n一\n\n#### 细节\n\n二\n\n{end}\n")
    story, after = rendered.html.split("</aside>\n")
    assert story.endswith("<p>二</p>\n")
    assert after == rest if rest else after.startswith('<section class="takeaways">')


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**标签**：", '<p class="run-in"><strong>标签</strong>：</p>\n'),
        ("**标签**：\n正文。", '<p class="run-in"><strong>标签</strong>：</p>\n<p>正文。</p>\n'),
        (
            "前。\n**标签** (Label):\n后。",
            '<p>前。</p>\n<p class="run-in"><strong>标签</strong> (Label):</p>\n<p>后。</p>\n',
        ),
        ("**1. 一个短题**", '<p class="run-in"><strong>1. 一个短题</strong></p>\n'),
        ("**这是一句话。**", "<p><strong>这是一句话。</strong></p>\n"),
        ("**下一步在哪里？**", "<p><strong>下一步在哪里？</strong></p>\n"),
        (
            "**日期**: 2017年5月\n**组织**: 某家",
            "<p><strong>日期</strong>: 2017年5月<br>\n<strong>组织</strong>: 某家</p>\n",
        ),
        ("**甲**与**乙**：", "<p><strong>甲</strong>与<strong>乙</strong>：</p>\n"),
        ("- **标签**：", "<ul>\n<li><strong>标签</strong>：</li>\n</ul>\n"),
    ],
)
def test_bold_label_lines_are_run_in_headings(markdown, html):
    assert chapter(markdown).html == html


@needs_corpus
@pytest.mark.parametrize(
    ("name", "number", "stories", "takeaways", "resources", "references"),
    [
        ("llm_history/manuscript/01-foundation/transformer-revolution.md", 1, 1, 5, 5, 4),
        ("llm_history/manuscript/05-global-race-2023/ai-race-2023.md", 5, 4, 8, 5, 9),
        ("llm_history/manuscript/07-multimodal-era/2024-breakthroughs.md", 6, 2, 8, 3, 10),
    ],
)
def test_real_chapters_have_their_furniture(name, number, stories, takeaways, resources, references):
    _, body = split(corpus_file(name).read_text())
    furniture = chapter(body).furniture
    assert furniture.title_number == number
    assert [story.verification for story in furniture.anecdotes] == ["unverified"] * stories
    assert (len(furniture.takeaways), len(furniture.resources), len(furniture.reference_list)) == (
        takeaways,
        resources,
        references,
    )
