"""Who hears of what: those concerned, as they wish, and never the one who did it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial import commenting, freezing, guards, notifications, roles, transitions
from editorial.models import Notice, NoticePreference, Submission
from editorial.notifications import sentences
from tests.records import approve, fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def colleague(make_user):
    return make_user("colleague", role="reviewer")


def submit(item, author, **options):
    return transitions.submit([fresh(item)], actor=author, **options)


def test_a_submission_is_told_to_all_who_may_judge_it(after, author, reviewer, colleague, editor, administrator):
    event = make("event", author)
    assert after(submit, event, author, note="请看日期") == [
        ("colleague", "submitted"), ("editor", "submitted"), ("reviewer", "submitted"),
    ]  # fmt: skip
    notice = Notice.objects.filter(person=reviewer).get()
    assert (sentences.sentence(notice), notice.words) == ("author submitted “一次发布” for review.", "请看日期")
    assert sentences.path(notice) == f"/admin/review/{notice.submission_id}/"


def test_named_reviewers_are_told_and_nobody_else(after, author, reviewer, colleague, editor):
    assert after(submit, make("event", author), author, reviewers=[colleague]) == [("colleague", "submitted")]


def test_whoever_wrote_on_it_is_not_asked_to_judge_it(after, author, reviewer, editor):
    event = make("event", author)
    transitions.edit(event, actor=editor, fields={"body": "我也写了。"})
    assert after(submit, event, author) == [("reviewer", "submitted")]


def test_only_people_of_the_book_are_told(after, author, make_user, reviewer):
    mine, other = (make_book(author, key=key) for key in ("mine", "other"))
    make_user("local", role="reviewer", book=mine)
    make_user("foreign", role="reviewer", book=other)
    chapter = make("chapter", author, book=mine)
    assert after(submit, chapter, author) == [("local", "submitted"), ("reviewer", "submitted")]


def test_people_who_left_hear_nothing(after, author, reviewer, colleague):
    type(reviewer).objects.filter(pk=reviewer.pk).update(is_active=False)
    assert after(submit, make("event", author), author) == [("colleague", "submitted")]


def test_the_way_back_and_the_way_out_are_told_to_the_authors(after, author, make_user, reviewer):
    helper = make_user("helper", role="author")
    event = make("event", author)
    transitions.edit(event, actor=helper, fields={"body": "一起写的。"})
    after(submit, event, author)
    assert after(transitions.return_, after.result, actor=reviewer, comment="请改") == [
        ("author", "returned"), ("helper", "returned"),
    ]  # fmt: skip
    assert Notice.objects.filter(type="returned").first().words == "请改"
    after(submit, event, author)
    assert after(transitions.withdraw, after.result, actor=author) == [("reviewer", "withdrawn")]
    after(submit, event, author)
    assert after(approve, after.result, reviewer) == [("author", "published"), ("helper", "published")]


def test_a_stage_that_is_passed_is_told_to_the_authors_and_to_those_of_the_next(after, author, reviewer, colleague):
    book = make_book(author)
    transitions.edit(book, actor=_editor(author), fields={"review_stages": ["初审", "终审"]})
    chapter = make("chapter", author, book=book)
    after(submit, chapter, author)
    assert after(approve, after.result, reviewer) == [
        ("author", "passed"),
        ("chief", "passed"),
        ("colleague", "passed"),
    ]
    assert sentences.sentence(Notice.objects.filter(person=author).get()) == "reviewer passed “第一章的题目” to 终审."


def _editor(author):
    person = type(author).objects.create_user("chief", is_staff=True)
    roles.give(person, "editor")
    return person


def test_a_scheduled_set_is_told_with_its_moment_and_once_more_when_it_is_public(after, author, reviewer):
    after(submit, make("event", author), author)
    submission, moment = after.result, timezone.now() + timedelta(hours=1)
    assert after(approve, submission, reviewer, publish_at=moment) == [("author", "scheduled")]
    said = sentences.sentence(Notice.objects.get(type="scheduled"))
    assert f"{timezone.localtime(moment):%Y}" in said
    assert after(transitions.publish_due, moment + timedelta(minutes=1)) == [("author", "published")]


def test_a_set_that_fails_at_its_time_comes_back_with_the_reason(after, author, reviewer, editor):
    event = make("event", author)
    publish(event, author=author, reviewer=reviewer)
    transitions.edit(fresh(event), actor=author, fields={"body": "二"})
    moment = timezone.now() + timedelta(hours=1)
    submission = submit(event, author)
    approve(submission, reviewer, publish_at=moment)
    transitions.unpublish(fresh(event), actor=editor, reason="撤")
    told = after(transitions.publish_due, moment + timedelta(minutes=1))
    assert ("author", "returned") in told
    notice = Notice.objects.filter(person=author, type="returned").get()
    assert sentences.sentence(notice) == "“一次发布” could not be published at its time and came back."


def test_a_page_taken_back_is_told_to_its_owner_and_the_editors(after, author, reviewer, editor):
    event = make("event", author)
    publish(event, author=author, reviewer=reviewer)
    assert after(transitions.unpublish, fresh(event), actor=editor, reason="有误") == [("author", "taken_back")]
    assert after(transitions.roll_back, fresh(event), 1, actor=editor, reason="无误") == [("author", "taken_back")]
    assert [sentences.sentence(notice) for notice in Notice.objects.order_by("pk")] == [
        "editor withdrew the public page of “一次发布”.", "editor rolled the public page of “一次发布” back.",
    ]  # fmt: skip


def test_an_override_is_told_to_those_who_watch_over_the_rules(after, author, editor, administrator, make_user):
    make_user("second", role="editor")
    told = after(transitions.publish_by_override, [make("event", author)], actor=editor, reason="截稿")
    assert told == [
        ("administrator", "overridden"), ("author", "overridden"), ("author", "published"), ("second", "overridden"),
    ]  # fmt: skip


def test_a_remark_is_told_to_those_who_take_part_and_a_mention_to_the_one_named(
    after, author, reviewer, colleague, editor
):
    submission = submit(make("event", author), author)
    member = submission.members.get()
    assert after(commenting.add, member, actor=reviewer, body="这里对吗？@colleague") == [
        ("author", "commented"), ("colleague", "mentioned"),
    ]  # fmt: skip
    assert after(commenting.add, member, actor=author, body="对。") == [("reviewer", "commented")]


def test_nobody_is_told_of_a_record_that_they_may_not_see(after, author, reviewer, make_user):
    mine, other = (make_book(author, key=key) for key in ("mine", "other"))
    make_user("foreign", role="reviewer", book=other)
    submission = submit(make("chapter", author, book=mine), author)
    assert after(commenting.add, submission.members.get(), actor=reviewer, body="@foreign 看看") == [
        ("author", "commented")
    ]


def test_errors_in_what_is_public_are_told_to_those_who_answer_for_it(after, author, editor):
    event = make("event", author)
    assert after(notifications.checks_fail, event, count=2) == [("author", "failing"), ("editor", "failing")]
    notice = Notice.objects.filter(person=author).get()
    assert sentences.sentence(notice) == "Checks find 2 errors in “一次发布”, which is public."


class TestWishes:
    def test_each_type_can_be_switched_off_for_each_channel(self, after, author, reviewer):
        NoticePreference.objects.create(person=reviewer, off=["submitted:mail"])
        after(submit, make("event", author, key="one"), author)
        notice = Notice.objects.get()
        assert (notice.at_desk, notice.mail_at, notice.mailed_at) == (True, None, None)
        NoticePreference.objects.update(off=["submitted:desk"])
        after(submit, make("event", author, key="two"), author)
        notice = Notice.objects.get(item__key="two")
        assert (notice.at_desk, notice.mailed_at is not None) == (False, True)
        NoticePreference.objects.update(off=["submitted:desk", "submitted:mail"])
        assert after(submit, make("event", author, key="three"), author) == []

    def test_without_an_address_there_is_no_mail(self, after, author, reviewer):
        type(reviewer).objects.filter(pk=reviewer.pk).update(email="")
        after(submit, make("event", author), author)
        notice = Notice.objects.get()
        assert (notice.at_desk, notice.mail_at, notice.mailed_at) == (True, None, None)


class TestNothingBreaksAnAct:
    def test_a_mistake_in_telling_leaves_the_act_as_it_is(self, author, reviewer, monkeypatch, after):
        monkeypatch.setattr(guards, "writers_since_release", lambda *args, **kwargs: 1 / 0)
        assert after(submit, make("event", author), author) == []
        assert Submission.objects.get().state == "open"

    def test_an_act_that_is_undone_tells_nobody(self, author, reviewer, after):
        submission = submit(make("event", author), author)
        seal = freezing.freeze_submission(submission).seal

        def refused():
            with pytest.raises(Exception, match="no longer what you were shown"):
                transitions.sign(submission, actor=reviewer, seal=seal[::-1])

        assert after(refused) == []
