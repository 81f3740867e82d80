"""The words readers see for codes and numbers."""

import pytest
from django.utils import translation

from book.public import wording


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (42, "四十二"),
        (99, "九十九"),
        (100, "100"),
        (0, "0"),
    ],
)
def test_chapters_are_numbered_in_chinese_numerals(number, expected):
    assert wording.han_number(number) == expected


@pytest.mark.parametrize("number", [None, 0, -1, "6", ""])
def test_a_page_without_a_number_has_none(number):
    assert wording.chapter_number(number, language="en") == ""


def test_an_unknown_code_is_shown_as_it_was_written():
    with translation.override("en"):
        assert [wording.word(wording.EVENT_TYPES, code) for code in ("model_release", "open_house", "", None)] == [
            "Model release", "Open house", "", "",
        ]  # fmt: skip
