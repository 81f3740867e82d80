"""The front page: each role finds its own lists, each number leads to what it counts, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial import clock, jobs, transitions
from editorial.models import Item, Job
from tests import desk, records

pytestmark = pytest.mark.both_databases

NOW = timezone.now()


def sections(client, person):
    client.force_login(person)
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    return {each.name: each for each in response.context["desk"].sections}


def titles(section):
    return [row.title for row in section.rows]


def scheduled(item, author, reviewer, *, at):
    submission = transitions.submit([records.fresh(item)], actor=author)
    records.approve(submission, reviewer, publish_at=at)
    return submission


@pytest.fixture
def busy(author, reviewer, editor, events_have_checks):
    """One of everything the desk lists."""
    make = lambda key, title: records.make("event", author, key=key, title=title)  # noqa: E731
    waiting = transitions.submit([make("w", "等着审")], actor=author, note="请看")
    returned = transitions.submit([make("r", "被退回")], actor=author)
    transitions.return_(returned, actor=reviewer, comment="请改日期")
    make("d", "还在写")
    scheduled(make("s", "定了时间"), author, reviewer, at=NOW + timedelta(days=2))
    records.publish(make("p", "刚刚发布"), author=author, reviewer=reviewer)
    transitions.publish_by_override([make("o", "破例")], actor=editor, reason="截稿")
    failing = make("f", "有错误")
    Item.objects.filter(pk=failing.pk).update(error_count=2)
    Job.objects.create(name="words:9", want=2, done=1, error="ValueError: no", attempts=3)
    return {"waiting": waiting, "returned": returned}


class TestWhoFindsWhat:
    def test_an_author(self, client, busy, author):
        found = sections(client, author)
        assert list(found) == ["returned", "drafts", "in_review", "scheduled", "failing", "recent"]
        assert {name: titles(each) for name, each in found.items()} == {
            "returned": ["被退回"], "drafts": ["有错误", "还在写", "被退回"], "in_review": ["等着审"],
            "scheduled": ["定了时间"], "failing": ["有错误"], "recent": ["破例", "刚刚发布"],
        }  # fmt: skip
        assert found["returned"].rows[0].said == "请改日期"

    def test_a_reviewer(self, client, busy, reviewer):
        found = sections(client, reviewer)
        assert {name: titles(each) for name, each in found.items()} == {
            "waiting": ["等着审"], "recent": ["破例", "刚刚发布"],
        }  # fmt: skip

    def test_an_editor(self, client, busy, editor):
        found = sections(client, editor)
        assert list(found) == [
            "waiting", "returned", "drafts", "in_review", "scheduled", "failing", "overrides", "jobs", "recent",
        ]  # fmt: skip
        assert (titles(found["waiting"]), titles(found["in_review"])) == (["等着审"], ["等着审"])
        assert (titles(found["returned"]), titles(found["drafts"])) == ([], [])
        assert (found["overrides"].rows[0].said, titles(found["jobs"])) == ("截稿", ["words:9"])

    def test_an_administrator(self, client, busy, administrator):
        assert list(sections(client, administrator)) == ["overrides", "jobs", "recent"]

    def test_somebody_without_a_role_is_told_what_to_do(self, client, make_user):
        client.force_login(make_user("outsider"))
        response = client.get(reverse("admin:index"))
        assert response.context["desk"].sections == ()
        assert "Your account has no role yet." in desk.text_of(response)

    def test_somebody_of_one_book_finds_nothing_of_another(self, client, author, editor, make_user):
        mine, other = (records.make_book(editor, key=key, title=key) for key in ("mine", "other"))
        for book in (mine, other):
            transitions.submit([records.make("chapter", editor, book=book, key="one", title=book.title)], actor=editor)
        local = make_user("local", role="editor", book=mine)
        found = sections(client, local)
        assert titles(found["waiting"]) == ["mine"]
        assert "jobs" not in found
        response = client.get(reverse("admin:index"))
        assert [whole.title for whole in response.context["desk"].progress] == ["mine"]


def test_every_number_leads_to_a_list_of_exactly_that_many(client, busy, author, reviewer, editor):
    wrong = {}
    for person in (author, reviewer, editor):
        for name, section in sections(client, person).items():
            if name in ("scheduled", "recent", "overrides"):
                continue  # their pages show more than what is counted here: other months, other acts
            shown = client.get(section.url).context["cl"].result_count
            if shown != section.count:
                wrong[person.username, name] = (section.count, shown)
    assert wrong == {}


def test_what_waits_too_long_or_comes_too_late_is_marked(client, author, reviewer, editor, events_have_checks):
    with clock.at(NOW - timedelta(days=9)):
        transitions.submit([records.make("event", author, key="old", title="久等")], actor=author)
        scheduled(
            records.make("event", author, key="missed", title="错过"), author, reviewer, at=NOW - timedelta(days=1)
        )
    found = sections(client, editor)
    assert [(row.title, row.late) for row in found["waiting"].rows] == [("久等", "stuck")]
    assert [(row.title, row.late) for row in found["scheduled"].rows] == [("错过", "late")]
    assert "waits for 1 week" in " ".join(found["waiting"].rows[0].facts).replace("\xa0", " ")


def test_a_long_list_says_how_many_there_are(client, author):
    for number in range(10):
        records.make("event", author, key=f"e{number}", title=f"事件{number}")
    drafts = sections(client, author)["drafts"]
    assert (len(drafts.rows), drafts.count) == (8, 10)
    assert "All 10" in desk.text_of(client.get(reverse("admin:index")))


@pytest.mark.parametrize("role", ["author", "reviewer", "editor", "administrator"])
def test_the_number_of_queries_is_that_of_the_role(client, make_user, author, reviewer, role, events_have_checks):
    """One row of everything or three: the same questions."""
    person = make_user("somebody", role=role)
    book = records.make_book(author)
    client.force_login(person)

    def add(number):
        event = records.make("event", author, key=f"e{number}")
        transitions.submit([event], actor=author)
        chapter = records.make("chapter", author, book=book, key=f"c{number}")
        records.publish(chapter, author=author, reviewer=reviewer)
        Job.objects.create(name=f"x:{number}", want=2, done=1, error="no")

    def asked():
        client.get(reverse("admin:index"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:index"))
        return len(captured)

    add(1)
    first = asked()
    add(2)
    add(3)
    assert asked() == first
    assert first <= {"author": 14, "reviewer": 10, "editor": 17, "administrator": 8}[role]


class TestProgress:
    @pytest.fixture
    def whole(self, client, author, reviewer, editor):
        book = records.make_book(
            author, outline="[front]\npreface\n[main]\ntwo\none\n", word_target_min=10, word_target_max=20
        )
        source = records.make("source", author, key="lee2020")
        records.make("chapter", author, book=book, key="one", number=2, title="长章", body="字" * 30 + "[@lee2020]")
        records.make("chapter", author, book=book, key="two", number=1, title="短章", body="太短。")
        preface = records.make("chapter", author, book=book, key="preface", role="front", title="前言", body="不计。")
        records.make("chapter", author, book=book, key="lost", title="没进目录", body="[[event:nothing]]", number=None)
        records.publish(preface, author=author, reviewer=reviewer)
        assert source
        jobs.run_lagging()
        client.force_login(editor)
        (whole,) = client.get(reverse("admin:index")).context["desk"].progress
        return whole

    def test_chapters_stand_in_the_order_of_the_book_with_their_figures(self, whole):
        assert [
            (part.label, part.title, part.status, part.is_public, part.fit, part.citations, part.errors)
            for part in whole.parts
        ] == [
            ("", "前言", "published", True, "", 0, 0),
            ("1", "短章", "draft", False, "short", 0, 0),
            ("2", "长章", "draft", False, "long", 1, 0),
            ("", "没进目录", "draft", False, "short", 0, 1),
        ]
        assert (whole.count, whole.public) == (4, 1)
        assert whole.length == sum(part.length for part in whole.parts)

    def test_before_the_jobs_have_run_nothing_is_claimed(self, client, author):
        book = records.make_book(author)
        records.make("chapter", author, book=book, key="one")
        client.force_login(author)
        (whole,) = client.get(reverse("admin:index")).context["desk"].progress
        assert [(part.length, part.citations) for part in whole.parts] == [(None, None)]


def test_the_calendar_shows_nobody_what_belongs_to_another_book(client, author, reviewer, make_user):
    mine, other = (records.make_book(author, key=key) for key in ("mine", "other"))
    for book in (mine, other):
        chapter = records.make("chapter", author, book=book, key="one", title=f"{book.key}的章")
        scheduled(chapter, author, reviewer, at=NOW + timedelta(days=2))
    client.force_login(make_user("local", role="author", book=mine))
    words = desk.text_of(client.get(reverse("admin:calendar")))
    assert "mine的章" in words
    assert "other的章" not in words


def test_the_list_of_all_records_has_a_fixed_number_of_queries(client, author, reviewer, editor):
    client.force_login(editor)
    counts = []
    for number in range(3):
        event = records.make("event", author, key=f"e{number}")
        records.publish(event, author=author, reviewer=reviewer)
        transitions.edit(records.fresh(event), actor=author, fields={"body": "新"})
        transitions.submit([records.fresh(event)], actor=author)
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/admin/editorial/item/")
        assert response.status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[2]
    assert client.get(f"/admin/editorial/item/{event.pk}/change/").status_code == 302
