"""The lists of the desk: fixed queries, search, filters, submitting many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import transitions
from editorial.models import Comment, Finding
from tests import desk, records

pytestmark = pytest.mark.both_databases


def queries_of(client, url, connection):
    client.get(url)  # content types and permissions are remembered from here on
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)


def publish_and_change(kind, number, author, reviewer):
    """A record with a public release, a newer draft, and that draft in review with findings."""
    item = records.make(kind, author, key=f"{kind}-{number}")
    records.publish(item, author=author, reviewer=reviewer)
    transitions.edit(records.fresh(item), actor=author, fields=records.PUBLIC_CHANGE[kind])
    submission = transitions.submit([records.fresh(item)], actor=author)
    Finding.objects.create(item=item, version_number=2, check_id="x", severity="warning", fingerprint="f")
    Comment.objects.create(
        item=item, submission=submission, version_number=2, author_name="r", at=item.updated_at, body="b"
    )
    return item


@pytest.mark.parametrize("kind", records.KINDS)
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(kind, client, author, reviewer):
    publish_and_change(kind, 1, author, reviewer)
    client.force_login(author)
    counts = [queries_of(client, desk.list_url(kind), connection)]
    for number in (2, 3):
        publish_and_change(kind, number, author, reviewer)
    counts.append(queries_of(client, desk.list_url(kind), connection))

    assert counts[0] == counts[1] <= 10


@pytest.mark.parametrize(
    "page",
    ["admin:editorial_auditentry_changelist", "admin:editorial_submission_changelist",
     "admin:editorial_finding_changelist", "admin:editorial_job_changelist"],
)  # fmt: skip
def test_the_pages_of_the_desk_take_as_many_queries_for_three_rows_as_for_one(page, client, author, reviewer, editor):
    publish_and_change("event", 1, author, reviewer)
    client.force_login(editor)
    counts = [queries_of(client, reverse(page), connection)]
    for number in (2, 3):
        publish_and_change("event", number, author, reviewer)
    counts.append(queries_of(client, reverse(page), connection))

    assert counts[0] == counts[1] <= 12


def test_the_list_says_what_is_public_what_the_draft_has_and_what_is_in_review(client, author, reviewer):
    item = publish_and_change("event", 1, author, reviewer)
    transitions.edit(records.fresh(item), actor=author, fields={"title": "第三稿"})
    records.make("event", author, key="never")
    withdrawn = records.make("event", author, key="gone")
    records.publish(withdrawn, author=author, reviewer=reviewer)

    client.force_login(author)
    words = desk.text_of(client.get(desk.list_url("event")))

    assert "In review public: release 1 · draft: 2 versions newer · in review: version 2" in words
    assert "Draft not public · draft: version 1" in words
    assert "Published public: release 1" in words
    assert "1 warning" not in words  # counts are those of the job, which has not run


@pytest.mark.parametrize(
    ("words", "found"),
    [("发布", ["launch"]), ("Launch", ["launch"]), ("register-7", ["launch"]), ("other", ["other"]), ("nothing", []),
     ("摘要里", ["launch"])],
)  # fmt: skip
def test_a_list_is_searched_by_title_english_title_key_other_key_and_text(words, found, client, author):
    records.make("event", author, key="launch", aliases=["register-7"], summary="摘要里的字")
    records.make("event", author, key="other", title="别的事", title_en="Something else")
    client.force_login(author)

    response = client.get(desk.list_url("event"), {"q": words})

    assert [row.item.key for row in response.context["cl"].result_list] == found


def test_a_list_is_filtered_by_status_book_findings_owner_and_significance(client, author, reviewer, editor):
    book = records.make_book(author)
    mine = records.make("event", author, key="mine", book=book, significance="major")
    records.publish(mine, author=author, reviewer=reviewer)
    theirs = records.make("event", editor, key="theirs")
    type(theirs).objects.filter(pk=theirs.pk).update(error_count=2)
    client.force_login(author)

    def keys(**filters):
        rows = client.get(desk.list_url("event"), filters).context["cl"].result_list
        return sorted(row.item.key for row in rows)

    assert keys(status="published") == keys(status="public") == ["mine"]
    assert keys(status="draft") == keys(status="never") == ["theirs"]
    assert keys(book="a-book") == ["mine"]
    assert keys(findings="errors") == ["theirs"]
    assert keys(findings="none") == ["mine"]
    assert keys(owner="me") == ["mine"]
    assert keys(significance__exact="major") == ["mine"]


def in_bulk(client, action, *items, **data):
    """Choose an action of the list for ``items``; returns (key, whether it would be or was done, sentence) of each."""
    chosen = [item.row.pk for item in items]
    url = desk.list_url(items[0].kind)
    response = client.post(url, {"action": action, "_selected_action": chosen, "index": "0", **data})
    assert response.status_code == 200
    return [(each["item"].key, each["done"], str(each["sentence"])) for each in response.context["results"]]


def test_a_bulk_submission_says_before_and_after_what_becomes_of_each_record(client, author, reviewer):
    ready = records.make("event", author, key="ready", title="可以送")
    public = records.make("event", author, key="public", title="已经公开")
    records.publish(public, author=author, reviewer=reviewer)
    client.force_login(author)
    refused = ("public", False, "“已经公开” has no changes that are not already public.")

    shown = in_bulk(client, "submit_selected", ready, public)
    assert shown == [refused, ("ready", True, "would be submitted for review, on its own")]
    assert records.fresh(ready).status == "draft"

    done = in_bulk(client, "submit_selected", ready, public, confirm="yes")
    assert done == [refused, ("ready", True, "Submitted for review.")]
    assert records.fresh(ready).status == "in_review"

    assert in_bulk(client, "withdraw_selected", ready, public, confirm="yes") == [
        ("public", False, "“已经公开” is not in review."),
        ("ready", True, "The submission was withdrawn."),
    ]
    assert records.fresh(ready).status == "draft"


def test_public_pages_are_withdrawn_in_bulk_by_an_editor_with_a_reason_only(client, author, reviewer, editor):
    public, draft = records.make("event", author, key="public"), records.make("event", author, key="draft")
    records.publish(public, author=author, reviewer=reviewer)
    client.force_login(editor)

    asked = in_bulk(client, "unpublish_selected", public, draft, confirm="yes", reason=" ")
    assert [done for _key, done, _sentence in asked] == [False, True]
    assert records.fresh(public).public_release is not None

    in_bulk(client, "unpublish_selected", public, draft, confirm="yes", reason="全部有误")
    assert records.fresh(public).public_release is None
    assert records.fresh(public).publications.first().reason == "全部有误"
    client.force_login(author)
    assert "unpublish_selected" not in client.get(desk.list_url("event")).content.decode()


def test_a_reviewer_is_offered_no_bulk_submission_and_cannot_force_it(client, author, reviewer):
    item = records.make("event", author)
    client.force_login(reviewer)

    assert "submit_selected" not in client.get(desk.list_url("event")).content.decode()
    client.post(desk.list_url("event"), {"action": "submit_selected", "_selected_action": [item.row.pk], "index": "0"})

    assert records.fresh(item).status == "draft"


def test_nothing_can_be_deleted_from_a_list(client, editor, author):
    item = records.make("event", author)
    client.force_login(editor)

    client.post(desk.list_url("event"), {"action": "delete_selected", "_selected_action": [item.row.pk], "post": "yes"})

    assert records.fresh(item)
