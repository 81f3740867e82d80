"""The axis: monotonic, calendar-aligned, and labels that have their room."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from book.public.chronology.periods import Period, month_of, read_month, start_of, write_month
from book.public.chronology.scale import PER_PIXEL, WIDTH, Scale
from tests.book.public.chronology.invented import event

months = st.integers(1200 * 12, 2200 * 12)
periods = st.tuples(months, st.integers(0, 1500)).map(lambda each: Period(each[0], each[0] + each[1]))


@settings(max_examples=80, deadline=None)
@given(period=periods, fitted=st.booleans(), data=st.data())
def test_later_days_never_stand_further_left_and_all_stand_on_the_chart(period, fitted, data):
    events = [event(f"e{year}", str(year)) for year in range(period.years[0], period.years[1] + 1, 3)]
    scale = Scale(period, events, fitted=fitted)
    days = sorted(data.draw(st.lists(st.integers(period.start - 900, period.end + 900), min_size=2, max_size=40)))
    at = [scale(day) for day in days]
    position = data.draw(st.integers(1, WIDTH - 1))
    assert scale(scale.day_at(position) - 1) < position <= scale(scale.day_at(position))
    assert at == sorted(at)
    assert (scale(period.start), scale(period.end)) == (0, WIDTH)


@settings(max_examples=80, deadline=None)
@given(period=periods, fitted=st.booleans())
def test_ticks_stand_at_beginnings_in_order_and_their_labels_do_not_touch(period, fitted):
    ticks = Scale(period, [event("e", str(period.years[0]))], fitted=fitted).ticks()
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
    assert len({(tick.year, tick.month, tick.day) for tick in ticks}) == len(ticks)
    labelled = [tick for tick in ticks if tick.form]
    widths = {"full": 48 if period.months > 14 else 30, "short": 24, "part": 20}
    touching = [
        (one, other)
        for one, other in zip(labelled, labelled[1:], strict=False)
        if other.x - one.x < widths[one.form] * PER_PIXEL
    ]
    assert touching == []


def test_a_year_is_as_wide_as_the_root_of_its_events_asks_and_an_empty_one_keeps_some_room():
    events = [event(f"e{number}", "2021") for number in range(16)] + [event("one", "2022")]
    scale = Scale(Period.of_years(2020, 2022), events, fitted=True)
    widths = [scale(start_of((year + 1) * 12)) - scale(start_of(year * 12)) for year in (2020, 2021, 2022)]
    assert widths == [118, 706, 176]
    equal = Scale(Period.of_years(2020, 2022), events)
    assert [equal(start_of(year * 12)) for year in (2020, 2021, 2022)] == [0, 333, 667]


def test_the_ticks_of_a_few_years_of_one_year_and_of_one_month():
    few = [(tick.kind, tick.form, tick.year) for tick in Scale(Period.of_years(2012, 2025)).ticks()]
    assert few == [("year", "full", year) for year in range(2012, 2026)]
    many = Scale(Period.of_years(1996, 2025)).ticks()
    assert {tick.form for tick in many} == {"short"}
    year = [(tick.kind, tick.form, tick.month) for tick in Scale(Period.of_years(2023, 2023)).ticks()]
    assert year == [("year", "full", 1)] + [("month", "part", month) for month in range(2, 13)]
    month = [(tick.form, tick.month, tick.day) for tick in Scale(Period(2023 * 12 + 4, 2023 * 12 + 4)).ticks()]
    assert month == [("full", 5, 1), ("part", 5, 8), ("part", 5, 15), ("part", 5, 22)]
    long = [tick.year for tick in Scale(Period.of_years(1956, 2026)).ticks()]
    assert long == list(range(1960, 2027, 5))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", 2023 * 12, 2023 * 12 + 11),
        ("2023-05", 2023 * 12 + 4, 2023 * 12 + 4),
        ("0", 12, 12),
        ("9999", 9998 * 12 + 11, 9998 * 12 + 11),
        *((absurd, None, None) for absurd in ("", "x", "99999", "2023-13", "2023-00", "2023-5", "-1", "２０２３", "٢٠٢٣", "2023\x00", "1e3", " 2023")),
    ],
)  # fmt: skip
def test_months_are_read_and_anything_else_is_none(text, first, last):
    assert (read_month(text), read_month(text, last=True)) == (first, last)


@given(month=st.integers(12, 9998 * 12 + 11), last=st.booleans())
def test_a_written_month_is_read_as_the_same_month(month, last):
    assert read_month(write_month(month, last=last), last=last) == month


@given(day=st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_day_lies_in_its_month(day):
    month = month_of(day.toordinal())
    assert start_of(month) <= day.toordinal() < start_of(month + 1)


@given(period=periods, bounds=periods)
def test_a_clamped_period_lies_within_its_bounds(period, bounds):
    found = period.clamped(bounds)
    assert bounds.first <= found.first <= found.last <= bounds.last
    assert found.months == min(period.months, bounds.months)
