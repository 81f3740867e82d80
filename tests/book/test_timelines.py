"""Timelines: a pure function of what is public, in the order of time, never more exact than is known."""

from datetime import date

import pytest

from book import chronicle, timelines
from book.chronicle import Event, Named
from book.models import Timeline
from editorial import jobs, transitions
from editorial.models import Job
from editorial.snapshot import RelationValue
from tests.records import make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def event(author, key, date, *, organizations=(), **fields):
    relations = {"organizations": [RelationValue("organization", name) for name in organizations]}
    return make("event", author, key=key, date=date, relations=relations, **fields)


def stored(scope="site", key="") -> chronicle.Chronicle:
    return chronicle.read(Timeline.objects.get(scope=scope, key=key).content)


def keys(scope="site", key=""):
    years = {}
    for each in stored(scope, key).events:
        years.setdefault(each.year, []).append(each.key)
    return list(years.items())


def scopes():
    return [(row.scope, row.key, row.event_count) for row in Timeline.objects.order_by("scope", "key")]


def test_events_stand_in_the_order_of_time_unknown_parts_last_within_their_range(author, reviewer):
    dates = {
        "year": "2025", "month": "2025-08", "last-day": "2025-08-31", "next-month": "2025-09-01",
        "first-day": "2025-08-01", "range": "2024-12/2025-02", "about": "2025-08~", "season": "2025-23",
        "none": "", "long-ago": "1956-06-18", "open": "2025-09-15/..",
    }  # fmt: skip
    events = [event(author, key, date) for key, date in dates.items()]
    publish(*events, author=author, reviewer=reviewer)
    jobs.run_lagging()
    assert keys() == [
        (1956, ["long-ago"]),
        (2024, ["range"]),
        (2025, ["first-day", "last-day", "month", "about", "next-month", "open", "season", "year"]),
        (None, ["none"]),
    ]


def test_of_one_day_the_weightier_event_comes_first_then_the_key(author, reviewer):
    grades = {"a": "minor", "b": "critical", "c": "notable", "d": "critical"}
    events = [event(author, key, "2024-02-15", significance=grade) for key, grade in grades.items()]
    publish(*events, author=author, reviewer=reviewer)
    jobs.run_lagging()
    assert keys() == [(2024, ["b", "d", "c", "a"])]


def test_an_event_is_listed_as_it_was_published(author, reviewer):
    organization = make("organization", author, key="openai", name="OpenAI", name_en="OpenAI")
    launch = event(
        author, "chatgpt", "2022-11", organizations=["openai"], title="ChatGPT 发布", title_en="ChatGPT launches",
        significance="critical", verification="verified", event_type="product_launch",
        disputed_dates=[{"date": "2022-12-01", "note": "时区"}],
    )  # fmt: skip
    publish(organization, launch, author=author, reviewer=reviewer)
    jobs.run_lagging()
    found = stored("organization", "openai")
    assert found.organizations == [Named("openai", "OpenAI", "OpenAI", "/organizations/openai/")]
    assert found.events == [
        Event(
            key="chatgpt", path="/events/chatgpt/", title="ChatGPT 发布", title_en="ChatGPT launches", date="2022-11",
            year=2022, first=date(2022, 11, 1).toordinal(), last=date(2022, 11, 30).toordinal(), extent="within",
            precision="month", significance="critical", event_type="product_launch", verification="verified",
            disputed=True, others=[["2022-12-01", date(2022, 12, 1).toordinal(), date(2022, 12, 1).toordinal()]],
            organizations=[0], concepts=[], chapters=[], causes=[],
        )
    ]  # fmt: skip


def test_an_event_names_its_concepts_its_causes_and_the_chapters_that_name_it(author, reviewer):
    book = make_book(author)
    concept = make("concept", author, key="rlhf", preferred="人类反馈强化学习")
    causes = [RelationValue("event", "cause"), RelationValue("event", "draft")]
    make("concept", author, key="x", preferred="未公开")
    effect = make(
        "event", author, key="effect", date="2023",
        relations={"causes": causes, "concepts": [RelationValue("concept", "rlhf"), RelationValue("concept", "x")]},
    )  # fmt: skip
    event(author, "draft", "2021")
    chapter = make("chapter", author, key="one", book=book, title="第一章题", body="[[event:effect|那件事]]。")
    publish(book, concept, event(author, "cause", "2022"), effect, chapter, author=author, reviewer=reviewer)
    jobs.run_lagging()
    found = stored()
    assert [(each.key, each.causes) for each in found.events] == [("cause", []), ("effect", ["cause"])]
    assert [(each.key, each.title, each.path) for each in found.concepts] == [
        ("rlhf", "人类反馈强化学习", "/concepts/rlhf/")
    ]
    assert [(each.key, each.title) for each in found.chapters] == [("a-book/one", "第一章题")]
    assert (found.events[1].concepts, found.events[1].chapters) == ([0], [0])


