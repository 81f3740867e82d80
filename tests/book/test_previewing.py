"""The preview beside the editor."""

import pytest
from django.urls import reverse

from book.previewing import preview
from editorial.models import AuditEntry, DraftVersion
from editorial.snapshot import RelationValue
from tests.records import make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def book(author):
    return make_book(author)


def test_drafts_are_resolved_and_marked_and_lead_to_their_forms(author, book):
    event = make("event", author, key="launch", book=book, title="那次发布")
    shown = preview("chapter", {"title": "一章", "body": "见[[event:launch]]。"}, collection=book)
    address = reverse("admin:book_event_change", args=[event.row.pk])
    assert shown.html == f'<p>见<a class="ref ref-draft" title="draft" href="{address}">那次发布</a>。</p>\n'
    assert (shown.words.words, shown.problems) == (6, [])


def test_public_records_and_live_pages_lead_to_their_pages(author, reviewer, book):
    event = make("event", author, key="launch", book=book, title="那次发布")
    publish(event, author=author, reviewer=reviewer)
    shown = preview(
        "chapter", {"title": "一章", "body": "[[event:launch]][线](../overall-timeline.md)"}, collection=book
    )
    assert (
        shown.html
        == '<p><a class="ref" href="/events/launch/">那次发布</a><a class="ref" href="/timeline/">线</a></p>\n'
    )


def test_problems_and_bibliography_are_those_of_the_text_on_the_screen(author, book):
    make("source", author, key="lee2020", book=book)
    shown = preview("chapter", {"title": "", "body": "[@lee2020]\n\n[[event:nothing]]"}, collection=book)
    assert [(problem.line, problem.message) for problem in shown.problems] == [
        (None, "The title is empty."), (3, "There is no record “event:nothing”."),
    ]  # fmt: skip
    assert [entry["key"] for entry in shown.bibliography] == ["lee2020"]


def test_the_form_stands_over_what_is_stored_and_nothing_is_stored(author, book):
    make("event", author, key="cause", book=book, title="起因")
    item = make("event", author, key="launch", book=book, title="那次发布", body="旧文。", date="2024-02")
    before = (DraftVersion.objects.count(), AuditEntry.objects.count())
    shown = preview("event", {"body": "新文。"}, {"causes": [RelationValue("event", "nothing")]}, item=item)
    assert shown.html == "<p>新文。</p>\n"
    assert [problem.message for problem in shown.problems] == ["“causes” names “event:nothing”, which does not exist."]
    assert (DraftVersion.objects.count(), AuditEntry.objects.count()) == before


def test_what_cannot_be_stored_yet_is_shown_as_typed(author, book):
    shown = preview(
        "event", {"title": "一次发布", "date": "某一天", "tags": {"a": 1}, "body": "经过。"}, collection=book
    )
    assert shown.html == "<p>经过。</p>\n"
    assert [problem.message for problem in shown.problems] == ["“某一天” is not a date that can be read."]


def test_a_source_shows_its_reference():
    shown = preview("source", {"title": "A <b>", "csl": {"title": "A <b>", "author": [{"literal": "OpenAI"}]}})
    assert shown.html == "<p>OpenAI，n.d. A[Z].</p>"


def test_scripts_in_the_text_do_not_survive(book):
    shown = preview(
        "chapter", {"title": "一章", "body": "<script>alert(1)</script>[x](javascript:alert(1))"}, collection=book
    )
    assert "<script" not in shown.html and 'href="javascript' not in shown.html


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_references_bound_does_not_change_the_number_of_queries(
    author, book, count, django_assert_num_queries
):
    from book.previewing import bound

    for number in range(count):
        make("event", author, key=f"launch-{number}", book=book)
    html = "".join(f'<span class="ref" data-ref="event:launch-{number}">x</span>' for number in range(count))
    with django_assert_num_queries(2):
        assert bound(html).count("ref-draft") == count
