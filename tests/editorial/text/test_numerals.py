"""Chinese numerals."""

import pytest

from editorial.text.numerals import read


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6", 6),
        ("六", 6),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百零三", 103),
        ("两千", 2000),
        ("二〇二四", 2024),
        ("〇", 0),
        ("", None),
        ("六A", None),
        ("1" * 10, None),
        ("一" * 10, None),
    ],
)
def test_a_numeral_is_read_or_refused(text, number):
    assert read(text) == number
