"""Real manuscripts through the whole renderer."""

import pytest

from editorial.text.contexts import RenderContext
from editorial.text.front_matter import split
from editorial.text.markdown import render
from editorial.text.sanitize import clean
from tests.corpus import corpus_file, markdown_files, needs_corpus

pytestmark = needs_corpus

CHAPTERS = "llm_history/manuscript/"


def chapter(name):
    _, body = split(corpus_file(name).read_text())
    return render(body, RenderContext(chapter=True))


@pytest.mark.parametrize("path", markdown_files(), ids=lambda path: path.name)
def test_every_file_is_rendered_and_sanitising_again_changes_nothing(path):
    _, body = split(path.read_text())
    for rendered in (render(body), render(body, RenderContext(chapter=True))):
        assert clean(rendered.html) == rendered.html
        assert len({heading.id for heading in rendered.outline}) == len(rendered.outline)
        assert "[[" not in rendered.text or "[[" in body


@pytest.mark.parametrize(
    ("name", "citations"),
    [
        ("01-foundation/transformer-revolution.md", 12),
        ("05-global-race-2023/ai-race-2023.md", 6),
        ("07-multimodal-era/2024-breakthroughs.md", 8),
    ],
)
def test_legacy_citations_are_found(name, citations):
    uses = chapter(CHAPTERS + name).citations
    assert [use.legacy for use in uses] == [True] * citations
    assert all(use.sentence and use.raw in use.sentence for use in uses)


def test_citations_stand_on_their_lines():
    name = CHAPTERS + "01-foundation/transformer-revolution.md"
    text = corpus_file(name).read_text()
    front, body = split(text)
    rendered = render(body, RenderContext(chapter=True, first_line=front.line_count + 1))
    lines = text.split("\n")
    assert all(use.raw in lines[use.line - 1] for use in rendered.citations)
    assert all(link.text in lines[link.line - 1] for link in rendered.links)
    assert all(lines[heading.line - 1].startswith(("#", "**")) for heading in rendered.outline)


def test_positions_stand_on_their_words_and_lines():
    name = CHAPTERS + "05-global-race-2023/ai-race-2023.md"
    text = corpus_file(name).read_text()
    front, body = split(text)
    rendered = render(body, RenderContext(chapter=True, first_line=front.line_count + 1))
    lines = text.split("\n")
    assert all(
        rendered.text[place.start : place.end].replace("*", "") in lines[place.line - 1].replace("*", "")
        for place in rendered.positions
    )
    assert len(rendered.positions) > 200


def test_a_hint_of_a_real_export_is_a_callout():
    _, body = split(corpus_file("seeds/source-woshipm-article.md").read_text())
    html = render(body).html
    assert html.count('<aside class="callout callout-info">') == 1
    assert "{% hint" not in html
