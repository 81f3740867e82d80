"""Notes in the margin, numbers of paragraphs."""

import pytest
from django.utils import translation

from book.public.typesetting import set_text
from editorial.text.markdown import render


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def link(number):
    return f'<a class="pno" href="#p{number}" title="Link to this paragraph"></a>'


def test_paragraphs_are_numbered_through_quotations_and_stories_but_not_in_lists_and_tables():
    html = (
        "<h2>题</h2>\n<p>一</p>\n<blockquote>\n<p>二</p>\n</blockquote>\n<ul>\n<li><p>项</p></li>\n</ul>\n"
        '<aside class="anecdote"><p class="verification">已核实</p><p>三</p></aside><table><tr><td><p>格</p></td></tr></table>'
    )
    assert set_text(html) == (
        f'<h2>题</h2>\n<p id="p1">一{link(1)}</p>\n<blockquote>\n<p id="p2">二{link(2)}</p>\n</blockquote>\n'
        "<ul>\n<li><p>项</p></li>\n</ul>\n"
        f'<aside class="anecdote"><p class="verification">已核实</p><p id="p3">三{link(3)}</p></aside>'
        "<table><tr><td><p>格</p></td></tr></table>"
    )


def test_a_note_stands_once_after_the_outermost_block_that_calls_it_first():
    rendered = render("正文[^a]。\n\n- 项[^b]\n- 又[^a]\n\n尾。\n\n[^a]: 甲。\n\n    再。\n[^b]: 乙。\n").html
    html = set_text(rendered)
    first, second = html.index('<aside class="note" id="fn-1"'), html.index('<aside class="note" id="fn-2"')
    assert html.index('id="p1"') < first < html.index("<ul>") < html.index("</ul>") < second < html.index("尾。")
    assert html.count('id="fn-1"') == html.count('id="fn-2"') == 1
    assert 'aria-label="Note 1"><p><b>1</b>甲。</p>\n<p>再。' in html
    assert "footnotes" not in html
    assert html.count("footnote-backref") == rendered.count("footnote-backref") == 3


def test_notes_that_nothing_calls_stay_at_the_end():
    notes = '<section class="footnotes" id="footnotes">\n<ol>\n<li id="fn-1"><p>甲</p>\n</li>\n</ol>\n</section>\n'
    html = set_text(f"<p>一</p>\n{notes}")
    assert html.endswith(
        '<section class="footnotes" id="footnotes">\n<ol>\n<li id="fn-1"><p>甲</p>\n</li>\n</ol>\n</section>\n'
    )


@pytest.mark.parametrize("html", ["", "words", "<p>", "</p></p>", "<p>a<p>b", "</aside>" * 50 + "<p>x</p>"])
def test_odd_markup_loses_no_words(html):
    assert (
        set_text(html).replace(link(1), "").replace(' id="p1"', "").replace(link(2), "").replace(' id="p2"', "") == html
    )


def test_every_word_of_a_real_chapter_is_still_there():
    text = "# 章\n\n" + "".join(f"段{n}[^{n}]，**要**。\n\n> 引[^q{n}]\n\n" for n in range(200))
    text += "".join(f"[^{n}]: 注{n}\n[^q{n}]: 引注{n}\n" for n in range(200))
    html = set_text(render(text).html)
    assert [f">注{n} <" in html.replace("</b>注", "</b>>注") for n in range(200)] == [True] * 200
    assert html.count('class="note"') == 400
    assert html.count('class="pno"') == 400
