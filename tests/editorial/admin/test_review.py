"""The review page: exactly what would be public, what changed, and signing over the seal that was shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import checks, freezing, transitions
from editorial.models import Comment, Release, Signoff
from tests import desk, records

pytestmark = pytest.mark.both_databases


class Doubtful(checks.Check):
    """A check that always warns, twice."""

    id = "doubtful"
    severity = "warning"
    sentence = "“%(target)s” is doubtful."

    def run(self, subject):
        yield self.problem(target="one", line=3)
        yield self.problem(target="two", line=9)


def test_the_page_shows_exactly_what_would_be_public(client, author, reviewer):
    records.publish(records.make("event", author, key="known", title="已公开"), author=author, reviewer=reviewer)
    records.make("event", author, key="draft", title="未公开")
    item = records.make("event", author, key="shown", body="正文提到[[event:known]]和[[event:draft|草稿里的]]。**粗**")
    submission = transitions.submit([item], actor=author)
    client.force_login(reviewer)

    response = client.get(desk.review_url(submission))

    frozen_set = freezing.freeze_submission(submission)
    frozen = frozen_set.members[0].frozen
    assert desk.seal_shown(response) == frozen_set.seal
    shown = response.context["members"][0]
    assert shown.path == "/events/shown/"
    assert '<a class="ref" href="/events/known/">已公开</a>' in shown.html
    assert "草稿里的" in shown.html and "/events/draft/" not in response.content.decode()
    assert "<strong>粗</strong>" in shown.html and "<strong>粗</strong>" in frozen.html
    assert str(shown.html) in response.content.decode()


def test_a_reviewer_publishes_what_the_page_showed(client, reviewer, submitted):
    client.force_login(reviewer)
    response = client.get(desk.review_url(submitted))
    assert "Publish now" in desk.text_of(response)

    done = desk.sign(client, submitted, desk.seal_shown(response))

    assert (done.status_code, done.url) == (302, desk.review_url(submitted))
    submitted.refresh_from_db()
    assert submitted.state == "approved"
    assert Release.objects.get().seal_sha256 == freezing.freeze_submission(submitted).members[0].frozen.seal_sha256
    assert client.get(desk.review_url(submitted)).status_code == 200


def test_a_second_signature_on_the_same_page_is_409_and_publishes_nothing_more(client, reviewer, make_user, submitted):
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submitted)))
    assert desk.sign(client, submitted, seal).status_code == 302

    assert desk.sign(client, submitted, seal).status_code == 403  # nobody signs twice
    client.force_login(make_user("second", role="reviewer"))
    assert desk.sign(client, submitted, seal).status_code == 409
    assert client.post(desk.review_url(submitted, "review_return"), {"comment": "x"}).status_code == 409

    assert (Release.objects.count(), Signoff.objects.count()) == (1, 1)


def test_the_page_of_a_set_takes_one_query_more_for_each_member_to_ask_who_wrote_it(client, author, reviewer):
    def queries_for(count):
        items = [records.make("organization", author, key=f"o{count}-{number}") for number in range(count)]
        records.publish(*items, author=author, reviewer=reviewer)
        for item in items:
            transitions.edit(records.fresh(item), actor=author, fields={"name": "改名"})
        submission = transitions.submit([records.fresh(item) for item in items], actor=author)
        transitions.withdraw(submission, actor=author)
        client.get(desk.review_url(submission))
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(desk.review_url(submission)).context["members"]) == count
        return len(captured)

    client.force_login(reviewer)
    assert queries_for(3) == queries_for(1) + 2


def test_a_stale_seal_is_409_and_publishes_nothing(client, author, reviewer, submitted):
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submitted)))
    book = records.make_book(author)
    # What the page shows depends on what is public: a record named in the text is renamed in the meantime.
    other = records.make("event", author, key="other", title="旧名")
    records.publish(other, author=author, reviewer=reviewer)
    item = records.make("chapter", author, book=book, body="见[[event:other]]。")
    waiting = transitions.submit([item], actor=author)
    stale = desk.seal_shown(client.get(desk.review_url(waiting)))
    transitions.edit(records.fresh(other), actor=author, fields={"title": "新名"})
    records.publish(other, author=author, reviewer=reviewer)

    response = desk.sign(client, waiting, stale)

    assert response.status_code == 409
    words = desk.text_of(response)
    assert "no longer what you were shown" in words
    assert "Read it again" in words
    assert desk.review_url(waiting) in response.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "open"
    assert not item.releases.exists()
    assert desk.sign(client, submitted, seal).status_code == 302


@pytest.mark.parametrize("seal", ["", "0" * 64])
def test_a_signature_without_the_true_seal_publishes_nothing(seal, client, reviewer, submitted):
    client.force_login(reviewer)
    assert desk.sign(client, submitted, seal).status_code == 409
    assert not Release.objects.exists()


def test_returning_needs_a_comment(client, reviewer, submitted):
    client.force_login(reviewer)

    assert client.post(desk.review_url(submitted, "review_return"), {"comment": "  "}).status_code == 409
    submitted.refresh_from_db()
    assert submitted.state == "open"

    assert client.post(desk.review_url(submitted, "review_return"), {"comment": "请核对日期"}).status_code == 302
    submitted.refresh_from_db()
    assert (submitted.state, submitted.decision_comment) == ("returned", "请核对日期")
    assert "请核对日期" in desk.text_of(client.get(desk.review_url(submitted)))


def test_on_resubmission_the_reviewer_sees_what_changed_since_the_version_they_read(client, author, reviewer):
    item = records.make("event", author, summary="第一稿")
    first = transitions.submit([item], actor=author)
    transitions.return_(first, actor=reviewer, comment="改")
    transitions.edit(records.fresh(item), actor=author, fields={"summary": "第二稿"})
    second = transitions.submit([records.fresh(item)], actor=author)
    client.force_login(reviewer)

    shown = client.get(desk.review_url(second)).context["members"][0]

    assert shown.read_number == 1
    assert [(each.label, each.old, each.new) for each in shown.since_read] == [("Summary", "第一稿", "第二稿")]


def test_changes_since_the_release_are_shown_field_by_field_with_relations(client, author, reviewer):
    records.publish(records.make("source", author, key="lee2020"), author=author, reviewer=reviewer)
    item = records.make("event", author, body="发布于1月。")
    records.publish(item, author=author, reviewer=reviewer)
    transitions.edit(
        records.fresh(item), actor=author, fields={"body": "发布于3月。", "private_notes": "不公开"},
        relations={"sources": [{"kind": "source", "key": "lee2020", "locator": "p. 6"}]},
    )  # fmt: skip
    submission = transitions.submit([records.fresh(item)], actor=author, note="")
    client.force_login(reviewer)

    response = client.get(desk.review_url(submission))
    sides = client.get(desk.review_url(submission) + "?view=sides")

    changes = response.context["members"][0].since_release
    assert [(each.label, each.old, each.new) for each in changes] == [
        ("Text", "发布于1月。", "发布于3月。"),
        ("Sources", "", "source:lee2020 | p. 6"),
    ]
    assert "发布于<del>1</del><ins>3</ins>月。" in response.content.decode()
    assert '<div class="diff diff-sides">' in sides.content.decode()


def test_warnings_are_ticked_and_the_ticks_kept_with_the_signature(client, author, reviewer, events_have_checks):
    check = Doubtful()
    events_have_checks(check)
    item = records.make("event", author)
    submission = transitions.submit([item], actor=author)
    member = submission.members.get()
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submission)))

    refused = desk.sign(client, submission, seal)
    assert refused.status_code == 409
    assert "not ticked" in desk.text_of(refused)
    assert not Signoff.objects.exists()

    assert desk.sign(client, submission, seal, tick=[f"{member.pk}:doubtful"]).status_code == 302
    prints = [check.problem(target="one").fingerprint, check.problem(target="two").fingerprint]
    assert Signoff.objects.get().ticked == [{"item": item.reference, "check": "doubtful", "fingerprints": prints}]


def test_a_publication_can_be_scheduled_and_withdrawn_again(client, author, reviewer, submitted):
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submitted)))
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)

    for wrong in ("", "yesterday", "2001-01-01T10:00"):
        assert desk.sign(client, submitted, seal, act="schedule", publish_at=wrong).status_code == 409
    assert (
        desk.sign(client, submitted, seal, act="schedule", publish_at=moment.strftime("%Y-%m-%dT%H:%M")).status_code
        == 302
    )
    submitted.refresh_from_db()
    assert (submitted.state, submitted.publish_at) == ("scheduled", moment)
    assert not Release.objects.exists()

    client.force_login(author)
    assert client.get(desk.review_url(submitted)).status_code == 200
    assert client.post(desk.review_url(submitted, "review_withdraw")).status_code == 302
    submitted.refresh_from_db()
    assert submitted.state == "withdrawn"


def test_a_public_text_that_changed_after_the_submission_stands_in_the_way(client, author, reviewer, editor):
    item = records.make("event", author)
    records.publish(item, author=author, reviewer=reviewer)
    transitions.edit(records.fresh(item), actor=author, fields={"title": "二"})
    records.publish(item, author=author, reviewer=reviewer)
    transitions.edit(records.fresh(item), actor=author, fields={"title": "三"})
    submission = transitions.submit([records.fresh(item)], actor=author)
    transitions.roll_back(records.fresh(item), 1, actor=editor, reason="错")
    client.force_login(reviewer)
    response = client.get(desk.review_url(submission))

    assert "changed after this was submitted" in desk.text_of(response)
    assert desk.sign(client, submission, desk.seal_shown(response)).status_code == 409


def test_a_comment_joins_the_thread_and_an_empty_one_does_not(client, author, reviewer, make_user, submitted):
    client.force_login(author)
    assert client.post(desk.review_url(submitted, "review_comment"), {"body": ""}).status_code == 409
    assert client.post(desk.review_url(submitted, "review_comment"), {"body": "日期见第6页<script>"}).status_code == 302
    comment = Comment.objects.get()
    assert (comment.author_name, comment.version_number, comment.item) == ("author", 1, submitted.lead)
    assert "日期见第6页&lt;script&gt;" in client.get(desk.review_url(submitted)).content.decode()
    client.force_login(make_user("nobody"))
    assert client.post(desk.review_url(submitted, "review_comment"), {"body": "x"}).status_code == 403
    assert client.get(desk.review_url(submitted)).status_code == 403


def test_a_review_that_does_not_exist_is_404_and_acts_are_posts(client, reviewer, submitted):
    client.force_login(reviewer)
    assert client.get("/admin/review/999/").status_code == 404
    for name in ("review_sign", "review_return", "review_withdraw", "review_comment"):
        assert client.get(desk.review_url(submitted, name)).status_code == 405
