"""What happens to a set while it is under review: corrections proposed in place, records left out, named people."""

import datetime

import pytest

from editorial import errors, freezing, guards, queries, transitions
from editorial.models import AuditEntry, Submission, Suggestion
from tests.records import approve, fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

BODY = "发布于2023年，有一个错子。"
CORRECTED = "发布于2023年，有一个错字。"


@pytest.fixture
def submission(author):
    book = make_book(author)
    return transitions.submit([make("chapter", author, book=book, body=BODY)], actor=author)


@pytest.fixture
def member(submission):
    return submission.members.get()


def suggest(member, reviewer, body=CORRECTED, **fields):
    return transitions.suggest(member, actor=reviewer, fields={"body": body, **fields})


class TestProposals:
    def test_an_accepted_slip_is_the_authors_version_and_the_reviewer_may_still_sign(self, member, author, reviewer):
        suggestion = suggest(member, reviewer)
        assert fresh(member.item).row.body == BODY
        version = transitions.accept(suggestion, actor=author)
        member.refresh_from_db()
        assert (version.number, version.actor, member.version) == (2, author, version)
        assert version.note == "correction proposed by reviewer"
        assert fresh(member.item).status == "in_review"

        approve(member.submission, reviewer)

        item = fresh(member.item)
        assert (item.status, item.row.body) == ("published", BODY.replace("错子", "错字"))
        assert item.public_release.authors == ["author", "reviewer"]
        acts = list(AuditEntry.objects.filter(item=item).order_by("pk").values_list("act", "actor_name"))
        assert acts == [
            ("create", "author"), ("submit", "author"), ("suggest", "reviewer"), ("accept", "author"),
            ("sign", "reviewer"), ("publish", "reviewer"),
        ]  # fmt: skip

    def test_the_seal_that_was_shown_before_is_stale_afterwards(self, member, author, reviewer):
        seal = freezing.freeze_submission(member.submission).seal
        transitions.accept(suggest(member, reviewer), actor=author)
        with pytest.raises(errors.StaleSeal):
            transitions.sign(member.submission, actor=reviewer, seal=seal)

    def test_an_author_who_went_on_writing_keeps_the_newer_draft_and_merges_later(self, member, author, reviewer):
        suggestion = suggest(member, reviewer)
        transitions.edit(member.item, actor=author, fields={"body": BODY + "\n\n后来又写了一段。"})
        version = transitions.accept(suggestion, actor=author)
        assert (version.number, version.is_correction, fresh(member.item).lock_version) == (3, True, 2)
        approve(member.submission, reviewer)
        item = fresh(member.item)
        assert (item.status, item.public_release.version_number) == ("draft", 3)
        assert "后来又写了一段" in item.row.body
        assert guards.needs_merge(item)

    def test_open_proposals_stand_in_the_way_of_a_signature_until_somebody_decides(self, member, author, reviewer):
        suggestion = suggest(member, reviewer)
        with pytest.raises(errors.WrongState, match="1 proposed correction waits"):
            approve(member.submission, reviewer)
        transitions.decline(suggestion, actor=author)
        approve(member.submission, reviewer)
        assert fresh(member.item).row.body == BODY

    def test_nobody_accepts_what_they_proposed_and_nobody_accepts_twice(self, member, author, editor):
        suggestion = suggest(member, editor)
        with pytest.raises(errors.NotAllowed, match="an author has to accept"):
            transitions.accept(suggestion, actor=editor)
        transitions.accept(suggestion, actor=author)
        with pytest.raises(errors.WrongState, match="already decided"):
            transitions.accept(suggestion, actor=author)
        with pytest.raises(errors.WrongState, match="already decided"):
            transitions.decline(suggestion, actor=author)

    def test_of_two_proposals_for_one_version_the_second_has_to_be_made_again(self, member, author, reviewer):
        first, second = suggest(member, reviewer), suggest(member, reviewer, body=BODY.replace("2023", "2024"))
        transitions.accept(first, actor=author)
        with pytest.raises(errors.WrongState, match="propose it again"):
            transitions.accept(second, actor=author)

    @pytest.mark.parametrize(
        ("fields", "why"),
        [
            ({"body": BODY}, "already"),
            ({"body": "另起炉灶。" * 200}, "A slip is at most 400"),
            ({"private_notes": "x"}, "readers see"),
            ({"body": ["x"]}, "readers see"),
        ],
    )
    def test_what_is_no_slip(self, fields, why, member, reviewer):
        with pytest.raises(errors.WrongState, match=why):
            transitions.suggest(member, actor=reviewer, fields=fields)
        assert not Suggestion.objects.exists()

    def test_authors_do_not_propose_and_reviewers_do_not_accept(self, member, author, reviewer, make_user):
        with pytest.raises(errors.NotAllowed):
            suggest(member, author)
        with pytest.raises(errors.NotAllowed):
            transitions.accept(suggest(member, reviewer), actor=make_user("second", role="reviewer"))

    def test_after_the_decision_and_after_a_first_signature_nothing_is_proposed(self, author, reviewer, make_user):
        book = make_book(author, review_stages=["初审", "复审"])
        staged = transitions.submit([make("chapter", author, book=book, body=BODY)], actor=author)
        suggestion = suggest(staged.members.get(), reviewer)
        transitions.decline(suggestion, actor=author)
        approve(staged, reviewer)
        with pytest.raises(errors.WrongState, match="has signed this set"):
            suggest(staged.members.get(), make_user("second", role="reviewer"))
        transitions.withdraw(staged, actor=author)
        with pytest.raises(errors.WrongState, match="no longer open"):
            suggest(staged.members.get(), reviewer)


