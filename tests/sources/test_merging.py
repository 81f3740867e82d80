"""Merging two records for one source: the key stays a name, no text changes, and it can be undone."""

import pytest
from django.core.exceptions import ValidationError

from editorial import errors, jobs, transitions
from editorial.models import Act, AuditEntry, Item
from editorial.resolving import DraftResolver, ReleasedResolver
from sources import duplicates, merging, where_used
from tests import desk
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]


def csl(title="A paper", **more):
    return {"type": "article", "title": title, "author": [{"family": "Lee", "given": "A."}],
            "issued": {"date-parts": [[2020]]}, **more}  # fmt: skip


@pytest.fixture
def pair(author):
    winner = make("source", author, key="lee2020", csl=csl(DOI="10.1000/a1"))
    loser = make(
        "source",
        author,
        key="lee2020b",
        title="A papers",
        csl=csl("A papers", URL="https://lamps.example/p/1"),
        other_keys=["old"],
    )
    return loser, winner


def text(item):
    return fresh(item).row.body, fresh(item).lock_version


def test_the_losing_key_leads_to_the_other_source_and_no_text_changes(pair, author):
    loser, winner = pair
    chapter = make(
        "chapter",
        author,
        book=make_book(author),
        body="见[@lee2020b, p. 3]。",
        relations={"sources": [{"kind": "source", "key": "lee2020b"}]},
    )
    jobs.run_lagging()
    before = text(chapter)

    merging.merge(loser, winner, actor=author, reason="one paper")
    jobs.run_lagging()

    assert text(chapter) == before
    for name in ("lee2020b", "old"):
        assert DraftResolver().find("source", name).key == "lee2020"
    assert ReleasedResolver().find("source", "lee2020b").key == "lee2020"
    assert fresh(chapter).relations.get(role="sources").target == winner
    assert {place.source_key for place in where_used.of("lee2020").drafts} == {"lee2020"}
    assert where_used.of("lee2020b").drafts == []
    assert [(row.act, row.detail["role"], row.reason) for row in AuditEntry.objects.filter(act=Act.MERGE).order_by("pk")] == [
        ("merge", "into", "one paper"), ("merge", "from", "one paper"),
    ]  # fmt: skip
    make("source", author, key="third", title="T", csl=csl("T", URL="https://lamps.example/p/1"))


def test_a_merge_is_undone(pair, author):
    loser, winner = pair
    merging.merge(loser, winner, actor=author)
    merging.undo(fresh(loser), actor=author)
    assert DraftResolver().find("source", "lee2020b").key == "lee2020b"
    assert DraftResolver().find("source", "old").key == "lee2020b"
    assert (fresh(winner).row.other_keys, fresh(loser).row.is_merged, fresh(loser).merged_into) == ([], False, None)
    with pytest.raises(ValidationError):
        make("source", author, key="third", title="T", csl=csl("T", URL="https://lamps.example/p/1"))
    with pytest.raises(errors.WrongState):
        merging.undo(fresh(loser), actor=author)


def test_undoing_is_refused_while_somebody_else_has_the_identity(pair, author):
    loser, winner = pair
    merging.merge(loser, winner, actor=author)
    make("source", author, key="third", title="T", csl=csl("T", URL="https://lamps.example/p/1"))
    with pytest.raises(ValidationError):
        merging.undo(fresh(loser), actor=author)
    assert fresh(loser).merged_into == winner


def test_an_old_version_of_the_winner_does_not_lose_the_merged_key(pair, author):
    loser, winner = pair
    transitions.edit(winner, actor=author, fields={"private_notes": "x"})
    merging.merge(loser, fresh(winner), actor=author)
    transitions.restore(fresh(winner), 1, actor=author)
    assert DraftResolver().find("source", "lee2020b").key == "lee2020"


