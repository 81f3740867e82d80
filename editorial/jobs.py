"""Derived data: what is wanted, and making it. The database is the truth; the queue is only a hint.

A derived thing has a name, ``prefix`` or ``prefix:argument`` (``timeline``, ``words:41``). Apps register a maker for
each prefix. Acts call :func:`want`, a worker calls :func:`run`, beat calls :func:`sweep`. Three rules keep it right:

* ``want`` grows in the transaction that changes the data, ``done`` in the one that stores the result. A maker reads
  ``want`` first and the data after it, so what it makes is never older than the ``done`` it will claim.
* ``queued_at`` is a promise that somebody works on the job: a message, a run or a planned retry. While it stands
  nobody else is sent, so that a hundred saves lead to one or two runs; a promise older than :data:`LOST_AFTER` was
  broken (a lost message, a killed worker) and the sweep makes a new one.
* Should two workers make one thing at a time all the same, the one that had read the newer ``want`` wins, under the
  lock of the job's row.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from editorial import public_stamp
from editorial.models import Item, Job

logger = logging.getLogger(__name__)

#: Seconds between a change and its run: what is changed meanwhile shares the run.
PAUSE = 1.0
#: A promise that has not been kept for this long is taken for broken.
LOST_AFTER = timedelta(seconds=60)
#: Longest pause between two tries of a failing job, in seconds.
LONGEST_BACKOFF = 300
#: Names in one message, at most.
BATCH = 20
#: Seconds in which no save tries a broker again that did not answer one.
QUIET = 10.0

#: A maker computes, and returns what replaces the stored result; None when there is nothing to write. What replaces
#: may return False where readers see no difference.
Replace = Callable[[], object]


@dataclass(frozen=True)
class _Maker:
    make: Callable[[str], Replace | None]
    of_item: bool
    public: bool = False
    slow: bool = False


_makers: dict[str, _Maker] = {}
_quiet_until = 0.0


def register(prefix, make, *, of_item=False, public=False, slow=False):
    """Register how things called ``prefix:argument`` are made.

    ``make(argument)`` is a pure function of the database. It runs outside a transaction and returns the function
    that writes its result, which is called in one short transaction. ``of_item`` says that the argument is the
    primary key of an Item: the item's row is locked first, because acts lock items before jobs. ``public`` says that
    readers see what is made, so that storing it changes the public stamp. ``slow`` things travel alone and after the
    others: nobody's search waits for a book to be set.
    """
    _makers[prefix] = _Maker(make, of_item, public, slow)


def prefixes() -> list[str]:
    """Return the registered prefixes."""
    return list(_makers)


# Asking


def want(names: Iterable[str]):
    """Ask for derived things, as the last step of the transaction that makes them stale; queued once it commits.

    Rows are bumped in the order of their names, against deadlocks. A broker that is down costs a log line and a wait
    for the sweep, never the caller's transaction.
    """
    wanted = sorted(set(names))
    if wanted:
        _bump(wanted)


@transaction.atomic(savepoint=False)
def _bump(names):
    now = timezone.now()
    rows = _locked(names)
    missing = set(names) - {row.name for row in rows}
    if missing:
        Job.objects.bulk_create([Job(name=name) for name in sorted(missing)], ignore_conflicts=True)
        rows = _locked(names)
    # A retry planned for later is brought forward: the change may have removed the reason of the failure.
    free = [row for row in rows if row.queued_at is None or row.queued_at > now]
    promised = Case(When(pk__in=[row.pk for row in free], then=Value(now)), default=F("queued_at"))
    Job.objects.filter(pk__in=[row.pk for row in rows]).update(want=F("want") + 1, queued_at=promised)
    if free:
        transaction.on_commit(partial(send, [row.name for row in free]), robust=True)


def _locked(names):
    return list(Job.objects.select_for_update().filter(name__in=names).order_by("name"))


# Queueing


def send(names, *, pause=PAUSE, insist=False) -> list[str]:
    """Send messages for jobs whose promise is set; returns the names that were sent. Raises nothing.

    After a broker failed, saves leave it alone for :data:`QUIET` seconds, unless they ``insist``. What could not be
    sent gets its promise taken back, so that the next save or sweep tries again.
    """
    from editorial.tasks import run_jobs  # tasks import this module

    global _quiet_until
    sent: list[str] = []
    try:
        if insist or time.monotonic() >= _quiet_until:
            for batch in _batches(names):
                run_jobs.apply_async((batch,), countdown=pause)
                sent += batch
    except Exception as error:  # whatever a broker raises must not reach the person who saved
        logger.warning("the queue cannot be reached, the sweep will send again: %s", error)
        _quiet_until = time.monotonic() + QUIET
    unsent = [name for name in names if name not in set(sent)]
    if unsent:
        Job.objects.filter(name__in=unsent).update(queued_at=None)
    return sent


def _batches(names) -> list[list[str]]:
    """Return the names of each message: the quick ones together, then each slow one by itself."""
    slow = [name for name in names if _is_slow(name)]
    quick = [name for name in names if not _is_slow(name)]
    return [quick[start : start + BATCH] for start in range(0, len(quick), BATCH)] + [[name] for name in slow]


def _is_slow(name) -> bool:
    maker = _makers.get(name.partition(":")[0])
    return maker is not None and maker.slow


def sweep(*, lost_after=LOST_AFTER) -> list[str]:
    """Queue again whatever lags and has no promise, or one older than ``lost_after``; returns the names sent."""
    now = timezone.now()
    adrift = Job.objects.lagging().filter(Q(queued_at__isnull=True) | Q(queued_at__lt=now - lost_after))
    # One by one: an author's open transaction may hold any of these rows, and must not find another one held by us.
    names = [job.name for job in adrift.order_by("name") if adrift.filter(pk=job.pk).update(queued_at=now)]
    return send(names, pause=0, insist=True)


# Making


def run(name) -> bool:
    """Make one derived thing if it lags. Returns whether its result was stored.

    A failure is kept on the row, with a time for the next try that doubles each time, and raised.
    """
    job = Job.objects.filter(name=name).first()
    if job is None:
        return False
    if job.done >= job.want:
        Job.objects.filter(pk=job.pk, done__gte=F("want"), queued_at__isnull=False).update(queued_at=None)
        return False
    Job.objects.filter(pk=job.pk).update(queued_at=timezone.now())
    prefix, _colon, argument = name.partition(":")
    try:
        maker = _makers[prefix]
        return _store(job, maker, argument, maker.make(argument))
    except Exception as error:
        pause = min(2 ** min(job.attempts + 1, 20), LONGEST_BACKOFF)
        Job.objects.filter(pk=job.pk).update(
            attempts=F("attempts") + 1,
            error=f"{type(error).__name__}: {error}".replace("\x00", "")[:2000],
            queued_at=timezone.now() + timedelta(seconds=pause),
        )
        raise


@transaction.atomic
def _store(job, maker, argument, replace) -> bool:
    """Replace the stored result, unless somebody who had read a newer ``want`` was quicker."""
    if maker.of_item:
        list(Item.objects.select_for_update(no_key=True).filter(pk=argument).values_list("pk"))
    newest = Job.objects.select_for_update().get(pk=job.pk)
    if newest.done >= job.want:
        return False
    changed = replace() if replace is not None else False
    if maker.public and changed is not False:
        public_stamp.touch_on_commit()
    now = timezone.now()
    lags = newest.want > job.want
    Job.objects.filter(pk=job.pk).update(
        done=job.want, finished_at=now, attempts=0, error="", queued_at=now if lags else None
    )
    if lags:
        transaction.on_commit(partial(send, [job.name]), robust=True)
    return True


def still_at_work(name):
    """Renew the promise of a job in the middle of a long making, so that the sweep sends nobody else."""
    Job.objects.filter(name=name, queued_at__isnull=False).update(queued_at=timezone.now())


def run_if_due(name) -> bool:
    """Make one derived thing for a message; one that comes before the planned retry of a failing job does nothing."""
    soon = timezone.now() + timedelta(seconds=1)
    if Job.objects.filter(name=name, queued_at__gt=soon).exists():
        return False
    return run(name)


def make_now(name):
    """Make one derived thing here and now, whether it lags or not; for commands. Raises what its maker raises."""
    with transaction.atomic():
        Job.objects.bulk_create([Job(name=name)], ignore_conflicts=True)
        Job.objects.filter(name=name).update(want=F("want") + 1, queued_at=timezone.now())
    run(name)


def plan_retry(name):
    """Send the message for the next try of a job that has just failed, for the time on its row."""
    planned = Job.objects.lagging().filter(name=name, queued_at__isnull=False).values_list("queued_at", flat=True)
    for moment in planned:
        send([name], pause=max((moment - timezone.now()).total_seconds(), 0) + 0.1)


def run_lagging() -> list[str]:
    """Make everything that lags, here and now, until nothing does; for commands and tests. Raises the first failure."""
    made = []
    while names := list(Job.objects.lagging().order_by("name").values_list("name", flat=True)):
        for name in names:
            run(name)
            made.append(name)
    return made
