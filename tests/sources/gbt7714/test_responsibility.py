"""责任者: family name first, initials without stops, three names and no more."""

import pytest

from sources.csl import Item, Name
from sources.gbt7714 import STYLES, reference
from sources.gbt7714.responsibility import write_name
from tests.sources.gbt7714.writing import group, item, on, person

STYLE = STYLES["gbt7714-2025-numeric"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Vaswani", "Ashish"), "Vaswani A"),
        (Name("Hinton", "G.E."), "Hinton G E"),
        (Name("Ganascia", "Jean-Gabriel"), "Ganascia J G"),
        (Name("Neumann", "John", particle="von"), "von Neumann J"),
        (Name("Fontaine", "Jean", dropping="de la"), "Fontaine J de la"),
        (Name("Steele", "Guy L.", suffix="Jr"), "Steele G L Jr"),
        (Name("Ляпунов", "Алексей Андреевич"), "Ляпунов А А"),
        (Name("李", "彦宏"), "李彦宏"),
        (Name("松尾", "ゆたか"), "松尾ゆたか"),
        (Name("김", "민준"), "김민준"),
        (Name("图灵", "A. M."), "图灵 A M"),
        (Name("الخوارزمي", "محمد"), "الخوارزمي محمد"),
        (Name("🙂", "🙃"), "🙂 🙃"),
        (Name("Aristotle"), "Aristotle"),
        (Name(literal="Google DeepMind"), "Google DeepMind"),
    ],
)
def test_a_name_has_its_family_name_first(name, written):
    assert write_name(name) == written


def test_the_edition_of_2015_sets_family_names_in_capitals_and_leaves_organizations_alone():
    assert write_name(Name("McCarthy", "John"), capitals=True) == "MCCARTHY J"
    assert write_name(Name(literal="OpenAI"), capitals=True) == "OpenAI"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("zh-CN", "A B，C D，E F，等. T[Z]."),
        ("en-GB", "A B，C D，E F，et al. T[Z]."),
        ("", "A B，C D，E F，et al. T[Z]."),
    ],
)
def test_the_language_of_the_item_decides_what_stands_for_the_fourth_name(language, written):
    four = [person(*letters) for letters in ("AB", "CD", "EF", "GH")]
    assert reference(Item({"title": "T", "author": four, "language": language}), style=STYLE) == written


def test_three_names_are_all_named():
    assert reference(Item({"title": "T", "author": group("甲", "乙", "丙")}), style=STYLE) == "甲，乙，丙. T[Z]."


def test_editors_answer_for_a_book_and_not_for_an_article_in_it():
    book = item("report", "T", editor=group("甲"), issued=on(2001), language="zh")
    assert reference(Item(book), style=STYLE) == "甲. T[R]. 2001."
    assert reference(Item({**book, "container-title": "U"}), style=STYLE) == "T[R]//甲. U. 2001."


def test_an_author_list_of_three_thousand_is_three_names_and_others():
    crowd = [person(f"Name{number}", "X") for number in range(3000)]
    assert reference(Item({"title": "T", "author": crowd}), style=STYLE) == "Name0 X，Name1 X，Name2 X，et al. T[Z]."
