"""Digests hold exactly what happened in their period; reminders come once before and once after the day."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from editorial import clock, transitions
from editorial.models import Notice, NoticePreference, Rhythm, Submission
from editorial.notifications import digests, reminding
from tests.records import approve, make, make_book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ZONE = timezone.get_default_timezone()
MONDAY = datetime(2026, 3, 2, tzinfo=ZONE)


def act(author, key, moment, reviewer=None, book=None):
    with clock.at(moment):
        item = make("chapter" if book else "event", author, key=key, title=key, book=book)
        submission = transitions.submit([item], actor=author)
        if reviewer:
            approve(submission, reviewer)


def wish(person, rhythm, since):
    preference = NoticePreference(person=person, language="en")
    digests.choose(preference, rhythm, since)
    preference.save()
    return preference


def lines(message):
    """The lines of a digest that tell of an act, without their moment."""
    return [line.split("  ", 1)[1] for line in message.body.splitlines() if " · " in line and "  " in line]


class TestDigests:
    def test_a_weekly_digest_contains_exactly_the_transitions_of_the_week(self, author, reviewer, editor):
        wish(editor, Rhythm.WEEKLY, MONDAY + timedelta(hours=1))
        act(author, "before", MONDAY - timedelta(seconds=1))
        act(author, "first", MONDAY, reviewer)
        act(author, "last", MONDAY + timedelta(days=7) - timedelta(seconds=1))
        act(author, "after", MONDAY + timedelta(days=7))
        transitions.edit(make("event", author, key="draft"), actor=author, fields={"body": "只是草稿"})

        assert digests.write_due(MONDAY + timedelta(days=6, hours=23)) == 0
        assert digests.write_due(MONDAY + timedelta(days=7, minutes=3)) == 1
        assert digests.write_due(MONDAY + timedelta(days=7, minutes=13)) == 0

        (message,) = mail.outbox
        assert message.to == ["editor@example.org"]
        assert lines(message) == [
            "author: submitted · event:first first", "reviewer: signed · event:first first",
            "reviewer: published · event:first first", "author: submitted · event:last last",
        ]  # fmt: skip
        html = message.alternatives[0].content
        assert html.count("event:") == 4
        assert "March 2, 2026" in message.body
        assert "March 8, 2026" in message.body

    def test_a_daily_one_covers_yesterday_and_a_missed_run_loses_nothing(self, author, editor):
        wish(editor, Rhythm.DAILY, MONDAY)
        for day in range(3):
            act(author, f"day-{day}", MONDAY + timedelta(days=day, hours=9))
        assert digests.write_due(MONDAY + timedelta(days=3, hours=8)) == 1
        assert [line.rpartition(" ")[2] for line in lines(mail.outbox[0])] == ["day-0", "day-1", "day-2"]
        act(author, "day-3", MONDAY + timedelta(days=3, hours=9))
        assert digests.write_due(MONDAY + timedelta(days=4)) == 1
        assert [line.rpartition(" ")[2] for line in lines(mail.outbox[1])] == ["day-3"]

    def test_a_period_without_news_is_passed_over(self, author, editor):
        wish(editor, Rhythm.DAILY, MONDAY)
        assert digests.write_due(MONDAY + timedelta(days=1)) == 0
        act(author, "next", MONDAY + timedelta(days=1, hours=1))
        assert digests.write_due(MONDAY + timedelta(days=2)) == 1
        assert len(mail.outbox) == 1

    def test_it_tells_of_those_books_only_that_its_reader_may_see(self, author, make_user):
        mine, other = (make_book(author, key=key) for key in ("mine", "other"))
        wish(make_user("local", role="editor", book=mine), Rhythm.DAILY, MONDAY)
        for book in (mine, other):
            act(author, "one", MONDAY + timedelta(hours=1), book=book)
        digests.write_due(MONDAY + timedelta(days=1))
        assert lines(mail.outbox[0]) == ["author: submitted · chapter:mine/one one"]

    def test_nobody_gets_one_unasked(self, author, editor):
        act(author, "one", MONDAY)
        assert digests.write_due(MONDAY + timedelta(days=30)) == 0
        assert mail.outbox == []


class TestReminders:
    @pytest.fixture
    def due(self, author, reviewer, monkeypatch):
        from editorial import kinds

        monkeypatch.setattr(type(kinds.get("event")), "checks", ())
        return transitions.submit([make("event", author)], actor=author, due_on=date(2026, 3, 10))

    def remind_each_day(self, first, days):
        told = []
        for number in range(days):
            today = first + timedelta(days=number)
            reminding.remind(today)
            reminding.remind(today)
            for notice in Notice.objects.filter(type__in=["due_soon", "overdue"]).order_by("pk")[len(told) :]:
                told.append((today.day, notice.person.username, notice.type))
        return told

    def test_one_before_and_one_after(self, due, editor):
        assert self.remind_each_day(date(2026, 3, 1), 20) == [
            (9, "reviewer", "due_soon"), (9, "editor", "due_soon"), (11, "reviewer", "overdue"),
            (11, "editor", "overdue"),
        ]  # fmt: skip

    def test_a_day_that_was_moved_is_reminded_of_again(self, due):
        self.remind_each_day(date(2026, 3, 9), 1)
        Submission.objects.filter(pk=due.pk).update(due_on=date(2026, 3, 20))
        told = self.remind_each_day(date(2026, 3, 10), 12)
        assert [each for each in told if each[0] > 10] == [(19, "reviewer", "due_soon"), (21, "reviewer", "overdue")]

    def test_what_was_decided_is_not_reminded_of(self, due, reviewer):
        transitions.return_(due, actor=reviewer, comment="请改")
        assert reminding.remind(date(2026, 3, 30)) == 0
