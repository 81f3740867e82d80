"""The small drawings on pages of records."""

import pytest
from django.template.loader import render_to_string

from book.public.chronology import minis
from book.public.entries import Entry

pytestmark = pytest.mark.usefixtures("english")


def entry(key, date, *, title=None, significance="major", language="en", **card):
    earliest, latest = card.pop("days", (date, date))
    return Entry(
        "event", key, f"/events/{key}/", title or key, "",
        {"date": date, "earliest": earliest, "latest": latest, "significance": significance, **card}, language,
    )  # fmt: skip


def test_the_lane_of_an_organization_has_a_mark_for_each_event_and_leads_to_its_timeline():
    events = [entry("a", "2020-02-01", significance="critical"), entry("b", "2021", days=("2021-01-01", "2021-12-31"))]
    lane = minis.of_organization("lab", events, language="en")
    assert [(dot.label, dot.mark, dot.anchor) for dot in lane.dots] == [
        ("a", "critical", "start"),
        ("b", "major", "start"),
    ]
    assert [(span.kind, span.x1, span.x2) for span in lane.spans] == [("q", 50.0, 100.0)]
    assert (lane.label, lane.href) == ("2020–2021: 2 events.", "/en/timeline/?organization=lab")
    assert [tick.label for tick in lane.ticks] == ["2020", "2021"]


def test_an_event_stands_between_its_causes_and_its_effects():
    one, cause, effect = (
        entry(*each) for each in (("one", "2021-06-01"), ("cause", "2020-06-01"), ("effect", "2022-06-01"))
    )
    lane = minis.around(one, [cause], [effect, effect], language="zh-hans")
    assert [(dot.label, dot.mark, dot.focus) for dot in lane.dots] == [
        ("one", "major", True), ("cause", "major", False), ("effect", "major", False),
    ]  # fmt: skip
    assert [curve.split("C")[0] for curve in lane.curves][:1] == [f"M{round(lane.dots[1].x * 10)} {lane.dots[1].y}"]
    assert len(lane.curves) >= 2


def test_fewer_than_two_dated_events_are_not_drawn():
    assert minis.of_organization("lab", [], language="en") is None
    assert minis.around(entry("one", "2021-06-01"), [entry("undated", "", days=("", ""))], [], language="en") is None
    assert render_to_string("public/includes/lane.html", {"lane": None}).strip() == ""


def test_the_drawing_has_no_style_of_its_own_and_escapes_its_words():
    events = [entry("a", "2020-02-01", title="<b>&"), entry("b", "2021-02-01", title="中文题目")]
    shown = render_to_string("public/includes/lane.html", {"lane": minis.of_organization("lab", events, language="en")})
    assert "&lt;b&gt;&amp;" in shown
    assert 'lang="zh-Hans">中文题目</text>' in shown
    assert "style" not in shown
