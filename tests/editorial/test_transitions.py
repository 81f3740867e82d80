"""The acts, one by one: what they change, and what they leave alone."""

import pytest

from editorial import clock, errors, freezing, history, roles, transitions
from editorial.models import (
    Act,
    AuditEntry,
    DraftVersion,
    Item,
    Publication,
    PublicPage,
    Relation,
    Release,
    Signoff,
    Submission,
)
from editorial.snapshot import RelationValue
from editorial.transitions import publication
from tests.records import KINDS, PRIVATE_CHANGE, PUBLIC_CHANGE, approve, fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def book(author):
    return make_book(author)


def make_of(kind, author, book):
    return book if kind == "book" else make(kind, author, book=book)


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    """The whole path holds for every kind."""

    def test_a_new_item_is_a_draft_with_one_version(self, kind, author, book):
        item = fresh(make_of(kind, author, book))
        assert (item.status, item.lock_version, item.owner) == ("draft", 1, author)
        assert [(v.number, v.actor, v.origin) for v in item.versions.all()] == [(1, author, "edit")]

    def test_saving_the_same_again_makes_no_version_and_no_audit_row(self, kind, author, book):
        item = make_of(kind, author, book)
        rows = AuditEntry.objects.count()
        stored = history.snapshot_of(history.newest(item))
        assert transitions.edit(item, actor=author, fields=dict(stored.fields)) is None
        assert (DraftVersion.objects.filter(item=item).count(), AuditEntry.objects.count()) == (1, rows)
        assert fresh(item).lock_version == 1

    def test_it_goes_from_draft_through_review_to_the_public(self, kind, author, reviewer, book):
        item = make_of(kind, author, book)
        submission = transitions.submit([item], actor=author)
        assert fresh(item).status == "in_review"
        shown = freezing.freeze_submission(submission).members[0].frozen
        approve(submission, reviewer)
        item = fresh(item)
        release = item.public_release
        assert item.status == "published"
        assert (release.number, release.seal_sha256, release.path) == (1, shown.seal_sha256, shown.path)
        assert (release.body.html, release.body.data) == (shown.html, shown.data)
        assert release.signers == [{"name": "reviewer", "stage": ""}]
        assert release.authors == ["author"]

    def test_a_public_change_makes_a_draft_and_leaves_the_public_record_alone(self, kind, author, reviewer, book):
        item = make_of(kind, author, book)
        publish(item, author=author, reviewer=reviewer)
        before = public_record()
        transitions.edit(item, actor=author, fields=PUBLIC_CHANGE[kind])
        assert fresh(item).status == "draft"
        submission = transitions.submit([fresh(item)], actor=author)
        transitions.return_(submission, actor=reviewer, comment="请再看一遍")
        assert public_record() == before

    def test_a_private_change_makes_a_version_and_stays_published(self, kind, author, reviewer, book):
        item = make_of(kind, author, book)
        publish(item, author=author, reviewer=reviewer)
        assert transitions.edit(item, actor=author, fields=PRIVATE_CHANGE[kind]).number == 2
        assert fresh(item).status == "published"

    def test_discard_brings_back_the_released_text(self, kind, author, reviewer, book):
        item = make_of(kind, author, book)
        publish(item, author=author, reviewer=reviewer)
        transitions.edit(item, actor=author, fields=PUBLIC_CHANGE[kind])
        transitions.discard(fresh(item), actor=author)
        item = fresh(item)
        assert (item.status, item.content_sha256) == ("published", item.public_release.content_sha256)


def public_record():
    """Everything readers could see, as values."""
    return [
        list(PublicPage.objects.order_by("pk").values()),
        list(Release.objects.order_by("pk").values()),
        list(Publication.objects.order_by("pk").values()),
    ]


