"""Dates as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.text.edtf import DateError, find, from_chinese, parse, read


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2024年2月", "2024-02"),
        ("2024 年 2 月 15 日", "2024-02-15"),
        ("２０２４年２月１５号", "2024-02-15"),
        ("2024年", "2024"),
        ("二〇二四年十二月三十一日", "2024-12-31"),
        ("2022年初", "2022-01~/2022-03~"),
        ("2022年年中", "2022-05~/2022-08~"),
        ("2022年底", "2022-10~/2022-12~"),
        ("2022年末", "2022-10~/2022-12~"),
        ("2023年第三季度", "2023-35"),
        ("2023年Q3", "2023-35"),
        ("2017年夏天", "2017-22"),
        ("2022年上半年", "2022-40"),
        ("约2022年", "2022~"),
        ("2023年3月前后", "2023-03~"),
        ("2022年（存疑）", "2022?"),
        ("2023年4月至8月", "2023-04/2023-08"),
        ("2022年11月30日至12月5日", "2022-11-30/2022-12-05"),
        ("2023年3月5日到12日", "2023-03-05/2023-03-12"),
        ("2023年4月—2024年1月", "2023-04/2024-01"),
        ("2017-2018年", "2017/2018"),
        ("2025年8月某日", "2025-08-XX"),
        ("2024年某月", "2024-XX"),
        ("2024年2月下旬", "2024-02"),
        ("2020年代", "202X"),
        ("21世纪", "20XX"),
        ("2022年以前", "../2022"),
        ("截至2024年6月", "../2024-06"),
        ("自2019年起", "2019/.."),
        ("2019年至今", "2019/.."),
        ("783年", "0783"),
        ("约780年", "0780~"),
        ("618年—907年", "0618/0907"),
        ("公元23年4月", "0023-04"),
        ("公元1074年3月", "1074-03"),
    ],
)
def test_chinese_dates_become_edtf(typed, edtf):
    assert from_chinese(typed) == edtf
    assert read(typed) == edtf


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2017-06-12", "2017-06-12"),
        ("2025-08-xx", "2025-08-XX"),
        ("2025-08-uu", "2025-08-XX"),
        ("2017/6/12", "2017-06-12"),
        ("2017.6", "2017-06"),
        ("2017/06", "2017-06"),
        ("20170612", "2017-06-12"),
        ("2024-02-15T10:00:00Z", "2024-02-15"),
        ("2025/04/11/ 20:00:00", "2025-04-11"),
        ("June 2017", "2017-06"),
        ("12 June 2017", "2017-06-12"),
        ("June 12th, 2017", "2017-06-12"),
        ("Sept. 2017", "2017-09"),
        ("early 2022", "2022-01~/2022-03~"),
        ("late-2022", "2022-10~/2022-12~"),
        ("Q3 2023", "2023-35"),
        ("2023 Q3", "2023-35"),
        ("H1 2023", "2023-40"),
        ("second half of 2023", "2023-41"),
        ("summer of 2022", "2022-22"),
        ("c. 2022", "2022~"),
        ("about June 2022", "2022-06~"),
        ("probably 2022", "2022?"),
        ("before 2022", "../2022"),
        ("since June 2019", "2019-06/.."),
        ("April–August 2023", "2023-04/2023-08"),
        ("April 2023 to January 2024", "2023-04/2024-01"),
        ("5–12 March 2023", "2023-03-05/2023-03-12"),
        ("between 2019 and 2021", "2019/2021"),
        ("2017-2018", "2017/2018"),
        ("2020s", "202X"),
        ("20th century", "19XX"),
    ],
)
def test_english_and_numeric_dates_become_edtf(typed, edtf):
    assert read(typed) == edtf


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("昨天", "unreadable"),
        ("2月30日", "unreadable"),
        ("June", "unreadable"),
        ("2024年2月30日", "impossible"),
        ("30 February 2024", "impossible"),
        ("2024年13月", "unreadable"),
        ("公元前200年", "out_of_range"),
        ("44 BC", "out_of_range"),
        ("2024年5月至3月", "reversed"),
    ],
)
def test_what_is_no_date_is_refused(typed, code):
    with pytest.raises(DateError) as refused:
        read(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "piece", ["年", "2024年", "2024-", "约", "June ", "1", "二", "2024年1月至", "(", "~", "X", "before "]
)
def test_very_long_input_is_refused_and_searched_in_passing(piece):
    text = piece * (100_000 // len(piece))
    with pytest.raises(DateError) as refused:
        read(text)
    assert refused.value.code == "too_long"
    assert all(start < end for start, end, _ in find(text))


@given(st.text(st.sampled_from("0123456789年月日约至初季度第半-/~?X. JuneQab"), max_size=24))
def test_whatever_is_typed_gives_a_date_or_a_date_error(typed):
    try:
        edtf = read(typed)
    except DateError:
        return
    assert parse(edtf).edtf == edtf


def test_names_of_companies_are_no_parts_of_years():
    text = "2022年初创公司，2022年中国，2024年春节，2022年初，2022年底。"
    assert [(text[start:end], value) for start, end, value in find(text)] == [
        ("2022年", "2022"),
        ("2022年", "2022"),
        ("2024年", "2024"),
        ("2022年初", "2022-01~/2022-03~"),
        ("2022年底", "2022-10~/2022-12~"),
    ]


def test_prices_versions_and_long_numbers_are_no_dates():
    assert list(find("价格2017-2018元，v2023-04-xx，12024年，$2017-2018")) == []


def test_a_day_the_calendar_lacks_is_left_out():
    assert list(find("2023年2月30日")) == []


@pytest.mark.parametrize("typed", ["24年2月", "3年", "780", "999"])
def test_a_year_that_may_be_short_for_one_of_our_time_is_not_guessed(typed):
    with pytest.raises(DateError):
        read(typed)
