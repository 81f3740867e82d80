"""The one Markdown parser: CommonMark with tables, `~~`, footnotes, task lists and the constructs of this package."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from editorial.text import citations, emphasis, footnotes, hints, prose, references, writing


@cache
def parser() -> MarkdownIt:
    """The parser, made once. No raw html, line breaks kept (authors put `**label**` lines under each other), no maths (prices), no linkify."""
    md = MarkdownIt("commonmark", {"html": False, "breaks": True, "maxNesting": 34})
    md.enable(["table", "strikethrough"])
    md.disable(["html_block", "html_inline"])
    for part in (footnotes, emphasis, references, citations, hints, writing, prose):
        part.plugin(md)
    return md
