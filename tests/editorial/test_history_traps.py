"""The known traps of stored versions: each is reproduced on reversion's own admin, and absent from ours.

Every trap is one question with a yes-or-no answer. The stock behaviour answers it the wrong way, ours the right way;
so no test here can pass for a reason that has nothing to do with the trap.
"""

import json
import re

import pytest
import reversion
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models.signals import post_save
from django.urls import NoReverseMatch, reverse
from reversion.models import Version

from book.models import Concept, Event
from editorial import history, transitions
from tests import desk, records
from tests.editorial import stock_admin

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.urls("tests.editorial.stock_admin")]


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies.load({"django_language": "en"})


class Stock:
    """reversion's VersionAdmin, used as a browser uses it."""

    def __init__(self, client, person):
        self.client = client
        client.force_login(person)

    def url(self, row, name="change", *args):
        return reverse(f"stock:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk, *args])

    def form(self, url, row):
        response = self.client.get(url)
        assert response.status_code == 200
        return desk.shown_form(response, f"{row._meta.model_name}_form")

    def save(self, row, **changes):
        data = {**self.form(self.url(row), row), **changes}
        assert self.client.post(self.url(row), data).status_code == 302

    def versions(self, row):
        return list(Version.objects.get_for_object(row).order_by("pk"))

    def view(self, row, version):
        return self.client.get(self.url(row, "revision", version.pk))

    def restore(self, row, version):
        url = self.url(row, "revision", version.pk)
        shown = self.client.get(url)
        return self.client.post(url, desk.shown_form(shown, f"{row._meta.model_name}_form"))


class Ours:
    """Our admin, used as a browser uses it."""

    def __init__(self, client, person):
        self.client = client
        client.force_login(person)

    def save(self, row, **changes):
        item = records.fresh(row.item)
        assert desk.save(self.client, item, {**desk.opened(self.client, item), **changes}).status_code == 302

    def versions(self, row):
        return list(row.item.versions.order_by("number"))

    def view(self, row, version):
        return self.client.get(desk.url(row.item, "version", number=version.number))

    def restore(self, row, version):
        return self.client.post(desk.url(row.item, "restore", number=version.number))


@pytest.fixture
def event(author):
    return records.make("event", author, title="第一稿", summary="旧摘要", date="2024-02").row


@pytest.fixture
def stock(client, admin_user):
    with stock_admin.stock_registration():
        yield Stock(client, admin_user)


@pytest.fixture
def ours(client, author):
    return Ours(client, author)


def rights_on(model, person):
    """Give ``person`` the table's permissions of the stock admin."""
    person.user_permissions.set(Permission.objects.filter(content_type__model=model._meta.model_name))


# 1. A version of one model reverted through the history of another


@pytest.fixture
def concept(author, event):
    """A concept whose row has the number of the event's."""
    made = records.make("concept", author).row
    Concept.objects.filter(pk=made.pk).update(id=event.pk)
    return Concept.objects.get(pk=event.pk)


def test_the_stock_admin_reverts_an_event_for_somebody_with_rights_on_concepts_only(stock, event, concept, make_user):
    stock.save(event, title="第二稿")
    old = stock.versions(event)[0]
    stock.save(event, title="第三稿")
    person = make_user("glossary editor")
    rights_on(Concept, person)
    thief = Stock(stock.client, person)

    assert thief.view(concept, old).status_code == 200
    assert thief.restore(concept, old).status_code == 302

    event.refresh_from_db()
    assert event.title == "第一稿"


def test_ours_answers_404_to_a_version_of_anything_else_and_leaves_both_unchanged(ours, event, concept):
    for title in ("第二稿", "第三稿"):
        ours.save(event, title=title)
    foreign = ours.versions(event)[1]
    other = records.make("event", event.item.owner, key="other").row
    before = (Event.objects.values().get(pk=event.pk), Concept.objects.values().get(pk=concept.pk))

    for row in (concept, other):
        assert ours.view(row, foreign).status_code == 404
        assert ours.restore(row, foreign).status_code == 404
        assert ours.client.get(desk.url(row.item, "compare"), {"from": 1, "to": foreign.number}).status_code == 404

    assert (Event.objects.values().get(pk=event.pk), Concept.objects.values().get(pk=concept.pk)) == before


# 2. A look that opens a write transaction

_OPENS_OR_WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|BEGIN|SAVEPOINT)", re.IGNORECASE)


