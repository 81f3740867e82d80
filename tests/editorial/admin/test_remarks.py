"""Threads on the review page: anchored by quotation, answered, resolved, opened again; nothing is lost."""

import pytest

from editorial import transitions
from editorial.models import AuditEntry, Comment
from tests import desk, records

pytestmark = pytest.mark.both_databases

BODY = "第一段在这里。\n\n第二段说**某某公司在那一年发布了模型**，后来又发布了一次。\n\n第三段。"


@pytest.fixture
def submission(author):
    return transitions.submit([records.make("event", author, body=BODY)], actor=author)


def comment(client, submission, body="请核对。", **data):
    return client.post(desk.review_url(submission, "review_comment"), {"body": body, **data})


def thread(client, submission, first, act, **data):
    url = f"{desk.review_url(submission)}comment/{first.pk}/"
    return client.post(url, {"act": act, **data})


def threads_of(response):
    return {each.comment.body: each for each in response.context["threads"] + response.context["resolved"]}


def again(submission, author, body):
    """Withdraw, rewrite and submit the same record."""
    item = submission.lead
    transitions.withdraw(submission, actor=author)
    transitions.edit(item, actor=author, fields={"body": body})
    return transitions.submit([records.fresh(item)], actor=author)


def test_a_comment_stays_with_its_words_while_the_text_around_them_changes(client, author, reviewer, submission):
    client.force_login(reviewer)
    assert comment(client, submission, quotation="某某公司在那一年 发布了模型").status_code == 302
    remark = Comment.objects.get()
    assert (remark.quotation, remark.before.endswith("第二段说"), remark.after.startswith("，后来")) == (
        "某某公司在那一年发布了模型", True, True,
    )  # fmt: skip

    moved = again(submission, author, "插入。" * 200 + "\n\n" + BODY.replace("第一段", "开头一段"))
    response = client.get(desk.review_url(moved))
    shown = threads_of(response)["请核对。"]
    assert (shown.detached, shown.earlier) == (False, True)
    html = str(response.context["members"][0].html)
    assert f'<mark class="quoted" id="{shown.place}">某某公司在那一年发布了模型</mark>' in html

    gone = again(moved, author, "全部重写，什么都没有留下。")
    response = client.get(desk.review_url(gone))
    assert threads_of(response)["请核对。"].detached
    assert "detached" in desk.text_of(response)
    client.post(desk.review_url(gone, "review_withdraw"))


def test_words_the_text_does_not_have_are_refused_and_nothing_is_stored(client, reviewer, submission):
    client.force_login(reviewer)
    response = comment(client, submission, quotation="这里没有的话")
    assert (response.status_code, "no such words" in desk.text_of(response)) == (409, True)
    assert comment(client, submission, body="  ").status_code == 409
    assert not Comment.objects.exists()


def test_a_thread_is_answered_resolved_and_opened_again_by_an_answer(client, author, reviewer, submission):
    client.force_login(reviewer)
    comment(client, submission)
    first = Comment.objects.get()
    client.force_login(author)
    assert thread(client, submission, first, "reply", body="已核对。").status_code == 302
    assert thread(client, submission, first, "resolve").status_code == 302
    assert thread(client, submission, first, "resolve").status_code == 409
    response = client.get(desk.review_url(submission))
    assert [each.comment for each in response.context["resolved"]] == [first]
    assert "已核对。" in desk.text_of(response)
    client.force_login(reviewer)
    assert thread(client, submission, first, "reply", body="还不对。").status_code == 302
    response = client.get(desk.review_url(submission))
    assert [reply.body for reply in threads_of(response)["请核对。"].replies] == ["已核对。", "还不对。"]
    assert threads_of(response)["请核对。"].resolved is False
    acts = AuditEntry.objects.filter(act__in=["comment", "resolve", "reopen"]).order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["comment", "comment", "resolve", "reopen", "comment"]


def test_threads_survive_publication_and_say_so_on_the_next_review(client, author, reviewer, submission):
    client.force_login(reviewer)
    comment(client, submission, quotation="第三段")
    records.approve(submission, reviewer)
    item = records.fresh(submission.lead)
    transitions.edit(item, actor=author, fields={"body": BODY + "\n\n第四段。"})
    later = transitions.submit([records.fresh(item)], actor=author)
    shown = threads_of(client.get(desk.review_url(later)))["请核对。"]
    assert (shown.earlier, shown.detached) == (True, False)


def test_people_named_with_an_at_sign_are_kept_for_notices_but_not_oneself_and_not_parts_of_names(
    client, author, reviewer, make_user, submission
):
    ann, anna = make_user("ann", role="author"), make_user("anna", role="author")
    anna.first_name, anna.last_name = "安娜", "王"
    anna.save()
    client.force_login(reviewer)
    comment(client, submission, body="@ann 请看，＠reviewer 自己也看，a@author.example 不是")
    assert Comment.objects.get().mentioned == [ann.pk]
    assert AuditEntry.objects.get(act="comment").detail["mentioned"] == [ann.pk]


def test_people_without_a_part_in_it_neither_comment_nor_resolve(client, administrator, reviewer, submission):
    client.force_login(reviewer)
    comment(client, submission)
    first = Comment.objects.get()
    client.force_login(administrator)
    assert comment(client, submission).status_code == 403
    assert thread(client, submission, first, "resolve").status_code == 403
    assert thread(client, submission, first, "reply", body="x").status_code == 403
    assert Comment.objects.count() == 1


def test_a_thread_is_reached_only_through_a_submission_of_its_record(client, author, reviewer, submission):
    client.force_login(reviewer)
    comment(client, submission)
    other = transitions.submit([records.make("event", author, key="other")], actor=author)
    assert thread(client, other, Comment.objects.get(), "resolve").status_code == 404


def test_a_finding_is_flagged_at_its_place(client, author, reviewer, events_have_checks):
    from tests.editorial.admin.test_review import Doubtful

    events_have_checks(Doubtful())
    item = records.make("event", author, body="一\n\n这里有 one 个词。\n\n五\n\n七\n\n第九行")
    submission = transitions.submit([item], actor=author)
    client.force_login(reviewer)
    html = str(client.get(desk.review_url(submission)).context["members"][0].html)
    assert (
        '<mark class="found found-warning">one</mark><sup class="flag found found-warning"><a href="#finding-' in html
    )
    assert html.count("<sup ") == 2


def test_the_number_of_queries_does_not_depend_on_the_number_of_remarks(
    client, reviewer, submission, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(reviewer)
    comment(client, submission)

    def queries():
        client.get(desk.review_url(submission))
        with CaptureQueriesContext(connection) as captured:
            client.get(desk.review_url(submission))
        return len(captured)

    one = queries()
    for number in range(3):
        comment(client, submission, body=f"第{number}条", quotation="第三段")
    assert queries() == one


def test_somebody_says_that_they_are_looking_and_others_see_it(client, reviewer, make_user, author, submission):
    other = make_user("other", role="reviewer")
    client.force_login(reviewer)
    assert client.post(desk.review_url(submission, "review_look"), {"act": "look"}).status_code == 302
    client.force_login(other)
    assert "Looking at this reviewer" in desk.text_of(client.get(desk.review_url(submission)))
    client.force_login(reviewer)
    assert client.get(desk.review_url(submission)).context["i_look"] is True
    client.post(desk.review_url(submission, "review_look"), {"act": "stop"})
    client.force_login(other)
    assert "Looking at this" not in desk.text_of(client.get(desk.review_url(submission)))
    client.force_login(author)
    assert client.post(desk.review_url(submission, "review_look"), {"act": "look"}).status_code == 403
