"""Footnotes, with and without the space after their colon."""

from editorial.text.contexts import Footnote, Section
from editorial.text.front_matter import split
from editorial.text.markdown import render
from tests.corpus import corpus_file, needs_corpus


def test_marks_and_notes_lead_to_each_other():
    assert render("甲[^5]乙[^5]。\n\n[^5]:【报告】注\n").html == (
        '<p>甲<sup class="footnote-ref" id="fnref-1"><a href="#fn-1">1</a></sup>'
        '乙<sup class="footnote-ref" id="fnref-1-2"><a href="#fn-1">1</a></sup>。</p>\n'
        '<section class="footnotes" id="footnotes">\n<ol>\n<li id="fn-1"><p>【报告】注 '
        '<a href="#fnref-1" class="footnote-backref" title="返回正文">↩︎</a> '
        '<a href="#fnref-1-2" class="footnote-backref" title="返回正文">↩︎</a></p>\n</li>\n</ol>\n</section>\n'
    )


def test_notes_are_listed_with_what_is_missing():
    rendered = render("甲[^b]\n乙[^a]丙[^没有]\n\n[^a]: 一\n[^b]: 二\n    \n    续\n\n[^c]: 三\n")
    assert rendered.footnotes == [
        Footnote("b", 1, "二\n续", "fn-1"),
        Footnote("a", 2, "一", "fn-2"),
        Footnote("没有", 2, defined=False),
        Footnote("c", 9, used=False),
    ]
    assert '<span class="footnote-unknown">[^没有]</span>' in rendered.html
    assert (rendered.text, rendered.footnote_text) == ("甲\n乙丙[^没有]", "二\n续\n一")


def test_notes_are_a_section_of_their_own_for_search():
    assert render("## 题\n\n甲[^1]\n\n[^1]: 注\n").sections == [
        Section("h-题", "题", "甲"),
        Section("footnotes", "", "注"),
    ]


def test_what_cannot_be_a_label_is_text():
    assert render("[^a-z ]和[^*/.]").html == "<p>[^a-z ]和[^*/.]</p>\n"


@needs_corpus
def test_every_note_of_a_real_newsletter_is_found():
    _, body = split(corpus_file("seeds/source-newsletter-footnotes.md").read_text())
    rendered = render(body)
    assert len(rendered.footnotes) == 32
    assert all(note.defined and note.used and note.text for note in rendered.footnotes)
    assert rendered.html.count('class="footnote-ref"') == 37
