"""CSL-JSON as it is found in the wild."""

import pytest
from django.utils import translation

from sources.csl import Item, Name, NotAnItem, plain, read_list
from sources.csl_dates import Date, read_date


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Attention\n is  all ", "Attention is all"),
        ("<i>E. coli</i> and CO<sub>2</sub>", "E. coli and CO2"),
        ('<span class="nocase">iPhone</span>', "iPhone"),
        ("AT&T, R&amp;D &#8211; &lt;b&gt;", "AT&T, R&D – <b>"),
        ("&#99999999999;", "&#99999999999;"),
        ("a < b", "a < b"),
        ("x\u202ey\x00z", "x y z"),
        ("👩‍👩‍👧 家", "👩‍👩‍👧 家"),
        ("half \ud83d", "half \ufffd"),
        (7, "7"),
        (7.0, "7"),
        (2.5, "2.5"),
        (10**400, ""),
        (float("nan"), ""),
        (True, ""),
        (None, ""),
        (["a"], ""),
        ({"a": 1}, ""),
    ],
)
def test_a_text_is_one_line_without_markup_and_anything_else_is_empty(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ({"date-parts": [["2024", 7, "02"]]}, Date((2024, 7, 2))),
        ({"date-parts": [2024, 7]}, Date((2024, 7))),
        ({"date-parts": [[2001], [2003, 5]]}, Date((2001,), (2003, 5))),
        ({"date-parts": [[1936]], "circa": True}, Date((1936,), approximate=True)),
        ({"date-parts": [[2024, 13, 5]]}, Date((2024,))),
        ({"date-parts": [[2024.0, 2.5]]}, Date((2024,))),
        ({"date-parts": [[-221]]}, Date((-221,))),
        ({"date-parts": [["spring"]], "literal": "spring 1999"}, Date(words="spring 1999")),
        ({"date-parts": [[]]}, None),
        ({"date-parts": "2024"}, None),
        ({"raw": "2024-07-02T10:00:00Z"}, Date((2024, 7, 2))),
        ({"raw": "2024年7月2日"}, Date((2024, 7, 2))),
        ({"raw": "2024/7"}, Date((2024, 7))),
        ({"edtf": "1936~"}, Date((1936,), approximate=True)),
        ({"literal": "1947（民国三十六年）"}, Date(words="1947（民国三十六年）")),
        ("1982/1990", Date((1982,), (1990,))),
        ("1980/", Date((1980,), ongoing=True)),
        ("1980/..", Date((1980,), ongoing=True)),
        ("c1988", Date(words="c1988")),
        ("١٩٨٨", Date(words="١٩٨٨")),
        ("x" * 65, None),
        (" ", None),
        (1999, Date((1999,))),
        (True, None),
        (None, None),
        ([[2024]], None),
    ],
)
def test_a_date_is_read_in_every_shape_it_comes_in(value, date):
    assert read_date(value) == date


def test_a_date_that_was_read_can_be_written_again():
    assert Date((2001,), (2003, 5), approximate=True).as_csl() == {"date-parts": [[2001], [2003, 5]], "circa": True}
    assert Date(words="c1988").as_csl() == {"literal": "c1988"}
    assert (Date((2024, 7, 2)).day, Date((2024, 7)).year, Date(words="c1988").day) == ("2024-07-02", "2024", "c1988")


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ([{"family": "Vaswani", "given": "Ashish"}], (Name("Vaswani", "Ashish"),)),
        ([{"literal": "OpenAI"}], (Name(literal="OpenAI"),)),
        ([{"given": "Plato"}], (Name(literal="Plato"),)),
        (
            [{"family": "Veer", "non-dropping-particle": "van der", "dropping-particle": "de", "suffix": "Jr"}],
            (Name("Veer", particle="van der", dropping="de", suffix="Jr"),),
        ),
        ("Somebody", (Name(literal="Somebody"),)),
        ({"literal": "OpenAI"}, (Name(literal="OpenAI"),)),
        (["A", 5, None, {}, {"family": 3}, {"family": ["x"]}], (Name(literal="A"), Name("3"))),
        (17, ()),
        (True, ()),
        (None, ()),
    ],
)
def test_names_are_read_and_what_is_none_is_passed_over(value, names):
    assert Item({"author": value}).names("author") == names