def test_readers_who_come_to_the_losing_page_are_sent_on(pair, author, reviewer, editor, client):
    loser, winner = pair
    chapter = make("chapter", author, book=make_book(author, key="b"), body="见[@lee2020b]。", key="one")
    publish(make_book_public(chapter), chapter, loser, winner, author=author, reviewer=reviewer)
    sealed = fresh(chapter).public_release.body.html
    with pytest.raises(errors.NotAllowed):
        merging.merge(loser, winner, actor=author)

    merging.merge(loser, winner, actor=editor)

    moved = client.get("/sources/lee2020b/")
    assert (moved.status_code, moved["Location"]) == (301, "/sources/lee2020/")
    assert client.get("/sources/lee2020b/r/1/").status_code == 200
    assert fresh(chapter).public_release.body.html == sealed
    page = client.get("/books/b/one/").content.decode()
    assert 'href="/sources/lee2020/"' in page and "/sources/lee2020b/" not in page
    assert "lee2020b" not in client.get("/sources/").content.decode()
    assert "/books/b/one/" in client.get("/sources/lee2020/").content.decode()
    merging.undo(fresh(loser), actor=editor)
    assert client.get("/sources/lee2020b/").status_code == 200


def make_book_public(chapter):
    return chapter.collection


@pytest.mark.parametrize("refusal", ["self", "merged", "review", "unpublished", "kind"])
def test_what_cannot_be_merged(pair, author, editor, reviewer, refusal):
    loser, winner = pair
    if refusal == "self":
        winner = loser
    elif refusal == "merged":
        third = make("source", author, key="third", title="T", csl=csl("T"))
        merging.merge(winner, third, actor=author)
    elif refusal == "review":
        transitions.submit([winner], actor=author)
    elif refusal == "unpublished":
        publish(loser, author=author, reviewer=reviewer)
    else:
        winner = make("event", author)
    with pytest.raises(errors.WrongState):
        merging.merge(fresh(loser), fresh(winner), actor=editor)
    assert fresh(loser).merged_into is None


def test_a_merged_source_is_neither_edited_nor_submitted(pair, author):
    loser, winner = pair
    merging.merge(loser, winner, actor=author)
    for act in (
        lambda: transitions.edit(fresh(loser), actor=author, fields={"title": "New"}),
        lambda: transitions.submit([fresh(loser)], actor=author),
    ):
        with pytest.raises(errors.WrongState, match="merged into"):
            act()
    assert duplicates.near(fresh(winner).row) == []


class TestAtTheDesk:
    @pytest.fixture(autouse=True)
    def _signed_in(self, client, author):
        client.cookies.load({"django_language": "en"})
        client.force_login(author)

    def test_a_double_is_offered_merged_and_given_back(self, client, pair):
        loser, winner = pair
        assert f"{desk.url(loser, 'merge_into')}?into=lee2020" in client.get(desk.url(loser)).content.decode()
        assert "A paper" in desk.text_of(client.get(desk.url(loser, "merge_into"), {"into": "lee2020"}))
        response = client.post(desk.url(loser, "merge_into"), {"into": "lee2020", "reason": "one paper"}, follow=True)
        assert "its key leads to “lee2020” now" in desk.text_of(response)
        assert "This source was merged into “lee2020”." in desk.text_of(client.get(desk.url(loser)))
        client.post(desk.url(loser, "undo_merge"), {"reason": ""})
        assert Item.objects.get(key="lee2020b").merged_into is None

    @pytest.mark.parametrize("into", ["nobody", "", "lee2020b"])
    def test_a_key_that_leads_nowhere_is_said(self, client, pair, into):
        response = client.post(desk.url(pair[0], "merge_into"), {"into": into})
        assert response.status_code == 409
        assert Item.objects.get(key="lee2020b").merged_into is None

    def test_the_archived_text_is_stored_and_shown_to_the_desk_alone(self, client, pair, reviewer):
        page = desk.url(pair[0], "archived_text")
        client.post(page, {"text": "原文。", "captured_on": "2025-04-11", "origin": "a.md"})
        assert desk.shown_form(client.get(page), "archive-form") == {
            "text": "原文。",
            "captured_on": "2025-04-11",
            "origin": "a.md",
        }
        assert "is not a date" in desk.text_of(client.post(page, {"text": "原文。", "captured_on": "soon"}))
        client.force_login(reviewer)
        assert "原文。" in client.get(page).content.decode()
        assert client.post(page, {"text": "别的"}).status_code == 403
