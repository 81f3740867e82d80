"""The shortcuts for plain prose change nothing but the time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from editorial.text import citations, emphasis, footnotes, hints, references, writing
from editorial.text.front_matter import split
from editorial.text.parser import parser
from tests.corpus import markdown_files, needs_corpus


def without_shortcuts():
    md = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 34})
    md.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    for part in (footnotes, emphasis, references, citations, hints, writing):
        part.plugin(md)
    for sign in "【［＠":
        md.inline.add_terminator_char(sign)
    return md


SLOW = without_shortcuts()


def tokens(md, text):
    return [token.as_dict(children=True) for token in md.parse(text)]


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "甲乙",
                "a b",
                "- 丙",
                "  - d",
                "    - e",
                "===",
                "---",
                "| a |",
                "|-|",
                "",
                "> 引",
                "1. x",
                "\t甲",
                "**b**",
                "a:b-c=d",
                "# h",
                "```",
                "[^1]: n",
                "{% hint %}",
                "{% endhint %}",
                "甲[^1]",
            ]
        ),
        max_size=9,
    ).map("\n".join)
)
def test_blocks_are_the_same(text):
    assert tokens(parser(), text) == tokens(SLOW, text)


@settings(max_examples=300)
@given(st.text(st.sampled_from("甲a1 *_`~[]()!<>&;:@^\\-=+#{}%$|.【】［］＠\n“”"), max_size=40))
def test_inlines_are_the_same(text):
    assert tokens(parser(), text) == tokens(SLOW, text)


@needs_corpus
@pytest.mark.parametrize("path", markdown_files(), ids=lambda path: path.name)
def test_real_text_is_the_same(path):
    _, body = split(path.read_text())
    assert tokens(parser(), body) == tokens(SLOW, body)
