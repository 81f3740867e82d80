"""Merging what two people made of one text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.text.merge import Conflict, merge, merge_rows, merge_values

TEXTS = st.text(alphabet="甲乙丙丁，。ab 1\n", max_size=60)


@st.composite
def two_edits(draw):
    """A text with two edits of it in stretches that lie apart."""
    lines = draw(st.lists(st.text(alphabet="甲乙丙丁。", min_size=1, max_size=8), min_size=5, max_size=12))
    lines = [f"{number}{line}" for number, line in enumerate(lines)]
    cut = draw(st.integers(1, len(lines) - 3))
    new = st.lists(st.text(alphabet="戊己庚", min_size=1, max_size=6), max_size=2)
    head = draw(new) + lines[1:cut] if draw(st.booleans()) else lines[:cut]
    tail = lines[cut + 1 : -1] + draw(new)
    apart = [lines[cut]]
    return lines, head + apart + lines[cut + 1 :], lines[:cut] + apart + tail, head + apart + tail


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_what_one_person_did_alone_is_taken_as_it_is(base, changed):
    assert merge(base, base, changed).text() == changed
    assert merge(base, changed, base).text() == changed
    assert merge(base, changed, changed).text() == changed
    assert merge(base, changed, changed).conflicts == []


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_choosing_one_side_everywhere_and_the_merge_are_fair_to_both(base, theirs, mine):
    there, back = merge(base, theirs, mine), merge(base, mine, theirs)
    assert [(each.base, each.mine, each.theirs) for each in there.conflicts] == [
        (each.base, each.theirs, each.mine) for each in back.conflicts
    ]
    swapped = {"mine": "theirs", "theirs": "mine", "base": "base"}
    for choice, other in swapped.items():
        count = len(there.conflicts)
        assert there.text([choice] * count) == back.text([other] * count)


@given(two_edits())
@settings(max_examples=150, deadline=None)
def test_edits_that_lie_apart_are_both_kept(case):
    base, theirs, mine, expected = ("\n".join(lines) for lines in case)
    merged = merge(base, theirs, mine)
    assert merged.conflicts == []
    assert merged.text() == expected


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        ("一段很长的话，说起那年的春天。后来的事情谁也没有料到。", "一段很长的话，说起那年的夏天。后来的事情谁也没有料到。",
         "一段很长的话，说起那年的春天。后来的事情人人都没有想到。",
         "一段很长的话，说起那年的夏天。后来的事情人人都没有想到。"),
        ("甲\n乙", "甲改\n乙", "甲\n乙\n丙", "甲改\n乙\n丙"),
        ("a\n\nb\n\nc\n", "A\n\nb\n\nc\n", "a\n\nb\n\nC\n", "A\n\nb\n\nC\n"),
        ("", "", "写了", "写了"),
        ("一\n二\n三", "一\n三", "一\n二\n三\n四", "一\n三\n四"),
    ],
)  # fmt: skip
def test_both_are_kept_where_they_do_not_touch(base, theirs, mine, expected):
    merged = merge(base, theirs, mine)
    assert (merged.conflicts, merged.text()) == ([], expected)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "conflict"),
    [
        ("营收100亿。", "营收120亿。", "营收130亿。", Conflict(("营收100亿。",), ("营收120亿。",), ("营收130亿。",))),
        ("头\n", "头\n他加的\n", "头\n我加的\n", Conflict((), ("他加的",), ("我加的",))),
        ("一\n二", "一", "一\n二改", Conflict(("二",), (), ("二改",))),
    ],
)
def test_what_both_changed_differently_is_a_conflict_and_never_guessed(base, theirs, mine, conflict):
    assert merge(base, theirs, mine).conflicts == [conflict]


def test_two_changes_of_one_clause_touch_although_letters_lie_between():
    assert len(merge("他于三月去了上海", "她于三月去了上海", "他于四月去了上海").conflicts) == 1


def test_a_conflict_is_decided_by_one_word_each():
    merged = merge("头\n中\n尾", "头\n他\n尾", "头\n我\n尾")
    assert [merged.text([word]) for word in ("theirs", "mine", "both", "base")] == [
        "头\n他\n尾", "头\n我\n尾", "头\n他\n我\n尾", "头\n中\n尾",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        merged.text(["nobody's"])


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "text", "conflicts"),
    [
        ("old", "old", "new", "new", 0),
        ("old", "new", "old", "new", 0),
        ("old", "same", "same", "same", 0),
        ("old", "this", "that", "that", 1),
    ],
)
def test_a_value_belongs_to_whoever_changed_it(base, theirs, mine, text, conflicts):
    merged = merge_values(base, theirs, mine)
    assert (merged.text(), len(merged.conflicts)) == (text, conflicts)


def key_of(row):
    return row.partition(" |")[0]


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        (["a"], ["a", "b"], ["a", "c"], ["a", "c", "b"]),
        (["a", "b"], ["b"], ["a", "b", "c"], ["b", "c"]),
        (["a", "b"], ["a | p. 6", "b"], ["a", "b | p. 7"], ["a | p. 6", "b | p. 7"]),
        (["a", "b", "c"], ["c", "b", "a"], ["a", "b", "c", "d"], ["c", "d", "b", "a"]),
        (["a"], [], [], []),
        ([], ["a | p. 1"], ["a | p. 1"], ["a | p. 1"]),
    ],
)
def test_rows_that_either_side_adds_stay_and_rows_that_either_removes_go(base, theirs, mine, expected):
    merged = merge_rows(base, theirs, mine, identity=key_of)
    assert (merged.conflicts, merged.text()) == ([], "\n".join(expected))


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "conflict"),
    [
        (["a | p. 1"], ["a | p. 2"], ["a | p. 3"], Conflict(("a | p. 1",), ("a | p. 2",), ("a | p. 3",))),
        (["x", "a | p. 1"], ["x"], ["x", "a | p. 3"], Conflict(("a | p. 1",), (), ("a | p. 3",))),
        (["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"], Conflict(("a", "b", "c"), ("c", "a", "b"), ("b", "c", "a"))),
    ],
)  # fmt: skip
def test_a_row_that_both_changed_is_a_conflict_of_its_own(base, theirs, mine, conflict):
    assert merge_rows(base, theirs, mine, identity=key_of).conflicts == [conflict]


ROWS = st.lists(st.sampled_from([f"{key}{tail}" for key in "abcd" for tail in ("", " | 1", " | 2")]), max_size=4,
                unique_by=key_of)  # fmt: skip


@given(ROWS, ROWS)
@settings(max_examples=150, deadline=None)
def test_rows_that_one_person_changed_alone_are_taken_as_they_are(base, changed):
    rows = "\n".join(changed)
    assert merge_rows(base, base, changed, identity=key_of).text() == rows
    assert merge_rows(base, changed, base, identity=key_of).text() == rows
