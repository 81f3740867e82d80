"""Every page of the desk answers, and looking writes nothing."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from editorial import transitions
from tests import desk, records

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|BEGIN|SAVEPOINT|CREATE|ALTER|REPLACE)", re.IGNORECASE)


class Watched:
    """Collects every statement that writes or opens a transaction."""

    def __init__(self):
        self.statements = []

    def __call__(self, execute, sql, params, many, context):
        if WRITES.match(sql):
            self.statements.append(sql)
        return execute(sql, params, many, context)


@pytest.fixture
def house(author, reviewer):
    """One record of each kind: published once, changed since, and the chapter in review."""
    book = records.make_book(author)
    items = {"book": book}
    for kind in ("source", "organization", "concept", "event", "chapter"):
        items[kind] = records.make(kind, author, book=book if kind == "chapter" else None)
    for item in items.values():
        records.publish(item, author=author, reviewer=reviewer)
        transitions.edit(records.fresh(item), actor=author, fields=records.PUBLIC_CHANGE[item.kind])
    submission = transitions.submit([records.fresh(items["chapter"])], actor=author)
    return {"items": {kind: records.fresh(item) for kind, item in items.items()}, "submission": submission}


def all_pages(house):
    urls = [
        reverse("admin:index"),
        reverse("admin:review", args=[house["submission"].pk]),
        reverse("admin:review", args=[house["submission"].pk]) + "?view=sides",
        reverse("admin:complete") + "?kinds=event&q=a",
    ]
    for name in ("auditentry", "submission", "finding", "job"):
        urls.append(reverse(f"admin:editorial_{name}_changelist"))
    for item in house["items"].values():
        urls += [
            desk.list_url(item.kind), desk.list_url(item.kind) + "?q=a", desk.add_url(item.kind),
            *(
                desk.url(item, name)
                for name in ("change", "history", "submit", "discard", "unpublish", "roll_back", "releases", "missing",
                             "compare", "delete")
            ),
            desk.url(item, "compare") + "?from=1&to=2&view=sides",
            desk.url(item, "version", number=1),
        ]  # fmt: skip
    return [*urls, desk.url(house["items"]["chapter"], "withdraw")]


@pytest.mark.parametrize("role", ["author", "reviewer", "editor"])
def test_every_page_answers_and_a_look_writes_nothing(house, role, client, request):
    person = request.getfixturevalue(role)
    client.force_login(person)
    wrong, written = {}, {}
    for url in all_pages(house):
        watched = Watched()
        with connection.execute_wrapper(watched):
            response = client.get(url)
        allowed = {200} | ({403} if role == "reviewer" and url.endswith("/add/") else set())
        if response.status_code not in allowed:
            wrong[url] = response.status_code
        if watched.statements:
            written[url] = watched.statements
    assert (wrong, written) == ({}, {})


#: What a strict content security policy would not let run or apply.
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>|<style|\sstyle=|\son[a-z]+=|href=\"javascript:",
    re.IGNORECASE,
)
TAGS = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)


def test_no_page_has_inline_scripts_styles_or_handlers(house, client, editor):
    client.force_login(editor)
    found = {}
    for url in [*all_pages(house), reverse("admin:login"), reverse("admin:password_change")]:
        response = client.get(url)
        if not response["Content-Type"].startswith("text/html"):
            continue
        inline = [tag for tag in TAGS.findall(response.content.decode()) if INLINE.search(tag)]
        if inline:
            found[url] = inline
        assert "unsafe" not in response["Content-Security-Policy"]
    assert found == {}


def test_script_in_every_field_stays_text_on_every_page(client, author, reviewer, editor):
    evil = "<script>alert(1)</script>"
    source = records.make("source", author, title=evil, csl={"title": evil, "author": [{"literal": evil}]})
    event = records.make(
        "event", author, title=evil, title_en=evil, summary=evil, body=evil, place=evil, tags=[evil], aliases=[evil],
        date_note=evil, private_notes=evil,
        relations={"sources": [{"kind": "source", "key": source.key, "locator": evil, "note": evil}]},
    )  # fmt: skip
    submission = transitions.submit([event, source], actor=author, note=evil)
    transitions.return_(submission, actor=reviewer, comment=evil)
    transitions.edit(records.fresh(event), actor=author, fields={"body": evil * 2}, note=evil)
    submission = transitions.submit([records.fresh(event), records.fresh(source)], actor=author, note=evil)
    client.force_login(editor)

    pages = all_pages({"items": {"event": event, "source": source, "chapter": event}, "submission": submission})
    answers = {url: client.get(url) for url in pages}
    assert {answer["Content-Type"] for answer in answers.values()} == {"text/html; charset=utf-8", "application/json"}
    html = {url: answer.content for url, answer in answers.items() if answer["Content-Type"].startswith("text/html")}
    assert [url for url, content in html.items() if b"<script>alert" in content] == []


def test_somebody_without_the_right_is_told_so_in_words(client, make_user, author):
    item = records.make("event", author)
    client.force_login(make_user("nobody"))
    response = client.get(desk.url(item))
    assert response.status_code == 403
    assert "Your account has no right to this page." in desk.text_of(response)
