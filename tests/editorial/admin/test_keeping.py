"""Text that was not saved: kept for its author alone, offered on reopening, gone once saved; and who else writes."""

import json

import pytest

from editorial import history, transitions
from editorial.models import AuditEntry, DraftVersion, UnsavedText
from tests import desk, records

KEEP, SESSION, MAKE = "/admin/draft/keep/", "/admin/draft/session/", "/admin/draft/make/"

pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(author):
    return records.make("event", author, title="旧题", body="旧文")


def keep(client, person, item=None, *, kind="event", lock="1", dirty=True, **fields):
    data = {"kind": kind, "item": item.pk if item else "", "person": person.pk, "lock_version": lock, **fields}
    return client.post(KEEP, data | ({"dirty": "1"} if dirty else {}))


def kept_fields(person):
    return [json.loads(text) for text in UnsavedText.objects.filter(person=person).values_list("fields", flat=True)]


def test_a_text_is_kept_without_a_version_or_an_audit_row(client, author, event):
    client.force_login(author)
    before = DraftVersion.objects.count(), AuditEntry.objects.count()
    for body in ("一", "一二", "一二三"):
        assert keep(client, author, event, title="新题", body=body).status_code == 200
    assert kept_fields(author) == [{"lock_version": "1", "title": "新题", "body": "一二三"}]
    assert (DraftVersion.objects.count(), AuditEntry.objects.count()) == before
    assert records.fresh(event).row.body == "旧文"


def test_it_is_offered_compared_restored_and_gone_once_saved(client, author, event):
    client.force_login(author)
    form = {**desk.opened(client, event), "body": "写了一半"}
    url = keep(client, author, event, **{name: text for name, text in form.items() if name != "lock_version"}).json()[
        "url"
    ]

    assert "There is text of yours" in desk.text_of(client.get(desk.url(event)))
    compared = client.get(url).context["differences"]
    assert [(each.label, each.old, each.new) for each in compared] == [("Text", "旧文", "写了一半")]
    restored = client.get(desk.url(event) + "?unsaved=restore")
    assert desk.shown_form(restored) == form
    assert "It is not saved yet." in desk.text_of(restored)
    assert UnsavedText.objects.count() == 1

    assert desk.save(client, event, desk.shown_form(restored)).status_code == 302
    assert UnsavedText.objects.count() == 0
    assert records.fresh(event).row.body == "写了一半"
    assert "There is text of yours" not in desk.text_of(client.get(desk.url(event)))


def test_what_others_saved_meanwhile_is_merged_with_a_restored_text(client, author, editor, event):
    client.force_login(author)
    form = {**desk.opened(client, event), "body": "我写的"}
    keep(client, author, event, **{name: text for name, text in form.items() if name != "lock_version"})
    transitions.edit(event, actor=editor, fields={"title": "他改的题"})

    response = desk.save(client, event, desk.shown_form(client.get(desk.url(event) + "?unsaved=restore")))

    assert response.status_code == 409
    assert desk.save(client, event, desk.shown_form(response)).status_code == 302
    saved = history.snapshot_of(history.newest(event))
    assert (saved.get("title"), saved.get("body")) == ("他改的题", "我写的")


def test_it_can_be_thrown_away_and_what_the_draft_says_anyway_is_not_offered(client, author, event):
    client.force_login(author)
    url = keep(client, author, event, body="不要了").json()["url"]
    assert client.post(url).url == desk.url(event)
    assert UnsavedText.objects.count() == 0
    keep(client, author, event, title="旧题", body="旧文")
    assert "There is text of yours" not in desk.text_of(client.get(desk.url(event)))


def test_a_record_that_was_never_saved_is_kept_too(client, author):
    client.force_login(author)
    keep(client, author, kind="event", lock="", title="新事", body="正文", key="new-one")
    keep(client, author, kind="source", lock="", title="新文献")
    shown = desk.shown_form(client.get(desk.add_url("event") + "?unsaved=restore"))
    assert (shown["title"], shown["body"], shown["key"]) == ("新事", "正文", "new-one")
    assert client.post(desk.add_url("event"), {**shown, "_save": "1"}).status_code == 302
    assert [text.kind for text in UnsavedText.objects.all()] == ["source"]


