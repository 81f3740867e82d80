"""Rendering, counting and comparing."""

from benchmarks.figures import heading, milliseconds, show
from benchmarks.manuscripts import chapter, revised
from editorial.text import compare, compare_html, fact_changes, facts, markdown, words


def _told(old, new):
    """Everything the review page says of a changed text: the lines that differ, as html, and the facts."""
    comparison = compare.compare(old, new)
    compare_html.inline(comparison)
    compare_html.side_by_side(comparison)
    fact_changes.between(*(facts.of(markdown.render(text)) for text in (old, new)))


def run():
    heading("Text: one chapter of 18,000 Han characters")
    body = chapter()
    rendered = markdown.render(body)
    show("render", milliseconds(lambda: markdown.render(body)), target="<= 30 ms")
    show("count 字数 of rendered text", milliseconds(lambda: words.count_text(rendered.text)), target="<= 1 ms")
    old = chapter(13_000)
    new = revised(old)
    show("diff and fact diff of two versions of 13,000 字", milliseconds(lambda: _told(old, new)), target="<= 500 ms")
    show("compare with a copy-edited revision", milliseconds(lambda: compare.compare(body, revised(body))))
