"""The correction lane: a small change of the public text past a larger draft, and both brought together again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial import clock, errors, guards, history, merging, transitions
from editorial.models import AuditEntry, Comment, Submission
from editorial.pruning import prunable
from editorial.snapshot import RelationValue
from tests.records import approve, fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

PUBLIC = "第一段有个错字。\n\n第二段。\n\n第三段。"
CORRECTED = "第一段有个词。\n\n第二段。\n\n第三段。"
LARGER = "第一段有个错字。\n\n第二段写得长多了。\n\n第三段。"


@pytest.fixture
def chapter(author, reviewer):
    """A public chapter whose larger draft is in review."""
    book = make_book(author)
    chapter = make("chapter", author, book=book, body=PUBLIC)
    publish(book, chapter, author=author, reviewer=reviewer)
    transitions.edit(chapter, actor=author, fields={"body": LARGER})
    transitions.submit([fresh(chapter)], actor=author)
    return fresh(chapter)


def correct(chapter, person, body=CORRECTED, **options):
    return transitions.correct(chapter, actor=person, fields={"body": body}, reason="错别字", **options)


def test_a_correction_reaches_readers_while_the_larger_draft_stays_in_review(chapter, author, make_user, reviewer):
    corrector = make_user("corrector", role="author")
    correction = correct(chapter, corrector)
    assert (fresh(chapter).status, fresh(chapter).row.body, fresh(chapter).lock_version) == ("in_review", LARGER, 2)
    assert set(Submission.objects.filter(state="open").values_list("is_correction", flat=True)) == {True, False}

    approve(correction, reviewer)

    item = fresh(chapter)
    release = item.public_release
    assert (release.number, release.version_number, release.authors) == (2, 3, ["corrector"])
    assert "第一段有个词。" in release.body.text
    assert (item.status, item.row.body) == ("in_review", LARGER)
    assert history.newest(item).number == 2


def test_the_larger_draft_is_not_signed_before_it_is_merged_and_both_changes_are_kept(
    chapter, author, make_user, reviewer
):
    approve(correct(chapter, make_user("corrector", role="author")), reviewer)
    larger = Submission.objects.get(is_correction=False, state="open")
    with pytest.raises(errors.WrongState, match="changed after this was submitted"):
        approve(larger, reviewer)
    with pytest.raises(errors.WrongState, match="Merge the correction first"):
        transitions.submit([fresh(chapter)], actor=author)

    proposed = merging.of(fresh(chapter))
    assert proposed.conflicts == []
    merged = transitions.merge(fresh(chapter), actor=author, fields=proposed.values(), expected_lock=2)

    assert (merged.number, merged.origin, fresh(chapter).lock_version) == (4, "merge", 4)
    assert fresh(chapter).row.body == LARGER.replace("错字", "词")
    approve(transitions.submit([fresh(chapter)], actor=author), reviewer)
    release = fresh(chapter).public_release
    assert (release.number, release.authors) == (3, ["author"])
    assert (fresh(chapter).status, guards.needs_merge(fresh(chapter))) == ("published", False)


def test_a_conflict_is_shown_and_left_to_a_person(chapter, author, make_user, reviewer):
    corrected = PUBLIC.replace("第二段。", "第二段改正了。")
    approve(correct(chapter, make_user("corrector", role="author"), corrected), reviewer)
    proposed = merging.of(fresh(chapter))
    (field,) = proposed.conflicts
    (conflict,) = field.conflicts
    assert (conflict.theirs, conflict.mine) == (("第二段改正了。",), ("第二段写得长多了。",))
    decided = proposed.values({"body": ["theirs"]})
    transitions.merge(fresh(chapter), actor=author, fields=decided)
    assert (fresh(chapter).row.body, guards.needs_merge(fresh(chapter))) == (corrected, False)


def test_values_are_decided_as_a_whole_and_never_woven_together(author, reviewer):
    event = make("event", author, date="2024-01", title="一次发布")
    publish(event, author=author, reviewer=reviewer)
    transitions.edit(event, actor=author, fields={"date": "2024-02", "tags": ["甲"], "body": "新。"})
    fields = {"date": "2023-01", "tags": ["乙"], "title": "一次大发布"}
    approve(transitions.correct(fresh(event), actor=author, fields=fields, reason="r"), reviewer)
    proposed = merging.of(fresh(event))
    assert [(each.name, len(each.conflicts)) for each in proposed.fields] == [("title", 0), ("date", 1), ("tags", 1)]
    assert proposed.values() == {"title": "一次大发布", "date": "2024-02", "tags": ["甲"]}
    assert proposed.values({"date": ["theirs"], "tags": ["theirs"]}) == fields


def test_pruning_keeps_what_a_correction_was_made_from_and_the_newest_draft(chapter, author, reviewer):
    larger = Submission.objects.get(is_correction=False, state="open")
    suggestion = transitions.suggest(larger.members.get(), actor=reviewer, fields={"title": "题目改一字"})
    transitions.edit(fresh(chapter), actor=author, fields={"body": LARGER + "\n\n第四段。"})
    transitions.accept(suggestion, actor=author)
    with clock.at(timezone.now() + timedelta(days=400)):
        assert prunable(days=365).filter(item=chapter).count() == 0
    assert fresh(chapter).lock_version == history.newest(fresh(chapter)).number == 3


def test_whoever_wrote_the_correction_does_not_sign_it_and_whoever_wrote_the_draft_never_signs_that(
    chapter, author, editor, make_user, reviewer
):
    correction = correct(chapter, editor)
    with pytest.raises(errors.NotAllowed):
        approve(correction, editor)
    approve(correction, reviewer)
    # The draft's writer stays a writer, although a newer version number is public now.
    assert guards.writers_since_release(fresh(chapter)) == {author.pk: "author"}
    transitions.merge(fresh(chapter), actor=editor, fields=merging.of(fresh(chapter)).values())
    waiting = transitions.submit([fresh(chapter)], actor=author)
    with pytest.raises(errors.NotAllowed):
        approve(waiting, editor)


def test_a_returned_correction_is_written_again_from_where_it_was(chapter, author, make_user, reviewer):
    corrector = make_user("corrector", role="author")
    first = correct(chapter, corrector)
    transitions.return_(first, actor=reviewer, comment="还差一个逗号")
    number = first.members.get().version.number
    again = correct(chapter, corrector, PUBLIC.replace("错字", "词，"), made_from=number)
    approve(again, reviewer)
    assert fresh(chapter).public_release.authors == ["corrector"]
    assert Comment.objects.get().version_number == number


def test_a_correction_takes_relations_along(author, reviewer, make_user):
    source = make("source", author, key="lee2020")
    event = make("event", author, relations={"sources": [RelationValue("source", "lee2020", "p. 3")]})
    publish(source, event, author=author, reviewer=reviewer)
    transitions.edit(event, actor=author, fields={"body": "更长的经过。"})
    moved = [RelationValue("source", "lee2020", "p. 5")]
    approve(transitions.correct(fresh(event), actor=author, relations={"sources": moved}, reason="页码错了"), reviewer)
    assert history.snapshot_of(fresh(event).public_release.version).related("sources") == moved
    proposed = merging.of(fresh(event))
    assert proposed.relations == {"sources": moved}
    transitions.merge(fresh(event), actor=author, fields=proposed.values(), relations=proposed.relations)
    merged = history.snapshot_of(history.newest(fresh(event)))
    assert (merged.related("sources"), merged.get("body")) == (moved, "更长的经过。")


def test_what_a_correction_is_not_for(chapter, author, reviewer, make_user):
    with pytest.raises(errors.WrongState, match="already"):
        correct(chapter, author, PUBLIC)
    with pytest.raises(errors.WrongState, match="what was wrong"):
        transitions.correct(chapter, actor=author, fields={"body": "x"}, reason=" ")
    with pytest.raises(errors.NotAllowed):
        correct(chapter, reviewer)
    with pytest.raises(errors.WrongState, match="not public"):
        correct(make("event", author), author)
    book = fresh(chapter).collection
    with pytest.raises(errors.WrongState, match="change the draft"):
        transitions.correct(fresh(book), actor=author, fields={"title": "别的"}, reason="r")
    approve(correct(chapter, author), reviewer)
    with pytest.raises(errors.WrongState, match="changed while you were writing"):
        correct(chapter, author, made_from=1)
    with pytest.raises(errors.WrongState, match="merged, not restored"):
        transitions.restore(fresh(chapter), 3, actor=author)


def test_discarding_the_draft_leaves_nothing_to_merge(chapter, author, reviewer):
    transitions.withdraw(Submission.objects.get(is_correction=False, state="open"), actor=author)
    approve(correct(chapter, author), reviewer)
    transitions.discard(fresh(chapter), actor=author)
    item = fresh(chapter)
    assert (item.status, item.row.body, guards.needs_merge(item)) == ("published", PUBLIC.replace("错字", "词"), False)


def test_a_second_correction_builds_on_the_first_and_one_merge_takes_in_both(chapter, author, reviewer):
    approve(correct(chapter, author), reviewer)
    second = PUBLIC.replace("错字", "词").replace("第三段。", "第三段！")
    approve(correct(chapter, author, second), reviewer)
    proposed = merging.of(fresh(chapter))
    assert proposed.values() == {"body": LARGER.replace("错字", "词").replace("第三段。", "第三段！")}


def test_a_merge_that_changes_nothing_is_recorded_once(chapter, author, reviewer):
    approve(correct(chapter, author), reviewer)
    assert transitions.merge(fresh(chapter), actor=author, fields={"body": LARGER}) is None
    assert not guards.needs_merge(fresh(chapter))
    assert AuditEntry.objects.filter(act="take_in").count() == 1
    with pytest.raises(errors.WrongState, match="holds everything"):
        transitions.merge(fresh(chapter), actor=author, fields={})