class TestLeavingOut:
    def test_a_record_left_out_is_a_draft_again_and_the_rest_is_published(self, author, reviewer):
        book, event = make_book(author), make("event", author)
        submission = transitions.submit([book, event], actor=author)
        before = freezing.freeze_submission(submission).seal
        transitions.leave_out(submission.members.get(item=event), actor=reviewer, reason="留到下次")
        assert fresh(event).status == "draft"
        assert freezing.freeze_submission(submission).seal != before
        with pytest.raises(errors.StaleSeal):
            transitions.sign(submission, actor=reviewer, seal=before)
        approve(submission, reviewer)
        assert (fresh(book).status, fresh(event).public_release) == ("published", None)
        assert AuditEntry.objects.get(act="leave_out").reason == "留到下次"

    def test_what_leads_a_set_what_somebody_signed_and_what_is_gone_stays(self, author, reviewer):
        book = make_book(author, review_stages=["初审", "复审"])
        event = make("event", author, book=book)
        submission = transitions.submit([book, event], actor=author)
        with pytest.raises(errors.WrongState, match="led by"):
            transitions.leave_out(submission.members.get(item=book), actor=reviewer)
        member = submission.members.get(item=event)
        approve(submission, reviewer)
        with pytest.raises(errors.WrongState, match="has signed"):
            transitions.leave_out(member, actor=reviewer)
        member.delete()
        member.pk = 999_999
        with pytest.raises(errors.WrongState, match="not in the set"):
            transitions.leave_out(member, actor=reviewer)


class TestNamedReviewers:
    def test_only_those_named_decide_or_an_editor_in_their_place(self, author, reviewer, editor, make_user):
        other = make_user("other", role="reviewer")
        due = datetime.date(2026, 3, 3)
        submission = transitions.submit([make("event", author)], actor=author, reviewers=[reviewer], due_on=due)
        assert submission.due_on == due
        assert list(queries.waiting_for(reviewer)) == [submission]
        assert list(queries.waiting_for(other)) == []
        with pytest.raises(errors.NotAllowed, match="sent to reviewer"):
            approve(submission, other)
        with pytest.raises(errors.NotAllowed):
            transitions.return_(submission, actor=other, comment="x")
        assert guards.to_sign(submission, editor) == []
        approve(submission, reviewer)

    def test_once_everybody_named_is_gone_anyone_may(self, author, reviewer, make_user):
        other = make_user("other", role="reviewer")
        submission = transitions.submit([make("event", author)], actor=author, reviewers=[reviewer])
        reviewer.is_active = False
        reviewer.save()
        assert list(queries.waiting_for(other)) == [submission]
        approve(submission, other)

    def test_people_who_may_not_review_and_oneself_are_not_named(self, author, editor, administrator):
        for person, actor in ((author, editor), (administrator, author), (editor, editor)):
            with pytest.raises(errors.WrongState):
                transitions.submit(
                    [make("event", author, key=f"e{person.pk}{actor.pk}")], actor=actor, reviewers=[person]
                )
        assert not Submission.objects.exists()


class TestSealingAgain:
    def test_a_renamed_record_reaches_the_released_text_without_a_new_version(self, author, reviewer, editor):
        event = make("event", author, title="旧名")
        book = make_book(author)
        chapter = make("chapter", author, book=book, body="那是[[event:a-event]]。")
        publish(event, book, chapter, author=author, reviewer=reviewer)
        transitions.edit(event, actor=author, fields={"title": "新名"})
        publish(event, author=author, reviewer=reviewer)
        waiting = transitions.edit(chapter, actor=author, fields={"body": "那是[[event:a-event]]，后来。"})
        submission = transitions.submit([fresh(chapter)], actor=author)
        frozen = freezing.freeze_again(fresh(chapter))
        with pytest.raises(errors.StaleSeal):
            transitions.reseal(fresh(chapter), actor=editor, seal="0" * 64, reason="改名")

        release = transitions.reseal(fresh(chapter), actor=editor, seal=frozen.seal_sha256, reason="改名")

        assert (release.number, release.version_number, release.authors) == (2, 1, ["author"])
        assert "那是新名。" in release.body.text
        assert fresh(chapter).publications.first().act == "reseal"
        with pytest.raises(errors.WrongState, match="Nothing"):
            transitions.reseal(fresh(chapter), actor=editor, seal=frozen.seal_sha256, reason="改名")
        # A review under way is not disturbed: its author has nothing to merge.
        assert guards.base_changed(submission) == []
        approve(submission, reviewer)
        assert fresh(chapter).public_release.version_number == waiting.number

    def test_only_an_editor_with_a_reason_seals_what_is_public_again(self, author, reviewer, editor):
        event = make("event", author)
        with pytest.raises(errors.WrongState, match="not public"):
            transitions.reseal(event, actor=editor, seal="", reason="r")
        publish(event, author=author, reviewer=reviewer)
        with pytest.raises(errors.NotAllowed):
            transitions.reseal(fresh(event), actor=reviewer, seal="", reason="r")
        with pytest.raises(errors.WrongState, match="reason"):
            transitions.reseal(fresh(event), actor=editor, seal="", reason=" ")
