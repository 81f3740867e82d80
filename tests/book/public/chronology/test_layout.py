"""The layout, whatever the events: nothing overlaps in the estimate, nothing is lost, and the same gives the same."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from book.public.chronology.asking import Choice
from book.public.chronology.lanes import LANES, MARKS, STEP, WIDEST
from book.public.chronology.layout import DRAWN, lay_out
from book.public.chronology.periods import Period
from book.public.chronology.scale import WIDTH
from tests.book.public.chronology.invented import chronicle, chronicles, event

#: Half a mark, in thousandths of the narrowest chart.
HALF = 13


def laid_out(found, choice=None, **options):
    return lay_out(found, choice or Choice(), title=lambda each: each.title, **options)


def boxes(layout):
    """Return {(lane, row): [(begin, end)]} of what marks and labels may take on the chart, widest case."""
    found = {}
    for mark in layout.marks:
        begin = mark.x - HALF - (mark.room if mark.side == "l" else 0)
        end = mark.x + HALF + (mark.room if mark.side == "r" else 0)
        found.setdefault((mark.lane, mark.row), []).append((begin, end))
    return {key: sorted(members) for key, members in found.items()}


choices = st.builds(
    Choice,
    first=st.none() | st.integers(1994 * 12, 2033 * 12),
    last=st.none() | st.integers(1994 * 12, 2033 * 12),
    significance=st.sampled_from(["", "major"]),
    organizations=st.sampled_from([(), ("org-0",), ("org-3", "org-0")]),
    scale=st.sampled_from(["", "equal", "fitted"]),
)


@settings(max_examples=60, deadline=None)
@given(found=chronicles(), choice=choices)
def test_no_two_marks_or_labels_overlap(found, choice):
    layout = laid_out(found, choice)
    overlaps = [
        (place, one, other)
        for place, members in boxes(layout).items()
        for one, other in zip(members, members[1:], strict=False)
        if one[1] > other[0]
    ]
    assert overlaps == []


@settings(max_examples=60, deadline=None)
@given(found=chronicles(), choice=choices)
def test_every_event_of_the_period_is_drawn_or_counted_exactly_once(found, choice):
    layout = laid_out(found, choice)
    drawn = [mark.event.key for mark in layout.marks]
    hidden = [layout.shown[number].key for lane in layout.lanes for number in lane.hidden]
    assert sorted(drawn + hidden) == sorted(each.key for each in layout.shown)
    assert sum(sum(lane.density.values()) for lane in layout.lanes) == len(hidden)
    assert sum(lane.count for lane in layout.lanes) == len(layout.shown)
    listed = [number for _heading, numbers, _hidden in layout.groups for number in numbers]
    assert sorted(listed) == list(range(len(layout.marks)))
    assert sum(hidden for _heading, _numbers, hidden in layout.groups) == len(hidden)


@settings(max_examples=40, deadline=None)
@given(found=chronicles(), choice=choices)
def test_everything_stands_on_the_chart_and_in_its_own_lane(found, choice):
    layout = laid_out(found, choice)
    assert len(layout.lanes) <= LANES
    for mark in layout.marks:
        assert 0 <= mark.begin <= mark.x <= mark.end <= WIDTH
        assert layout.tops[mark.lane] <= layout.top(mark) <= layout.tops[mark.lane + 1] - 2
        assert mark.room % STEP == 0 and mark.room <= WIDEST
        assert (mark.room > 0) == (mark.side != "")
    ticks = [tick.x for tick in layout.ticks]
    assert ticks == sorted(ticks)
    assert all(cause != effect for cause, effect in layout.links)


@settings(max_examples=30, deadline=None)
@given(found=chronicles(most=60), choice=choices)
def test_the_same_events_are_laid_out_the_same(found, choice):
    assert (
        laid_out(found, choice) == laid_out(found, choice)
        or laid_out(found, choice).marks == laid_out(found, choice).marks
    )


@settings(max_examples=60, deadline=None)
@given(found=chronicles(most=60))
def test_a_mark_never_claims_more_than_is_known(found):
    layout = laid_out(found)
    for mark in layout.marks:
        if mark.event.extent in ("within", "range", "about"):
            first, last = mark.event.first, mark.event.last
            assert layout.scale(first) <= mark.x <= layout.scale(last + 1)
            assert mark.x == layout.scale((first + last + 1) // 2)


def test_marks_are_listed_in_the_order_of_time_under_their_years():
    found = chronicle([event("a", "2021-05"), event("b", "2021-05-02"), event("c", "2023"), event("d", "")])
    layout = laid_out(found)
    names = [(year, [layout.marks[number].event.key for number in numbers]) for year, numbers, _hidden in layout.groups]
    assert names == [(2021, ["b", "a"]), (2023, ["c"])]
    assert [each.key for each in layout.undated] == ["d"]


def test_within_a_year_the_months_are_headings_and_what_has_no_month_comes_last():
    found = chronicle([event("a", "2021-05-02"), event("b", "2021"), event("c", "2021-02/2021-04")])
    layout = laid_out(found, Choice(first=2021 * 12, last=2021 * 12 + 11))
    months = [
        (month, [layout.marks[number].event.key for number in numbers]) for month, numbers, _hidden in layout.groups
    ]
    assert months == [(2021 * 12 + 1, ["c"]), (2021 * 12 + 4, ["a"]), (None, ["b"])]


def test_the_eleven_heaviest_organizations_have_a_lane_and_the_others_share_one():
    grades = {0: "critical", 1: "major", 2: "notable"}
    events = [
        event(f"e{number}", "2020-01-01", organizations=[number], grade=grades.get(number, "minor"))
        for number in range(15)
    ]
    layout = laid_out(chronicle(events, organizations=[f"机构{number}" for number in range(15)]))
    assert [lane.named.key for lane in layout.lanes[:3]] == ["org-0", "org-1", "org-2"]
    assert (len(layout.lanes), layout.lanes[-1].named, layout.lanes[-1].rest) == (12, None, 4)


def test_compared_organizations_have_a_lane_each_in_the_order_of_the_choice_even_an_empty_one():
    events = [event("a", "2020", organizations=[0]), event("both", "2021", organizations=[0, 1], grade="critical")]
    found = chronicle(events, organizations=["甲", "乙", "丙"])
    layout = laid_out(found, Choice(organizations=("org-2", "org-1", "org-0")))
    assert [(lane.named.key, lane.count) for lane in layout.lanes] == [("org-2", 0), ("org-1", 0), ("org-0", 2)]
    layout = laid_out(found, Choice(organizations=("org-1",)))
    assert [mark.event.key for mark in layout.marks] == ["both"]


def test_lanes_can_stand_for_concepts():
    events = [
        event("a", "2020", concepts=[1]),
        event("b", "2021", concepts=[0, 1], grade="critical"),
        event("c", "2022"),
    ]
    layout = laid_out(chronicle(events, concepts=["注意力", "对齐"]), Choice(lanes="concepts"))
    assert [(lane.named and lane.named.title, lane.count) for lane in layout.lanes] == [
        ("注意力", 1), ("对齐", 1), (None, 1),
    ]  # fmt: skip


def test_the_weightiest_events_get_the_labels_and_minor_ones_of_a_crowded_lane_are_counted():
    events = [
        event(f"m{number}", f"2020-01-{number % 28 + 1:02}", grade="minor", organizations=[0]) for number in range(200)
    ]
    events += [event("big", "2020-01-15", grade="critical", organizations=[0])]
    layout = laid_out(chronicle(events, organizations=["甲"]))
    assert [mark.event.key for mark in layout.marks] == ["big"]
    assert sum(layout.lanes[0].density.values()) == 200


def test_the_number_of_marks_has_a_bound_whatever_the_number_of_events():
    day = date(2000, 1, 1).toordinal()
    events = [
        event(f"e{number}", str(date.fromordinal(day + number * 3)), grade="major", organizations=[number % 14])
        for number in range(3000)
    ]
    layout = laid_out(chronicle(events, organizations=[f"机构{number}" for number in range(14)]))
    assert 200 < len(layout.marks) <= MARKS
    assert sum(mark.side != "" for mark in layout.marks) <= 170


def test_causal_links_join_marks_cause_first():
    found = chronicle([event("a", "2020"), event("b", "2021", causes=["a", "gone"])])
    layout = laid_out(found)
    assert [(layout.marks[a].event.key, layout.marks[b].event.key) for a, b in layout.links] == [("a", "b")]
    assert len(layout.links) <= DRAWN


@pytest.mark.parametrize(
    "choice", [Choice(first=12, last=9998 * 12 + 11), Choice(first=2050 * 12), Choice(last=1900 * 12)]
)
def test_a_period_far_from_every_event_or_as_long_as_the_calendar_is_laid_out(choice):
    layout = laid_out(chronicle([event("a", "2020-05-06")]), choice)
    assert len(layout.marks) == len(layout.shown) <= 1
    assert isinstance(layout.period, Period)


def test_nothing_gives_an_empty_layout():
    assert laid_out(chronicle([])).marks == []
    assert laid_out(chronicle([event("a", "")])).period is None
