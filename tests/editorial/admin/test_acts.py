"""The acts on one record: what the buttons say, what the pages ask, what a POST does or refuses."""

import pytest

from editorial import history, transitions
from editorial.models import AuditEntry, Item, Submission
from tests import desk, records

pytestmark = pytest.mark.both_databases


def state(item):
    """Everything an act could change, for comparing before and after a refusal."""
    item = records.fresh(item)
    page = getattr(item, "public_page", None)
    return (
        item.status, item.lock_version, item.content_sha256, page.release_id if page else None,
        list(Submission.objects.values_list("pk", "state")), AuditEntry.objects.count(),
    )  # fmt: skip


def test_submitting_takes_the_ticked_companions_along_as_one_set(client, author):
    source = records.make("source", author, key="lee2020")
    event = records.make("event", author, key="launch", relations={"sources": [{"kind": "source", "key": "lee2020"}]})
    book = records.make_book(author)
    chapter = records.make(
        "chapter", author, book=book, relations={"events": [{"kind": "event", "key": "launch"}]}, body="正文。"
    )
    client.force_login(author)

    page = client.get(desk.url(chapter, "submit"))

    groups = page.context["groups"]
    assert [(group.label, [(each.item.key, each.ticked) for each in group.companions]) for group in groups] == [
        ("events", [("launch", True)]),
        ("sources", [("lee2020", True)]),
    ]

    response = client.post(desk.url(chapter, "submit"), {"companion": [event.pk, source.pk], "note": "请看"})

    submission = Submission.objects.get()
    assert response.url == f"/admin/review/{submission.pk}/"
    assert (submission.lead, submission.note) == (chapter, "请看")
    assert {member.item for member in submission.members.all()} == {chapter, event, source}


def test_companions_that_readers_see_already_are_not_offered_and_changed_ones_not_ticked(client, author, reviewer):
    for key in ("same", "changed"):
        records.publish(records.make("source", author, key=key), author=author, reviewer=reviewer)
    transitions.edit(Item.objects.get(key="changed"), actor=author, fields={"title": "Changed"})
    event = records.make(
        "event",
        author,
        relations={"sources": [{"kind": "source", "key": key} for key in ("same", "changed", "absent")]},
    )
    client.force_login(author)

    groups = client.get(desk.url(event, "submit")).context["groups"]

    assert [(each.item.key, each.ticked) for group in groups for each in group.companions] == [("changed", False)]


def test_the_submit_page_takes_a_fixed_number_of_queries(client, author, django_assert_max_num_queries):
    relations = []
    for number in range(6):
        records.make("source", author, key=f"s{number}")
        relations.append({"kind": "source", "key": f"s{number}"})
    event = records.make("event", author, relations={"sources": relations})
    client.force_login(author)
    client.get(desk.url(event, "submit"))
    with django_assert_max_num_queries(60):
        assert len(client.get(desk.url(event, "submit")).context["groups"][0].companions) == 6


def test_an_error_refuses_the_submission_and_lists_every_problem_with_its_line(client, author):
    event = records.make("event", author, body="一行。\n\n见[[event:nobody]]与[@missing]。")
    client.force_login(author)

    response = client.post(desk.url(event, "submit"))

    assert response.status_code == 409
    words = desk.text_of(response)
    assert "event:nobody" in words and "missing" in words and "line 3" in words
    assert records.fresh(event).status == "draft"
    assert not Submission.objects.exists()


def test_withdrawing_brings_a_submission_back(client, author):
    item = records.make("event", author)
    transitions.submit([item], actor=author)
    client.force_login(author)

    assert client.get(desk.url(item, "withdraw")).status_code == 200
    assert client.post(desk.url(item, "withdraw")).status_code == 302
    assert records.fresh(item).status == "draft"
    assert client.get(desk.url(item, "withdraw")).status_code == 409


def test_discarding_shows_what_would_go_and_brings_the_public_text_back(client, author, reviewer):
    item = records.make("event", author, title="公开的题目")
    records.publish(item, author=author, reviewer=reviewer)
    transitions.edit(records.fresh(item), actor=author, fields={"title": "改坏的题目"})
    client.force_login(author)

    differences = client.get(desk.url(item, "discard")).context["differences"]
    assert [(each.label, each.old, each.new) for each in differences] == [("Title", "改坏的题目", "公开的题目")]
    assert client.post(desk.url(item, "discard")).status_code == 302
    assert records.fresh(item).status == "published"
    assert records.fresh(item).title == "公开的题目"


def test_withdrawing_a_public_page_needs_an_editor_and_a_reason(client, author, reviewer, editor):
    item = records.make("event", author)
    records.publish(item, author=author, reviewer=reviewer)

    client.force_login(author)
    before = state(item)
    assert client.post(desk.url(item, "unpublish"), {"reason": "错了"}).status_code == 403
    client.force_login(editor)
    assert client.post(desk.url(item, "unpublish"), {"reason": "  "}).status_code == 409
    assert state(item) == before

    assert client.post(desk.url(item, "unpublish"), {"reason": "错了", "notice": "已撤回"}).status_code == 302
    page = records.fresh(item).public_page
    assert (page.release, page.notice) == (None, "已撤回")


