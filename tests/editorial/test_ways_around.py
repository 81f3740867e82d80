"""Ways around the rules that somebody could try: four eyes, stages, policies. Each was open once."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from editorial import clock, errors, freezing, guards, roles, transitions
from editorial.models import Act, AuditEntry, Origin, Submission, SubmissionState
from editorial.transitions import publication
from tests.records import approve, fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def book(author):
    return make_book(author)


@pytest.fixture
def both(make_user):
    """Somebody who writes and reviews, without an editor's other rights."""
    person = make_user("both", role="author")
    roles.give(person, "reviewer")
    return person


class TestFourEyes:
    def test_words_written_while_an_older_version_was_in_review_still_need_other_eyes(
        self, author, reviewer, editor, book
    ):
        chapter = make("chapter", author, book=book)
        submission = transitions.submit([chapter], actor=author)
        transitions.edit(fresh(chapter), actor=editor, fields={"body": "送审之后才写的话。"})
        approve(submission, reviewer)
        assert guards.writers_since_release(fresh(chapter)) == {editor.pk: "editor"}
        again = transitions.submit([fresh(chapter)], actor=author)
        with pytest.raises(errors.NotAllowed):
            approve(again, editor)
        assert "送审之后" not in fresh(chapter).public_release.body.text

    def test_after_a_roll_back_the_writers_of_everything_newer_do_not_sign(self, author, reviewer, editor, book):
        chapter = make("chapter", author, book=book)
        publish(chapter, author=author, reviewer=reviewer)
        transitions.edit(fresh(chapter), actor=editor, fields={"body": "第二版。"})
        publish(chapter, author=author, reviewer=reviewer)
        transitions.roll_back(fresh(chapter), 1, actor=editor, reason="第二版有误")
        submission = transitions.submit([fresh(chapter)], actor=author)
        with pytest.raises(errors.NotAllowed):
            approve(submission, editor)

    def test_taking_an_import_back_is_writing(self, author, editor, book):
        chapter = make("chapter", author, book=book)
        transitions.edit(chapter, actor=editor, fields={"body": "从前的话。"}, origin=Origin.UNDO, act=Act.UNDO_IMPORT)
        submission = transitions.submit([fresh(chapter)], actor=author)
        with pytest.raises(errors.NotAllowed):
            approve(submission, editor)

    def test_the_authors_of_a_release_are_those_whose_words_it_holds(self, author, reviewer, editor, book):
        chapter = make("chapter", author, book=book)
        submission = transitions.submit([chapter], actor=author)
        transitions.edit(fresh(chapter), actor=editor, fields={"body": "还没有人读过。"})
        approve(submission, reviewer)
        assert fresh(chapter).public_release.authors == ["author"]


class TestStages:
    @pytest.fixture
    def strict(self, author):
        return make_book(author, key="strict", review_stages=["初审", "复审", "终审"])

    def test_a_record_without_a_book_does_not_lead_a_chapter_past_the_stages_of_its_book(
        self, author, reviewer, strict
    ):
        event = make("event", author)
        chapter = make("chapter", author, book=strict)
        submission = transitions.submit([event, chapter], actor=author)
        assert submission.stages == ["初审", "复审", "终审"]
        approve(submission, reviewer)
        assert fresh(chapter).public_release is None

    def test_self_review_holds_only_where_the_book_of_every_member_allows_it(self, both, strict):
        relaxed = make_book(both, key="relaxed", self_review=True)
        lead = make("chapter", both, book=relaxed)
        guest = make("chapter", both, book=strict, key="guest")
        alone = transitions.submit([lead], actor=both)
        assert alone.self_review_allowed
        transitions.withdraw(alone, actor=both)
        assert not transitions.submit([fresh(lead), guest], actor=both).self_review_allowed

    def test_a_page_opened_on_an_earlier_stage_does_not_sign_the_next_one(self, author, make_user):
        two = make_book(author, key="two", review_stages=["初审", "终审"])
        chapter = make("chapter", author, book=two)
        first, second = (make_user(name, role="reviewer") for name in ("first", "second"))
        submission = transitions.submit([chapter], actor=author)
        seal = freezing.freeze_submission(submission).seal
        transitions.sign(submission, actor=first, seal=seal)
        with pytest.raises(errors.StaleSeal):
            transitions.sign(submission, actor=second, seal=seal)
        assert fresh(chapter).public_release is None
        approve(submission, second)
        assert fresh(chapter).public_release.number == 1


