"""One record for one source: refused when it is surely the same, offered when it is nearly the same."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from editorial import transitions
from sources import duplicates, identity
from sources.models import Source
from tests.editorial.test_races import at_once
from tests.records import fresh, make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def csl(title="A paper", **more):
    return {"type": "article", "title": title, "author": [{"family": "Lee", "given": "A."}],
            "issued": {"date-parts": [[2020]]}, **more}  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ({"DOI": "10.1000/A1"}, {"DOI": "https://doi.org/10.1000/a1"}, "has the same DOI (10.1000/a1)"),
        ({"archive": "arXiv", "archive_location": "1706.03762"}, {"URL": "https://arxiv.org/pdf/1706.03762v2"},
         "has the same arXiv number (1706.03762)"),
        ({"URL": "https://www.example.org/post/7/"}, {"URL": "http://example.org/post/7?utm_source=x"},
         "has the same address (example.org/post/7)"),
    ],
)  # fmt: skip
def test_the_same_source_is_refused_and_the_other_one_named(author, first, second, sentence):
    make("source", author, key="lee2020", csl=csl(**first))
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        make("source", author, key="again", title="Another title", csl=csl("Another title", **second))
    assert f"The source “lee2020” {sentence}" in refusal.value.messages[0]
    assert Source.objects.count() == 1


def test_an_edit_cannot_turn_a_source_into_another_one(author):
    make("source", author, key="lee2020", csl=csl(DOI="10.1000/a1"))
    other = make("source", author, key="lee2021", csl=csl("Other"))
    with pytest.raises(ValidationError):
        transitions.edit(other, actor=author, fields={"csl": csl("Other", DOI="10.1000/A1")})
    assert (fresh(other).lock_version, fresh(other).row.doi) == (1, "")


def test_sources_without_marks_and_chapters_of_one_book_stand_side_by_side(author):
    book = {"ISBN": "978-0-262-03561-3", "URL": "https://mitpress.example.com"}
    make("source", author, key="one", csl=csl("Chapter one", **book))
    make("source", author, key="two", csl=csl("Chapter two", **book))
    assert set(Source.objects.values_list("isbn", "address")) == {("9780262035613", "")}


def test_near_sources_are_offered_by_the_record_and_by_the_index_of_an_import(author):
    first = make("source", author, key="lee2020", title="Scaling laws", csl=csl("Scaling laws for models"))
    second = make("source", author, key="lee2020b", title="Scaling law", csl=csl("Scaling law for models"))
    make("source", author, key="lee2020c", title="Something else", csl=csl("Something else entirely"))
    assert [row.item for row in duplicates.near(second.row)] == [first]
    known = duplicates.Known()
    who = identity.of(csl("Scaling lawss for models."))
    assert (known.same(who), known.near(who)) == (None, ["lee2020", "lee2020b"])


def test_author_year_and_title_to_the_letter_are_the_same_unless_a_number_speaks_against_it(author):
    make("source", author, key="lee2020", csl=csl("Scaling laws", DOI="10.1000/a1"))
    known = duplicates.Known()
    assert known.same(identity.of(csl("Scaling  laws."))) == ("lee2020", "fingerprint")
    assert known.same(identity.of(csl("Scaling laws", DOI="10.1000/b2"))) is None
    assert known.near(identity.of(csl("Scaling laws", DOI="10.1000/b2"))) == ["lee2020"]


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_make_the_same_source_at_once_one_is_refused(author, make_user):
    colleague = make_user("colleague", role="author")
    for number in range(5):
        results = at_once(
            *(
                partial(make, "source", person, key=f"{person}-{number}", csl=csl(DOI=f"10.1000/{number}"))
                for person in (author, colleague)
            )
        )
        assert [type(error) for error in results if isinstance(error, Exception)] == [ValidationError]
    assert Source.objects.count() == 5
