"""CSL-JSON as the fields of a form, there and back."""

import pytest

from editorial.text import edtf
from sources import csl_form

PAPER = {
    "type": "paper-conference", "title": "Attention Is All You Need", "container-title": "NeurIPS", "volume": "30",
    "page": "5998-6008", "publisher": "Curran", "DOI": "10.5555/3295222", "URL": "https://arxiv.org/abs/1706.03762",
    "archive": "arXiv", "archive_location": "1706.03762", "issued": {"date-parts": [[2017, 6, 12]]},
    "accessed": {"date-parts": [[2024]]}, "language": "en", "custom": {"status": "dead"},
    "author": [{"family": "Vaswani", "given": "Ashish"}, {"literal": "OpenAI"}, {"family": "王", "given": "小明"},
               {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}, {"family": "Plato"}],
}  # fmt: skip


def test_a_record_taken_apart_and_put_together_is_the_same():
    assert csl_form.put_together(PAPER, csl_form.taken_apart(PAPER)) == PAPER


def test_what_the_form_does_not_show_stays():
    made = csl_form.put_together(PAPER, {"csl_volume": "31"})
    assert made == {**PAPER, "volume": "31"}


def test_an_emptied_field_goes():
    made = csl_form.put_together(PAPER, {"csl_volume": "", "csl_author": "", "csl_issued": "", "csl_arxiv": ""})
    gone = ("volume", "author", "issued", "archive", "archive_location")
    assert made == {name: value for name, value in PAPER.items() if name not in gone}


@pytest.mark.parametrize(
    ("line", "name"),
    [("Vaswani, Ashish", {"family": "Vaswani", "given": "Ashish"}), ("王，小明", {"family": "王", "given": "小明"}),
     ("OpenAI", {"literal": "OpenAI"}), ("King, Martin Luther, Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
     ("Plato,", {"family": "Plato"}), (",", {"literal": ","})],
)  # fmt: skip
def test_a_name_is_read_from_its_line(line, name):
    assert csl_form.read_names(f"\n {line} \n") == [name]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("2017", {"date-parts": [[2017]]}), ("2017-06", {"date-parts": [[2017, 6]]}),
     ("2017年6月12日", {"date-parts": [[2017, 6, 12]]}), ("2022~", {"date-parts": [[2022]], "circa": True}),
     ("2020-05/2020-06-01", {"date-parts": [[2020, 5], [2020, 6, 1]]}), ("2025-08-XX", {"raw": "2025-08-XX"}), ("", {})],
)  # fmt: skip
def test_a_date_is_stored_the_csl_way_without_inventing_precision(typed, stored):
    assert csl_form.read_date(typed) == stored
    if stored:
        assert csl_form.read_date(csl_form.date_text(stored)) == stored


def test_what_is_no_date_is_said_to_be_none():
    with pytest.raises(edtf.DateError):
        csl_form.read_date("next spring")
