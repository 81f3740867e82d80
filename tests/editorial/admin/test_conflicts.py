"""Two people saved the same draft: both are kept where they do not touch, and the page asks where they do."""

import pytest

from editorial import history, transitions
from tests import desk, records

pytestmark = pytest.mark.both_databases


def snapshot(item):
    return history.snapshot_of(history.newest(item))


@pytest.fixture
def chapter(author):
    book = records.make_book(author)
    return records.make("chapter", author, book=book, body="第一段。\n\n第二段。", standfirst="原来的导语。")


@pytest.fixture
def collide(client, author, editor):
    """``collide(item, theirs, mine, …)``: the editor saves while the author writes; the answer to the author's save."""

    def save(item, theirs, mine, *, relations=None):
        client.force_login(author)
        form = {**desk.opened(client, item), **mine}
        transitions.edit(item, actor=editor, fields=theirs, relations=relations)
        return desk.save(client, item, form)

    return save


def test_what_does_not_touch_is_merged_and_saved_with_both(client, collide, chapter):
    response = collide(
        chapter, {"body": "第一段，他改过。\n\n第二段。", "title": "他的题目"}, {"body": "第一段。\n\n第二段，我改过。"}
    )

    assert response.status_code == 409
    words = desk.text_of(response)
    assert "Nothing was overwritten" in words
    assert "version 2 by editor" in words
    assert snapshot(chapter).get("body") == "第一段，他改过。\n\n第二段。"
    shown = desk.shown_form(response)
    assert (shown["body"], shown["title"], shown["lock_version"]) == (
        "第一段，他改过。\r\n\r\n第二段，我改过。", "他的题目", "2",
    )  # fmt: skip

    assert desk.save(client, chapter, shown).status_code == 302
    saved = snapshot(chapter)
    assert (saved.get("body"), saved.get("title")) == ("第一段，他改过。\n\n第二段，我改过。", "他的题目")
    assert history.newest(chapter).number == 3


def test_where_both_changed_the_same_words_the_page_shows_base_theirs_and_mine_and_asks(client, collide, chapter):
    response = collide(
        chapter, {"body": "第一段是他的。\n\n第二段。", "standfirst": "他的导语。"},
        {"body": "第一段归我写。\n\n第二段。", "period": "2020"},
    )  # fmt: skip

    assert response.status_code == 409
    conflict = response.context["conflict"]
    assert [(way.label, way.base, way.theirs.new, way.mine.new, way.both) for way in conflict.ways] == [
        ("Period", "", "", "2020", False),
        ("Standfirst", "原来的导语。", "他的导语。", "原来的导语。", False),
        ("Text", "第一段。\n\n第二段。", "第一段是他的。\n\n第二段。", "第一段归我写。\n\n第二段。", True),
    ]
    shown = desk.shown_form(response)
    assert (shown["body"], shown["lock_version"], shown["merge_against"]) == ("第一段归我写。\n\n第二段。", "1", "2")
    assert [hunk.name for hunk in conflict.open_hunks] == ["choose-body-0"]


@pytest.mark.parametrize(
    ("choice", "body"),
    [("mine", "我的。\n\n第二段。"), ("theirs", "他的。\n\n第二段。"), ("both", "他的。\n我的。\n\n第二段。"),
     ("base", "第一段。\n\n第二段。")],
)  # fmt: skip
def test_a_choice_decides_and_the_merged_draft_is_read_before_it_is_saved(choice, body, client, collide, chapter):
    asked = desk.shown_form(collide(chapter, {"body": "他的。\n\n第二段。"}, {"body": "我的。\n\n第二段。"}))
    merged = desk.save(client, chapter, {**asked, "choose-body-0": choice}, button="_merge")

    assert merged.status_code == 409
    assert snapshot(chapter).get("body") == "他的。\n\n第二段。"
    shown = desk.shown_form(merged)
    assert (shown["body"], shown["lock_version"]) == (body.replace("\n", "\r\n"), "2")
    assert desk.save(client, chapter, shown).status_code == 302
    assert snapshot(chapter).get("body") == body


