"""Whether links still lead somewhere: each once a week, politely, and never in anybody's way.

One request to a host at a time, with a pause; robots.txt is obeyed; HEAD first, GET where a server does not know it.
An address is dead after two runs without an answer. A run in which nothing at all answers says something about our
own network, and is not counted.
"""

from __future__ import annotations

import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction
from protego import Protego

from editorial import clock, jobs
from editorial.models import Item
from sources import fetching
from sources.models import DraftCitation, LinkCheck, LinkOutcome, Source

#: How often a link is asked, how soon again after a failure, and how long a host is left alone in between (seconds).
WEEK = timedelta(days=7)
PAUSE = 2.0
#: Links of one run, hosts asked at the same time, and seconds after which a run starts no more.
MOST_LINKS = 200
HOSTS_AT_ONCE = 8
MOST_SECONDS = 240
_LOCK = "sources.link_health.run"
_AGENT = "Annals"
#: Answers of a server that is there but lets no program in.
_BARRED = frozenset((401, 402, 403, 405, 406, 407, 429, 451, 999))
_HEAD_UNKNOWN = frozenset((400, 403, 404, 405, 406, 429, 500, 501, 503))
#: HEAD tells enough; of a GET only the beginning is read.
_MOST_BYTES = 65_536


@dataclass(frozen=True)
class Result:
    """What came of asking one address."""

    outcome: str
    status: int | None = None
    reason: str = ""
    final_url: str = ""
    redirects: tuple = ()
    unreachable: bool = False


def follow_sources() -> int:
    """Bring the list of links into line with the sources there are; returns how many are followed."""
    now = clock.now()
    wanted = {
        pk: url
        for pk, url in Source.objects.filter(is_merged=False).values_list("item_id", "csl__URL")
        if isinstance(url, str) and url.startswith(("http://", "https://")) and len(url) <= 2000
    }
    known = dict(LinkCheck.objects.values_list("item_id", "url"))
    LinkCheck.objects.filter(item_id__in=[pk for pk in known if pk not in wanted]).delete()
    for pk, url in known.items():
        if pk in wanted and wanted[pk] != url:
            LinkCheck.objects.filter(item_id=pk).update(
                url=wanted[pk], outcome=LinkOutcome.WAITING, answer=None, reason="", final_url="", redirects=[],
                failures=0, failing_since=None, checked_at=None, due_at=now,
            )  # fmt: skip
    LinkCheck.objects.bulk_create(
        [LinkCheck(item_id=pk, url=url, due_at=now) for pk, url in wanted.items() if pk not in known], batch_size=500
    )
    return len(wanted)


def run_due(*, everything=False, most=MOST_LINKS, pause=PAUSE, seconds=MOST_SECONDS, progress=None) -> dict[str, int]:
    """Ask the links that are due (or all) and store what came of it; returns the number of each outcome.

    Only one run at a time, on however many machines; a second one returns nothing.
    """
    if not cache.add(_LOCK, 1, timeout=int(seconds) + 120):
        return {}
    try:
        follow_sources()
        due = LinkCheck.objects.order_by("due_at", "pk")
        if not everything:
            due = due.filter(due_at__lte=clock.now())
        checks = list(due[:most])
        results = _ask_all(checks, pause=pause, deadline=time.monotonic() + seconds, progress=progress)
        return _store_all(checks, results)
    finally:
        cache.delete(_LOCK)


def _ask_all(checks, *, pause, deadline, progress) -> dict[int, Result]:
    """Ask the links of each host one after the other, several hosts at a time. No database in the threads."""
    by_host = defaultdict(list)
    for check in checks:
        by_host[urlsplit(check.url).netloc.lower()].append((check.pk, check.url))
    results: dict[int, Result] = {}

    def ask_host(links):
        robots: dict = {}
        for place, (pk, url) in enumerate(links):
            if time.monotonic() > deadline:
                return
            if place:
                time.sleep(pause)
            results[pk] = ask(url, robots=robots, pause=pause)
            if progress is not None:
                progress("ask", len(results), len(checks), url)

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        list(pool.map(ask_host, by_host.values()))
    return results


def ask(url, *, robots=None, pause=0.0) -> Result:
    """Ask one address: robots.txt, HEAD, then GET where HEAD says too little."""
    try:
        if not _robots_allow(url, {} if robots is None else robots):
            return Result(LinkOutcome.ROBOTS, reason="robots")
        answer = fetching.fetch(url, method="HEAD", most_bytes=0)
        if answer.status in _HEAD_UNKNOWN:
            time.sleep(pause)
            answer = fetching.fetch(url, method="GET", most_bytes=_MOST_BYTES)
    except fetching.NotAllowed as refusal:
        return Result(LinkOutcome.FAILED, reason=refusal.reason)
    except fetching.NotReached as refusal:
        return Result(LinkOutcome.FAILED, reason=refusal.reason, unreachable=True)
    facts = {
        "status": answer.status,
        "final_url": answer.url if answer.redirects else "",
        "redirects": answer.redirects,
    }
    if answer.status < 400:
        return Result(LinkOutcome.MOVED if _moved_for_good(answer) else LinkOutcome.OK, **facts)
    if answer.status in _BARRED:
        return Result(LinkOutcome.BARRED, **facts)
    return Result(LinkOutcome.FAILED, reason="status", **facts)


def _moved_for_good(answer) -> bool:
    return bool(answer.redirects) and all(status in (301, 308) for status, _url in answer.redirects)


def _robots_allow(url, known) -> bool:
    """Whether robots.txt lets us ask; one that is missing or cannot be read forbids nothing (RFC 9309 §2.3.1)."""
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    if site not in known:
        try:
            answer = fetching.fetch(f"{site}/robots.txt", most_bytes=500 * 1024)
            text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        except fetching.NotReached:
            text = ""
        known[site] = Protego.parse(text)
    return known[site].can_fetch(url, _AGENT)


def _store_all(checks, results) -> dict[str, int]:
    asked = [check for check in checks if check.pk in results]
    if asked and all(results[check.pk].unreachable for check in asked) and len(asked) > 1:
        # Nothing answers: it is our network that is gone. Ask again tomorrow, count nothing.
        LinkCheck.objects.filter(pk__in=[check.pk for check in asked]).update(due_at=clock.now() + timedelta(days=1))
        return {"no-network": len(asked)}
    counts: dict[str, int] = {}
    changed = []
    for check in asked:
        result = results[check.pk]
        counts[str(result.outcome)] = counts.get(str(result.outcome), 0) + 1
        was_dead = check.is_dead
        store(check, result)
        if check.is_dead != was_dead:
            changed.append(check.item_id)
    _tell(changed)
    return counts


def store(check, result):
    """Write what came of asking one address onto its row."""
    now = clock.now()
    failed = result.outcome == LinkOutcome.FAILED
    check.outcome, check.answer, check.reason = result.outcome, result.status, result.reason
    check.final_url, check.redirects = result.final_url[:2000], [list(each) for each in result.redirects]
    check.failures = check.failures + 1 if failed else 0
    check.failing_since = (check.failing_since or now) if failed else None
    check.checked_at, check.due_at = now, now + WEEK
    check.save()


def _tell(item_pks):
    """Let the findings of the sources, and of the texts that cite them, be made anew."""
    if not item_pks:
        return
    keys = Item.objects.filter(pk__in=item_pks).values_list("key", flat=True)
    citing = DraftCitation.objects.filter(source_key__in=list(keys)).values_list("item_id", flat=True)
    with transaction.atomic():
        jobs.want(f"findings:{pk}" for pk in {*item_pks, *citing})
