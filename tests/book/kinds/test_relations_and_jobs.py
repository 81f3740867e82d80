"""What all kinds of text share: which relations are refused, and what an act makes stale."""

import pytest
from django.core.exceptions import ValidationError

from editorial import kinds, transitions
from editorial.models import Act, Item
from editorial.snapshot import RelationValue
from tests.records import make, make_book

pytestmark = pytest.mark.usefixtures("english")
ITEM = Item(kind="organization", key="a-lab")


@pytest.mark.parametrize(
    ("relations", "sentence"),
    [
        ({"friends": []}, "There is no relation called “friends” here."),
        (
            {"related": [RelationValue("event", "x")]},
            "“related organizations” cannot lead to a record of the kind “event”.",
        ),
        ({"related": [RelationValue("organization", " ")]}, "A relation in “related organizations” has no key."),
        ({"related": [RelationValue("organization", "a\nb")]}, "A relation in “related organizations” has no key."),
        (
            {"related": [RelationValue("organization", "x" * 201)]},
            f"“{'x' * 60}” in “related organizations” is too long.",
        ),
        ({"sources": [RelationValue("source", "x", "p" * 201)]}, "“x” in “sources” is too long."),
        (
            {"related": [RelationValue("organization", "a-lab")]},
            "A record cannot name itself in “related organizations”.",
        ),
    ],
)
def test_a_relation_that_cannot_be_is_refused_with_a_sentence(relations, sentence):
    with pytest.raises(ValidationError) as refused:
        kinds.get("organization").validate_relations(ITEM, relations)
    assert refused.value.messages == [sentence]


def test_relations_to_what_does_not_exist_are_kept():
    relations = {"related": [RelationValue("organization", "not-yet")], "sources": []}
    assert kinds.get("organization").validate_relations(ITEM, relations) is None


@pytest.mark.django_db
def test_a_role_that_the_kind_does_not_have_is_refused_by_the_transition(author):
    item = make("organization", author, book=make_book(author))
    with pytest.raises(KeyError, match="organization has no relation role 'friends'"):
        transitions.edit(item, actor=author, relations={"friends": []})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "act", "names"),
    [
        ("chapter", Act.EDIT, ["findings:7", "citations:7", "words:7"]),
        ("chapter", Act.PUBLISH, ["findings:7", "citations:7", "search:7", "timeline", "words:7", "anecdotes:7"]),
        ("chapter", Act.UNPUBLISH, ["findings:7", "citations:7", "search:7", "timeline", "words:7", "anecdotes:7"]),
        ("chapter", Act.SUBMIT, []),
        ("chapter", Act.SIGN, []),
        ("event", Act.CREATE, ["findings:7", "citations:7"]),
        ("event", Act.ROLL_BACK, ["findings:7", "citations:7", "search:7", "timeline"]),
        ("organization", Act.PUBLISH, ["findings:7", "citations:7", "search:7", "timeline"]),
        ("concept", Act.PUBLISH, ["findings:7", "citations:7", "search:7"]),
        ("book", Act.PUBLISH, ["findings:7", "citations:7", "search:7", "timeline", "books:k"]),
        ("source", Act.EDIT, ["findings:7"]),
        ("source", Act.PUBLISH, ["findings:7", "search:7"]),
    ],
)
def test_an_act_makes_stale_what_depends_on_it(kind, act, names):
    assert kinds.get(kind).jobs_for(act, Item(pk=7, kind=kind, key="k")) == names
