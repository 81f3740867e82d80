"""The desk of the book: the truthful preview, causes, order, missing records."""

import pytest
from django.utils import translation

from editorial import history
from editorial.models import AuditEntry, Item
from tests import desk, records


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies.load({"django_language": "en"})
    with translation.override("en"):
        yield


def relations(item, role):
    return history.snapshot_of(history.newest(item)).relations[role]


def preview(client, item, **fields):
    data = {**desk.opened(client, item), "kind": item.kind, "item": item.pk, **fields}
    return client.post("/admin/markdown/preview/", data).json()


def test_the_preview_resolves_drafts_counts_words_and_lists_problems(client, author):
    records.make("event", author, key="launch", title="发布会")
    chapter = records.make("chapter", author, book=records.make_book(author))
    client.force_login(author)

    shown = preview(client, chapter, body="见[[event:launch]]。\n\n又见[[event:nobody]]。")

    assert "发布会" in shown["html"]
    assert shown["words"]["words"] > 0
    assert [(each["level"], each["line"]) for each in shown["problems"] if "nobody" in each["message"]] == [
        ("error", 3)
    ]
    assert history.newest_number(chapter) == 1


def test_causes_take_a_relation_from_the_list_and_a_cycle_is_refused_with_its_path(client, author):
    cause = records.make("event", author, key="cause", title="起因", date="2020")
    effect = records.make("event", author, key="effect", title="结果", date="2020")
    client.force_login(author)

    assert (
        desk.save(
            client, effect, {**desk.opened(client, effect), "relation_causes": "cause | | enables | 因为"}
        ).status_code
        == 302
    )
    assert relations(effect, "causes") == [
        {"kind": "event", "key": "cause", "locator": "", "qualifier": "enables", "note": "因为"}
    ]

    response = desk.save(
        client, cause, {**desk.opened(client, cause), "summary": "别丢", "relation_causes": "effect | | enables"}
    )
    assert response.status_code == 200
    assert "These causes run in a circle: cause → effect → cause." in desk.text_of(response)
    assert desk.shown_form(response)["summary"] == "别丢"
    assert relations(cause, "causes") == []


def test_an_event_before_its_cause_is_refused(client, author):
    records.make("event", author, key="later", date="2022-05")
    effect = records.make("event", author, key="earlier", date="2022-04")
    client.force_login(author)

    response = desk.save(client, effect, {**desk.opened(client, effect), "relation_causes": "later | | enables"})

    assert response.status_code == 200
    assert relations(effect, "causes") == []


@pytest.mark.parametrize(
    ("typed", "stored"), [("2024年2月", "2024-02"), ("2022年初", None), ("2024-02-15", "2024-02-15")]
)
def test_a_date_is_typed_as_people_write_it_and_a_month_never_becomes_a_day(typed, stored, client, author):
    event = records.make("event", author)
    client.force_login(author)

    assert desk.save(client, event, {**desk.opened(client, event), "date": typed}).status_code == 302

    date = history.snapshot_of(history.newest(event)).get("date")
    assert date == stored if stored else date.startswith("2022")


def test_empty_drafts_are_made_for_the_dangling_keys_somebody_ticks(client, author):
    book = records.make_book(author)
    chapter = records.make(
        "chapter", author, book=book, body="见[[concept:attention]]与[@vaswani2017]。",
        relations={"events": [{"kind": "event", "key": "launch"}, {"kind": "event", "key": "not a key"}]},
    )  # fmt: skip
    client.force_login(author)

    page = client.get(desk.url(chapter, "missing"))

    assert [each["name"] for each in page.context["names"]] == [
        "concept:attention", "event:launch", "event:not a key", "source:vaswani2017",
    ]  # fmt: skip
    chosen = ["event:launch", "source:vaswani2017", "event:not a key", "event:never-named"]
    assert client.post(desk.url(chapter, "missing"), {"name": chosen}).status_code == 302

    made = Item.objects.exclude(pk__in=[book.pk, chapter.pk]).order_by("kind", "key")
    assert [(item.kind, item.key, item.title, item.status, item.collection) for item in made] == [
        ("event", "launch", "launch", "draft", book),
        ("event", "not-a-key", "not a key", "draft", book),
        ("source", "vaswani2017", "vaswani2017", "draft", book),
    ]
    assert chapter.relations.get(target_key="launch").target.key == "launch"
    left = [each["name"] for each in client.get(desk.url(chapter, "missing")).context["names"]]
    assert left == ["concept:attention"]


