"""Shapes of JSON fields."""

import pytest
from django.core.exceptions import ValidationError

from editorial import shapes


@pytest.mark.parametrize(
    ("value", "tidied"),
    [
        (None, []),
        ("one", ["one"]),
        ([" a  b ", "", "a b", 3], ["a b", "3"]),
        (("x",), ["x"]),
    ],
)
def test_a_list_of_words_is_tidied(value, tidied):
    assert shapes.words(value, field="tags") == tidied


@pytest.mark.parametrize("value", [5, {"a": 1}, [["x"]], [None], [True], ["x" * 2001], ["x"] * 501])
def test_what_is_no_list_of_words_is_refused(value):
    with pytest.raises(ValidationError) as refused:
        shapes.words(value, field="tags")
    assert list(refused.value.message_dict) == ["tags"]


@pytest.mark.parametrize(
    ("value", "tidied"),
    [
        (None, []),
        ("", []),
        (["李某"], [{"name": "李某"}]),
        ([{"name": " 王  某", "role": None}, {"name": "", "role": ""}], [{"name": "王 某"}]),
        ([{"name": "王某", "role": 7}], [{"name": "王某", "role": "7"}]),
    ],
)
def test_a_list_of_records_is_tidied(value, tidied):
    assert shapes.records(value, field="people", needed="name", optional=("role",)) == tidied


@pytest.mark.parametrize(
    "value",
    [{"name": "x"}, [{"role": "x"}], [{"name": "x", "age": "7"}], [{"name": ["x"]}], [7], [{"name": "x" * 2001}]],
)
def test_what_is_no_list_of_records_is_refused(value):
    with pytest.raises(ValidationError):
        shapes.records(value, field="people", needed="name", optional=("role",))


def test_a_mapping_is_a_mapping():
    assert shapes.mapping(None, field="front_matter") == {}
    assert shapes.mapping({"a": 1}, field="front_matter") == {"a": 1}
    with pytest.raises(ValidationError):
        shapes.mapping(["a"], field="front_matter")


@pytest.mark.parametrize("value", ["a\x00b", "\ud800", ["x", {"k": "\x00"}], {"\x00": 1}])
def test_what_no_database_keeps_is_refused_at_any_depth(value):
    with pytest.raises(ValidationError):
        shapes.refuse_unstorable({"body": value})


def test_any_other_text_can_be_stored():
    assert shapes.refuse_unstorable({"body": "\x01😀\ufffe", "number": 1, "list": ["x"], "none": None}) is None