class TestEditing:
    def test_a_stale_lock_version_is_refused_and_changes_nothing(self, author, book):
        item = make("chapter", author, book=book)
        transitions.edit(item, actor=author, fields={"body": "甲"}, expected_lock=1)
        with pytest.raises(errors.EditConflict) as refused:
            transitions.edit(item, actor=author, fields={"body": "乙"}, expected_lock=1)
        assert refused.value.current_lock == 2
        assert fresh(item).row.body == "甲"

    def test_relations_are_part_of_a_version(self, author, book):
        source = make("source", author, book=book)
        event = make("event", author, book=book)
        cited = RelationValue("source", source.key, "p. 3")
        assert transitions.edit(event, actor=author, relations={"sources": [cited]}).number == 2
        moved = RelationValue("source", source.key, "p. 6")
        assert transitions.edit(event, actor=author, relations={"sources": [moved]}).number == 3
        assert transitions.edit(event, actor=author, relations={"sources": [moved]}) is None
        assert history.snapshot_of(history.version(event, 2)).related("sources") == [cited]

    def test_renaming_a_related_record_makes_no_version_of_this_one(self, author, book):
        source = make("source", author, book=book)
        event = make("event", author, book=book, relations={"sources": [RelationValue("source", source.key)]})
        transitions.edit(source, actor=author, fields={"title": "Another name"})
        assert event.versions.count() == 1

    def test_a_dangling_relation_is_kept_and_found_once_its_target_exists(self, author, book):
        event = make("event", author, book=book, relations={"sources": [RelationValue("source", "later")]})
        assert Relation.objects.get(owner=event).target is None
        source = make("source", author, book=book, key="later")
        assert Relation.objects.get(owner=event).target == source

    def test_the_order_of_relations_that_is_not_authored_makes_no_version(self, author, book):
        one, two = RelationValue("source", "one"), RelationValue("source", "two")
        event = make("event", author, book=book, relations={"sources": [one, two]})
        assert transitions.edit(event, actor=author, relations={"sources": [two, one]}) is None

    def test_a_value_that_does_not_fit_is_refused_whole(self, author, book):
        from django.core.exceptions import ValidationError

        item = make("chapter", author, book=book)
        with pytest.raises(ValidationError):
            transitions.edit(item, actor=author, fields={"body": "新", "title": "长" * 301})
        assert fresh(item).row.body == "一段正文。"

    def test_a_key_is_taken_once(self, author, book):
        make("event", author, book=book)
        with pytest.raises(errors.WrongState):
            make("event", author, book=book)


class TestSets:
    def test_a_chapter_goes_public_together_with_its_records(self, author, reviewer, book):
        source = make("source", author, book=book)
        chapter = make("chapter", author, book=book, relations={"sources": [RelationValue("source", source.key)]})
        publish(chapter, source, book, author=author, reviewer=reviewer)
        assert sorted(PublicPage.objects.live().values_list("path", flat=True)) == [
            "/books/a-book/",
            "/books/a-book/a-chapter/",
            "/sources/a-source/",
        ]

    def test_one_member_that_cannot_be_published_keeps_all_of_them_back(self, author, reviewer, book, monkeypatch):
        chapter, event = make("chapter", author, book=book), make("event", author, book=book)
        submission = transitions.submit([chapter, event], actor=author)
        seal = freezing.freeze_submission(submission).seal
        written = publication.publishing.write_release

        def full_disk(member, frozen, *, signoffs):
            if member.item == event:
                raise OSError("no space left on device")
            return written(member, frozen, signoffs=signoffs)

        monkeypatch.setattr(publication.publishing, "write_release", full_disk)
        with pytest.raises(OSError, match="no space"):
            transitions.sign(submission, actor=reviewer, seal=seal)
        assert (Release.objects.count(), PublicPage.objects.count(), Signoff.objects.count()) == (0, 0, 0)
        assert {fresh(chapter).status, fresh(event).status} == {"in_review"}

    def test_a_change_of_any_member_does_not_touch_what_was_pinned(self, author, reviewer, book):
        chapter, event = make("chapter", author, book=book), make("event", author, book=book)
        submission = transitions.submit([chapter, event], actor=author)
        seal = freezing.freeze_submission(submission).seal
        transitions.edit(event, actor=author, fields={"title": "后来的改动"})
        transitions.sign(submission, actor=reviewer, seal=seal)
        event = fresh(event)
        assert (event.public_release.title, event.status) == ("一次发布", "draft")

    def test_members_without_changes_are_left_out(self, author, reviewer, book):
        event = make("event", author, book=book)
        publish(event, author=author, reviewer=reviewer)
        chapter = make("chapter", author, book=book)
        submission = transitions.submit([chapter, fresh(event)], actor=author)
        assert [member.item for member in submission.members.all()] == [chapter]

    def test_a_newer_draft_replaces_the_set_that_waits(self, author, reviewer, book):
        chapter = make("chapter", author, book=book)
        first = transitions.submit([chapter], actor=author)
        transitions.edit(chapter, actor=author, fields={"body": "更好的正文。"})
        second = transitions.submit([fresh(chapter)], actor=author)
        first.refresh_from_db()
        assert (first.state, second.state) == ("superseded", "open")
        with pytest.raises(errors.WrongState):
            approve(first, reviewer)

    def test_an_item_cannot_wait_in_two_sets(self, author, book):
        event = make("event", author, book=book)
        transitions.submit([event], actor=author)
        chapter = make("chapter", author, book=book)
        with pytest.raises(errors.WrongState):
            transitions.submit([chapter, fresh(event)], actor=author)
        assert fresh(chapter).status == "draft"