class TestReplacing:
    def test_what_replaces_a_waiting_version_is_in_review_and_what_is_left_out_is_not(self, author, book):
        chapter, event = make("chapter", author, book=book), make("event", author, book=book)
        transitions.submit([chapter, event], actor=author)
        transitions.edit(fresh(chapter), actor=author, fields={"body": "新的一稿。"})
        transitions.submit([fresh(chapter)], actor=author)
        assert (fresh(chapter).status, fresh(event).status) == ("in_review", "draft")

    def test_a_replacing_version_cannot_be_slipped_past_review_as_if_nothing_waited(self, author, editor, book):
        chapter = make("chapter", author, book=book)
        transitions.submit([chapter], actor=author)
        transitions.edit(fresh(chapter), actor=author, fields={"body": "新的一稿。"})
        waiting = transitions.submit([fresh(chapter)], actor=author)
        assert transitions.publish_by_override([fresh(chapter)], actor=editor, reason="批量导入") is None
        waiting.refresh_from_db()
        assert waiting.state == SubmissionState.OPEN


class TestPolicies:
    @pytest.mark.parametrize("fields", [{"review_stages": []}, {"self_review": True}], ids=str)
    def test_an_author_does_not_change_the_rules_that_bind_authors(self, author, editor, fields):
        book = make_book(editor, review_stages=["初审", "终审"])
        with pytest.raises(errors.NotAllowed):
            transitions.edit(book, actor=author, fields=fields)
        transitions.edit(book, actor=author, fields={"subtitle": "作者可以改的", "review_stages": ["初审", "终审"]})
        assert transitions.edit(fresh(book), actor=editor, fields=fields) is not None

    def test_an_author_does_not_restore_older_rules(self, author, editor):
        book = make_book(editor, self_review=True)
        transitions.edit(book, actor=editor, fields={"self_review": False})
        with pytest.raises(errors.NotAllowed):
            transitions.restore(book, 1, actor=author)


class TestScheduling:
    def schedule(self, chapter, author, reviewer):
        submission = transitions.submit([fresh(chapter)], actor=author)
        approve(submission, reviewer, publish_at=clock.now() + timedelta(hours=1))
        return submission

    def test_one_set_that_cannot_be_published_does_not_hold_back_the_others(self, author, reviewer, book, monkeypatch):
        from editorial import publishing

        chapters = [make("chapter", author, book=book, key=f"chapter-{number}") for number in range(2)]
        stuck, fine = (self.schedule(chapter, author, reviewer) for chapter in chapters)
        write_release = publishing.write_release

        def refuse_one(member, frozen, **options):
            if member.item_id == chapters[0].pk:
                raise errors.WrongState("The address is taken.")
            return write_release(member, frozen, **options)

        monkeypatch.setattr(publishing, "write_release", refuse_one)
        assert transitions.publish_due(clock.now() + timedelta(hours=2)) == [fine]
        stuck.refresh_from_db()
        assert (stuck.state, fresh(chapters[0]).status) == (SubmissionState.RETURNED, "draft")
        assert "The address is taken." in stuck.decision_comment
        assert AuditEntry.objects.filter(item=chapters[0], act=Act.RETURN, submission_id=stuck.pk).count() == 1

    def test_a_set_taken_back_at_the_last_moment_is_not_published(self, author, reviewer, book):
        chapter = make("chapter", author, book=book)
        submission = self.schedule(chapter, author, reviewer)
        due = list(Submission.objects.filter(state=SubmissionState.SCHEDULED))
        transitions.withdraw(submission, actor=author)
        later = clock.now() + timedelta(hours=2)
        assert [publication._publish_scheduled(each, later) for each in due] == [False]
        assert fresh(chapter).public_release is None

    def test_a_page_withdrawn_before_the_planned_time_stays_withdrawn(self, author, reviewer, editor, book):
        chapter = make("chapter", author, book=book)
        publish(chapter, author=author, reviewer=reviewer)
        transitions.edit(fresh(chapter), actor=author, fields={"body": "新的一稿。"})
        self.schedule(chapter, author, reviewer)
        transitions.unpublish(fresh(chapter), actor=editor, reason="法律原因")
        assert transitions.publish_due(clock.now() + timedelta(hours=2)) == []
        assert fresh(chapter).public_release is None


class TestSealIsSteady:
    def test_neither_language_nor_time_zone_nor_the_order_of_the_set_changes_a_seal(self, author, book):
        relations = {"sources": [{"kind": "source", "key": "a-source"}]}
        items = [
            make("source", author, book=book),
            make("event", author, book=book, relations=relations),
            make("chapter", author, book=book, body="(Lee, 2020) [@a-source, p. 3] 见 [[event:a-event]]。"),
        ]
        seals = set()
        for language, zone in (("zh-hans", "Asia/Shanghai"), ("en", "America/Los_Angeles"), (None, "UTC")):
            with translation.override(language), timezone.override(zone):
                submission = transitions.submit([fresh(items[2]), *items[:2]], actor=author)
                seals.add(freezing.freeze_submission(submission).seal)
                seals.add(freezing.freeze_submission(submission, preload=True).seal)
                transitions.withdraw(submission, actor=author)
                items[:2] = reversed(items[:2])
        assert len(seals) == 1
