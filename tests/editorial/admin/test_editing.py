"""Making and editing drafts in the admin."""

from urllib.parse import urlencode

import pytest

from editorial import history, kinds, transitions
from editorial.models import AuditEntry, Item
from tests import desk, records

pytestmark = pytest.mark.both_databases


def snapshot(item):
    return history.snapshot_of(history.newest(item))


# Values that a careless form changes on the way: line breaks, spaces, separators, what looks like JSON.
AWKWARD = {
    "book": {
        "description": "\n一行\n\n二行  ", "contributors": [{"name": "甲 | 乙", "role": "author"}, {"name": "丙\\丁"}],
        "review_stages": [], "front_matter": {"a": [1, {"b": None}]},
    },
    "chapter": {"body": "\n\n# 一\n\n| a | b |\n|---|---|\n  缩进\t\n\n", "other_keys": ["ch-1", "第一章"], "number": 3},
    "event": {
        "body": "行尾空格  \n下一行", "tags": ["[1]", "a, b"], "aliases": [],
        "disputed_dates": [{"date": "2024-02", "note": "一说 | 另一说"}],
    },
    "organization": {"aliases": ["别名", "Alias | Two"], "people": [{"name": "张三", "role": "CEO"}]},
    "concept": {"other_forms": ["a", "b"], "definition": "一\r\n二"},
    "source": {
        "csl": {
            "type": "webpage", "title": "A paper", "issued": {"date-parts": [[2020, 5], [2020, 6, 1]], "circa": True},
            "author": [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}, {"literal": "OpenAI"}],
            "custom": {"status": "dead"}, "note": "kept", "archive": "arXiv", "archive_location": "1706.03762",
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", records.KINDS)
def test_opening_a_form_and_saving_it_makes_no_version(kind, client, author):
    item = records.make(kind, author, **AWKWARD[kind])
    before = snapshot(item)
    client.force_login(author)

    response = desk.save(client, item, desk.opened(client, item))

    assert response.status_code == 302
    assert [version.number for version in item.versions.all()] == [1]
    assert snapshot(item) == before
    assert "Nothing was changed" in desk.text_of(client.get(response.url))


@pytest.mark.parametrize("kind", records.KINDS)
def test_saving_one_changed_field_changes_that_field_only(kind, client, author):
    item = records.make(kind, author, **AWKWARD[kind])
    before = snapshot(item)
    name = kinds.get(kind).titles(before)[0]
    field = next(each for each in kinds.get(kind).public_fields if before.fields[each] == name)
    client.force_login(author)

    response = desk.save(client, item, {**desk.opened(client, item), field: "新的题目"})

    assert response.status_code == 302
    expected = {**before.fields, field: "新的题目"}
    if kind == "source":
        expected["csl"] = {**expected["csl"], "title": "新的题目"}
    assert snapshot(item).fields == expected
    assert snapshot(item).relations == before.relations
    assert history.newest(item).number == 2


@pytest.mark.parametrize("kind", records.KINDS)
def test_a_record_is_made_with_its_key_and_first_version(kind, client, author):
    book = records.make_book(author, key="the-book") if kind == "chapter" else None
    client.force_login(author)
    data = desk.shown_form(client.get(desk.add_url(kind)))
    title_field = "name" if kind == "organization" else "preferred" if kind == "concept" else "title"
    data |= {"key": "a-new-key", title_field: "新记录", "change_note": "first words"}

    response = client.post(desk.add_url(kind), {**data, "_save": "1"})

    item = Item.objects.get(kind=kind, key="the-book/a-new-key" if kind == "chapter" else "a-new-key")
    assert response.url == desk.url(item)
    assert (item.title, item.owner, item.status, item.collection) == ("新记录", author, "draft", book)
    assert list(AuditEntry.objects.filter(item=item).values_list("act", "reason")) == [("create", "first words")]


@pytest.mark.parametrize("key", ["two words", "../up", "a/b", "-a", "[[x]]", "a|b", "x" * 121])
def test_a_key_that_text_and_addresses_cannot_carry_is_refused_and_the_text_kept(key, client, author):
    client.force_login(author)
    data = {
        **desk.shown_form(client.get(desk.add_url("event"))),
        "key": key,
        "title": "保留的题目",
        "body": "保留的正文",
    }

    response = client.post(desk.add_url("event"), {**data, "_save": "1"})

    assert response.status_code == 200
    shown = desk.shown_form(response)
    assert (shown["title"], shown["body"], shown["key"]) == ("保留的题目", "保留的正文", key)
    assert not Item.objects.filter(kind="event").exists()


@pytest.mark.parametrize(
    ("kind", "fields", "keys"),
    [
        ("event", {"title": "一次发布", "title_en": "The Launch!"}, ["the-launch", "the-launch-2", "the-launch-3"]),
        ("event", {"title": "自注意力"}, ["zi-zhu-yi-li", "zi-zhu-yi-li-2", "zi-zhu-yi-li-3"]),
        ("source", {"title": "论", "csl_author": "李, 彦宏", "csl_issued": "2020"}, ["liyanhong2020", "liyanhong2020-2", "liyanhong2020-3"]),
        ("chapter", {"title": "第一"}, ["a-book/di-yi", "a-book/di-yi-2", "a-book/di-yi-3"]),
    ],
)  # fmt: skip
def test_a_record_without_a_key_gets_one_that_is_free(kind, fields, keys, client, author):
    if kind == "chapter":
        records.make_book(author)
    client.force_login(author)
    for _number in keys:
        data = {**desk.shown_form(client.get(desk.add_url(kind))), **fields}
        assert client.post(desk.add_url(kind), {**data, "_save": "1"}).status_code == 302
    assert list(Item.objects.filter(kind=kind).order_by("pk").values_list("key", flat=True)) == keys


def test_a_record_with_neither_key_nor_title_is_refused(client, author):
    client.force_login(author)
    data = {**desk.shown_form(client.get(desk.add_url("event"))), "title": "…", "body": "正文"}
    response = client.post(desk.add_url("event"), {**data, "_save": "1"})
    assert (response.status_code, desk.shown_form(response)["body"]) == (200, "正文")


def test_a_key_that_is_taken_is_a_conflict_and_the_text_kept(client, author):
    records.make("event", author, key="taken")
    client.force_login(author)
    data = {**desk.shown_form(client.get(desk.add_url("event"))), "key": "taken", "title": "另一件", "body": "正文"}

    response = client.post(desk.add_url("event"), {**data, "_save": "1"})

    assert response.status_code == 409
    assert "There is already a record" in desk.text_of(response)
    assert desk.shown_form(response)["body"] == "正文"


def test_the_key_of_a_record_cannot_be_changed_afterwards(client, author):
    item = records.make("event", author, key="first-key")
    client.force_login(author)

    desk.save(client, item, {**desk.opened(client, item), "key": "second-key", "title": "改名"})

    assert records.fresh(item).key == "first-key"
    assert records.fresh(item).title == "改名"


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "sometime in spring"), ("title", ""), ("title", "x" * 301), ("body", "a\0b"), ("front_matter", "{"),
     ("front_matter", '{"a": NaN}'), ("significance", "enormous"), ("relation_sources", "key | 1 | 2 | 3 | 4"),
     ("relation_causes", "other | | because"), ("relation_organizations", "a\na")],
)  # fmt: skip
def test_what_cannot_be_stored_comes_back_with_the_authors_text(field, value, client, author):
    item = records.make("event", author)
    client.force_login(author)
    data = {**desk.opened(client, item), "summary": "别人看不到的长文", field: value}

    response = desk.save(client, item, data)

    assert response.status_code == 200
    assert desk.shown_form(response)["summary"] == "别人看不到的长文"
    assert "nothing was saved" in desk.text_of(response)
    assert [version.number for version in item.versions.all()] == [1]