def test_choices_made_against_an_older_version_are_asked_again(client, collide, chapter, editor):
    asked = desk.shown_form(collide(chapter, {"body": "他的。\n\n第二段。"}, {"body": "我的。\n\n第二段。"}))
    transitions.edit(records.fresh(chapter), actor=editor, fields={"body": "他又改了。\n\n第二段。"})

    response = desk.save(client, chapter, {**asked, "choose-body-0": "theirs"}, button="_merge")

    assert (response.status_code, len(response.context["conflict"].open_hunks)) == (409, 1)
    assert desk.shown_form(response)["merge_against"] == "3"
    assert "他又改了" in desk.text_of(response)


@pytest.mark.parametrize("choice", ["", "everything", "both-theirs"])
def test_a_choice_that_is_none_decides_nothing(choice, client, collide, chapter):
    asked = desk.shown_form(collide(chapter, {"title": "他的"}, {"title": "我的"}))
    response = desk.save(client, chapter, {**asked, "choose-title-0": choice}, button="_merge")
    assert (response.status_code, len(response.context["conflict"].open_hunks)) == (409, 1)
    assert snapshot(chapter).get("title") == "他的"


def test_somebody_who_saves_between_the_merge_and_its_saving_is_merged_too(client, collide, chapter, editor):
    shown = desk.shown_form(collide(chapter, {"title": "他的题目"}, {"body": "第一段。\n\n第二段，我改过。"}))
    transitions.edit(records.fresh(chapter), actor=editor, fields={"standfirst": "他再改的导语。"})

    again = desk.save(client, chapter, shown)
    assert again.status_code == 409
    assert desk.save(client, chapter, desk.shown_form(again)).status_code == 302
    saved = snapshot(chapter)
    assert (saved.get("title"), saved.get("body"), saved.get("standfirst")) == (
        "他的题目", "第一段。\n\n第二段，我改过。", "他再改的导语。",
    )  # fmt: skip


def test_relations_and_lists_of_both_are_kept(client, author, collide):
    for key in ("lee2020", "wang2021", "old"):
        records.make("source", author, key=key)
    event = records.make("event", author, relations={"sources": [{"kind": "source", "key": "old"}]}, tags=["一"])

    response = collide(
        event, {"tags": ["一", "他的"]}, {"relation_sources": "lee2020 | p. 6\r\nold | p. 1", "tags": "我的\r\n一"},
        relations={"sources": [{"kind": "source", "key": "old"}, {"kind": "source", "key": "wang2021"}]},
    )  # fmt: skip

    shown = desk.shown_form(response)
    assert desk.save(client, event, shown).status_code == 302
    saved = snapshot(event)
    assert [(each["key"], each["locator"]) for each in saved.relations["sources"]] == [
        ("lee2020", "p. 6"), ("old", "p. 1"), ("wang2021", ""),
    ]  # fmt: skip
    assert saved.get("tags") == ["我的", "一", "他的"]


def test_a_choice_field_and_a_note_of_one_relation_are_asked_as_a_whole(client, author, collide):
    records.make("source", author, key="lee2020")
    event = records.make("event", author, relations={"sources": [{"kind": "source", "key": "lee2020", "note": "old"}]})
    response = collide(
        event, {"significance": "major"}, {"significance": "critical", "relation_sources": "lee2020 |  |  | mine"},
        relations={"sources": [{"kind": "source", "key": "lee2020", "note": "theirs"}]},
    )  # fmt: skip

    names = {hunk.name: hunk.choices for hunk in response.context["conflict"].open_hunks}
    assert names == {
        "choose-significance-0": ("mine", "theirs", "base"), "choose-relation_sources-0": ("mine", "theirs", "base"),
    }  # fmt: skip
    chosen = {**desk.shown_form(response), "choose-significance-0": "theirs", "choose-relation_sources-0": "mine"}
    merged = desk.shown_form(desk.save(client, event, chosen, button="_merge"))
    assert desk.save(client, event, merged).status_code == 302
    saved = snapshot(event)
    assert (saved.get("significance"), saved.relations["sources"][0]["note"]) == ("major", "mine")


def test_hostile_words_of_another_person_are_shown_as_words(collide, chapter):
    response = collide(chapter, {"title": "<script>alert(1)</script>"}, {"title": '"><img src=x onerror=alert(1)>'})
    html = response.content.decode()
    assert "<script>alert(1)" not in html
    assert "<img src=x" not in html
