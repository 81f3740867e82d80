"""Who may decide on the review page, in which stage, and against which rules with a reason."""

import pytest
from django.urls import reverse

from editorial import checks, transitions
from editorial.models import AuditEntry, Release, Signoff
from tests import desk, records

pytestmark = pytest.mark.both_databases


class Wrong(checks.Check):
    """A check that always finds an error."""

    id = "wrong"
    severity = "error"
    sentence = "“%(target)s” is wrong."

    def run(self, subject):
        yield self.problem(target="it")


def test_an_error_greys_the_button_and_refuses_the_post(client, author, editor, reviewer, events_have_checks):
    events_have_checks(Wrong())
    item = records.make("event", author)
    submission = transitions.submit([item], actor=editor, override="the list of events is being rebuilt")
    client.force_login(reviewer)
    response = client.get(desk.review_url(submission))

    assert [str(each) for each in response.context["signing"].objections] == ["1 error has to be resolved first."]
    assert "Publish now" not in desk.text_of(response)
    assert response.context["signing"].may_override is False
    assert desk.sign(client, submission, desk.seal_shown(response)).status_code == 409
    assert not Release.objects.exists()


def test_an_editor_overrides_with_a_reason(client, author, editor, events_have_checks):
    events_have_checks(Wrong())
    submission = transitions.submit([records.make("event", author)], actor=editor, override="urgent")
    client.force_login(editor)
    response = client.get(desk.review_url(submission))
    assert response.context["signing"].may_override is True

    assert desk.sign(client, submission, desk.seal_shown(response), act="override", reason="").status_code == 409
    assert (
        desk.sign(client, submission, desk.seal_shown(response), act="override", reason="勘误须立即发布").status_code
        == 302
    )
    assert Signoff.objects.get().manner == "override"
    assert AuditEntry.objects.filter(act="override").get().reason == "勘误须立即发布"


@pytest.mark.parametrize("role", ["author", "administrator"])
def test_people_who_may_not_review_read_the_page_and_decide_nothing(role, client, submitted, request):
    client.force_login(request.getfixturevalue(role))
    response = client.get(desk.review_url(submitted))

    assert response.status_code == 200
    assert "Your role does not allow you to review." in desk.text_of(response)
    assert desk.sign(client, submitted, desk.seal_shown(response)).status_code == 403
    assert client.post(desk.review_url(submitted, "review_return"), {"comment": "x"}).status_code == 403
    submitted.refresh_from_db()
    assert submitted.state == "open"


def test_somebody_who_wrote_on_it_neither_approves_nor_returns(client, author, editor, events_have_checks):
    item = records.make("event", author)
    transitions.edit(item, actor=editor, fields={"title": "编辑改过"})
    submission = transitions.submit([records.fresh(item)], actor=author)
    client.force_login(editor)
    response = client.get(desk.review_url(submission))

    assert "You wrote part of this text" in desk.text_of(response)
    assert desk.sign(client, submission, desk.seal_shown(response)).status_code == 403
    assert client.post(desk.review_url(submission, "review_return"), {"comment": "x"}).status_code == 403
    assert not Release.objects.exists()


def test_self_review_asks_for_a_reason_where_the_book_allows_it(client, editor, author, reviewer):
    book = records.make_book(author, self_review=True)
    item = records.make("event", editor, book=book)
    submission = transitions.submit([item], actor=editor)
    client.force_login(editor)
    response = client.get(desk.review_url(submission))

    assert response.context["signing"].needs_reason is True
    assert desk.sign(client, submission, desk.seal_shown(response)).status_code == 409
    assert desk.sign(client, submission, desk.seal_shown(response), reason="一人编辑部").status_code == 302
    assert Signoff.objects.get().manner == "self"


def test_stages_are_named_on_the_buttons_and_one_stage_leaves_no_trace(client, author, make_user, submitted):
    first, second = make_user("first", role="reviewer"), make_user("second", role="reviewer")
    book = records.make_book(author, review_stages=["初审", "复审"])
    submission = transitions.submit([records.make("event", author, key="staged", book=book)], actor=author)

    client.force_login(first)
    assert "tage" not in desk.text_of(client.get(desk.review_url(submitted)))
    response = client.get(desk.review_url(submission))
    words = desk.text_of(response)
    assert "Pass to 复审" in words and "Publish now" not in words
    assert desk.sign(client, submission, desk.seal_shown(response)).status_code == 302

    submission.refresh_from_db()
    assert (submission.state, submission.stage) == ("open", 1)
    again = client.get(desk.review_url(submission))
    assert desk.sign(client, submission, desk.seal_shown(again)).status_code == 403
    client.force_login(second)
    response = client.get(desk.review_url(submission))
    assert "Publish now" in desk.text_of(response)
    assert desk.sign(client, submission, desk.seal_shown(response)).status_code == 302
    assert list(Signoff.objects.values_list("stage_name", "person_name")) == [("初审", "first"), ("复审", "second")]


def test_without_stages_the_list_of_submissions_has_no_such_column(client, reviewer, submitted, author):
    client.force_login(reviewer)
    assert "Stage" not in desk.text_of(client.get(reverse("admin:editorial_submission_changelist")))
    book = records.make_book(author, review_stages=["初审", "复审"])
    transitions.submit([records.make("event", author, key="staged", book=book)], actor=author)
    assert "Stage" in desk.text_of(client.get(reverse("admin:editorial_submission_changelist")))