@pytest.mark.parametrize("lock", ["", "0", "999", "x", "-1"])
def test_a_form_without_a_true_lock_version_saves_nothing(lock, client, author):
    item = records.make("event", author)
    client.force_login(author)

    response = desk.save(client, item, {**desk.opened(client, item), "lock_version": lock, "title": "盖掉"})

    assert response.status_code == 409
    assert snapshot(item).get("title") == "一次发布"


def test_the_lock_version_of_an_item_is_the_number_of_its_newest_version(author):
    item = records.make("event", author)
    for number in range(2, 5):
        transitions.edit(records.fresh(item), actor=author, fields={"title": f"第{number}稿"})
    assert records.fresh(item).lock_version == history.newest_number(item) == 4


def test_relations_are_edited_as_lines_and_kept_in_versions(client, author):
    records.make("source", author, key="lee2020")
    item = records.make("event", author)
    client.force_login(author)

    desk.save(client, item, {**desk.opened(client, item), "relation_sources": "lee2020 | p. 6 | | see note\r\nnobody"})

    assert snapshot(item).relations["sources"] == [
        {"kind": "source", "key": "lee2020", "locator": "p. 6", "qualifier": "", "note": "see note"},
        {"kind": "source", "key": "nobody", "locator": "", "qualifier": "", "note": ""},
    ]
    assert desk.opened(client, item)["relation_sources"] == "lee2020 | p. 6 |  | see note\r\nnobody"


