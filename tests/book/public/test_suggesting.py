"""What a reader may have meant."""

import pytest

from book import search, suggesting

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def names(release):
    rows = [
        release("concept", "alignment", title="对齐", title_en="alignment", card={"other_forms": ["模型对齐"]}),
        release("organization", "openai", title="OpenAI", card={"aliases": ["开放人工智能"]}),
        release("event", "chatgpt", title="ChatGPT上线", title_en="ChatGPT goes online"),
        release("source", "lee", title="对齐之书", card={"reference": "Lee"}),
    ]
    for row in rows:
        search.make(row.item_id)()
    return rows


def meant(query):
    return [each.path for each in suggesting.suggest(query)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("对其", "/concepts/alignment/"),
        ("對其", "/concepts/alignment/"),
        ("duiqi", "/concepts/alignment/"),
        ("alinement", "/concepts/alignment/"),
        ("OpenAl", "/organizations/openai/"),
        ("开方人工智能", "/organizations/openai/"),
        ("chatgtp上线", "/events/chatgpt/"),
    ],
)
def test_a_name_that_looks_or_sounds_alike_is_offered_first(names, query, expected):
    assert meant(query)[0] == expected


@pytest.mark.parametrize("query", ["", "x", "完全无关的一句话", "\x00", "q" * 5000])
def test_what_is_like_nothing_gets_no_guess(names, query):
    assert meant(query) == []


def test_sources_and_withdrawn_records_are_no_guesses(names, withdraw):
    assert "/sources/lee/" not in meant("对齐之叔")
    withdraw(names[0])
    assert "/concepts/alignment/" not in meant("对其")


def test_guessing_is_one_query(names, django_assert_num_queries):
    with django_assert_num_queries(1):
        suggesting.suggest("对其")
