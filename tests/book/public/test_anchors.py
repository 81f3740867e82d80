"""Links to headings that were renamed."""

import pytest

from book.public.anchors import former_ids, with_former


def outline(*headings):
    """``"2 start"`` is a heading of level 2 with the id ``start``."""
    return [{"level": int(each.split()[0]), "id": each.split()[1]} for each in headings]


def test_a_renamed_heading_keeps_its_old_id():
    assert former_ids([outline("2 a", "2 b", "2 c"), outline("2 a", "2 new", "2 c")]) == {"new": ["b"]}


def test_a_heading_renamed_twice_keeps_both():
    assert former_ids([outline("2 a"), outline("2 b"), outline("2 c")]) == {"c": ["a", "b"]}


@pytest.mark.parametrize(
    "after",
    [
        outline("2 a", "2 b", "2 c", "2 d"),
        outline("2 a", "2 x", "2 b", "2 c"),
        outline("2 a", "2 c"),
        outline("2 a", "3 b2", "2 c"),
        outline("2 a", "2 b1", "2 b2", "2 c"),
    ],
)
def test_headings_that_came_went_or_split_are_no_renamed_ones(after):
    assert former_ids([outline("2 a", "2 b", "2 c"), after]) == {}


def test_an_id_that_is_in_use_again_is_nobodys_former_id():
    assert former_ids([outline("2 a"), outline("2 b"), outline("2 a")]) == {"a": ["b"]}


@pytest.mark.parametrize("outlines", [[], [[]], [outline("2 a")], [[], outline("2 a")], [outline("2 a"), []]])
def test_without_an_earlier_heading_there_is_no_former_id(outlines):
    assert former_ids(outlines) == {}


def test_anchors_are_added_inside_the_heading():
    html = '<h2 id="new">新</h2><p id="new2">x</p>'
    assert with_former(html, {"new": ["old", 'o"']}) == (
        '<h2 id="new"><span id="old"></span><span id="o&quot;"></span>新</h2><p id="new2">x</p>'
    )