NOTE = """Read on the train.
type: periodical
issued: 1982/1990
page: 41
title: Not this one
editor: Veen || Pieter
editor: OpenAI
tex.entrytype: periodical
Source: prose, not a variable
{:volume: 3} {:genre: essay}"""


def test_a_note_holds_further_variables():
    item = Item({"type": "book", "title": "This one", "issued": {"date-parts": [[1982]]}, "note": NOTE})
    assert (item.type, item.text("page"), item.text("title"), item.text("volume")) == (
        "periodical",
        "41",
        "This one",
        "3",
    )
    assert item.date("issued") == Date((1982,), (1990,))
    assert item.names("editor") == (Name("Veen", "Pieter"), Name(literal="OpenAI"))
    assert (item.text("tex.entrytype"), item.text("source"), item.text("genre")) == ("periodical", "", "essay")


def test_words_in_a_note_do_not_replace_a_date_that_is_known():
    item = Item({"issued": {"date-parts": [[1881]]}, "note": "issued: 1881（光绪七年）\naccessed: spring 1999"})
    assert (item.date("issued"), item.date("accessed")) == (Date((1881,)), Date(words="spring 1999"))


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"language": "en-US", "title": "中文"}, "en"),
        ({"language": "zh_TW"}, "zh"),
        ({"language": "中文"}, "zh"),
        ({"language": "fr"}, "fr"),
        ({"title": "Introducing 通义"}, "zh"),
        ({"title": "Sora", "author": [{"family": "李"}]}, "zh"),
        ({"title": "Sora"}, "en"),
        ({"title": "Deep residual learning", "author": [{"literal": "何恺明"}]}, "en"),
        ({"title": "Deep residual learning", "container-title": "计算机学报"}, "zh"),
        ({}, "zh"),
    ],
)
def test_the_language_is_what_the_item_says_or_what_its_words_are_written_in(variables, language):
    assert Item(variables).language == language


def test_an_item_can_be_written_as_clean_csl():
    item = Item(
        {
            "id": 5, "type": "book", "title": "<b>T</b>", "volume": 2, "ISBN": [1], "unknown": "x", "author": ["OpenAI", 4],
            "issued": "2024-07", "accessed": {}, "note": "type: periodical\npage: 7",
        }
    )  # fmt: skip
    assert item.as_csl() == {
        "id": "5", "type": "periodical", "title": "T", "volume": "2", "author": [{"literal": "OpenAI"}],
        "issued": {"date-parts": [[2024, 7]]}, "page": "7",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (None, "expected a CSL object, found: null"),
        (False, "expected a CSL object, found: boolean"),
        ("x", "expected a CSL object, found: string"),
        (3, "expected a CSL object, found: number"),
        ([], "expected a CSL object, found: array"),
    ],
)
def test_what_is_no_item_is_told_with_its_place_and_the_others_are_kept(entry, reason):
    with translation.override("en"):
        good, bad = read_list([{"id": "a"}, entry, {"id": "b"}])
    assert ([(index, item.id) for index, item in good], bad) == ([(0, "a"), (2, "b")], [(1, reason)])


def test_one_item_and_an_object_of_items_are_lists_too():
    assert [item.id for _index, item in read_list({"id": "a"})[0]] == ["a"]
    assert [item.id for _index, item in read_list({"items": [{"id": "a"}, {"id": "b"}]})[0]] == ["a", "b"]


def test_what_is_no_list_is_refused():
    with translation.override("en"), pytest.raises(NotAnItem, match="^expected a list of CSL objects, found: string$"):
        read_list("x")