class TestSeal:
    def test_a_seal_of_something_else_publishes_nothing(self, author, reviewer, book):
        submission = transitions.submit([make("chapter", author, book=book)], actor=author)
        with pytest.raises(errors.StaleSeal):
            transitions.sign(submission, actor=reviewer, seal="0" * 64)
        assert (Release.objects.count(), Signoff.objects.count()) == (0, 0)

    def test_a_change_of_the_public_base_has_to_be_submitted_again(self, author, reviewer, editor, book):
        chapter = make("chapter", author, book=book)
        publish(chapter, author=author, reviewer=reviewer)
        transitions.edit(chapter, actor=author, fields={"body": "二"})
        submission = transitions.submit([fresh(chapter)], actor=author)
        seal = freezing.freeze_submission(submission).seal
        transitions.unpublish(fresh(chapter), actor=editor, reason="查证中")
        with pytest.raises(errors.WrongState):
            transitions.sign(submission, actor=reviewer, seal=seal)

    def test_freezing_twice_gives_the_same_bytes(self, author, book):
        submission = transitions.submit([make(kind, author, book=book) for kind in KINDS[1:]], actor=author)
        first, second = freezing.freeze_submission(submission), freezing.freeze_submission(submission)
        assert [each.frozen.as_json() for each in first.members] == [each.frozen.as_json() for each in second.members]


class TestFourEyes:
    def test_whoever_wrote_since_the_last_release_neither_signs_nor_returns(self, author, make_user, book):
        both = make_user("both", role="reviewer")
        roles.give(both, "author")
        chapter = make("chapter", author, book=book)
        transitions.edit(chapter, actor=both, fields={"body": "我也写了一句。"})
        submission = transitions.submit([fresh(chapter)], actor=author)
        with pytest.raises(errors.NotAllowed):
            approve(submission, both)
        with pytest.raises(errors.NotAllowed):
            transitions.return_(submission, actor=both, comment="不行")
        assert fresh(chapter).status == "in_review"

    def test_writing_on_one_member_is_writing_on_the_set(self, author, make_user, book):
        both = make_user("both", role="reviewer")
        roles.give(both, "author")
        chapter, event = make("chapter", author, book=book), make("event", both, book=book)
        submission = transitions.submit([chapter, event], actor=author)
        with pytest.raises(errors.NotAllowed):
            approve(submission, both)

    def test_after_a_release_the_slate_is_clean(self, author, reviewer, make_user, book):
        both = make_user("both", role="reviewer")
        roles.give(both, "author")
        chapter = make("chapter", both, book=book)
        publish(chapter, author=both, reviewer=reviewer)
        transitions.edit(chapter, actor=author, fields={"body": "别人写的。"})
        approve(transitions.submit([fresh(chapter)], actor=author), both)
        assert fresh(chapter).public_release.number == 2

    def test_an_override_needs_the_right_and_a_reason_and_shows(self, author, editor, book):
        chapter = make("chapter", editor, book=book)
        submission = transitions.submit([chapter], actor=editor)
        seal = freezing.freeze_submission(submission).seal
        with pytest.raises(errors.NotAllowed):
            transitions.sign(submission, actor=editor, seal=seal)
        with pytest.raises(errors.WrongState):
            transitions.sign(submission, actor=editor, seal=seal, override=True)
        transitions.sign(submission, actor=editor, seal=seal, override=True, reason="截稿")
        assert fresh(chapter).public_release.manner == "override"
        row = AuditEntry.objects.get(act=Act.OVERRIDE)
        assert (row.actor_name, row.reason) == ("editor", "截稿")

    def test_self_review_is_a_policy_of_the_book_and_labelled(self, make_user):
        alone = make_user("alone", role="reviewer")
        roles.give(alone, "author")
        book = make_book(alone, self_review=True)
        chapter = make("chapter", alone, book=book)
        submission = transitions.submit([chapter], actor=alone)
        with pytest.raises(errors.WrongState):
            approve(submission, alone)
        approve(submission, alone, reason="一个人的编辑部")
        assert fresh(chapter).public_release.manner == "self"


