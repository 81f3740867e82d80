"""The history of a record: paged lists, comparison, releases, and the right to restore."""

import pytest
from django.db import connection

from editorial import history, roles, transitions
from tests import desk, records

pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(author):
    item = records.make("event", author, title="第一稿")
    transitions.edit(item, actor=author, fields={"title": "第二稿"})
    return item


@pytest.mark.parametrize("role", ["reviewer", "administrator"])
def test_nobody_restores_without_the_right(role, client, event, request):
    client.force_login(request.getfixturevalue(role))

    assert client.get(desk.url(event, "version", number=1)).status_code == 200
    assert client.post(desk.url(event, "restore", number=1)).status_code == 403
    assert records.fresh(event).title == "第二稿"


def test_the_right_to_restore_is_not_the_right_to_write(client, event, make_user, monkeypatch):
    monkeypatch.setitem(roles.PERMISSIONS, "author", ("view_item", "edit_item"))
    client.force_login(make_user("writer", role="author"))

    assert client.post(desk.url(event, "restore", number=1)).status_code == 403
    assert desk.save(client, event, {**desk.opened(client, event), "title": "写得了"}).status_code == 302
    assert records.fresh(event).title == "写得了"


def test_a_restored_version_is_a_new_draft_and_leaves_the_public_page_alone(client, event, author, reviewer):
    records.publish(event, author=author, reviewer=reviewer)
    page = records.fresh(event).public_page
    client.force_login(author)

    response = client.post(desk.url(event, "restore", number=1))

    assert response.status_code == 302
    assert "Version 1 was restored as version 3" in desk.text_of(client.get(response.url))
    after = records.fresh(event)
    assert (after.title, after.status) == ("第一稿", "draft")
    assert (after.public_page.release_id, after.public_page.updated_at) == (page.release_id, page.updated_at)
    again = client.post(desk.url(event, "restore", number=1))
    assert "no version was made" in desk.text_of(client.get(again.url))
    assert history.newest_number(event) == 3


def test_a_list_of_versions_is_paged_and_never_loads_a_payload(client, event, author):
    for number in range(3, 36):
        transitions.edit(records.fresh(event), actor=author, fields={"title": f"第{number}稿"})
    client.force_login(author)
    statements = []

    def watch(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        response = client.get(desk.url(event, "history"))

    assert [row["entry"].version_number for row in response.context["rows"]] == list(range(35, 5, -1))
    assert [sql for sql in statements if "serialized_data" in sql] == []
    second = client.get(desk.url(event, "history"), {"p": 2})
    assert [row["entry"].version_number for row in second.context["rows"]] == [5, 4, 3, 2, 1]


def test_versions_reviews_and_releases_stand_in_one_list_with_permanent_links(client, event, author, reviewer):
    records.publish(event, author=author, reviewer=reviewer)
    client.force_login(reviewer)

    response = client.get(desk.url(event, "history"))

    assert [row["entry"].act for row in response.context["rows"]] == ["publish", "sign", "submit", "edit", "create"]
    assert 'href="/events/a-event/r/1/"' in response.content.decode()
    assert 'href="/events/a-event/r/1/"' in client.get(desk.url(event, "releases")).content.decode()


def test_two_versions_are_compared_in_one_column_or_side_by_side(client, event, author):
    client.force_login(author)

    one = client.get(desk.url(event, "compare"), {"from": 1, "to": 2})
    sides = client.get(desk.url(event, "compare"), {"from": 1, "to": 2, "view": "sides"})

    assert [(each.label, each.old, each.new) for each in one.context["differences"]] == [("Title", "第一稿", "第二稿")]
    assert "第<del>一</del><ins>二</ins>稿" in one.content.decode()
    assert "<td>第<del>一</del>稿</td>" in sides.content.decode()
    same = client.get(desk.url(event, "compare"), {"from": 2, "to": 2})
    assert "These versions say the same." in desk.text_of(same)


@pytest.mark.parametrize("query", [{"from": "x"}, {"to": "99"}, {"from": "-1"}, {"to": "0"}])
def test_a_comparison_with_a_version_that_does_not_exist_is_404(query, client, event, author):
    client.force_login(author)
    assert client.get(desk.url(event, "compare"), query).status_code == 404


def test_a_stored_version_that_cannot_be_read_is_shown_as_such(client, event, author):
    stored = history.version(event, 1).stored
    type(stored).objects.filter(pk=stored.pk).update(serialized_data="not json")
    client.force_login(author)

    response = client.get(desk.url(event, "version", number=1))

    assert response.status_code == 200
    assert "can no longer be read" in desk.text_of(response)
    assert "Restore as new draft" not in desk.text_of(response)
    assert "can no longer be read" in desk.text_of(client.get(desk.url(event, "compare")))
