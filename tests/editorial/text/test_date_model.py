"""Dates of known precision: bounds, sorting, and what is refused."""

import random
import time
from datetime import date

import pytest
from edtf import parse_edtf

from editorial.text.edtf import DateError, EdtfDate, parse, sort_key

OPEN = (date.min, date.max)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2024-02-15", "2024-02-15", "2024-02-15", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2024", "2024-01-01", "2024-12-31", "year"),
        ("2025-08-XX", "2025-08-01", "2025-08-31", "month"),
        ("2024-XX", "2024-01-01", "2024-12-31", "year"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31", "year"),
        ("2023-35", "2023-07-01", "2023-09-30", "quarter"),
        ("2023-22", "2023-06-01", "2023-08-31", "season"),
        ("2023-40", "2023-01-01", "2023-06-30", "half"),
        ("202X", "2020-01-01", "2029-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "century"),
        ("2023-04/2023-08", "2023-04-01", "2023-08-31", "month"),
        ("2023-04-05/2024", "2023-04-05", "2024-12-31", "year"),
        ("2022-01~/2022-03~", "2022-01-01", "2022-03-31", "season"),
        ("[1667,1668]", "1667-01-01", "1668-12-31", "year"),
        ("2004-06-~01", "2004-06-01", "2004-06-01", "day"),
        ("../2022", "0001-01-01", "2022-12-31", "year"),
        ("2022-05/..", "2022-05-01", "9999-12-31", "month"),
    ],
)
def test_bounds_and_precision(text, earliest, latest, precision):
    found = parse(text)
    assert (found.earliest.isoformat(), found.latest.isoformat(), found.precision) == (earliest, latest, precision)


def test_qualifiers_and_intervals_are_told():
    year = (date(2022, 1, 1), date(2022, 12, 31))
    assert parse("2022~") == EdtfDate("2022~", *year, "year", approximate=True)
    assert parse("2022?") == EdtfDate("2022?", *year, "year", uncertain=True)
    assert parse("2022%") == EdtfDate("2022%", *year, "year", approximate=True, uncertain=True)
    assert parse("2022/2022") == EdtfDate("2022/2022", *year, "year", interval=True)


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-15",
        "2024-02",
        "2024",
        "2022~",
        "2022-11?",
        "2022%",
        "2025-08-XX",
        "2024-XX",
        "2024-XX-XX",
        "202X",
        "20XX",
    ]
    + [f"2023-{number}" for number in (*range(21, 25), *range(33, 37), 40, 41)]
    + ["2023-04/2023-08", "../2022", "2022/..", "2022-01~/2022-03~", "1984~/2004-06", "2000-02-29", "0001", "9999"],
)
def test_the_quick_reader_agrees_with_the_edtf_package(text):
    def as_date(value, opened):
        return date(value.tm_year, value.tm_mon, value.tm_mday) if isinstance(value, time.struct_time) else opened

    package = parse_edtf(text)
    expected = as_date(package.lower_strict(), date.min), as_date(package.upper_strict(), date.max)
    assert (parse(text).earliest, parse(text).latest) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("2024" * 17, "too_long"),
        ("昨天", "unreadable"),
        ("2024-1X", "unreadable"),
        ("2024-02-15-03", "unreadable"),
        ("/", "unreadable"),
        ("[" * 64, "unreadable"),
        ("2024-02-30", "impossible"),
        ("2023-02-29", "impossible"),
        ("2024-13", "impossible"),
        ("2024-00", "impossible"),
        ("2024-50", "impossible"),
        ("0000", "out_of_range"),
        ("-0500", "out_of_range"),
        ("Y17E7", "out_of_range"),
        ("2024/2023", "reversed"),
        ("2024-05/2024-04", "reversed"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_sentence(text, code):
    with pytest.raises(DateError) as refused:
        parse(text)
    assert refused.value.code == code
    assert refused.value.sentence("zh-hans").endswith("。") and refused.value.sentence("en").endswith(".")


def test_the_sentence_quotes_the_date_in_both_languages():
    error = DateError("impossible", "2024-02-30")
    assert str(error) == "“2024-02-30” does not exist in the calendar."
    assert error.sentence("zh-hans") == "日历上没有“2024-02-30”这一天。"


def test_unknown_parts_sort_last_within_their_range():
    ordered = [
        "../2021",
        "2022-01-27",
        "2022-01",
        "2022-02",
        "2022-01~/2022-03~",
        "2022-33",
        "2022-06-30",
        "2022-06",
        "2022-40",
        "2022-12-31",
        "2022-12",
        "2022",
        "2022/2023",
        "2022/..",
        "2023-04-30",
        "2023-04",
        "2023-04/2023-08",
        "2023-05-01",
        "2025-08-31",
        "2025-08-XX",
        "2025-09-01",
        "202X",
    ]
    shuffled = ordered.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered
