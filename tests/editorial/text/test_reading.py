"""Plain text, sections, lines and first mentions."""

import json
from dataclasses import asdict

from editorial.text.contexts import Mention, Position, ReferenceUse, Section
from editorial.text.markdown import render
from tests.editorial.text.contexts import Known

NAMES = (
    Mention("GPT-4", "concept", "gpt-4"),
    Mention("GPT-4 Turbo", "concept", "gpt-4-turbo"),
    Mention("百度", "organization", "baidu"),
    Mention("Baidu", "organization", "baidu"),
    Mention("Llama 3", "concept", "llama-3"),
)


def mentioned(markdown, **options):
    rendered = render(markdown, Known(first_mentions=NAMES, **options))
    return [(use.label, use.key) for use in rendered.references if use.origin == "mention"], rendered


def test_plain_text_is_what_a_reader_reads():
    markdown = "# 题\n\n甲**乙**\n丙\n\n- 一\n- 二 `码`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> 引\n\n```\ncode\n```\n\n![图](x.png)[文](y)\n"
    rendered = render(markdown)
    assert rendered.text == "题\n甲乙\n丙\n一\n二 码\na\tb\t\n1\t2\t\n引\n文"
    assert rendered.code == "code\n"


def test_sections_hold_the_words_under_each_heading():
    assert render("序\n\n## 甲 (A)\n\n一\n\n```\n码\n```\n\n### 乙\n\n## 丙\n\n三\n").sections == [
        Section("", "", "序"),
        Section("h-甲-a", "甲 (A)", "一\n码"),
        Section("h-乙", "乙", ""),
        Section("h-丙", "丙", "三"),
    ]


def test_a_record_is_linked_where_prose_first_names_it():
    found, rendered = mentioned("# 百度\n\n`百度`、[百度](https://b.example)，百度发布。百度又来。\n")
    assert found == [("百度", "baidu")]
    assert rendered.html.endswith('，<span class="ref" data-ref="organization:baidu">百度</span>发布。百度又来。</p>\n')
    assert rendered.references == [ReferenceUse("organization", "baidu", "百度", 3, True, "mention")]
    assert [p for p in rendered.positions if p.kind == "reference"] == [
        Position("reference", 9, 11, 3, "organization:baidu")
    ]


def test_either_name_counts_whichever_comes_first():
    assert mentioned("Baidu和百度")[0] == [("Baidu", "baidu")]


def test_longer_names_win_and_parts_of_names_are_not_mentions():
    assert mentioned("GPT-4 Turbo很快，GPT-4也快")[0] == [("GPT-4 Turbo", "gpt-4-turbo"), ("GPT-4", "gpt-4")]
    assert mentioned("GPT-4o、GPT-4.5、Llama 3.1、xGPT-4")[0] == []
    assert mentioned("用GPT-4。")[0] == [("GPT-4", "gpt-4")]


def test_tables_and_unresolved_authors_are_no_prose():
    assert mentioned("| 百度 |\n|---|\n| 百度 |\n\n据说（百度，2020）。")[0] == []


def test_a_record_linked_before_by_the_author_is_left_alone():
    assert mentioned("[[org:baidu|那家]]，后来百度。")[0] == []
    assert mentioned("百度，后来[[org:baidu|那家]]。")[0] == [("百度", "baidu")]


def test_several_names_in_one_stretch_keep_its_words():
    _, rendered = mentioned("甲GPT-4乙百度丙Llama 3丁")
    assert rendered.text == "甲GPT-4乙百度丙Llama 3丁"
    assert rendered.html.count('<span class="ref"') == 3


def test_what_a_text_yields_becomes_json():
    rendered = render(
        "## 甲\n\n[[event:gpt4]][@vaswani2017]，2024年2月“引文”260亿[^1]。\n\n[^1]: 注\n", Known(chapter=True)
    )
    assert json.loads(json.dumps(asdict(rendered)))["references"][0]["key"] == "gpt4"


def test_rendering_twice_gives_the_same():
    markdown = "## 甲\n\n百度[@vaswani2017]。\n"
    assert render(markdown, Known(first_mentions=NAMES)) == render(markdown, Known(first_mentions=NAMES))
