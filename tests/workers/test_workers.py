"""Work that authors cause, done by real workers: whatever is killed, lost or out of reach, the result comes out right."""

import time
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from book import search
from book.models import WordCount
from editorial import freezing, jobs, transitions
from editorial.models import Item, Job
from editorial.tasks import publish_due, run_jobs
from tests.records import make, make_book
from tests.workers.conftest import wait_until

pytestmark = [pytest.mark.worker, pytest.mark.both_databases, pytest.mark.django_db(transaction=True)]


def state(name):
    job = Job.objects.get(name=name)
    return job.want, job.done, job.queued_at is not None


def done(name):
    return Job.objects.filter(name=name).exclude(name__in=Job.objects.lagging().values("name")).exists()


def counted(item):
    """(version, words) of the newest draft."""
    return WordCount.objects.filter(item=item, of="draft").values_list("number", "words").first()


def test_a_worker_does_what_a_save_makes_necessary(queue, worker, author):
    chapter = make("chapter", author, book=make_book(author), body="一二三四五")
    wait_until(lambda: counted(chapter) == (1, 5), what="the count")


def test_fifty_saves_in_a_second_lead_to_a_few_runs_and_the_right_result(queue, worker, author):
    chapter = make("chapter", author, book=make_book(author), body="一")
    wait_until(lambda: counted(chapter) == (1, 1), what="the first count")
    lines = queue.log().count("run_jobs[")
    begun = time.monotonic()
    for number in range(2, 52):
        with transaction.atomic():
            transitions.edit(chapter, actor=author, fields={"body": "一" * number})
            jobs.want(["counted:fifty"])
    rounds = 2 + (time.monotonic() - begun) / jobs.PAUSE  # on a busy machine fifty saves take longer than a second
    wait_until(lambda: counted(chapter) == (51, 51) and done("counted:fifty"), what="the last count")
    runs = queue.trace("counted-fifty")
    assert (runs[-1], len(runs) <= rounds) == ("50", True)
    # Four jobs at most a round, two lines (received, succeeded) for each.
    assert queue.log().count("run_jobs[") - lines <= 2 * 4 * rounds


def test_a_message_delivered_many_times_is_worked_on_once(queue, worker):
    Job.objects.create(name="counted:often", want=3, queued_at=timezone.now())
    for _time in range(5):
        run_jobs.apply_async((["counted:often"],))
    wait_until(lambda: done("counted:often"), what="the result")
    wait_until(lambda: queue.waiting() == 0, what="the end of the queue")
    assert queue.trace("counted-often") == ["3"]


def test_a_job_that_failed_is_tried_again_by_itself(queue, worker):
    with transaction.atomic():
        jobs.want(["flaky:1"])
    job = wait_until(lambda: Job.objects.filter(name="flaky:1", attempts=1).first(), what="the failure")
    assert (job.error, job.queued_at > timezone.now()) == ("ValueError: the first try always fails", True)
    wait_until(lambda: done("flaky:1"), what="the second try")
    job.refresh_from_db()
    assert (job.attempts, job.error, len(queue.trace("flaky-1-tried"))) == (0, "", 2)


def test_a_planned_publication_goes_out_with_the_first_tick_after_its_time(queue, worker, author, reviewer):
    book = make_book(author)
    chapter = make("chapter", author, book=book, body="到时候才能读到。")
    submission = transitions.submit([book, chapter], actor=author)
    moment = timezone.now() + timedelta(seconds=2)
    transitions.sign(submission, actor=reviewer, seal=freezing.freeze_submission(submission).seal, publish_at=moment)
    lines = queue.log().count("publish_due[")
    publish_due.apply_async()
    wait_until(lambda: queue.log().count("publish_due[") == lines + 2, what="the early tick, received and done")
    assert Item.objects.get(pk=chapter.pk).public_release is None or timezone.now() > moment
    time.sleep(max((moment - timezone.now()).total_seconds(), 0))
    publish_due.apply_async()
    wait_until(lambda: search.search("到时候").total == 1, what="the published chapter in the search")
    assert Item.objects.get(pk=chapter.pk).public_release.number == 1


def test_a_save_that_is_rolled_back_queues_nothing(queue, author):
    before = queue.waiting()
    with pytest.raises(RuntimeError), transaction.atomic():
        make("chapter", author, book=make_book(author))
        raise RuntimeError
    assert (queue.waiting(), Job.objects.count(), Item.objects.count()) == (before, 0, 0)


def test_an_author_saves_while_the_broker_is_down_and_the_sweep_makes_up_for_it(queue, worker, author):
    queue.connect(broken=True)
    chapter = make("chapter", author, book=make_book(author), body="一二三")
    name = f"words:{chapter.pk}"
    assert (Item.objects.get(pk=chapter.pk).title, state(name)) == ("第一章的题目", (1, 0, False))
    queue.connect()
    assert name in jobs.sweep()
    wait_until(lambda: counted(chapter) == (1, 3), what="the count")


def test_a_worker_killed_in_the_middle_loses_nothing(queue, worker):
    with transaction.atomic():
        jobs.want(["slow:1"])
    wait_until(lambda: queue.trace("slow-1-begun"), what="the beginning")
    for each in queue.workers:
        if each.poll() is None:
            each.kill()
            each.wait()
    assert (state("slow:1"), queue.trace("slow-1-stored")) == ((1, 0, True), [])
    assert jobs.sweep() == []  # its promise is young: somebody may be working on it
    assert jobs.sweep(lost_after=timedelta(0)) == ["slow:1"]
    queue.go()
    queue.start_worker()
    wait_until(lambda: done("slow:1"), what="the result")
    assert (state("slow:1"), queue.trace("slow-1-stored")) == ((1, 1, False), ["."])