def test_a_reviewer_makes_no_records(client, author, reviewer):
    event = records.make("event", author, relations={"sources": [{"kind": "source", "key": "lee2020"}]})
    client.force_login(reviewer)

    assert client.get(desk.url(event, "missing")).status_code == 200
    assert client.post(desk.url(event, "missing"), {"name": ["source:lee2020"]}).status_code == 403
    assert not Item.objects.filter(kind="source").exists()


def test_a_chapter_needs_its_book(client, author):
    records.make_book(author, key="one")
    records.make_book(author, key="two")
    client.force_login(author)
    data = desk.shown_form(client.get(desk.add_url("chapter")))
    assert data["collection"] == ""

    response = client.post(desk.add_url("chapter"), {**data, "key": "ch", "title": "章", "collection": ""})

    assert response.status_code == 200
    assert not Item.objects.filter(kind="chapter").exists()


def test_the_order_of_a_book_and_its_stages_are_edited_as_lines(client, author, editor):
    book = records.make_book(author)
    client.force_login(editor)
    data = desk.opened(client, book)
    data |= {
        "outline": "[main]\r\n# 第一编 | Part one\r\nch-1",
        "review_stages": "初审\r\n复审\r\n",
        "contributors": "张三 | Zhang San | author",
    }

    assert desk.save(client, book, data).status_code == 302

    snapshot = history.snapshot_of(history.newest(book))
    assert snapshot.get("outline") == "[main]\n# 第一编 | Part one\nch-1"
    assert snapshot.get("review_stages") == ["初审", "复审"]
    assert snapshot.get("contributors") == [{"name": "张三", "name_en": "Zhang San", "role": "author"}]


def test_submitting_a_chapter_offers_the_records_it_names_and_what_they_rely_on(client, author):
    book = records.make_book(author)
    for key in ("lee2020", "wu2021"):
        records.make("source", author, key=key)
    records.make("organization", author, key="lab")
    records.make(
        "event", author, key="launch",
        relations={"sources": [{"kind": "source", "key": "lee2020"}], "organizations": [{"kind": "organization", "key": "lab"}]},
    )  # fmt: skip
    chapter = records.make(
        "chapter", author, book=book, body="见[@wu2021]。", relations={"events": [{"kind": "event", "key": "launch"}]}
    )
    client.force_login(author)

    groups = client.get(desk.url(chapter, "submit")).context["groups"]

    assert {group.label: sorted(each.item.key for each in group.companions) for group in groups} == {
        "events": ["launch"], "organizations": ["lab"], "sources": ["lee2020", "wu2021"],
    }  # fmt: skip
    everything = [each.item.pk for group in groups for each in group.companions if each.ticked]
    client.post(desk.url(chapter, "submit"), {"companion": everything})
    assert {item.status for item in Item.objects.exclude(pk=book.pk)} == {"in_review"}
    assert AuditEntry.objects.filter(item=chapter).first().act == "submit"


def test_an_author_reads_the_rules_of_review_and_an_editor_changes_them(client, author, editor):
    book = records.make_book(author, review_stages=[])
    client.force_login(author)
    assert "review_stages" not in desk.opened(client, book)
    assert "self_review" not in desk.opened(client, book)
    data = {**desk.opened(client, book), "review_stages": "初审", "self_review": "on", "subtitle": "副题"}
    assert desk.save(client, book, data).status_code == 302
    snapshot = history.snapshot_of(history.newest(book))
    assert (snapshot.get("review_stages"), snapshot.get("self_review"), snapshot.get("subtitle")) == ([], False, "副题")

    client.force_login(editor)
    desk.save(client, book, {**desk.opened(client, book), "review_stages": "初审\r\n复审"})
    assert history.snapshot_of(history.newest(book)).get("review_stages") == ["初审", "复审"]
