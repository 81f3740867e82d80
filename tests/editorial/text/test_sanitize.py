"""Nothing an author writes may run or break the page."""

from html.parser import HTMLParser

import pytest

from editorial.text.contexts import CitationText, ReferenceTarget, RenderContext
from editorial.text.markdown import render
from editorial.text.sanitize import clean
from tests.editorial.text.payloads import HTML, PAYLOADS

DANGEROUS_TAGS = set(
    "script style iframe object embed form button select textarea svg math link meta base video audio source template "
    "noscript xmp plaintext body details marquee title".split()
)


class Dangers(HTMLParser):
    """Collects what could run: dangerous elements, handlers, styles, foreign schemes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in DANGEROUS_TAGS:
            self.found.append(tag)
        for name, value in attrs:
            scheme = "".join((value or "").split()).lower().partition(":")[0]
            if name.startswith("on") or name in ("style", "srcdoc", "formaction", "xlink:href"):
                self.found.append(name)
            elif name in ("href", "src") and scheme in ("javascript", "vbscript", "data"):
                self.found.append(f"{name}={scheme}")


class Trusting(RenderContext):
    """Resolves everything to what was asked, so that hostile keys and words reach the html."""

    def reference(self, kind, key):
        return ReferenceTarget(kind, key, f"<b>{key}</b>")

    def citation(self, cluster):
        return CitationText("", labels=tuple(f"<i>{item.key}{item.locator}{item.suffix}</i>" for item in cluster.items))

    def legacy_citation(self, authors, year, raw, line):
        return (authors,)

    def link(self, href):
        return ReferenceTarget("chapter", href, href)


def test_there_are_at_least_fifty_payloads():
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 50


def test_the_detector_sees_raw_payloads():
    seen = [payload for payload in HTML if Dangers(payload).found]
    assert len(seen) >= 40


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("context", [RenderContext(), RenderContext(chapter=True), Trusting(), Trusting(chapter=True)])
def test_a_rendered_payload_is_harmless(payload, context):
    rendered = render(payload, context)
    pieces = [rendered.html, *rendered.furniture.takeaways, *(story.html for story in rendered.furniture.anecdotes)]
    assert [Dangers(piece).found for piece in pieces] == [[] for _ in pieces]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_cleaned_payload_is_harmless_even_as_raw_html(payload):
    assert Dangers(clean(f"<p>{payload}</p>")).found == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_cleaning_changes_nothing_the_renderer_wrote(payload):
    html = render(payload, Trusting(chapter=True)).html
    assert clean(html) == html


def test_foreign_classes_and_attributes_go():
    html = clean(
        '<p class="run-in admin" style="color:red" id="x" data-ref="event:k">a</p><span class="ref" data-ref="event:k">b</span>'
    )
    assert html == '<p class="run-in">a</p><span class="ref" data-ref="event:k">b</span>'


def test_only_checkboxes_remain_of_inputs():
    assert (
        clean('<input type="password" name="p"><input type="checkbox" checked="">')
        == '<input><input type="checkbox" checked="">'
    )
