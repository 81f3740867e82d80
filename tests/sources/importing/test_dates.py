"""Dates in whatever way files state them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.importing import dates
from sources.kind import clean_csl


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025/04/11/ 20:00:00", {"date-parts": [[2025, 4, 11]]}),
        ("2025-04-11T20:00:00+08:00", {"date-parts": [[2025, 4, 11]]}),
        ("2025-4-1 8:00", {"date-parts": [[2025, 4, 1]]}),
        ("2020/03/15/spring", {"literal": "2020/03/15/spring"}),
        ("2020/03//", {"literal": "2020/03//"}),
        ("2020///", {"date-parts": [[2020]]}),
        ("2025.04", {"date-parts": [[2025, 4]]}),
        ("2024年2月3日", {"date-parts": [[2024, 2, 3]]}),
        ("March 2020", {"date-parts": [[2020, 3]]}),
        ("2022~", {"date-parts": [[2022]], "circa": True}),
        ("2023-04/2023-08", {"date-parts": [[2023, 4], [2023, 8]]}),
        ("2025-08-XX", {"raw": "2025-08-XX"}),
        ("2025-02-31", {"literal": "2025-02-31"}),
        ("in press", {"literal": "in press"}),
        (2019, {"date-parts": [[2019]]}), ("", {}), (None, {}),
    ],
)  # fmt: skip
def test_a_date_is_read_or_kept_as_words(written, expected):
    assert dates.read(written) == expected


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=80), st.text(alphabet="0123456789-/.:T~?X年月日 ", max_size=40)))
def test_every_text_becomes_a_date_that_can_be_stored(text):
    value = dates.read(text)
    if value:
        assert clean_csl({"issued": value}) == {"issued": value}


@pytest.mark.parametrize("piece", ["2025/", "2025-04-11T", "年", "0", " ", "/", "~"])
def test_long_texts_cost_no_more_than_their_length(piece, growth):
    assert growth(lambda size: dates.read(piece * size), size=20_000) < 1.6