def writes_during(view):
    seen = []

    def watch(execute, sql, params, many, context):
        if _OPENS_OR_WRITES.match(sql):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        view()
    return seen


def test_the_stock_admin_opens_a_transaction_to_show_a_form_and_rewrites_the_row_to_show_an_old_version(stock, event):
    stock.save(event, title="第二稿")
    stock.save(event, title="第三稿")

    assert writes_during(lambda: stock.client.get(stock.url(event))) != []
    shown = writes_during(lambda: stock.view(event, stock.versions(event)[0]))
    assert any(sql.startswith("UPDATE") and "book_event" in sql for sql in shown)


def test_ours_shows_forms_histories_and_old_versions_without_a_write_or_a_transaction(ours, event):
    ours.save(event, title="第二稿")
    item = event.item

    pages = [desk.url(item), desk.url(item, "history"), desk.url(item, "compare"), desk.url(item, "version", number=1)]
    assert [writes_during(lambda page=page: ours.client.get(page)) for page in pages] == [[]] * 4


# 3. Looking at an old version mutes signals for the whole process


def test_the_stock_admin_mutes_every_signal_while_an_old_version_is_shown(stock, event):
    stock.save(event, title="第二稿")
    stock.save(event, title="第三稿")
    stock_admin.signals_were_live.clear()

    assert stock.view(event, stock.versions(event)[0]).status_code == 200

    assert False in stock_admin.signals_were_live


def test_ours_loses_no_version_of_somebody_else_while_an_old_version_is_shown(ours, event, author, monkeypatch):
    from book.admin.events import EventAdmin

    ours.save(event, title="第二稿")
    other = records.make("event", author, key="other")
    live, render = [], EventAdmin.render_item_page

    def save_meanwhile(self, *args, **kwargs):
        live.append(post_save.has_listeners(Event))
        transitions.edit(records.fresh(other), actor=author, fields={"title": "同时保存"})
        return render(self, *args, **kwargs)

    monkeypatch.setattr(EventAdmin, "render_item_page", save_meanwhile)
    assert ours.view(event, ours.versions(event)[0]).status_code == 200

    assert live == [True]
    assert [version.title for version in other.versions.order_by("number")] == ["一次发布", "同时保存"]


def test_a_version_is_kept_even_while_somebody_mutes_signals(author, event):
    from django.db.models.signals import m2m_changed, post_delete, pre_delete, pre_save
    from reversion.utils import mute_signals

    with mute_signals(pre_save, post_save, pre_delete, post_delete, m2m_changed):
        transitions.edit(event.item, actor=author, fields={"title": "静音时保存"})

    assert history.newest(event.item).title == "静音时保存"


# 4. A save that changes nothing


def test_the_stock_admin_stores_a_copy_of_an_unchanged_record(stock, event):
    stock.save(event, title="第二稿")
    before = len(stock.versions(event))
    stock.save(event)
    assert len(stock.versions(event)) == before + 1


def test_ours_stores_nothing_where_nothing_changed(ours, event):
    ours.save(event, title="第二稿")
    ours.save(event)
    assert len(ours.versions(event)) == 2


# 5. Relations


def test_the_stock_admin_brings_no_relation_back(stock, event, author):
    records.make("source", author, key="lee2020")
    transitions.edit(
        event.item, actor=author, relations={"sources": [{"kind": "source", "key": "lee2020", "locator": "p. 6"}]}
    )
    stock.save(event, title="有来源的一稿")
    with_source = stock.versions(event)[-1]
    transitions.edit(records.fresh(event.item), actor=author, fields={"title": "后来"}, relations={"sources": []})

    assert stock.restore(event, with_source).status_code == 302

    event.refresh_from_db()
    assert event.title == "有来源的一稿"
    assert event.item.relations.count() == 0


