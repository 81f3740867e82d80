"""The audit trail: searched by person, act, record, period and reason; taken away as a file without formulas."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import clock, roles, transitions
from editorial.admin.trail import safe
from tests import desk, records

pytestmark = pytest.mark.both_databases

LIST, EXPORT = "/admin/editorial/auditentry/", "/admin/editorial/auditentry/export/"
NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def trail(author, reviewer, editor, events_have_checks):
    for number, (person, key) in enumerate([(author, "one"), (author, "two"), (editor, "three")]):
        with clock.at(NOON + timedelta(days=number)):
            item = records.make("event", person, key=key, title=f"事件 {key}")
    with clock.at(NOON + timedelta(days=3)):
        submission = transitions.submit([records.fresh(item)], actor=editor, note="请尽快")
        transitions.return_(submission, actor=reviewer, comment="日期有误")


def found(client, **asked):
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return [(entry.actor_name, entry.act, entry.item_label.split()[0]) for entry in
            response.context["cl"].result_list]  # fmt: skip


def rows(client, **asked):
    response = client.get(EXPORT, asked)
    assert (response.status_code, response.streaming) == (200, True)
    assert response["Content-Type"].startswith("text/csv")
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ({"person": "reviewer"}, [("reviewer", "return", "event:three")]),
        ({"act": "create", "person": "author"}, [("author", "create", "event:two"), ("author", "create", "event:one")]),
        ({"item": "事件 two"}, [("author", "create", "event:two")]),
        ({"reason": "日期"}, [("reviewer", "return", "event:three")]),
        ({"since": "2026-03-03", "until": "2026-03-03"}, [("author", "create", "event:two")]),
        ({"until": "2026-03-02"}, [("author", "create", "event:one")]),
        ({"person": "reviewer", "act": "create"}, []),
    ],
)
def test_each_field_narrows_the_list_and_the_file_alike(client, trail, editor, asked, labels):
    client.force_login(editor)
    assert found(client, **asked) == labels
    assert [(row["person"], row["act"], row["item"].split()[0]) for row in rows(client, **asked)] == labels[::-1]


@pytest.mark.parametrize("asked", [{"since": "2026-02-31"}, {"act": "pray"}, {"since": "昨天"}])
def test_what_cannot_be_read_is_said_and_finds_nothing(client, trail, editor, asked):
    client.force_login(editor)
    response = client.get(LIST, asked)
    assert list(response.context["cl"].result_list) == []
    assert response.context["search"].errors
    assert rows(client, **asked) == []


def test_the_file_holds_what_the_list_shows_and_says_it_in_columns(client, trail, editor):
    client.force_login(editor)
    (row,) = rows(client, act="return")
    hashes = {name: row.pop(name) for name in ("content before", "content after", "submission")}
    assert row == {
        "when": "2026-03-05T12:00:00+08:00", "person": "reviewer", "act": "return", "item": "event:three 事件 three",
        "version": "", "release": "", "reason": "日期有误", "details": "",
    }  # fmt: skip
    assert hashes["submission"]


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "　=1", "＝1+1", "－2", "=cmd|' /C calc'!A0"],
)
def test_no_cell_is_a_formula(client, author, editor, words):
    records.make("event", author, key="evil", title="正常")
    transitions.delete(records.make("event", author, key="gone"), actor=author, reason=words)
    client.force_login(editor)
    row = next(row for row in rows(client) if row["act"] == "delete")
    assert row["reason"] == f"'{words}"


def test_ordinary_text_stays_as_it_is():
    assert [safe(cell) for cell in ("日期-有误", "a=b", "2026-03-02", 7, None, "“引文”", "空\x00字符")] == [
        "日期-有误", "a=b", "2026-03-02", "7", "", "“引文”", "空字符",
    ]  # fmt: skip


def test_only_editors_and_administrators_take_it_away(client, trail, author, reviewer, administrator):
    for person in (author, reviewer):
        client.force_login(person)
        assert client.get(EXPORT).status_code == 403
        assert EXPORT not in client.get(LIST).content.decode()
    client.force_login(administrator)
    assert len(rows(client)) == 5
    assert EXPORT in client.get(LIST).content.decode()


def test_an_editor_of_one_book_takes_away_what_that_book_did(client, author, administrator, make_user):
    mine, other = (records.make_book(author, key=key) for key in ("mine", "other"))
    for book in (mine, other):
        records.make("chapter", author, book=book, key="one")
    local = make_user("local", role="editor", book=mine)
    roles.give(make_user("newcomer"), "author", actor=administrator)
    client.force_login(local)
    labels = [row["item"].split()[0] for row in rows(client)]
    assert labels == ["book:mine", "chapter:mine/one"]
    roles.give(local, "author", collection=other)
    client.force_login(type(local).objects.get(pk=local.pk))
    assert [row["item"].split()[0] for row in rows(client)] == labels, "reading drafts there is not taking the trail"


def test_a_change_of_roles_is_told_in_words(client, administrator, make_user):
    roles.give(make_user("newcomer"), "author", actor=administrator)
    client.force_login(administrator)
    assert "role: – → author@*" in desk.text_of(client.get(LIST))
    assert rows(client, act="permission")[0]["details"] == "role: – → author@*"


def test_a_file_of_any_length_takes_the_same_few_queries(client, author, editor):
    item = records.make("event", author)
    client.force_login(editor)
    counts = []
    for number in range(2):
        for step in range(3 if number else 0):
            transitions.edit(item, actor=author, fields={"body": f"第 {step} 稿"})
        with CaptureQueriesContext(connection) as captured:
            rows(client)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6
