"""An event as readers get it, and how its fields are stored."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from book.models import Event
from editorial import kinds
from editorial.kinds import FrozenLink
from editorial.snapshot import RelationValue
from tests.drafts import World, draft, freeze, source

KIND = "event"


def event(**options):
    fields = {
        "title": "发布GPT-4", "title_en": "GPT-4", "date": "2023-03-14", "place": "旧金山", "significance": "critical",
        "event_type": "model_release", "verification": "verified", "summary": "OpenAI发布了它[@openai2023]。", "body": "经过。",
    }  # fmt: skip
    relations = {
        "organizations": ["openai", "secret"],
        "concepts": ["llm"],
        "causes": [RelationValue("event", "gpt3", qualifier="enables", note="规模")],
        "sources": [RelationValue("source", "openai2023", "p. 1")],
        "chapters": ["race"],
    }
    return draft(KIND, **{**fields, **options}, relations=relations)


WORLD = World(
    {
        ("organization", "openai"): draft("organization", name="OpenAI", name_en="OpenAI"),
        ("event", "gpt3"): draft("event", title="发布GPT-3", title_en="GPT-3"),
        ("source", "openai2023"): source("OpenAI", year=2023, title="GPT-4 technical report"),
    },
    hidden={("organization", "secret"), ("concept", "llm"), ("chapter", "a-book/race")},
)
REPORT = "OpenAI，2023. GPT-4 technical report[PP]."


def test_the_card_names_only_organizations_that_readers_can_see():
    assert freeze(event(), WORLD).card == {
        "date": "2023-03-14", "earliest": "2023-03-14", "latest": "2023-03-14", "place": "旧金山",
        "significance": "critical", "event_type": "model_release", "verification": "verified", "disputed": False,
        "date_note": "", "organizations": [{"key": "openai", "title": "OpenAI", "title_en": "OpenAI"}],
    }  # fmt: skip


def test_the_data_is_what_stands_around_the_text():
    data = freeze(event(date_note="当地时间", disputed_dates=[{"date": "2023-03-15"}]), WORLD).data
    bibliography, citations = data.pop("bibliography"), data.pop("citations")
    assert data == {
        "date": "2023-03-14", "date_note": "当地时间", "disputed_dates": [{"date": "2023-03-15"}],
        "summary": "OpenAI发布了它[@openai2023]。", "tags": [],
        "organizations": [
            {"key": "openai", "title": "OpenAI", "title_en": "OpenAI"}, {"key": "secret", "title": "", "title_en": ""},
        ],
        "concepts": [{"key": "llm", "title": "", "title_en": ""}],
        "causes": [{"key": "gpt3", "title": "发布GPT-3", "title_en": "GPT-3", "relation": "enables", "note": "规模"}],
        "sources": [{"key": "openai2023", "text": REPORT, "locator": "p. 1"}],
    }  # fmt: skip
    assert [(entry["key"], entry["locator"], entry["backlinks"]) for entry in bibliography] == [
        ("openai2023", "p. 1", ["cite-1"])
    ]
    assert [(use["key"], use["sentence"]) for use in citations] == [("openai2023", "OpenAI发布了它(OpenAI, 2023)。")]


def test_the_summary_opens_the_text_unless_the_text_repeats_it():
    assert freeze(event(), WORLD).text == "OpenAI发布了它(OpenAI, 2023)。\n经过。"
    repeated = event(summary="经过。", body="经过。后来。")
    assert freeze(repeated, WORLD).text == "经过。后来。"


def test_links_carry_roles_locators_qualifiers_and_notes():
    assert freeze(event(), WORLD).links == (
        FrozenLink("organizations", "organization", "openai", "OpenAI"),
        FrozenLink("organizations", "organization", "secret"),
        FrozenLink("sources", "source", "openai2023", "GPT-4 technical report", locator="p. 1"),
        FrozenLink("concepts", "concept", "llm"),
        FrozenLink("causes", "event", "gpt3", "发布GPT-3", qualifier="enables", note="规模"),
        FrozenLink("chapters", "chapter", "a-book/race"),
        FrozenLink("mention", "organization", "openai", "OpenAI"),
        FrozenLink("cites", "source", "openai2023", REPORT),
    )


@pytest.mark.parametrize(
    ("fields", "disputed"),
    [({}, False), ({"disputed_dates": [{"date": "2023"}]}, True), ({"verification": "disputed"}, True)],
)
def test_a_disputed_event_says_so_on_its_card(fields, disputed):
    assert kinds.get(KIND).card(event(**fields))["disputed"] is disputed


def test_dates_are_stored_as_edtf():
    assert kinds.get(KIND).clean(
        {"date": "2024年2月", "disputed_dates": [{"date": "2024年2月3日", "note": "美国时间"}]}
    ) == {
        "date": "2024-02",
        "disputed_dates": [{"date": "2024-02-03", "note": "美国时间"}],
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"date": "某一天"},
        {"disputed_dates": [{"date": "某一天"}]},
        {"disputed_dates": [{"note": "没有日期"}]},
        {"disputed_dates": [{"date": "2024", "who": "x"}]},
        {"disputed_dates": "2024"},
        {"tags": {"a": "b"}},
    ],
)
def test_what_cannot_be_stored_is_refused(fields):
    with pytest.raises(ValidationError):
        kinds.get(KIND).clean(fields)


@pytest.mark.parametrize(
    ("value", "bounds"),
    [
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("2023-04/2023-08", (date(2023, 4, 1), date(2023, 8, 31))),
        ("", (None, None)),
    ],
)
def test_bounds_are_computed_from_the_date(value, bounds):
    row = Event(date=value)
    kinds.get(KIND).derive(row)
    assert (row.earliest, row.latest) == bounds
