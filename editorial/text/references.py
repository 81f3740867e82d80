"""`[[event:key|words]]`: naming a record in the text. Chinese input methods type 【【 】】, ：and ｜; all of them work."""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

#: Stands for `|` inside a reference while tables are cut at pipes; a noncharacter, never part of a text.
PIPE = "\ufdd0"
#: What authors may write for a kind, and its name.
KINDS = {
    "event": "event",
    "org": "organization",
    "organization": "organization",
    "organisation": "organization",
    "concept": "concept",
    "chapter": "chapter",
    "source": "source",
    "book": "book",
    "事件": "event",
    "组织": "organization",
    "机构": "organization",
    "概念": "concept",
    "术语": "concept",
    "章": "chapter",
    "章节": "chapter",
    "来源": "source",
    "书": "book",
}

_OPENING = r"(?:\[\[|【【|［［)"
_CLOSING = r"(?:\]\]|】】|］］)"
_REFERENCE = re.compile(
    _OPENING + r"\s{0,3}([^\W\d_]{1,20})\s{0,3}[:：]\s{0,3}"
    rf"([^\[\]【】［］|｜{PIPE}\n]{{1,200}})"
    rf"(?:[|｜{PIPE}]([^\[\]【】［］\n]{{1,300}}))?" + _CLOSING
)
_PIPED = re.compile(rf"({_OPENING}[^\[\]【】［］|\n]{{1,220}})\|(?=[^\[\]【】［］\n]{{1,300}}{_CLOSING})")


def protect_pipes(source: str) -> str:
    """The source with the pipe of each reference replaced, length unchanged, so that a table row is not cut there."""
    source = source.replace(PIPE, "\ufffd")
    if "|" in source and ("[[" in source or "【【" in source or "［［" in source):
        return _PIPED.sub(rf"\1{PIPE}", source)
    return source


def reference(state: StateInline, silent: bool) -> bool:
    """Inline rule: pushes a `reference` token with meta kind, key, words ("" when none), raw."""
    if state.src[state.pos] not in "[【［":
        return False
    match = _REFERENCE.match(state.src, state.pos)
    if not match or state.src.startswith("(", match.end()) or match[2].startswith("//"):
        return False  # `[[a:b]](address)` is a link with brackets in its words
    if not silent:
        token = state.push("reference", "", 0)
        kind = match[1].lower()
        token.meta = {
            "kind": KINDS.get(kind, kind),
            "key": unicodedata.normalize("NFKC", match[2]).strip(),
            "words": (match[3] or "").strip(),
            "raw": match[0].replace(PIPE, "|"),
        }
    state.pos = match.end()
    return True


def plugin(md: MarkdownIt) -> None:
    """Add the rule before links."""
    md.inline.ruler.before("link", "reference", reference)
