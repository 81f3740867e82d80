"""Block and inline constructs of real manuscripts that CommonMark lacks: GitBook hints, comments, `<br>`, task lists."""

from __future__ import annotations

import re
from bisect import bisect_right

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

#: Deeper than this, the rest of a block is shown as plain lines instead of being nested further (or dropped, as markdown-it does).
DEEPEST = 30
#: More brackets than this open before one closes in no text anybody wrote.
LONE = 50

_OPEN = re.compile(r"\{%\s*hint\b(?:[^%\n]{0,80}?style\s*=\s*[\"“”']?(\w+))?[^%\n]{0,80}%\}\s*$")
_CLOSE = re.compile(r"^[ \t>]*\{%\s*endhint\s*%\}", re.MULTILINE)
_STYLES = {"info", "success", "warning", "danger"}
_TASK = re.compile(r"\[([ xX])\][ \t]")
_BREAK = re.compile(r"<br\s{0,3}/?>", re.IGNORECASE)


def hint(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """`{% hint style="info" %}` … `{% endhint %}` as a callout; without its end it stays text."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 2] != "{%" or state.is_code_block(start_line):
        return False
    match = _OPEN.match(state.src[start : state.eMarks[start_line]])
    if not match:
        return False
    close = _closing_line(state, start_line, end_line)
    if close is None:
        return False
    if silent:
        return True
    style = (match[1] or "info").lower()
    opened = state.push("hint_open", "aside", 1)
    opened.attrs = {"class": f"callout callout-{style if style in _STYLES else 'info'}"}
    opened.map = [start_line, close + 1]
    opened.block = True
    before = state.lineMax, state.parentType
    state.lineMax, state.parentType = close, "container"
    state.md.block.tokenize(state, start_line + 1, close)
    state.lineMax, state.parentType = before
    state.push("hint_close", "aside", -1).block = True
    state.line = close + 1
    return True


def _closing_line(state: StateBlock, start_line: int, end_line: int) -> int | None:
    """The first closing line after this one; found once for the whole text, so that thousands of open hints stay cheap."""
    closes = state.env.get("hint_closes")
    if closes is None:
        offsets = [match.end() for match in _CLOSE.finditer(state.src)]
        closes = state.env["hint_closes"] = [bisect_right(state.bMarks, offset) - 1 for offset in offsets]
    index = bisect_right(closes, start_line)
    return closes[index] if index < len(closes) and closes[index] < end_line else None


def too_deep(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Past DEEPEST, show what is left as one paragraph: nothing is lost and recursion stays shallow."""
    if state.level < DEEPEST:
        return False
    if silent:
        return True
    state.push("paragraph_open", "p", 1).map = [start_line, end_line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start_line, end_line, state.blkIndent, False).strip()
    inline.map = [start_line, end_line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    state.line = end_line
    return True


def comment_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block that begins with `<!--` and closes: an author's note to themself, not shown."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 4] != "<!--" or state.is_code_block(start_line):
        return False
    last = state.env.setdefault("last_comment_end", state.src.rfind("-->"))
    if last < start + 4:
        return False
    end = state.src.find("-->", start + 4) + 3
    line = bisect_right(state.bMarks, end - 1, start_line, end_line) - 1
    if end > state.eMarks[line] or state.src[end : state.eMarks[line]].strip() or line >= end_line:
        return False
    if not silent:
        state.line = line + 1
    return True


def comment_inline(state: StateInline, silent: bool) -> bool:
    """`<!-- … -->` inside a paragraph."""
    if not state.src.startswith("<!--", state.pos):
        return False
    last = state.cache.get("last_comment_end")  # the cache lives as long as this paragraph
    if last is None:
        last = state.cache["last_comment_end"] = state.src.rfind("-->")
    if last < state.pos + 4:
        return False
    end = state.src.index("-->", state.pos + 4) + 3
    if not silent:
        state.push("comment", "", 0).meta["lines"] = state.src.count("\n", state.pos, end)
    state.pos = end
    return True


def lone_bracket(state: StateInline, silent: bool) -> bool:
    """`[`, `![` or `^[` that nothing closes, or that opens after LONE others before the next `]`, is text.

    Otherwise each of them would be searched for its end: a line of 80,000 took eight seconds.
    """
    source, at = state.src, state.pos
    if source[at] in "!^":
        at += 1
    if not source.startswith("[", at):
        return False
    places = state.cache.get("brackets")  # the cache lives as long as this paragraph
    if places is None:
        places = state.cache["brackets"] = [[m.start() for m in re.finditer(sign, source)] for sign in (r"\[", r"\]")]
    opens, closes = places
    close = bisect_right(closes, at)
    if close < len(closes) and bisect_right(opens, closes[close]) - bisect_right(opens, at) <= LONE:
        return False
    if not silent:
        state.append_pending(source[state.pos : at + 1])
    state.pos = at + 1
    return True


def html_break(state: StateInline, silent: bool) -> bool:
    """`<br>`, the only way to break a line inside a table cell."""
    match = _BREAK.match(state.src, state.pos) if state.src[state.pos] == "<" else None
    if not match:
        return False
    if not silent:
        state.push("hardbreak", "br", 0).meta["lines"] = 0
    state.pos = match.end()
    return True


def task_lists(state: StateCore) -> None:
    """`[ ]` and `[x]` at the start of a list item become a disabled checkbox."""
    tokens = state.tokens
    lists: list[Token] = []
    for index, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline" and lists and index > 1 and tokens[index - 2].type == "list_item_open":
            _task(token, tokens[index - 2], lists[-1])


def _task(inline: Token, item: Token, parent: Token) -> None:
    match = _TASK.match(inline.content)
    if not match or not inline.children or not inline.children[0].content.startswith(match[0]):
        return
    done = match[1] != " "
    box = Token("checkbox", "input", 0)
    box.attrs = {"type": "checkbox", "disabled": ""} | ({"checked": ""} if done else {})
    inline.children[0].content = inline.children[0].content[len(match[0]) :]
    inline.children.insert(0, box)
    item.attrs["class"] = "task-list-item"
    if parent.tag == "ul":
        parent.attrs["class"] = "contains-task-list"


def plugin(md: MarkdownIt) -> None:
    """Add all of them to this parser."""
    interrupts = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "hint", hint, interrupts)
    md.block.ruler.before("hint", "comment", comment_block)
    md.block.ruler.before("comment", "too_deep", too_deep)
    md.inline.ruler.after("text", "lone_bracket", lone_bracket)
    md.inline.ruler.before("autolink", "comment", comment_inline)
    md.inline.ruler.before("comment", "html_break", html_break)
    md.core.ruler.after("inline", "task_lists", task_lists)
