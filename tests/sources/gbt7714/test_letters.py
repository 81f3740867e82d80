"""a, b, c after the year."""

from sources.csl import Item
from sources.gbt7714 import STYLES, bibliography
from sources.gbt7714.letters import letter, letters
from tests.sources.gbt7714.writing import group, item, on

STYLE = STYLES["gbt7714-2025-author-date"]
SORA = item("webpage", "Sora", author=group("OpenAI"), issued=on(2024), language="en")


def given(*entries):
    return letters([Item(entry) for entry in entries], style=STYLE)


def test_the_same_authors_and_year_get_letters_in_the_order_of_the_list():
    others = {**SORA, "issued": on(2023)}, {**SORA, "author": group("Google")}
    assert given(SORA, others[0], {**SORA, "title": "A"}, others[1]) == ["a", "", "b", ""]


def test_works_without_author_or_date_are_told_apart_too():
    undated = {"title": "甲", "language": "zh"}
    seen = {**undated, "accessed": on(2025)}
    assert given(undated, undated, seen, seen) == ["a", "b", "a", "b"]


def test_a_letter_that_a_source_brings_along_is_kept():
    assert given({**SORA, "year-suffix": "a"}, SORA, {**SORA, "year-suffix": "c"}, SORA) == ["a", "b", "c", "d"]
    assert given({**SORA, "year-suffix": "b"}) == ["b"]


def test_the_letter_follows_the_year_inside_its_brackets():
    seen = Item({"type": "book", "title": "T", "publisher": "P", "accessed": on(2025), "URL": "https://x.org"})
    assert bibliography([seen, seen], style=STYLE) == [
        "Anon，[2025a]. T[M/OL]. P. https://x.org.",
        "Anon，[2025b]. T[M/OL]. P. https://x.org.",
    ]


def test_the_numeric_order_needs_no_letters():
    texts = bibliography([Item(SORA), Item(SORA)], style=STYLES["gbt7714-2025-numeric"])
    assert texts == ["OpenAI. Sora[EB/OL]. （2024）."] * 2


def test_after_z_comes_aa():
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]
