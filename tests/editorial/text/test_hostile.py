"""Texts made to break the renderer: it answers all of them, and with the shape promised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.text.contexts import Rendered
from editorial.text.markdown import render
from editorial.text.words import count
from tests.editorial.text.contexts import Known

SIZE = 50_000

REPEATED = {
    "open brackets": "[",
    "open images": "![",
    "open references": "[[event:",
    "open citations": "[@a;",
    "open footnotes": "[^",
    "open links": "[a](",
    "open bold": "**a ",
    "open emphasis": "*a _b ",
    "bold Han": "**汉",
    "open strikes": "~~a",
    "open comments": "<!--",
    "open comment blocks": "<!--\n\n",
    "open hints": "{% hint %}\n",
    "ticks": "`",
    "parentheses": "(",
    "authors": "（作，2020；",
    "references": "[[event:gpt4|甲]]",
    "citations": "[@vaswani2017; @nobody]",
    "author years": "(Vaswani et al., 2017) ",
    "links": "[a](b) ",
    "addresses": "http://a.example/)",
    "quotes": '"a" ',
    "dates": "2024年2月至",
    "numbers": "1,000,",
    "backslashes": "\\",
    "pipes": "|",
    "tabs": "\t",
    "quotations": ">",
    "rules": "---\n",
    "returns": "a\r\n",
    "controls": "\x00\x08\u202e",
    "surrogates": "\ud800",
    "breaks": "<br>",
    "entities": "&amp;",
    "template tags": "{{ x }}{% y %}",
    "tasks": "- [ ] a\n",
    "anecdotes": "### 💡 轶事：甲\n\n乙\n\n",
    "labels": "**标签**：\n",
    "takeaways": "**本章要点**：\n\n- a\n\n",
    "numbered": "1. ",
    "mixed nesting": "> - ",
}


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_a_long_run_of_one_thing_is_rendered(piece):
    text = piece * (SIZE // len(piece))
    rendered = render(text, Known(chapter=True))
    assert isinstance(rendered, Rendered)
    assert count(rendered).words >= 0
    rendered.html.encode()


def test_twenty_thousand_headings_have_twenty_thousand_ids():
    rendered = render("## 标题\n\n" * 10_000 + "".join(f"## 第{n}节\n\n" for n in range(10_000)))
    assert len({heading.id for heading in rendered.outline}) == 20_000
    assert len(rendered.sections) == 20_000


def test_one_line_of_a_million_characters():
    rendered = render("汉字。" * 350_000)
    assert count(rendered).cjk == 1_050_000


@pytest.mark.parametrize("deep", [">" * 500, "- " * 500, "> - " * 250, "1. " * 500, "> {% hint %}\n" * 500])
def test_five_hundred_levels_lose_no_words(deep):
    assert render(deep + "最深处").text.endswith("最深处")


def test_a_deep_list_by_indentation_keeps_every_item():
    rendered = render("".join(f"{'  ' * level}- 第{level}层\n" for level in range(500)))
    assert all(f"第{level}层" in rendered.text + rendered.code for level in range(500))


def test_twenty_thousand_footnotes():
    marks = "".join(f"[^{n}]" for n in range(5_000))
    notes = "".join(f"[^{n}]: 注{n}\n" for n in range(5_000))
    unused = "".join(f"[^u{n}]: 注\n" for n in range(5_000))
    rendered = render(f"{marks}\n\n{notes}{unused}")
    assert [len([n for n in rendered.footnotes if n.used is used]) for used in (True, False)] == [5_000, 5_000]


def test_controls_and_lone_surrogates_become_replacement_characters():
    assert render("甲\x00乙\x0b丙\ud800丁").html == "<p>甲\ufffd乙\ufffd丙\ufffd丁</p>\n"


@settings(max_examples=200)
@given(st.text(st.sampled_from("甲乙“”：（）【】［］[]()@:|*_~`#>-!^{}%\n\t 1a.&<;,，；\\💡"), max_size=80))
def test_any_text_is_rendered_the_same_with_and_without_furniture(text):
    plain, chapter = render(text), render(text, Known(chapter=True))
    assert isinstance(plain, Rendered) and isinstance(chapter, Rendered)
    for rendered in (plain, chapter):
        assert all(
            0 <= p.start < p.end <= len(rendered.text)
            for p in rendered.positions
            if p.kind in ("date", "number", "quote")
        )
        assert len({heading.id for heading in rendered.outline}) == len(rendered.outline)
