"""Dates as readers see them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.text.edtf import PRECISIONS, DateError, display, parse


@pytest.mark.parametrize(
    ("edtf", "chinese", "english"),
    [
        ("2024-02-15", "2024年2月15日", "15 February 2024"),
        ("2024-02", "2024年2月", "February 2024"),
        ("2024", "2024年", "2024"),
        ("2022~", "约2022年", "c. 2022"),
        ("2022?", "2022年（存疑）", "2022 (uncertain)"),
        ("2022-06%", "约2022年6月（存疑）", "c. June 2022 (uncertain)"),
        ("2025-08-XX", "2025年8月某日", "August 2025 (day unknown)"),
        ("2024-XX", "2024年某月", "2024 (month unknown)"),
        ("2024-XX-XX", "2024年某日", "2024 (day unknown)"),
        ("2022-21", "2022年春", "Spring 2022"),
        ("2023-35", "2023年第三季度", "Q3 2023"),
        ("2022-40", "2022年上半年", "first half of 2022"),
        ("202X", "2020年代", "2020s"),
        ("20XX", "21世纪", "21st century"),
        ("2022-01~/2022-03~", "2022年初", "early 2022"),
        ("2022-05~/2022-08~", "2022年中", "mid-2022"),
        ("2022-10~/2022-12~", "2022年底", "late 2022"),
        ("2023-04/2023-08", "2023年4月至8月", "April–August 2023"),
        ("2023-11/2024-01", "2023年11月至2024年1月", "November 2023 – January 2024"),
        ("2022-11-30/2022-12-05", "2022年11月30日至12月5日", "30 November – 5 December 2022"),
        ("2023-03-05/2023-03-12", "2023年3月5日至12日", "5–12 March 2023"),
        ("2017/2018", "2017—2018年", "2017–2018"),
        ("2022~/2023", "约2022年至2023年", "c. 2022 – 2023"),
        ("../2022", "2022年或以前", "2022 or earlier"),
        ("2022-05/..", "2022年5月或以后", "May 2022 or later"),
        ("[1667,1668]", "1667—1668年", "1667–1668"),
        ("2004-06-~01", "约2004年", "c. 2004"),
        ("0645", "645年", "645"),
    ],
)
def test_a_date_in_two_languages(edtf, chinese, english):
    assert (display(edtf), display(edtf, "en")) == (chinese, english)


def test_what_is_no_date_is_not_shown():
    with pytest.raises(DateError):
        display("soon")


years = st.integers(1000, 9999).map(str)
months = st.integers(1, 12).map("{:02d}".format)
parts = st.one_of(
    years,
    st.tuples(years, months).map("-".join),
    st.tuples(years, months, st.integers(1, 28).map("{:02d}".format)).map("-".join),
    st.tuples(years, months).map(lambda pair: f"{pair[0]}-{pair[1]}-XX"),
    years.map(lambda year: f"{year}-XX"),
    st.tuples(years, st.sampled_from(["21", "22", "23", "24", "33", "36", "40", "41"])).map("-".join),
)


@given(st.one_of(parts, parts.map(lambda part: f"{part}~"), st.tuples(parts, parts).map("/".join)))
def test_display_is_never_finer_than_storage(edtf):
    try:
        precision = PRECISIONS.index(parse(edtf).precision)
    except DateError:
        return
    finest = min(PRECISIONS.index(parse(part.rstrip("~")).precision) for part in edtf.split("/"))
    shown = display(edtf)
    assert finest <= precision
    assert not re.search(r"\d日", shown) or finest == 0
    assert not re.search(r"\d月", shown) or finest <= 1
    assert not re.search(r"\d{1,2} [A-Z]", display(edtf, "en")) or finest == 0