def test_changing_only_a_locator_makes_a_version(client, author):
    item = records.make("event", author, relations={"sources": [{"kind": "source", "key": "a", "locator": "1"}]})
    client.force_login(author)

    desk.save(client, item, {**desk.opened(client, item), "relation_sources": "a | 2"})

    assert history.newest(item).number == 2


# Who may


def test_a_reviewer_reads_drafts_and_cannot_write_them(client, author, reviewer):
    item = records.make("event", author)
    client.force_login(reviewer)

    assert client.get(desk.url(item)).status_code == 200
    assert desk.opened(client, item) == {}
    assert desk.save(client, item, {"title": "改", "lock_version": "1"}).status_code == 403
    assert client.get(desk.add_url("event")).status_code == 403
    assert client.post(desk.add_url("event"), {"key": "x", "title": "y"}).status_code == 403
    assert snapshot(item).get("title") == "一次发布"


@pytest.mark.parametrize("kind", records.KINDS)
def test_people_without_a_role_or_without_an_active_staff_account_are_kept_out(kind, client, author, make_user):
    item = records.make(kind, author)
    pages = [
        desk.url(item),
        desk.url(item, "history"),
        desk.url(item, "submit"),
        desk.list_url(kind),
        desk.add_url(kind),
    ]

    client.force_login(make_user("nobody"))
    assert [client.get(page).status_code for page in pages] == [403] * len(pages)
    assert desk.save(client, item, {"lock_version": "1"}).status_code == 403

    reader = make_user("reader")
    reader.is_staff = False
    reader.save()
    client.force_login(reader)
    assert [client.get(page).status_code for page in pages] == [302] * len(pages)

    client.force_login(author)
    author.is_active = False
    author.save()
    assert [client.get(page).status_code for page in pages] == [302] * len(pages)
    assert desk.save(client, item, {"lock_version": "1"}).status_code == 403


def test_a_record_that_does_not_exist_leads_back_to_the_front_page(client, author):
    client.force_login(author)
    assert client.get("/admin/book/event/999/change/").status_code == 302
    assert client.get("/admin/book/event/999/submit/").status_code == 404


def test_a_text_of_five_megabytes_comes_back_in_the_form_that_refuses_it(client, author):
    chapter = records.make("chapter", author, book=records.make_book(author))
    client.force_login(author)
    body = "字" * (5_000_000 // 3)
    data = desk.opened(client, chapter) | {"title": "", "body": body}
    response = client.post(
        desk.url(chapter), urlencode(data, doseq=True), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 200
    assert desk.shown_form(response)["body"] == body
    assert records.fresh(chapter).lock_version == 1
