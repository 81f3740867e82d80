"""Dates at the door and in storage."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from book import dates

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        (None, ""),
        (" 2024-02-15 ", "2024-02-15"),
        ("2024年2月", "2024-02"),
        ("2023-04/2023-08", "2023-04/2023-08"),
    ],
)
def test_what_people_type_is_stored_as_edtf(typed, stored):
    assert dates.tidy(typed) == stored


@pytest.mark.parametrize("typed", ["soon", "2024-13", "2024-02-30"])
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError) as refused:
        dates.tidy(typed)
    assert refused.value.message_dict == {
        "date": [f"“{typed}” is not a date that can be read. Write 2024-02-15, 2024-02, 2024年2月 or 2022年初."]
    }


def test_a_period_may_be_words():
    assert [dates.tidy_period(value) for value in ("2024", "深度学习之前", None)] == ["2024", "深度学习之前", ""]


def test_bounds_are_those_of_what_is_known():
    assert dates.bounds("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert dates.bounds("soon") is None
    assert dates.bounds("") is None


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "2024年2月"), ("en", "February 2024")])
def test_a_date_is_shown_in_the_language_of_the_reader(language, words):
    with translation.override(language):
        assert dates.shown("2024-02") == words
    assert dates.shown("soon") == "soon"
