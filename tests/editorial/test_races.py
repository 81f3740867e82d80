"""Two people at once, with real threads and a real database: SQLite in a file, and PostgreSQL."""

import threading
from functools import partial

import pytest
from django.db import connection, connections

from editorial import errors, freezing, history, transitions
from editorial.models import AuditEntry, DraftVersion, Item, Release, Signoff, Submission
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


def at_once(*calls):
    """Start every call in its own thread at the same moment; return their results, or the errors they raised."""
    start = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(position, call):
        try:
            start.wait(timeout=20)
            results[position] = call()
        except Exception as error:  # what was raised is the result
            results[position] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    return results


def refusals(results):
    return [result for result in results if isinstance(result, Exception)]


@pytest.fixture
def chapter(author):
    return make("chapter", author, book=make_book(author))


def test_sqlite_is_a_file_here():
    if connection.vendor == "sqlite":
        assert "memory" not in str(connection.settings_dict["NAME"])


def test_of_two_racing_sign_offs_one_publishes_and_one_is_refused(author, reviewer, make_user, chapter):
    second = make_user("second", role="reviewer")
    for _round in range(5):
        transitions.edit(fresh(chapter), actor=author, fields={"body": f"第 {_round} 轮"})
        submission = transitions.submit([fresh(chapter)], actor=author)
        seal = freezing.freeze_submission(submission).seal
        results = at_once(
            *(partial(transitions.sign, submission, actor=person, seal=seal) for person in (reviewer, second))
        )
        assert [type(error) for error in refusals(results)] == [errors.WrongState]
    assert (Release.objects.count(), Signoff.objects.count()) == (5, 5)


def test_a_double_click_signs_once(author, reviewer, chapter):
    submission = transitions.submit([chapter], actor=author)
    seal = freezing.freeze_submission(submission).seal
    results = at_once(*[partial(transitions.sign, submission, actor=reviewer, seal=seal)] * 2)
    assert len(refusals(results)) == 1
    assert (Release.objects.count(), Signoff.objects.count()) == (1, 1)


def test_a_proposal_accepted_while_somebody_signs_is_published_or_refused_but_never_half(
    author, reviewer, make_user, chapter
):
    second = make_user("second", role="reviewer")
    for number in range(5):
        transitions.edit(fresh(chapter), actor=author, fields={"body": f"第 {number} 稿，有错子。"})
        submission = transitions.submit([fresh(chapter)], actor=author)
        seal = freezing.freeze_submission(submission).seal
        member = submission.members.get()
        suggestion = transitions.suggest(member, actor=second, fields={"body": f"第 {number} 稿，有错字。"})
        results = at_once(
            partial(transitions.sign, submission, actor=reviewer, seal=seal),
            partial(transitions.accept, suggestion, actor=author),
        )
        # Signed before the acceptance it is refused for the open proposal; after it, for the stale seal.
        assert len(refusals(results)) == 1
        assert isinstance(results[0], errors.EditorialError)
        assert fresh(chapter).row.body.endswith("错字。")
        approved = freezing.freeze_submission(submission)
        transitions.sign(submission, actor=reviewer, seal=approved.seal)
        assert "错字" in fresh(chapter).public_release.body.text


def test_two_corrections_at_once_leave_one_open_and_both_in_the_record(author, reviewer, make_user, chapter):
    colleague = make_user("colleague", role="author")
    publish(chapter.collection, chapter, author=author, reviewer=reviewer)
    transitions.edit(fresh(chapter), actor=author, fields={"body": "更大的改动。"})
    results = at_once(
        *(
            partial(transitions.correct, chapter, actor=person, fields={"title": title}, reason="r")
            for person, title in ((author, "甲"), (colleague, "乙"))
        )
    )
    assert refusals(results) == []
    states = Submission.objects.filter(is_correction=True).order_by("state").values_list("state", flat=True)
    assert list(states) == ["open", "superseded"]
    assert list(chapter.versions.filter(is_correction=True).order_by("number").values_list("number", flat=True)) == [
        3,
        4,
    ]


def test_what_is_published_is_what_was_signed_however_the_author_saves_meanwhile(author, reviewer, chapter):
    for number in range(8):
        transitions.edit(fresh(chapter), actor=author, fields={"body": f"送审稿 {number}"})
        submission = transitions.submit([fresh(chapter)], actor=author)
        seen = freezing.freeze_submission(submission)
        results = at_once(
            lambda: transitions.sign(submission, actor=reviewer, seal=seen.seal),  # noqa: B023 (joined in this round)
            lambda: transitions.edit(chapter, actor=author, fields={"body": f"没人读过的稿子 {number}"}),  # noqa: B023
        )
        assert refusals(results) == []
        release = fresh(chapter).public_release
        assert release.seal_sha256 == seen.members[0].frozen.seal_sha256
        assert "没人读过" not in release.body.text
        assert fresh(chapter).status == "draft"


