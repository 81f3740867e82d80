"""What a source tells the engine: cleaning, sort key, card and release."""

import pytest
from django.core.exceptions import ValidationError

from editorial import kinds
from sources.kind import clean_csl
from sources.models import Source
from tests.drafts import draft, freeze, source

KIND = kinds.get


def test_csl_is_stored_without_its_id_and_without_blanks():
    assert clean_csl({"id": "x", "type": "book", "author": [], "title": "T", "URL": ""}) == {
        "type": "book",
        "title": "T",
    }


@pytest.mark.parametrize(
    "csl",
    [
        [],
        "text",
        {"author": "Vaswani"},
        {"author": [{"name": "Vaswani"}]},
        {"author": [{"family": ["Vaswani"]}]},
        {"issued": "2017"},
        {"issued": {"date-parts": [["about 2017"]]}},
        {"issued": {"date-parts": []}},
        {"title": ["T"]},
        {"custom": "retracted"},
    ],
)
def test_csl_of_another_shape_is_refused(csl):
    with pytest.raises(ValidationError):
        clean_csl(csl)


def test_a_title_stated_only_in_csl_becomes_the_title():
    fields = KIND("source").clean({"title": "", "csl": {"title": "Attention"}, "other_keys": "attention"})
    assert fields == {"title": "Attention", "csl": {"title": "Attention"}, "other_keys": ["attention"]}


def test_year_first_author_and_sort_key_are_computed():
    row = Source(title="T", csl={"author": [{"family": "李", "given": "彦宏"}], "issued": {"date-parts": [[2019, 3]]}})
    KIND("source").derive(row)
    assert (row.year, row.first_author, row.sort_key) == ("2019", "李彦宏", "li3 yan4 hong2 2019 t")


def test_a_release_holds_the_reference_and_the_csl():
    snapshot = source("Vaswani, A.", title="Attention", URL="https://example.org/a", custom={"status": "retracted"})
    frozen = freeze(snapshot, key="vaswani2017")
    csl = {
        "title": "Attention", "type": "article", "author": [{"family": "Vaswani", "given": "A."}],
        "issued": {"date-parts": [[2017]]}, "URL": "https://example.org/a", "custom": {"status": "retracted"},
    }  # fmt: skip
    text = "Vaswani A，2017. Attention[PP/OL]. https://example.org/a."
    assert (frozen.path, frozen.title, frozen.text, frozen.data) == (
        "/sources/vaswani2017/", "Attention", text, {"csl": csl, "text": text},
    )  # fmt: skip
    assert frozen.card == {
        "type": "article", "reference": text, "csl": csl, "year": "2017", "url": "https://example.org/a",
        "language": "en", "status": "retracted", "sort_key": "vaswani 2017 attention",
    }  # fmt: skip


def test_other_keys_are_other_names():
    assert KIND("source").aliases(draft("source", other_keys=["@old"])) == ["old"]