class TestStages:
    def test_nobody_signs_two_stages(self, author, reviewer, make_user):
        second, third = make_user("second", role="reviewer"), make_user("third", role="reviewer")
        book = make_book(author, review_stages=["初审", "复审", "终审"])
        chapter = make("chapter", author, book=book)
        submission = transitions.submit([chapter], actor=author)
        approve(submission, reviewer)
        submission.refresh_from_db()
        assert (submission.stage_name, fresh(chapter).status) == ("复审", "in_review")
        with pytest.raises(errors.NotAllowed) as refused:
            approve(submission, reviewer)
        assert "初审" in refused.value.sentence
        approve(submission, second)
        approve(submission, third)
        assert fresh(chapter).public_release.signers == [
            {"name": "reviewer", "stage": "初审"},
            {"name": "second", "stage": "复审"},
            {"name": "third", "stage": "终审"},
        ]

    def test_the_stages_in_force_at_submission_hold_for_it(self, author, reviewer, editor):
        book = make_book(author)
        chapter = make("chapter", author, book=book)
        submission = transitions.submit([chapter], actor=author)
        transitions.edit(book, actor=editor, fields={"review_stages": ["初审", "终审"]})
        approve(submission, reviewer)
        assert fresh(chapter).status == "published"


class TestScheduling:
    def test_the_approved_text_goes_public_at_its_time_whatever_is_edited_meanwhile(self, author, reviewer, book):
        from datetime import timedelta

        chapter = make("chapter", author, book=book)
        submission = transitions.submit([chapter], actor=author)
        when = clock.now() + timedelta(hours=2)
        approve(submission, reviewer, publish_at=when)
        assert PublicPage.objects.count() == 0
        transitions.edit(chapter, actor=author, fields={"body": "后来的正文。"})
        assert transitions.publish_due(when - timedelta(seconds=1)) == []
        assert [each.pk for each in transitions.publish_due(when)] == [submission.pk]
        assert transitions.publish_due(when) == []
        chapter = fresh(chapter)
        version = chapter.public_release.version
        assert (version.number, chapter.status) == (1, "draft")

    def test_a_late_run_says_so(self, author, reviewer, book):
        from datetime import timedelta

        chapter = make("chapter", author, book=book)
        submission = transitions.submit([chapter], actor=author)
        when = clock.now() + timedelta(hours=2)
        approve(submission, reviewer, publish_at=when)
        transitions.publish_due(when + timedelta(minutes=61))
        assert "61" in Publication.objects.get().reason


class TestPublicRecord:
    def test_a_withdrawn_page_keeps_its_notice_and_can_be_put_up_again(self, author, reviewer, editor, book):
        chapter = make("chapter", author, book=book)
        publish(chapter, author=author, reviewer=reviewer)
        transitions.unpublish(fresh(chapter), actor=editor, reason="来源有误", notice="本页已撤回。")
        page = PublicPage.objects.get()
        assert (page.release, page.notice, fresh(chapter).status) == (None, "本页已撤回。", "draft")
        transitions.roll_back(fresh(chapter), 1, actor=editor, reason="来源核实")
        assert (PublicPage.objects.get().release.number, fresh(chapter).status) == (1, "published")
        assert list(Publication.objects.order_by("pk").values_list("act", "by_name", "reason")) == [
            ("publish", "reviewer", ""),
            ("withdraw", "editor", "来源有误"),
            ("roll_back", "editor", "来源核实"),
        ]

    def test_rolling_back_leaves_the_newer_release_in_the_record(self, author, reviewer, editor, book):
        chapter = make("chapter", author, book=book)
        publish(chapter, author=author, reviewer=reviewer)
        transitions.edit(chapter, actor=author, fields={"body": "二"})
        publish(chapter, author=author, reviewer=reviewer)
        transitions.roll_back(fresh(chapter), 1, actor=editor, reason="误改")
        assert [release.number for release in chapter.releases.order_by("number")] == [1, 2]
        assert (fresh(chapter).public_release.number, fresh(chapter).status) == (1, "draft")

    def test_two_pages_cannot_have_one_address(self, author, reviewer, book, monkeypatch):
        from editorial import kinds

        one = make("event", author, book=book, key="one")
        publish(one, author=author, reviewer=reviewer)
        monkeypatch.setattr(type(kinds.get("event")), "path", lambda self, item_key, collection_key: "/events/one/")
        two = make("event", author, book=book, key="two")
        with pytest.raises(errors.WrongState):
            publish(two, author=author, reviewer=reviewer)
        assert PublicPage.objects.count() == 1

    def test_what_was_ever_public_cannot_be_deleted(self, author, reviewer, editor, book):
        event = make("event", author, book=book)
        publish(event, author=author, reviewer=reviewer)
        transitions.unpublish(fresh(event), actor=editor, reason="x")
        with pytest.raises(errors.WrongState):
            transitions.delete(fresh(event), actor=author)
        draft = make("event", author, book=book, key="never")
        transitions.delete(draft, actor=author)
        assert not Item.objects.filter(key="never").exists()
        assert AuditEntry.objects.filter(act=Act.DELETE, item_label__startswith="event:never").count() == 1

    def test_an_import_publishes_as_an_override_with_its_reason(self, author, editor, book):
        chapter = make("chapter", author, book=book)
        transitions.publish_by_override([book, chapter], actor=editor, reason="import batch 1")
        assert {fresh(book).status, fresh(chapter).status} == {"published"}
        assert Submission.objects.get().signoffs.get().reason == "import batch 1"
        assert transitions.publish_by_override([fresh(book), fresh(chapter)], actor=editor, reason="again") is None