def test_of_two_saves_from_the_same_page_one_wins_and_nothing_is_overwritten(author, make_user, chapter):
    colleague = make_user("colleague", role="author")
    lock = fresh(chapter).lock_version
    results = at_once(
        *(
            lambda person=person, words=words: transitions.edit(
                chapter, actor=person, fields={"body": words}, expected_lock=lock
            )
            for person, words in ((author, "甲的话"), (colleague, "乙的话"))
        )
    )
    assert [type(error) for error in refusals(results)] == [errors.EditConflict]
    assert DraftVersion.objects.filter(item=chapter).count() == 2
    winner = next(result for result in results if not isinstance(result, Exception))
    assert fresh(chapter).row.body == {"author": "甲的话", "colleague": "乙的话"}[winner.actor_name]


def test_of_two_who_make_the_same_record_at_once_one_is_told_that_it_is_there(author, make_user, chapter):
    colleague = make_user("colleague", role="author")
    for round_ in range(5):
        results = at_once(
            *(
                partial(
                    transitions.create, "concept", key=f"token-{round_}", actor=person, collection=chapter.collection,
                    fields={"preferred": "词元"},
                )
                for person in (author, colleague)
            )
        )  # fmt: skip
        assert [type(error) for error in refusals(results)] == [errors.WrongState]
    assert Item.objects.filter(kind="concept").count() == DraftVersion.objects.filter(item__kind="concept").count() == 5


def test_of_two_racing_submissions_of_one_version_one_is_refused(author, make_user, chapter):
    colleague = make_user("colleague", role="editor")
    results = at_once(
        *(lambda person=person: transitions.submit([chapter], actor=person) for person in (author, colleague))
    )
    assert [type(error) for error in refusals(results)] == [errors.WrongState]
    assert Submission.objects.filter(state="open").count() == 1


def test_sets_that_overlap_do_not_wait_for_each_other_for_ever(author, make_user):
    colleague = make_user("colleague", role="editor")
    book = make_book(author)
    events = [make("event", author, book=book, key=f"event-{number}") for number in range(6)]
    results = at_once(
        lambda: transitions.submit(events, actor=author),
        lambda: transitions.submit(list(reversed(events)), actor=colleague),
    )
    assert [type(error) for error in refusals(results)] == [errors.WrongState]


def test_no_save_loses_its_version_while_others_read_the_history(author, chapter):
    def write(name):
        for number in range(15):
            transitions.edit(chapter, actor=author, fields={"body": f"{name} {number}"})

    def read():
        for version in list(chapter.versions.all())[:5] * 10:
            history.snapshot_of(version)

    before = chapter.versions.count()
    assert refusals(at_once(lambda: write("甲"), lambda: write("乙"), read, read)) == []
    assert chapter.versions.count() - before == 30
    numbers = sorted(chapter.versions.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert AuditEntry.objects.filter(item=chapter, act="edit").count() == 30


def test_a_due_set_is_published_once_by_two_beats(author, reviewer, chapter):
    from datetime import timedelta

    from editorial import clock

    submission = transitions.submit([chapter], actor=author)
    when = clock.now() + timedelta(hours=1)
    seal = freezing.freeze_submission(submission).seal
    transitions.sign(submission, actor=reviewer, seal=seal, publish_at=when)
    results = at_once(*(lambda: transitions.publish_due(when) for _beat in range(3)))
    assert refusals(results) == []
    assert sum(len(published) for published in results) == 1
    assert Release.objects.count() == 1


def test_a_smaller_set_replacing_a_waiting_one_and_its_sign_off_do_not_lock_each_other_out(author, reviewer):
    book = make_book(author)
    for round_ in range(5):
        event = make("event", author, book=book, key=f"event-{round_}")
        chapter = make("chapter", author, book=book, key=f"chapter-{round_}")
        submission = transitions.submit([chapter, event], actor=author)
        seal = freezing.freeze_submission(submission).seal
        transitions.edit(fresh(chapter), actor=author, fields={"body": "新的一稿。"})
        results = at_once(
            lambda: transitions.submit([fresh(chapter)], actor=author),  # noqa: B023 (joined in this round)
            lambda: transitions.sign(submission, actor=reviewer, seal=seal),  # noqa: B023
            lambda: transitions.edit(event, actor=author, fields={"place": "北京"}),  # noqa: B023
        )
        assert {type(error) for error in refusals(results)} <= {errors.WrongState}
        for item in (fresh(chapter), fresh(event)):
            is_open = item.submission_members.filter(is_open=True).exists()
            assert (item.status == "in_review") == is_open