@pytest.mark.parametrize(
    ("stated", "extent", "days"),
    [
        ("2024-02-15", "day", 1),
        ("2024-02", "within", 29),
        ("2024", "within", 366),
        ("2024-02-15~", "about", 1),
        ("2024?", "about", 366),
        ("2024-02/2024-03", "range", 60),
        ("2024-01~/2024-03~", "about", 91),
        ("2024-02/..", "from", None),
        ("../2024-02", "until", None),
        ("", "", None),
    ],
)
def test_how_the_known_time_of_an_event_is_meant(author, reviewer, stated, extent, days):
    publish(event(author, "a", stated), author=author, reviewer=reviewer)
    timelines.make()()
    (found,) = stored().events
    known = None if None in (found.first, found.last) else found.last - found.first + 1
    assert (found.extent, known) == (extent, days)


def test_there_is_one_for_the_site_for_each_book_and_for_each_organization(author, reviewer):
    book, other = make_book(author), make_book(author, key="other-book")
    organization = make("organization", author, key="openai", name="OpenAI")
    named = event(author, "named", "2022", organizations=["openai"])
    listed = event(author, "listed", "2023")
    elsewhere = event(author, "elsewhere", "2024")
    chapter = make(
        "chapter", author, key="one", book=book, body="正文提到[[event:named|那次发布]]。",
        relations={"events": [RelationValue("event", "listed")]},
    )  # fmt: skip
    publish(book, other, organization, named, listed, elsewhere, chapter, author=author, reviewer=reviewer)
    jobs.run_lagging()
    assert scopes() == [
        ("book", "a-book", 2),
        ("book", "other-book", 0),
        ("organization", "openai", 1),
        ("site", "", 3),
    ]
    assert keys("book", "a-book") == [(2022, ["named"]), (2023, ["listed"])]


def test_the_same_releases_give_the_same_bytes_and_the_same_rows(author, reviewer):
    publish(event(author, "a", "2024-02"), event(author, "b", "2023"), author=author, reviewer=reviewer)
    jobs.run_lagging()
    before = list(Timeline.objects.values())
    timelines.make()()
    assert list(Timeline.objects.values()) == before


def test_a_draft_changes_no_timeline(author, reviewer):
    published = event(author, "a", "2024-02")
    publish(published, author=author, reviewer=reviewer)
    jobs.run_lagging()
    before = list(Timeline.objects.values())
    transitions.edit(published, actor=author, fields={"title": "尚未审阅", "date": "2019"})
    event(author, "draft", "2024-03")
    assert "timeline" not in [job.name for job in Job.objects.lagging()]
    timelines.make()()
    assert list(Timeline.objects.values()) == before


def test_a_restored_and_republished_event_moves(author, reviewer):
    published = event(author, "a", "2024-02")
    publish(published, author=author, reviewer=reviewer)
    transitions.edit(published, actor=author, fields={"date": "2019"})
    publish(published, author=author, reviewer=reviewer)
    jobs.run_lagging()
    assert keys() == [(2019, ["a"])]
    transitions.restore(published, 1, actor=author)
    publish(published, author=author, reviewer=reviewer)
    jobs.run_lagging()
    assert keys() == [(2024, ["a"])]


def test_what_is_withdrawn_leaves_its_timelines(author, reviewer, editor):
    organization = make("organization", author, key="openai", name="OpenAI")
    both = [event(author, key, "2024", organizations=["openai"]) for key in ("a", "b")]
    publish(organization, *both, author=author, reviewer=reviewer)
    transitions.unpublish(both[0], actor=editor, reason="mistake")
    jobs.run_lagging()
    assert (keys(), keys("organization", "openai")) == ([(2024, ["b"])], [(2024, ["b"])])
    transitions.unpublish(organization, actor=editor, reason="mistake")
    jobs.run_lagging()
    assert scopes() == [("site", "", 1)]


def test_an_organization_is_named_as_it_is_called_now(author, reviewer):
    organization = make("organization", author, key="x", name="推特")
    published = event(author, "a", "2024", organizations=["x"])
    publish(organization, published, author=author, reviewer=reviewer)
    transitions.edit(organization, actor=author, fields={"name": "X"})
    publish(organization, author=author, reviewer=reviewer)
    jobs.run_lagging()
    assert stored().organizations == [Named("x", "X", "Some Institute", "/organizations/x/")]


def test_an_organization_that_was_never_public_is_not_named(author, reviewer):
    make("organization", author, key="secret", name="秘密公司")
    publish(event(author, "a", "2024", organizations=["secret"]), author=author, reviewer=reviewer)
    jobs.run_lagging()
    assert "秘密" not in Timeline.objects.get(scope="site").content
    assert "secret" not in Timeline.objects.get(scope="site").content


def test_the_number_of_queries_does_not_depend_on_the_number_of_events(author, reviewer, django_assert_num_queries):
    publish(event(author, "a", "2024"), author=author, reviewer=reviewer)
    with django_assert_num_queries(5):
        timelines.make()
    publish(*(event(author, f"e{number}", "2024") for number in range(3)), author=author, reviewer=reviewer)
    with django_assert_num_queries(5):
        timelines.make()
