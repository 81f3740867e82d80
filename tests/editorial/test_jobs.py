"""Jobs: asked for with the change, made after it, never lost and never older than they claim."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from editorial import jobs
from editorial.models import Job
from editorial.tasks import run_jobs

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def sent(monkeypatch):
    """The batches of names that were handed to the broker."""
    batches = []
    monkeypatch.setattr(run_jobs, "apply_async", lambda args, countdown: batches.append(args[0]))
    monkeypatch.setattr(jobs, "_quiet_until", 0.0)
    return batches


@pytest.fixture
def broker_down(monkeypatch):
    """Calls of a broker that cannot be reached."""
    calls = []

    def refuse(args, countdown):
        calls.append(args[0])
        raise ConnectionError("nobody listens")

    monkeypatch.setattr(run_jobs, "apply_async", refuse)
    monkeypatch.setattr(jobs, "_quiet_until", 0.0)
    return calls


@pytest.fixture
def made(monkeypatch):
    """What the maker ``thing:argument`` stored, in order."""
    stored = []
    monkeypatch.setattr(jobs, "_makers", {})
    jobs.register("thing", lambda argument: lambda: stored.append(argument))
    return stored


def state(name):
    job = Job.objects.get(name=name)
    return job.want, job.done, job.queued_at is not None


# Asking


def test_what_is_wanted_is_bumped_once_per_call_and_queued_after_the_commit(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.want(["thing:2", "thing:1", "thing:2"])
        assert sent == []
    assert sent == [["thing:1", "thing:2"]]
    assert [state("thing:1"), state("thing:2")] == [(1, 0, True), (1, 0, True)]


def test_ten_saves_before_a_worker_comes_send_one_message(sent, django_capture_on_commit_callbacks):
    for _save in range(10):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.want(["thing:1"])
    assert sent == [["thing:1"]]
    assert state("thing:1") == (10, 0, True)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_save_wants_and_sends_nothing(sent):
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.want(["thing:1"])
        raise RuntimeError
    assert (sent, Job.objects.count()) == ([], 0)


def test_a_large_wish_goes_out_in_batches(sent, django_capture_on_commit_callbacks):
    names = [f"thing:{number:03}" for number in range(45)]
    with django_capture_on_commit_callbacks(execute=True):
        jobs.want(names)
    assert sent == [names[:20], names[20:40], names[40:]]


def test_a_wish_for_known_things_costs_two_queries_however_many(sent, django_assert_num_queries):
    names = [f"thing:{number}" for number in range(30)]
    jobs.want(names)
    with django_assert_num_queries(2):
        jobs.want(names)


# A broker that is down


def test_a_broker_that_is_down_loses_no_wish_and_the_sweep_sends_it_later(
    broker_down, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        jobs.want(["thing:1"])
    assert (broker_down, state("thing:1")) == ([["thing:1"]], (1, 0, False))
    batches = []
    monkeypatch.setattr(run_jobs, "apply_async", lambda args, countdown: batches.append(args[0]))
    assert jobs.sweep() == ["thing:1"]
    assert (batches, state("thing:1")) == ([["thing:1"]], (1, 0, True))


def test_a_broker_that_is_down_is_left_alone_by_the_saves_that_follow(broker_down, django_capture_on_commit_callbacks):
    for number in range(3):
        with django_capture_on_commit_callbacks(execute=True):
            jobs.want([f"thing:{number}"])
    assert broker_down == [["thing:0"]]
    assert [state(f"thing:{number}") for number in range(3)] == [(1, 0, False)] * 3


def test_a_sweep_that_cannot_send_leaves_everything_to_the_next_one(broker_down):
    Job.objects.create(name="thing:1", want=1)
    assert jobs.sweep() == []
    assert state("thing:1") == (1, 0, False)


# Making


def test_a_run_makes_what_lags_and_a_second_run_nothing(made, sent):
    jobs.want(["thing:1"])
    assert [jobs.run("thing:1"), jobs.run("thing:1")] == [True, False]
    assert (made, state("thing:1")) == (["1"], (1, 1, False))


def test_a_hundred_wishes_need_one_run(made, sent):
    for _save in range(100):
        jobs.want(["thing:1"])
    jobs.run("thing:1")
    assert (made, state("thing:1")) == (["1"], (100, 100, False))


def test_what_changes_while_a_thing_is_made_is_made_again(sent, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(jobs, "_makers", {})
    jobs.register("thing", lambda argument: jobs.want(["thing:1"]))
    jobs.want(["thing:1"])
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run("thing:1")
    assert (sent, state("thing:1")) == ([["thing:1"]], (2, 1, True))


def test_a_slow_run_never_replaces_the_result_of_a_newer_one(sent, monkeypatch):
    stored = []

    def make(argument):
        value = Job.objects.get(name="thing:1").want
        if value == 1:  # while this one computes, the data change and another worker is quicker
            jobs.want(["thing:1"])
            assert jobs.run("thing:1")
        return lambda: stored.append(value)

    monkeypatch.setattr(jobs, "_makers", {})
    jobs.register("thing", make)
    jobs.want(["thing:1"])
    assert jobs.run("thing:1") is False
    assert (stored, state("thing:1")) == ([2], (2, 2, False))


def test_a_job_nobody_asked_for_is_not_made(made):
    assert jobs.run("thing:1") is False
    assert made == []


def test_a_stale_promise_of_a_finished_job_is_taken_back(made):
    Job.objects.create(name="thing:1", want=3, done=3, queued_at=timezone.now())
    assert jobs.run("thing:1") is False
    assert state("thing:1") == (3, 3, False)


# Failing


@pytest.fixture
def failing(monkeypatch):
    """A maker that fails while the list is not empty."""
    reasons = ["ink ran out"]
    monkeypatch.setattr(jobs, "_makers", {})

    def make(argument):
        if reasons:
            raise ValueError(reasons[0])

    jobs.register("thing", make)
    return reasons


def test_a_failure_stays_on_the_row_until_the_job_succeeds(failing, sent):
    jobs.want(["thing:1"])
    pauses = []
    for _try in range(3):
        with pytest.raises(ValueError, match="ink ran out"):
            jobs.run("thing:1")
        job = Job.objects.get(name="thing:1")
        pauses.append(round((job.queued_at - timezone.now()).total_seconds()))
    assert (job.attempts, job.error, job.done, pauses) == (3, "ValueError: ink ran out", 0, [2, 4, 8])
    failing.clear()
    assert jobs.run("thing:1") is True
    job.refresh_from_db()
    assert (job.attempts, job.error, job.done, job.queued_at) == (0, "", 1, None)


def test_the_pause_between_tries_stops_growing(failing, sent):
    Job.objects.create(name="thing:1", want=1, attempts=4000)
    with pytest.raises(ValueError, match="ink ran out"):
        jobs.run("thing:1")
    pause = (Job.objects.get(name="thing:1").queued_at - timezone.now()).total_seconds()
    assert 290 < pause <= jobs.LONGEST_BACKOFF


def test_a_message_that_comes_before_the_planned_retry_does_nothing(made):
    Job.objects.create(name="thing:1", want=1, attempts=5, queued_at=timezone.now() + timedelta(seconds=30))
    assert jobs.run_if_due("thing:1") is False
    assert made == []


def test_a_change_brings_the_planned_retry_forward(made, sent, django_capture_on_commit_callbacks):
    Job.objects.create(name="thing:1", want=1, attempts=5, queued_at=timezone.now() + timedelta(seconds=30))
    with django_capture_on_commit_callbacks(execute=True):
        jobs.want(["thing:1"])
    assert sent == [["thing:1"]]
    assert jobs.run_if_due("thing:1") is True


def test_a_failing_job_keeps_no_other_of_its_batch_from_being_made(failing, sent):
    made = []
    jobs.register("other", lambda argument: lambda: made.append(argument))
    Job.objects.create(name="thing:1", want=1)
    Job.objects.create(name="other:1", want=1)
    run_jobs(["thing:1", "nobody:1", "other:1"])
    assert (made, Job.objects.get(name="thing:1").error) == (["1"], "ValueError: ink ran out")
    assert sent == [["thing:1"]]  # its retry


def test_a_job_that_nobody_can_make_says_so(made):
    Job.objects.create(name="nobody:1", want=1)
    with pytest.raises(KeyError):
        jobs.run("nobody:1")
    assert Job.objects.get(name="nobody:1").error == "KeyError: 'nobody'"


# Sweeping


def test_the_sweep_sends_what_lags_without_a_promise_or_with_a_broken_one(sent):
    now = timezone.now()
    Job.objects.create(name="a-forgotten", want=2, done=1)
    Job.objects.create(name="b-lost", want=1, queued_at=now - timedelta(minutes=2))
    Job.objects.create(name="c-on-its-way", want=1, queued_at=now)
    Job.objects.create(name="d-to-be-retried", want=1, attempts=3, queued_at=now + timedelta(seconds=8))
    Job.objects.create(name="e-done", want=4, done=4)
    assert jobs.sweep() == ["a-forgotten", "b-lost"]
    assert sent == [["a-forgotten", "b-lost"]]
    assert jobs.sweep() == []


def test_everything_that_lags_can_be_made_at_once(made, sent):
    jobs.want(["thing:2", "thing:1"])
    assert jobs.run_lagging() == ["thing:1", "thing:2"]
    assert (made, jobs.run_lagging()) == (["1", "2"], [])


# Several workers


@pytest.mark.django_db(transaction=True)
def test_workers_and_authors_at_the_same_time_leave_the_newest_result_and_nothing_to_do(sent, monkeypatch):
    """What is stored is the ``want`` that was visible when it was computed."""
    stored = []

    def make(argument):
        seen = Job.objects.get(name="thing:1").want
        return lambda: stored.append(seen)

    monkeypatch.setattr(jobs, "_makers", {})
    jobs.register("thing", make)
    failures = []

    def repeat(act):
        def body():
            try:
                for _turn in range(15):
                    act()
            except Exception as error:
                failures.append(error)
            finally:
                connection.close()

        return threading.Thread(target=body)

    threads = [repeat(lambda: jobs.want(["thing:1"])) for _author in range(3)]
    threads += [repeat(lambda: jobs.run("thing:1")) for _worker in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    jobs.run_lagging()
    assert failures == []
    assert (state("thing:1"), stored[-1]) == ((45, 45, False), 45)