def test_rolling_back_makes_an_earlier_release_public(client, author, reviewer, editor):
    item = records.make("event", author)
    records.publish(item, author=author, reviewer=reviewer)
    transitions.edit(records.fresh(item), actor=author, fields={"title": "第二版"})
    records.publish(item, author=author, reviewer=reviewer)
    client.force_login(editor)

    assert [release.number for release in client.get(desk.url(item, "roll_back")).context["releases"]] == [2, 1]
    for wrong in ({"number": "2", "reason": "x"}, {"number": "9", "reason": "x"}, {"number": "", "reason": "x"},
                  {"number": "1", "reason": ""}):  # fmt: skip
        assert client.post(desk.url(item, "roll_back"), wrong).status_code == 409
    assert client.post(desk.url(item, "roll_back"), {"number": "1", "reason": "日期有误"}).status_code == 302
    assert records.fresh(item).public_release.number == 1
    assert records.fresh(item).title == "第二版"


def test_a_draft_that_was_never_submitted_can_be_deleted_and_leaves_its_trail(client, author):
    item = records.make("event", author, key="unwanted")
    client.force_login(author)

    assert client.get(desk.url(item, "delete")).status_code == 200
    assert client.post(desk.url(item, "delete"), {"reason": "重复"}).status_code == 302
    assert not Item.objects.filter(key="unwanted").exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("act", "item_label", "reason"))[-1] == (
        "delete", "event:unwanted 一次发布", "重复",
    )  # fmt: skip


def test_what_was_public_cannot_be_deleted(client, author, editor, reviewer):
    item = records.make("event", author)
    records.publish(item, author=author, reviewer=reviewer)
    client.force_login(editor)

    response = client.post(desk.url(item, "delete"), {"reason": "x"})

    assert response.status_code == 409
    assert "it can be withdrawn, not deleted" in desk.text_of(response)
    assert Item.objects.filter(pk=item.pk).exists()


# Buttons and POSTs ask the same guard

ACTS = {
    "submit": {}, "withdraw": {}, "discard": {}, "unpublish": {"reason": "因为"},
    "roll_back": {"reason": "因为", "number": "1"}, "delete": {"reason": "因为"},
    "correct": {"reason": "因为"},
}  # fmt: skip


def in_state(name, author, reviewer):
    """An event in one of the states of the workflow."""
    item = records.make("event", author)
    if name in ("published", "changed", "changed in review"):
        records.publish(item, author=author, reviewer=reviewer)
    if name in ("changed", "changed in review"):
        transitions.edit(records.fresh(item), actor=author, fields={"title": "改过"})
    if name in ("in review", "changed in review"):
        transitions.submit([records.fresh(item)], actor=author)
    return records.fresh(item)


@pytest.mark.parametrize("role", ["author", "reviewer", "editor", "administrator"])
@pytest.mark.parametrize("name", ["draft", "in review", "published", "changed", "changed in review"])
def test_a_greyed_button_says_what_its_post_answers_and_the_post_changes_nothing(
    name, role, client, author, reviewer, request
):
    item = in_state(name, author, reviewer)
    person = request.getfixturevalue(role)
    client.force_login(person)

    for button in client.get(desk.url(item)).context["buttons"]:
        if not button.refused:
            continue
        before = state(item)
        response = client.post(desk.url(item, button.name), ACTS[button.name])
        assert response.status_code in (403, 409), button
        assert str(button.objections[0]) in desk.text_of(response), button
        assert state(item) == before


@pytest.mark.parametrize("name", ["draft", "in review", "published", "changed", "changed in review"])
def test_every_button_that_is_not_greyed_works(name, client, author, reviewer, editor):
    item = in_state(name, author, reviewer)
    client.force_login(editor)
    names = [
        button.name for button in client.get(desk.url(item)).context["buttons"]
        if not button.refused and button.name != "review"
    ]  # fmt: skip
    expected = {
        "draft": ["submit", "delete"],
        "in review": ["withdraw"],
        "published": ["unpublish"],
        "changed": ["submit", "discard", "correct", "unpublish"],
        "changed in review": ["withdraw", "correct", "unpublish"],
    }
    assert names == expected[name]
    first = names[0]
    assert client.post(desk.url(item, first), ACTS[first]).status_code == 302


def test_acts_are_posts_only_in_effect(client, author):
    item = records.make("event", author)
    client.force_login(author)
    before = state(item)
    for name in ("submit", "discard", "delete"):
        client.get(desk.url(item, name))
    assert state(item) == before


def test_a_restored_version_is_reached_from_the_history_only_by_post(client, author):
    item = records.make("event", author)
    transitions.edit(item, actor=author, fields={"title": "二"})
    client.force_login(author)

    assert client.get(desk.url(item, "restore", number=1)).status_code == 405
    assert client.post(desk.url(item, "restore", number=1)).status_code == 302
    assert (history.newest(item).number, history.newest(item).origin) == (3, "restore")
