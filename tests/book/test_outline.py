"""The order of a book as text."""

import pytest

from book.outline import Outline, Part, format, parse

pytestmark = pytest.mark.usefixtures("english")

TEXT = """\
[front]
preface
[main]
# 第一编 奠基 | Foundations
transformer-revolution
pretraining
# 第二编 对话
chatgpt
[back]
; a remark
acknowledgments
"""
PARTS = (
    Part("front", chapters=("preface",)),
    Part("main", "第一编 奠基", "Foundations", ("transformer-revolution", "pretraining")),
    Part("main", "第二编 对话", "", ("chatgpt",)),
    Part("back", chapters=("acknowledgments",)),
)


def test_roles_parts_and_chapters_are_read_in_order():
    assert parse(TEXT) == Outline(PARTS)


def test_chapters_without_a_heading_are_main_matter():
    assert parse("one\ntwo").parts == (Part("main", chapters=("one", "two")),)


def test_the_key_of_the_book_in_front_of_a_chapter_is_dropped():
    assert parse("a-book/one", book_key="a-book").chapters == ["one"]


def test_full_width_bars_and_english_titles_alone_are_understood():
    assert parse("# 地基｜Foundations\none\n# | Talk\ntwo").parts == (
        Part("main", "地基", "Foundations", ("one",)),
        Part("main", "Talk", "", ("two",)),
    )


def test_what_cannot_be_read_is_named_with_its_line_and_changes_nothing_else():
    outline = parse("[appendix]\none\n#\ntwo words\none\nother-book/two\nthree")
    assert [(problem.line, problem.words, str(problem.sentence)) for problem in outline.problems] == [
        (1, "[appendix]", "A role is [front], [main] or [back]."),
        (3, "#", "A part has no title."),
        (4, "two words", "This line is no chapter key."),
        (5, "one", "This chapter stands in the order twice."),
        (6, "other-book/two", "This line is no chapter key."),
    ]
    assert outline.parts == (Part("main", chapters=("one", "three")),)


def test_each_chapter_knows_its_line():
    assert parse(TEXT).lines == {
        "preface": 2,
        "transformer-revolution": 5,
        "pretraining": 6,
        "chatgpt": 8,
        "acknowledgments": 11,
    }


def test_nothing_is_an_empty_order():
    assert parse("") == parse(None) == Outline(())


def test_writing_and_reading_again_changes_nothing():
    assert parse(format(PARTS)).parts == PARTS
    assert format(PARTS) == TEXT.replace("; a remark\n", "")


def test_chapters_before_the_first_titled_part_stay_apart():
    parts = (Part("main", chapters=("one",)), Part("main", "地基", "", ("two",)), Part("main", chapters=("three",)))
    assert parse(format(parts)).parts == parts