def test_nobody_sees_or_touches_what_somebody_else_did_not_save(client, author, editor, event):
    client.force_login(author)
    url = keep(client, author, event, body="只给自己看").json()["url"]
    client.force_login(editor)
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert "只给自己看" not in client.get(desk.url(event) + "?unsaved=restore").content.decode()
    assert keep(client, author, event, body="盖掉").status_code == 409
    assert kept_fields(author) == [{"lock_version": "1", "body": "只给自己看"}]


@pytest.mark.parametrize("text", ["a\0b", "😀" * 10, "\u202e<script>alert(1)</script>", "字" * 1_500_000])
def test_whatever_was_pasted_is_kept(text, client, author, event):
    client.force_login(author)
    assert keep(client, author, event, body=text).status_code == 200
    assert kept_fields(author)[0]["body"] == text
    assert client.get(desk.url(event)).status_code == 200
    assert client.get(desk.url(event) + "?unsaved=restore").status_code == 200


@pytest.mark.parametrize(
    ("data", "status"),
    [({"kind": "nothing"}, 400), ({"kind": "event", "item": "999999"}, 404), ({"kind": "event", "item": "x"}, 404),
     ({"kind": "event", "item": "9" * 40}, 404), ({"kind": "event", "idle": "-5", "lock_version": "x"}, 200)],
)  # fmt: skip
def test_bad_input_is_an_answer_and_never_a_crash(data, status, client, author):
    client.force_login(author)
    response = client.post(KEEP, {"person": author.pk, "dirty": "1", "item": "", **data})
    assert response.status_code == status


def test_who_else_writes_is_told_until_a_quarter_of_an_hour_without_a_sign(client, author, editor, event):
    client.force_login(editor)
    keep(client, editor, event, dirty=False)
    client.force_login(author)
    assert keep(client, author, event, dirty=False).json()["others"] == ["editor"]
    client.force_login(editor)
    client.post(KEEP, {"kind": "event", "item": event.pk, "person": editor.pk, "idle": 15 * 60})
    client.force_login(author)
    assert keep(client, author, event, dirty=False).json()["others"] == []


def test_a_version_that_somebody_saved_meanwhile_is_announced(client, author, editor, event):
    client.force_login(author)
    assert keep(client, author, event, dirty=False).json()["newer"] == ""
    transitions.edit(event, actor=editor, fields={"title": "他的题"})
    sentence = "editor saved version 2 meanwhile. Go on: when you save, both are merged."
    assert keep(client, author, event, dirty=False).json()["newer"] == sentence


def test_a_page_opened_before_signing_in_again_gets_a_token_that_works(client, author, event):
    assert client.get(SESSION).status_code == 403
    client.force_login(author)
    answer = client.get(SESSION).json()
    assert (answer["person"], answer["name"]) == (author.pk, "author")
    assert len(answer["token"]) >= 32


# Records that are missing


def test_a_record_is_made_once_from_its_key_or_its_name(client, author, event):
    client.force_login(author)
    made = client.post(MAKE, {"name": "concept:self-attention", "item": event.pk}).json()
    assert (made["kind"], made["key"]) == ("concept", "self-attention")
    named = client.post(MAKE, {"name": "organization:某某 研究院", "item": event.pk}).json()
    assert named["key"] == "mou-mou-yan-jiu-yuan"
    assert client.post(MAKE, {"name": "organization:某某 研究院", "item": event.pk}).status_code == 409
    transitions.edit(event, actor=author, relations={"organizations": [{"kind": "organization", "key": "某某 研究院"}]})
    assert event.relations.get().target.key == "mou-mou-yan-jiu-yuan"


@pytest.mark.parametrize("name", ["", "event:", "chapter:one", "book:one", "nothing:x", "event:…"])
def test_what_names_no_record_makes_none(name, client, author):
    client.force_login(author)
    assert client.post(MAKE, {"name": name}).status_code in (400, 409)


def test_a_reviewer_makes_and_keeps_nothing(client, reviewer, event):
    client.force_login(reviewer)
    assert client.post(MAKE, {"name": "concept:x"}).status_code == 403
    assert keep(client, reviewer, event, body="x").status_code == 403
    assert UnsavedText.objects.count() == 0
