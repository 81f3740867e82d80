"""What every kind does to what it is given before it is stored."""

import pytest
from django.core.exceptions import ValidationError

from editorial import kinds

TITLE = {
    "book": "title", "chapter": "title", "event": "title", "organization": "name", "concept": "preferred",
    "source": "title",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "field"), TITLE.items())
def test_titles_hold_one_line_of_characters_that_can_be_seen(kind, field):
    typed = " GPT\u202e-4\n 发布\u200b "
    assert kinds.get(kind).clean({field: typed})[field] == "GPT -4 发布"


@pytest.mark.parametrize("kind", TITLE)
def test_what_no_database_keeps_is_refused(kind):
    known = kinds.get(kind)
    field = "csl" if kind == "source" else "colophon" if kind == "book" else "body"
    with pytest.raises(ValidationError) as refused:
        known.clean({field: {"title": "a\x00b"} if kind == "source" else "a\x00b"})
    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize("kind", TITLE)
def test_front_matter_is_a_set_of_names(kind):
    with pytest.raises(ValidationError):
        kinds.get(kind).clean({"front_matter": ["a", "b"]})


@pytest.mark.parametrize("kind", TITLE)
def test_fields_that_were_not_given_are_not_invented(kind):
    assert kinds.get(kind).clean({}) == {}
