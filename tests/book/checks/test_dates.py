"""Dates: three tests for each check."""

import pytest

from book.checks import dates
from editorial.models import Item, Relation
from tests.book.checks.cases import Case, assert_failing, assert_fine, assert_nothing_to_find, over
from tests.drafts import World, draft, subject
from tests.records import make, make_book

pytestmark = pytest.mark.usefixtures("english")


def event(**fields):
    return draft("event", title="一次发布", **fields)


CASES = [
    Case(
        dates.UnreadableDate(),
        nothing=event(),
        fine=event(date="2024-02", disputed_dates=[{"date": "2024-03-01"}]),
        failing=event(date="soon", disputed_dates=[{"date": "2024-13"}, {"date": "2024-03"}]),
        found=[
            (None, "soon", "“soon” is not a date that can be read."),
            (None, "2024-13", "“2024-13” is not a date that can be read."),
        ],
    ),
    Case(
        dates.MissingDate(),
        nothing=event(date="2024"),
        fine=event(date="2022~"),
        failing=event(),
        found=[(None, "", "The event has no date.")],
    ),
    Case(
        dates.UnreadablePeriod(),
        nothing=draft("chapter", title="一章"),
        fine=draft("chapter", title="一章", period="2017/2018"),
        failing=draft("chapter", title="一章", period="深度学习之前"),
        found=[
            (None, "深度学习之前",
             "The period “深度学习之前” cannot be shown on a timeline. Write it as 2023/2024 or 2017-06/2018.")
        ],
    ),
]  # fmt: skip


@over(CASES)
def test_nothing_to_find(case):
    assert_nothing_to_find(case)


@over(CASES)
def test_fine_text(case):
    assert_fine(case)


@over(CASES)
def test_failing_text(case):
    assert_failing(case)


@pytest.mark.django_db
class TestCausalContradiction:
    """``causal-contradiction`` needs the graph."""

    @pytest.fixture(autouse=True)
    def graph(self, author):
        book = make_book(author)
        make("event", author, key="cause", book=book, date="2020-01")
        make("event", author, key="a-event", book=book, date="2021")

    def problems(self, snapshot):
        judged = subject(snapshot, World({("event", "cause"): event(date="2020-01")}))
        return [(problem.target, problem.message) for problem in dates.CausalContradiction().run(judged)]

    def test_nothing_to_find(self):
        assert self.problems(event(date="2019")) == []

    def test_fine_text(self):
        assert self.problems(event(date="2020", relations={"causes": ["cause"]})) == []

    def test_an_effect_before_its_cause(self):
        assert self.problems(event(date="2019", relations={"causes": ["cause"]})) == [
            ("cause", "“a-event” (2019) comes before its cause “cause” (January 2020).")
        ]

    def test_a_circle(self):
        cause, effect = Item.objects.get(key="cause"), Item.objects.get(key="a-event")
        Relation.objects.create(owner=cause, role="causes", target_kind="event", target_key="a-event", target=effect)
        assert self.problems(event(relations={"causes": ["cause"]})) == [
            ("cause", "These causes run in a circle: a-event → cause → a-event.")
        ]
