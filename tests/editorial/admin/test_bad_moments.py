"""The world changes between the page and the click: a clear sentence, a correct status, nothing lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial import clock, transitions
from editorial.models import Comment, Publication, Release, Submission
from editorial.snapshot import RelationValue
from tests import desk, records

pytestmark = pytest.mark.both_databases


def test_a_target_deleted_during_the_review_is_reported_and_stands_in_the_way(client, author, reviewer):
    source = records.make("source", author, key="gone")
    book = records.make_book(author)
    chapter = records.make(
        "chapter", author, book=book, body="见[@gone]。", relations={"sources": [RelationValue("source", "gone")]}
    )
    submission = transitions.submit([book, chapter, source], actor=author)
    transitions.leave_out(submission.members.get(item=source), actor=reviewer)
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submission)))
    source.submission_members.all().delete()
    transitions.delete(records.fresh(source), actor=author)

    page = client.get(desk.review_url(submission))
    assert page.status_code == 200
    assert page.context["signing"].objections
    refused = desk.sign(client, submission, seal)
    assert (refused.status_code, Release.objects.count()) == (409, 0)
    submission.refresh_from_db()
    assert submission.state == "open"


def test_people_who_were_deactivated_do_nothing_more_and_what_they_left_goes_on(client, author, reviewer, make_user):
    second = make_user("second", role="author")
    submission = transitions.submit([records.make("event", author)], actor=author)
    suggestion = transitions.suggest(submission.members.get(), actor=reviewer, fields={"title": "一次发布。"})
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submission)))
    for person in (author, reviewer):
        person.is_active = False
        person.save()
    answer = client.post(desk.review_url(submission, "review_sign"), {"seal": seal, "act": "now"})
    assert (answer.status_code, "/admin/login/" in answer.content.decode()) == (403, True)
    client.force_login(second)
    client.post(f"{desk.review_url(submission)}proposal/{suggestion.pk}/", {"act": "accept"})
    records.approve(submission, make_user("third", role="reviewer"))
    assert records.fresh(submission.lead).public_release.authors == ["author", "reviewer", "second"]


def test_what_was_scheduled_comes_out_as_signed_though_its_signer_left_and_its_author_went_on(author, reviewer):
    item = records.make("event", author, body="签发的话。")
    submission = transitions.submit([item], actor=author)
    moment = timezone.now() + timedelta(hours=2)
    records.approve(submission, reviewer, publish_at=moment)
    transitions.edit(records.fresh(item), actor=author, fields={"body": "后来的话。"})
    reviewer.is_active = False
    reviewer.save()
    assert transitions.publish_due(now=moment - timedelta(minutes=1)) == []
    with clock.at(moment + timedelta(minutes=7)):
        assert transitions.publish_due() == [submission]
        assert transitions.publish_due() == []
    item = records.fresh(item)
    assert ("签发的话" in item.public_release.body.text, item.status, item.row.body) == (True, "draft", "后来的话。")
    assert Publication.objects.get().reason == "published 7 minutes late"


def test_a_correction_before_the_planned_time_gives_the_larger_set_back_with_the_reason(author, reviewer):
    item = records.make("event", author, body="一。")
    records.publish(item, author=author, reviewer=reviewer)
    transitions.edit(item, actor=author, fields={"body": "一。\n\n二。"})
    larger = transitions.submit([records.fresh(item)], actor=author)
    moment = timezone.now() + timedelta(hours=2)
    records.approve(larger, reviewer, publish_at=moment)
    correction = transitions.correct(records.fresh(item), actor=author, fields={"body": "一！"}, reason="标点")
    records.approve(correction, reviewer)
    assert transitions.publish_due(now=moment) == []
    larger.refresh_from_db()
    assert (larger.state, larger.decision_comment) == ("returned", "The public text changed before the planned time.")
    assert "一！" in records.fresh(item).public_release.body.text


@pytest.mark.parametrize("moment", ["2001-01-01T09:00", "", "tomorrow", "9999999999-01-01T00:00"])
def test_a_moment_that_is_past_missing_or_none_is_refused(moment, client, author, reviewer):
    submission = transitions.submit([records.make("event", author)], actor=author)
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submission)))
    response = desk.sign(client, submission, seal, act="schedule", publish_at=moment)
    assert response.status_code == 409
    assert Submission.objects.get().state == "open"


@pytest.mark.parametrize(
    "data",
    [
        {"body": "\x00", "quotation": "\x00"}, {"body": "x" * 20_000}, {"body": "x", "quotation": "第" * 5000},
        {"body": "x", "member": "9" * 40}, {"body": "x", "quotation": "<b>&lt;"},
    ],
)  # fmt: skip
def test_absurd_remarks_are_refused_or_kept_as_plain_words(data, client, author, reviewer):
    submission = transitions.submit([records.make("event", author, body="正文。")], actor=author)
    client.force_login(reviewer)
    response = client.post(desk.review_url(submission, "review_comment"), data)
    assert response.status_code in (302, 409), data
    assert client.get(desk.review_url(submission)).status_code == 200
    assert Comment.objects.count() == (response.status_code == 302)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("review_leave_out", {"member": "x"}), ("review_leave_out", {"member": "9" * 30}), ("review_look", {"act": "?"}),
    ],
)  # fmt: skip
def test_posts_that_name_nothing_change_nothing(name, data, client, author, reviewer):
    submission = transitions.submit([records.make("event", author)], actor=author)
    client.force_login(reviewer)
    assert client.post(desk.review_url(submission, name), data).status_code in (302, 409)
    assert (submission.members.count(), submission.looks.count()) == (1, 0)
