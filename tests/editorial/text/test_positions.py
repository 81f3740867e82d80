"""Dates, numbers and quotations in a text."""

import pytest

from editorial.text.contexts import Position
from editorial.text.markdown import render
from editorial.text.positions import amount


def found(markdown, kind):
    rendered = render(markdown)
    return [(rendered.text[p.start : p.end], p.value) for p in rendered.positions if p.kind == kind]


def test_dates_are_found_in_both_languages():
    text = "在**2017年6月**12日，约2022年，2023年4月至8月，2022年初创公司，on June 12, 2017，2024-05-13 与 2017-2025年"
    assert found(text, "date") == [
        ("2017年6月12日", "2017-06-12"),
        ("约2022年", "2022~"),
        ("2023年4月至8月", "2023-04/2023-08"),
        ("2022年", "2022"),
        ("June 12, 2017", "2017-06-12"),
        ("2024-05-13", "2024-05-13"),
        ("2017-2025年", "2017/2025"),
    ]


def test_numbers_are_amounts_and_parts_of_names_are_not():
    text = "GPT-4o有1,750亿或175B参数，成本$30，占3.5%，比2024年多2.5万，v1.2.3，10 billion"
    assert found(text, "number") == [
        ("1,750亿", "175000000000"),
        ("175B", "175000000000"),
        ("30", "30"),
        ("3.5", "3.5"),
        ("2.5万", "25000"),
        ("10 billion", "10000000000"),
    ]


@pytest.mark.parametrize(
    ("digits", "unit", "value"),
    [("260", "亿", "26000000000"), ("0.5", "", "0.5"), ("1,000", "", "1000"), ("1.50", "万", "15000")],
)
def test_an_amount_is_plain_digits(digits, unit, value):
    assert amount(digits, unit) == value


def test_quotations_of_every_kind():
    text = '“甲”、「乙」和『丙』，"丁"，未完“戊'
    assert found(text, "quote") == [("“甲”", "甲"), ("「乙」", "乙"), ("『丙』", "丙"), ('"丁"', "丁")]


def test_lines_are_those_of_the_source():
    rendered = render("一\n二 2024年\n\n- 三\n- 2025年\n")
    assert [p for p in rendered.positions if p.kind == "date"] == [
        Position("date", 4, 9, 2, "2024"),
        Position("date", 12, 17, 5, "2025"),
    ]