def test_ours_brings_relations_back_with_their_locators_and_reports_those_that_are_gone(ours, event, author):
    records.make("source", author, key="lee2020")
    doomed = records.make("source", author, key="doomed")
    ours.save(event, relation_sources="lee2020 | p. 6\r\ndoomed")
    ours.save(event, relation_sources="")
    transitions.delete(doomed, actor=author)

    shown = ours.view(event, ours.versions(event)[1])
    assert "source:doomed" in desk.text_of(shown)
    assert "source:lee2020 | p. 6" in desk.text_of(shown)
    assert ours.restore(event, ours.versions(event)[1]).status_code == 302

    kept = event.item.relations.order_by("target_key").values_list("target_key", "locator", "target__key")
    assert list(kept) == [("doomed", "", None), ("lee2020", "p. 6", "lee2020")]


# 6. A field that has another name now


def rename_in_payload(version, old, new):
    payload = json.loads(version.serialized_data)
    payload[0]["fields"][new] = payload[0]["fields"].pop(old)
    Version.objects.filter(pk=version.pk).update(serialized_data=json.dumps(payload))


def test_the_stock_admin_silently_blanks_a_field_stored_under_its_old_name(stock, event):
    stock.save(event, title="第二稿")
    old = stock.versions(event)[0]
    rename_in_payload(old, "summary", "abstract")
    stock.save(event, title="第三稿")

    assert stock.restore(event, old).status_code == 302

    event.refresh_from_db()
    assert event.summary == ""


def test_ours_shows_a_field_under_its_old_name_and_blanks_nothing(ours, event):
    ours.save(event, title="第二稿")
    old = ours.versions(event)[0]
    rename_in_payload(old.stored, "summary", "abstract")

    assert "abstract" in desk.text_of(ours.view(event, old))
    assert ours.restore(event, old).status_code == 302

    event.refresh_from_db()
    assert (event.title, event.summary) == ("第一稿", "旧摘要")


# 7. Fields that are not stored


def test_the_stock_admin_resets_excluded_fields_to_their_defaults(client, admin_user, event, author):
    transitions.edit(event.item, actor=author, fields={"private_notes": "别丢"})
    # The usual advice for fields that are no text: leave them out of the versions.
    with stock_admin.stock_registration(exclude=("private_notes", "earliest", "latest")):
        stock = Stock(client, admin_user)
        stock.save(event, title="第二稿")
        without_notes = stock.versions(event)[-1]
        stock.save(event, title="第三稿")
        assert stock.restore(event, without_notes).status_code == 302
    event.refresh_from_db()
    assert (event.private_notes, event.earliest) == ("", None)


def test_ours_leaves_everything_that_is_no_text_as_it_was(ours, event, author, reviewer):
    records.publish(event.item, author=author, reviewer=reviewer)
    ours.save(event, title="第二稿", date="2024-03")
    before = records.fresh(event.item)
    page = before.public_page

    assert ours.restore(event, ours.versions(event)[0]).status_code == 302

    event.refresh_from_db()
    after = records.fresh(event.item)
    assert (str(event.earliest), str(event.latest)) == ("2024-02-01", "2024-02-29")
    assert (after.owner, after.created_at, after.key) == (before.owner, before.created_at, before.key)
    assert (after.public_page.release_id, after.public_page.updated_at) == (page.release_id, page.updated_at)
    newest = history.newest(event.item)
    assert (newest.number, newest.origin, newest.note) == (3, "restore", "from version 1")


# 8. The list of deleted records


@pytest.mark.parametrize("name", ["recoverlist", "recover", "revision"])
def test_ours_has_none_of_the_stock_pages(name):
    reverse(f"stock:book_event_{name}", args={"recoverlist": [], "recover": [1], "revision": [1, 1]}[name])
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:book_event_{name}", args={"recoverlist": [], "recover": [1], "revision": [1, 1]}[name])


def test_reversion_keeps_our_format_after_these_tests():
    assert reversion.is_registered(Event) and reversion.is_registered(Concept)
