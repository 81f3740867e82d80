"""Time drawn small."""

from datetime import date

import pytest

from book.public.entries import Entry
from book.public.spans import Bar, Dot, Tick, bars, bounds, mini


def event(earliest, latest=None, significance="major"):
    card = {"earliest": earliest, "latest": latest or earliest, "significance": significance}
    return Entry("event", earliest, "/", "x", card=card, language="en")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2022", (date(2022, 1, 1), date(2022, 12, 31))),
        ("2014/2016", (date(2014, 1, 1), date(2016, 12, 31))),
        ("2024/..", (date(2024, 1, 1), date(2024, 1, 1))),
        ("../2024", None),
        ("", None),
        ("no date", None),
        (None, None),
    ],
)
def test_the_bounds_of_a_period(period, expected):
    assert bounds(period) == expected


def test_marks_stand_in_the_middle_of_what_is_known():
    drawn = mini(
        [event("2020-01-01"), event("2020-06-01", "2020-06-30", "minor"), event("2020-12-31", None, "critical")],
        language="en",
    )
    assert drawn.dots == [Dot(1.5, 12, "major"), Dot(45.75, 31, "minor"), Dot(98.5, 12, "critical")]


def test_the_axis_names_both_ends_and_the_years_that_have_room():
    drawn = mini([event("2020-03-01"), event("2023-03-01")], language="en")
    assert [(tick.x, tick.anchor) for tick in drawn.ticks] == [
        (0, "start"),
        (27.95, "middle"),
        (61.28, "middle"),
        (100, "end"),
    ]
    assert [tick.label for tick in drawn.ticks[1:3]] == ["2021", "2022"]
    assert isinstance(drawn.ticks[0], Tick)


def test_the_axis_covers_the_period_of_the_chapter():
    drawn = mini([event("2020-06-01"), event("2020-07-01")], language="en", period="2019/2021")
    assert [dot.x for dot in drawn.dots] == [47.3, 49.96]


def test_fewer_than_two_dated_events_are_not_drawn():
    assert mini([event("2020-01-01"), event("")], language="en") is None


def test_bars_share_one_axis_and_unknown_periods_have_none():
    assert bars(["2020/2021", "", "2022/2023"]) == [Bar(0.0, 50.0), None, Bar(50.07, 49.93)]


def test_a_single_period_has_no_axis_to_share():
    assert bars(["2020", ""]) == [None, None]
