"""The pages of proposed corrections, of the correction lane, of sets, schedules and sealing again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial import guards, transitions
from editorial.models import Submission, Suggestion
from tests import desk, records

pytestmark = pytest.mark.both_databases

BODY = "发布于2023年，有一个错子。\n\n第二段。"


@pytest.fixture
def submission(author):
    return transitions.submit([records.make("event", author, body=BODY)], actor=author)


def propose(client, submission, **data):
    member = submission.members.get(item=submission.lead)
    return client.post(f"{desk.review_url(submission)}correct/{member.pk}/", data)


def decide(client, suggestion, act):
    return client.post(f"{desk.review_url(suggestion.submission)}proposal/{suggestion.pk}/", {"act": act})


def test_a_slip_is_corrected_in_place_accepted_with_one_click_and_signed(client, author, reviewer, submission):
    client.force_login(reviewer)
    assert propose(client, submission, old="错子", new="错字", note="错别字").status_code == 302
    suggestion = Suggestion.objects.get()
    assert suggestion.fields == {"body": BODY.replace("错子", "错字")}
    page = client.get(desk.review_url(submission))
    assert "1 proposed correction waits" in desk.text_of(page)
    assert decide(client, suggestion, "accept").status_code == 403

    client.force_login(author)
    page = client.get(desk.review_url(submission))
    assert "Accept as my version" in desk.text_of(page)
    assert decide(client, suggestion, "accept").status_code == 302
    assert decide(client, suggestion, "accept").status_code == 409

    client.force_login(reviewer)
    page = client.get(desk.review_url(submission))
    (shown,) = page.context["members"]
    assert (shown.member.version.number, shown.read_number, shown.read_by_me) == (2, 1, True)
    assert desk.sign(client, submission, desk.seal_shown(page)).status_code == 302
    assert records.fresh(submission.lead).public_release.authors == ["author", "reviewer"]


@pytest.mark.parametrize(
    ("old", "why"), [("没有的话", "has no"), ("。", "stands in 2 places"), ("", "has no")]
)  # fmt: skip
def test_words_that_are_not_there_once_are_no_place_to_correct(old, why, client, reviewer, submission):
    client.force_login(reviewer)
    response = propose(client, submission, old=old, new="x")
    assert (response.status_code, why in desk.text_of(response)) == (409, True)
    assert not Suggestion.objects.exists()


def test_the_whole_text_is_corrected_on_a_page_of_its_own(client, author, reviewer, submission):
    member = submission.members.get()
    url = f"{desk.review_url(submission)}correct/{member.pk}/"
    client.force_login(reviewer)
    page = client.get(url)
    assert [each["name"] for each in page.context["texts"]][:2] == ["title", "title_en"]
    posted = {f"text-{each['name']}": each["text"].replace("\n", "\r\n") for each in page.context["texts"]}
    assert client.post(url, posted).status_code == 409  # nothing changed, line ends apart
    posted["text-body"] = posted["text-body"].replace("第二段", "第二节")
    assert client.post(url, posted).status_code == 302
    assert Suggestion.objects.get().fields == {"body": BODY.replace("第二段", "第二节")}
    client.force_login(author)
    assert client.get(url).status_code == 403
    assert decide(client, Suggestion.objects.get(), "decline").status_code == 302
    assert Suggestion.objects.get().state == "declined"


def test_a_proposal_of_another_submission_is_not_found(client, author, reviewer, submission):
    other = transitions.submit([records.make("event", author, key="other")], actor=author)
    suggestion = transitions.suggest(submission.members.get(), actor=reviewer, fields={"title": "别的"})
    client.force_login(author)
    assert client.post(f"{desk.review_url(other)}proposal/{suggestion.pk}/", {"act": "accept"}).status_code == 404


def test_a_record_is_left_out_of_a_set_and_the_button_counts_the_rest(client, author, reviewer):
    items = [records.make("concept", author, key=key) for key in ("one", "two")]
    submission = transitions.submit(items, actor=author)
    client.force_login(reviewer)
    page = client.get(desk.review_url(submission))
    assert "Publish now: all 2 records" in desk.text_of(page)
    seal = desk.seal_shown(page)
    member = submission.members.get(item=items[1])
    url = desk.review_url(submission, "review_leave_out")
    assert client.post(url, {"member": member.pk}).status_code == 302
    assert client.post(url, {"member": member.pk}).status_code == 409
    assert desk.sign(client, submission, seal).status_code == 409
    page = client.get(desk.review_url(submission))
    assert "Publish now: all" not in desk.text_of(page)
    assert desk.sign(client, submission, desk.seal_shown(page)).status_code == 302
    assert [records.fresh(item).status for item in items] == ["published", "draft"]


def test_the_submit_form_names_reviewers_and_a_day(client, author, reviewer, editor):
    item = records.make("event", author)
    client.force_login(author)
    page = client.get(desk.url(item, "submit"))
    assert [each.username for each in page.context["reviewers"]] == ["editor", "reviewer"]
    yesterday = timezone.localdate() - timedelta(days=1)
    assert client.post(desk.url(item, "submit"), {"due_on": yesterday.isoformat()}).status_code == 409
    assert client.post(desk.url(item, "submit"), {"due_on": "soon"}).status_code == 409
    assert client.post(desk.url(item, "submit"), {"reviewer": [author.pk]}).status_code == 409
    due = timezone.localdate() + timedelta(days=3)
    client.post(desk.url(item, "submit"), {"reviewer": [reviewer.pk, "x"], "due_on": due.isoformat()})
    submission = Submission.objects.get()
    assert (list(submission.reviewers.all()), submission.due_on) == ([reviewer], due)
    client.force_login(editor)
    words = desk.text_of(client.get(desk.review_url(submission)))
    assert "Reviewers reviewer" in words
    Submission.objects.update(due_on=yesterday)
    assert "overdue" in desk.text_of(client.get(desk.review_url(submission)))


class TestTheCorrectionLane:
    @pytest.fixture
    def item(self, author, reviewer):
        item = records.make("event", author, body="第一段有错子。\n\n第二段。")
        records.publish(item, author=author, reviewer=reviewer)
        transitions.edit(item, actor=author, fields={"body": "第一段有错子。\n\n第二段写长了。", "date": "2024-03"})
        return records.fresh(item)

    def test_the_form_holds_what_readers_see_and_its_post_is_a_submission_of_its_own(self, client, author, item):
        client.force_login(author)
        data = desk.shown_form(client.get(desk.url(item, "correct")))
        assert (data["body"], data["date"], data["made_from"]) == ("第一段有错子。\r\n\r\n第二段。", "2024-02", "1")
        assert "private_notes" not in data
        data["body"] = data["body"].replace("错子", "错字")
        assert client.post(desk.url(item, "correct"), {**data, "reason": " "}).status_code == 409
        response = client.post(desk.url(item, "correct"), {**data, "reason": "错别字"})
        submission = Submission.objects.get(is_correction=True)
        assert response.url == desk.review_url(submission)
        assert "Correction of" in desk.text_of(client.get(response.url))
        assert records.fresh(item).row.body.endswith("第二段写长了。")
        assert "correction in review" in desk.text_of(client.get(desk.url(item)))

    def test_a_public_text_that_moved_on_meanwhile_refuses_the_form(self, client, author, reviewer, item):
        client.force_login(author)
        data = desk.shown_form(client.get(desk.url(item, "correct"))) | {"reason": "错别字"}
        other = transitions.correct(item, actor=author, fields={"title": "别的题目"}, reason="r")
        records.approve(other, reviewer)
        data["body"] = data["body"].replace("错子", "错字")
        response = client.post(desk.url(item, "correct"), data)
        assert (response.status_code, "changed while you were writing" in desk.text_of(response)) == (409, True)

    def test_a_value_that_cannot_be_stored_comes_back_in_the_form(self, client, author, item):
        client.force_login(author)
        data = desk.shown_form(client.get(desk.url(item, "correct"))) | {"reason": "r", "date": "不是日期"}
        response = client.post(desk.url(item, "correct"), data)
        assert response.status_code == 200
        assert "不是日期" in response.content.decode()
        assert not Submission.objects.filter(is_correction=True).exists()

    def test_the_merge_page_keeps_both_and_asks_where_they_touch(self, client, author, reviewer, item):
        correction = transitions.correct(
            item, actor=author, fields={"body": "第一段有错字。\n\n第二段。", "date": "2024-05"}, reason="r"
        )
        client.force_login(author)
        assert client.get(desk.url(item, "merge")).status_code == 409
        records.approve(correction, reviewer)
        (button, *_rest) = client.get(desk.url(item)).context["buttons"]
        assert (button.name, button.refused) == ("merge", False)

        page = client.get(desk.url(item, "merge"))
        ways = {way["name"]: way for way in page.context["ways"]}
        assert ways["body"]["result"].new == "第一段有错字。\n\n第二段写长了。"
        assert {name: len(way["conflicts"]) for name, way in ways.items()} == {"date": 1, "body": 0}
        lock = records.fresh(item).lock_version
        chosen = {"choose-date-0": "theirs"}
        assert client.post(desk.url(item, "merge"), {"lock_version": lock}).status_code == 409
        assert client.post(desk.url(item, "merge"), {"lock_version": lock - 1, **chosen}).status_code == 409
        assert client.post(desk.url(item, "merge"), {"lock_version": lock, **chosen}).status_code == 302
        row = records.fresh(item).row
        assert (row.body, row.date) == ("第一段有错字。\n\n第二段写长了。", "2024-05")
        assert not guards.needs_merge(records.fresh(item))


def test_a_renamed_record_offers_to_seal_the_page_again_with_one_click(client, author, reviewer, editor):
    book = records.make_book(author)
    event = records.make("event", author, title="旧名")
    chapter = records.make("chapter", author, book=book, body="那是[[event:a-event]]，也叫[[event:a-event|那次]]。")
    records.publish(event, book, chapter, author=author, reviewer=reviewer)
    client.force_login(editor)
    assert "reseal" not in [each.name for each in client.get(desk.url(chapter)).context["buttons"]]
    assert client.post(desk.url(chapter, "reseal"), {"reason": "x", "seal": ""}).status_code == 409
    transitions.edit(event, actor=author, fields={"title": "新名"})
    records.publish(event, author=author, reviewer=reviewer)

    assert "reseal" in [each.name for each in client.get(desk.url(chapter)).context["buttons"]]
    listed = client.get(desk.list_url("chapter"), {"status": "renamed"}).context["cl"].result_list
    assert [row.item for row in listed] == [chapter]
    page = client.get(desk.url(chapter, "reseal"))
    assert [(each.old, each.new) for each in page.context["renamed"]] == [("旧名", "新名")]
    assert [each.label for each in page.context["differences"]] == ["Text", "Links"]
    seal = page.context["seal"]
    assert client.post(desk.url(chapter, "reseal"), {"seal": seal, "reason": "改名"}).status_code == 302
    assert "那是新名，也叫那次。" in records.fresh(chapter).public_release.body.text
    assert "reseal" not in [each.name for each in client.get(desk.url(chapter)).context["buttons"]]
    client.force_login(author)
    assert client.post(desk.url(chapter, "reseal"), {"seal": seal, "reason": "改名"}).status_code == 403


def test_withdrawing_and_rolling_back_show_first_what_readers_will_see(client, author, reviewer, editor):
    event = records.make("event", author, title="事件", body="一。")
    book = records.make_book(author)
    chapter = records.make("chapter", author, book=book, body="见[[event:a-event]]。")
    records.publish(event, book, chapter, author=author, reviewer=reviewer)
    transitions.edit(event, actor=author, fields={"body": "二。"})
    records.publish(event, author=author, reviewer=reviewer)
    client.force_login(editor)

    page = client.post(desk.url(event, "unpublish"), {"act": "preview", "notice": "资料有误，核对中。"})
    words = desk.text_of(page)
    assert "资料有误，核对中。" in words and "This page was withdrawn" in words
    assert [each.item_id for each in page.context["pointing"]] == [chapter.pk]
    assert records.fresh(event).public_release is not None

    page = client.post(desk.url(event, "roll_back"), {"act": "preview", "number": "1"})
    assert [(each.label, each.old, each.new) for each in page.context["differences"]] == [("Text", "二。", "一。")]
    assert records.fresh(event).public_release.number == 2
    done = client.post(desk.url(event, "roll_back"), {"act": "do", "number": "1", "reason": "错", "notice": "回到旧版"})
    assert done.status_code == 302
    assert records.fresh(event).publications.first().notice == "回到旧版"
    assert "回到旧版" in desk.text_of(client.get(records.fresh(event).public_page.path))
    transitions.roll_back(records.fresh(event), 2, actor=editor, reason="对了")
    assert "回到旧版" not in desk.text_of(client.get(records.fresh(event).public_page.path))


def test_the_calendar_says_what_when_who_and_how_late_in_a_fixed_number_of_queries(client, author, reviewer):
    def schedule(number, hours):
        submission = transitions.submit([records.make("concept", author, key=f"c{number}")], actor=author)
        records.approve(submission, reviewer, publish_at=timezone.now() + timedelta(hours=hours))

    def shown():
        client.get(reverse("admin:calendar"))
        with CaptureQueriesContext(connection) as captured:
            response = client.get(reverse("admin:calendar"))
        return len(captured), response

    client.force_login(author)
    assert "Nothing is scheduled." in desk.text_of(client.get(reverse("admin:calendar")))
    schedule(1, 48)
    one, response = shown()
    words = desk.text_of(response)
    assert "submitted by author · signed by reviewer" in words and "Asia/Shanghai" in words
    schedule(2, 49)
    schedule(3, 1)
    assert shown()[0] == one
    Submission.objects.filter(lead__key="c3").update(publish_at=timezone.now() - timedelta(minutes=30))
    assert "late: waits for a worker" in desk.text_of(client.get(reverse("admin:calendar")))
    transitions.publish_due()
    assert "30 minutes late" in desk.text_of(client.get(reverse("admin:calendar")))