class TestRestoring:
    def test_an_old_version_becomes_a_new_draft_that_names_its_origin(self, author, reviewer, book):
        chapter = make("chapter", author, book=book)
        transitions.edit(chapter, actor=author, fields={"body": "二"})
        publish(chapter, author=author, reviewer=reviewer)
        before = public_record()
        version = transitions.restore(fresh(chapter), 1, actor=author)
        assert (version.number, version.origin) == (3, "restore")
        assert "1" in version.note
        assert (fresh(chapter).row.body, fresh(chapter).status) == ("一段正文。", "draft")
        assert public_record() == before

    def test_relations_come_back_even_where_their_target_is_gone(self, author, book):
        source = make("source", author, book=book)
        event = make("event", author, book=book, relations={"sources": [RelationValue("source", source.key, "p. 3")]})
        transitions.edit(event, actor=author, relations={"sources": []})
        transitions.delete(source, actor=author)
        transitions.restore(fresh(event), 1, actor=author)
        relation = Relation.objects.get(owner=event)
        assert (relation.target_key, relation.locator, relation.target) == ("a-source", "p. 3", None)

    def test_a_number_the_item_does_not_have_is_not_found(self, author, book):
        chapter = make("chapter", author, book=book)
        with pytest.raises(DraftVersion.DoesNotExist):
            transitions.restore(chapter, 2, actor=author)


class TestAudit:
    def test_each_act_leaves_one_row_per_item_with_name_and_hashes(self, author, reviewer, editor, book):
        chapter = make("chapter", author, book=book)
        transitions.edit(chapter, actor=author, fields={"body": "二"})
        publish(chapter, author=author, reviewer=reviewer)
        transitions.unpublish(fresh(chapter), actor=editor, reason="查证")
        rows = AuditEntry.objects.filter(item=chapter).order_by("pk")
        assert [(row.act, row.actor_name) for row in rows] == [
            ("create", "author"),
            ("edit", "author"),
            ("submit", "author"),
            ("sign", "reviewer"),
            ("publish", "reviewer"),
            ("unpublish", "editor"),
        ]
        created, edited = rows[0], rows[1]
        assert (created.before_sha256, edited.before_sha256) == ("", created.after_sha256)
        assert edited.after_sha256 == chapter.releases.get().content_sha256

    def test_rows_of_the_record_can_be_neither_changed_nor_deleted(self, author, reviewer, book):
        from editorial.models import RecordIsPermanent

        publish(make("chapter", author, book=book), author=author, reviewer=reviewer)
        for model in (AuditEntry, Release, Publication, Signoff):
            row = model.objects.first()
            for forbidden in (row.save, row.delete, model.objects.all().delete, model.objects.all().update):
                with pytest.raises(RecordIsPermanent):
                    forbidden()

    def test_the_name_outlives_the_person(self, make_user, book):
        guest = make_user("guest", role="author")
        make("event", guest, book=book)
        number = guest.pk
        guest.delete()
        row = AuditEntry.objects.get(item_label__startswith="event:a-event")
        assert (row.actor_name, row.actor_id) == ("guest", number)
