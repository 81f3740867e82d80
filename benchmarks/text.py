"""Rendering, counting and comparing."""

from benchmarks.figures import heading, milliseconds, show
from benchmarks.manuscripts import chapter, revised
from editorial.text import compare, markdown, words


def run():
    heading("Text: one chapter of 18,000 Han characters")
    body = chapter()
    rendered = markdown.render(body)
    show("render", milliseconds(lambda: markdown.render(body)), target="<= 30 ms")
    show("count 字数 of rendered text", milliseconds(lambda: words.count_text(rendered.text)), target="<= 1 ms")
    show("compare with a copy-edited revision", milliseconds(lambda: compare.compare(body, revised(body))))
