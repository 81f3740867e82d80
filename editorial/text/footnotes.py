"""Footnotes: `[^5]` and `[^5]: text`, also without the space. Definitions and their placing are mdit-py-plugins'; marks are read here."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.footnote import footnote_plugin

_MARK = re.compile(r"\[\^([^\]\s\[]{1,100})\]")
_PLAUSIBLE = re.compile(r"^[\w*†‡-]{1,40}$")


def footnote_mark(state: StateInline, silent: bool) -> bool:
    """Inline rule in place of the stock one, which scans to the end of the paragraph at every `[^` and lets unknown marks pass unseen."""
    match = _MARK.match(state.src, state.pos) if state.src[state.pos] == "[" else None
    if not match:
        return False
    notes = state.env.setdefault("footnotes", {})
    refs, listed = notes.setdefault("refs", {}), notes.setdefault("list", {})
    label = match[1]
    known = f":{label}" in refs
    if not known and (not _PLAUSIBLE.match(label) or state.src.startswith("(", match.end())):
        return False
    if not silent:
        token = state.push("footnote_ref" if known else "footnote_unknown", "", 0)
        token.meta = {"label": label}
        if known:
            number = refs[f":{label}"]
            if number < 0:
                number = refs[f":{label}"] = len(listed)
                listed[number] = {"label": label, "count": 0}
            token.meta |= {"id": number, "subId": listed[number]["count"]}
            listed[number]["count"] += 1
    state.pos = match.end()
    return True


def plugin(md: MarkdownIt) -> None:
    """Definitions, inline notes `^[…]` and marks."""
    footnote_plugin(md)
    md.inline.ruler.at("footnote_ref", footnote_mark)
