"""The causal graph: no circles, no effect before its cause."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connections

from book import causality
from editorial import transitions
from editorial.models import Item
from editorial.snapshot import RelationValue
from tests.records import make, make_book

pytestmark = pytest.mark.usefixtures("english")


def cause(key, qualifier="enables"):
    return RelationValue("event", key, qualifier=qualifier)


@pytest.mark.parametrize(
    ("edges", "path"),
    [
        ({}, None),
        ({"a": ["b"], "b": ["c"]}, None),
        ({"a": ["b"], "b": ["goal"]}, ["a", "b", "goal"]),
        ({"a": ["b", "c"], "b": ["d"], "d": ["goal"], "c": ["goal"]}, ["a", "c", "goal"]),
        ({"a": ["b"], "b": ["a"]}, None),
    ],
)
def test_the_shortest_way_up_the_causes_is_found(edges, path):
    def causes_of(keys):
        return {key: edges.get(key, []) for key in keys}

    assert causality.find_path("a", {"goal"}, causes_of) == path


@pytest.mark.django_db
@pytest.mark.both_databases
class TestStoring:
    @pytest.fixture(autouse=True)
    def chain(self, author):
        self.author = author
        self.book = make_book(author)
        make("event", author, key="transformer", book=self.book, date="2017-06-12")
        make("event", author, key="gpt", book=self.book, date="2018-06", relations={"causes": [cause("transformer")]})
        make("event", author, key="chatgpt", book=self.book, date="2022-11-30", relations={"causes": [cause("gpt")]})

    def set_causes(self, key, *keys, **fields):
        item = Item.objects.get(kind="event", key=key)
        transitions.edit(item, actor=self.author, fields=fields, relations={"causes": [cause(each) for each in keys]})

    def refusal(self, key, *keys, **fields):
        with pytest.raises(ValidationError) as refused:
            self.set_causes(key, *keys, **fields)
        return refused.value.messages

    def test_a_circle_is_refused_with_its_path(self):
        assert self.refusal("transformer", "chatgpt", date="") == [
            "These causes run in a circle: transformer → gpt → chatgpt → transformer."
        ]
        assert list(Item.objects.get(key="transformer").relations.all()) == []

    def test_an_event_is_not_its_own_cause(self):
        assert self.refusal("gpt", "gpt") == ["A record cannot name itself in “causes”."]

    def test_an_event_is_not_its_own_cause_under_another_name(self):
        assert self.refusal("gpt", "gpt-one", aliases=["gpt-one"]) == ["An event cannot be its own cause."]

    def test_an_effect_before_its_cause_is_refused(self):
        make("event", self.author, key="attention", book=self.book, date="2014-09-01")
        assert self.refusal("attention", "transformer") == [
            "“attention” (1 September 2014) comes before its cause “transformer” (12 June 2017)."
        ]

    def test_a_new_date_must_still_follow_the_causes_and_precede_the_effects(self):
        item = Item.objects.get(kind="event", key="gpt")
        with pytest.raises(ValidationError, match="comes before its cause “transformer”"):
            transitions.edit(item, actor=self.author, fields={"date": "2016"})
        with pytest.raises(ValidationError, match="“chatgpt” .* comes before its cause “gpt”"):
            transitions.edit(item, actor=self.author, fields={"date": "2023-01"})

    def test_a_tie_at_the_coarser_precision_is_allowed(self):
        make("event", self.author, key="in-june", book=self.book, date="2017-06")
        self.set_causes("in-june", "transformer")
        make("event", self.author, key="sometime", book=self.book, date="2017")
        self.set_causes("sometime", "in-june")
        for graph in (causality.StoredGraph(), causality.LoadedGraph()):
            assert graph.causes_of(["sometime", "in-june", "transformer"]) == {
                "sometime": ["in-june"],
                "in-june": ["transformer"],
            }
            assert graph.dates_of({"in-june", "nothing"}) == {"in-june": "2017-06"}
            assert graph.effects_of("in-june") == ["sometime"]

    def test_a_cause_without_a_date_contradicts_nothing(self):
        make("event", self.author, key="undated", book=self.book, date="")
        self.set_causes("transformer", "undated")
        assert causality.StoredGraph().causes_of(["transformer"]) == {"transformer": ["undated"]}

    def test_a_cause_that_does_not_exist_yet_still_closes_no_circle_later(self):
        self.set_causes("transformer", "seq2seq")
        with pytest.raises(ValidationError, match="run in a circle: seq2seq → transformer → gpt → seq2seq"):
            make("event", self.author, key="seq2seq", book=self.book, date="", relations={"causes": [cause("gpt")]})
        assert not Item.objects.filter(key="seq2seq").exists()

    def test_an_unknown_way_of_causing_is_refused(self):
        item = Item.objects.get(kind="event", key="gpt")
        with pytest.raises(ValidationError, match="“magic” is not a known way"):
            transitions.edit(item, actor=self.author, relations={"causes": [cause("transformer", "magic")]})


def at_once(*calls):
    """Start every call in its own thread at the same moment; return the names of the errors, or "stored"."""
    start, outcomes = threading.Barrier(len(calls)), []

    def run(call):
        try:
            start.wait(timeout=20)
            call()
            outcomes.append("stored")
        except Exception as error:  # what was raised is the outcome
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
class TestRaces:
    @pytest.fixture
    def pair(self, author):
        book = make_book(author)
        return [make("event", author, key=key, book=book, date="") for key in ("one", "two")]

    def test_two_people_cannot_close_a_circle_together(self, author, pair):
        def link(item, to):
            transitions.edit(item, actor=author, relations={"causes": [cause(to)]})

        one, two = pair
        assert at_once(lambda: link(one, "two"), lambda: link(two, "one")) == ["ValidationError", "stored"]

    def test_two_records_that_name_each_other_can_be_saved_at_once(self, author):
        book = make_book(author)
        labs = [make("organization", author, key=key, book=book) for key in ("one", "two")]

        def relate(item, to):
            transitions.edit(item, actor=author, relations={"related": [RelationValue("organization", to)]})

        assert at_once(lambda: relate(labs[0], "two"), lambda: relate(labs[1], "one")) == ["stored", "stored"]
