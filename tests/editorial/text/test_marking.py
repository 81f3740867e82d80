"""Marks over html: anchored by words, laid over any markup, changing none of it."""

import pytest

from editorial.text.markdown import render
from editorial.text.marking import Anchor, Mark, Plain, mark, place_of_line

HTML = '<p>甲在<a class="ref" href="/x/">2023年</a>说：<strong>很好</strong>。&amp;完。</p>\n<p>乙在2023年也说。</p>'


def words_at(plain, anchor):
    place = plain.locate(anchor)
    return None if place is None else plain.text[slice(*place)]


def test_the_words_of_html_are_read_without_tags_and_entities():
    assert Plain(HTML).text == "甲在2023年说：很好。&完。\n\n乙在2023年也说。\n"


def test_a_quotation_is_found_across_markup_and_white_space():
    assert words_at(Plain(HTML), Anchor("2023年说： 很好")) == "2023年说：很好"


def test_equal_words_are_told_apart_by_what_stands_around_them():
    plain = Plain(HTML)
    second = plain.text.rindex("2023年")
    anchor = plain.anchor(second, second + 5)
    assert anchor.before.endswith("乙在")
    later = Plain("<p>" + "前面插入了很多话。" * 60 + "</p>" + HTML)
    assert later.locate(anchor) == (later.text.rindex("2023年"), later.text.rindex("2023年") + 5)


def test_a_corrected_character_keeps_the_anchor_and_a_deleted_passage_loses_it():
    anchor = Anchor("这一句话里有一个错子需要改正")
    assert words_at(Plain("<p>前。这一句话里有一个错字需要改正。后。</p>"), anchor) == "这一句话里有一个错字需要改正"
    assert Plain("<p>前。另一句完全不同的话写在这里。后。</p>").locate(anchor) is None
    assert Plain("<p>短</p>").locate(Anchor("没有")) is None
    assert Plain("<p>短</p>").locate(Anchor("  ")) is None


def test_a_mark_splits_around_tags_and_leaves_the_markup_alone():
    plain = Plain(HTML)
    start, end = plain.locate(Anchor("年说：很"))
    marked = mark(plain, [Mark(start, end, id="c1", css="quoted", flag=("1", "#comment-1", "见批注"))])
    assert marked == (
        '<p>甲在<a class="ref" href="/x/">2023<mark class="quoted" id="c1">年</mark></a><mark class="quoted">说：</mark>'
        '<strong><mark class="quoted">很</mark><sup class="flag quoted"><a href="#comment-1" title="见批注"'
        ' aria-label="见批注">1</a></sup>好</strong>。&amp;完。</p>\n<p>乙在2023年也说。</p>'
    )


def test_marks_may_overlap_and_a_flag_never_stands_inside_a_link():
    plain = Plain('<p><a href="/x/">一二三</a>四五</p>')
    marked = mark(plain, [Mark(0, 2, css="a", flag=("!", "#f", "f")), Mark(1, 4, css="b")])
    assert marked == (
        '<p><a href="/x/"><mark class="a">一</mark><mark class="a"><mark class="b">二</mark></mark>'
        '<mark class="b">三</mark></a><sup class="flag a"><a href="#f" title="f" aria-label="f">!</a></sup>'
        '<mark class="b">四</mark>五</p>'
    )


def test_what_marks_say_is_escaped():
    plain = Plain("<p>一</p>")
    marked = mark(plain, [Mark(0, 1, id='"><script>', css='"x', flag=("<b>", 'javascript:"', "<i>"))])
    assert "<script>" not in marked and "<b>" not in marked and "<i>" not in marked


def test_without_marks_the_html_is_the_same():
    assert mark(Plain(HTML), []) == HTML


@pytest.mark.parametrize(
    ("line", "words"), [(1, "第一行\n"), (2, "第二行\n"), (4, "另一段"), (3, "第二行\n"), (9, None), (0, None)]
)
def test_the_place_of_a_source_line_in_the_reading_text(line, words):
    rendered = render("第一行\n第二行\n\n另一段")
    place = place_of_line(rendered.lines, line, len(rendered.text))
    assert (None if place is None else rendered.text[slice(*place)]) == words
