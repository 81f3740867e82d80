"""Derived data at 10,000 events: making timelines, saving meanwhile."""

import random
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection

from benchmarks.editing import person
from benchmarks.figures import heading, milliseconds, show
from benchmarks.populating import copies
from book import timelines
from book.models import Timeline
from editorial import jobs, transitions
from editorial.models import Job, Release, ReleaseLink

ROOT = Path(__file__).resolve().parents[1]
EVENTS = 10_000
ORGANIZATIONS = 40


def run():
    random.seed(20261122)
    author = person("bench-author", "author")
    _events(author)
    _timelines()
    _saves(author)


def _events(author):
    """Publish one event and one organization, then copy their rows."""
    organization = transitions.create("organization", key="bench-0", actor=author, fields={"name": "机构0"})
    event = transitions.create("event", key="bench-event", actor=author, fields={"title": "事件", "date": "2020-01"})
    editor = person("bench-editor", "editor")
    transitions.publish_by_override([organization, event], actor=editor, reason="benchmark")
    organizations = ["bench-0", *copies(organization, [f"bench-{number}" for number in range(1, ORGANIZATIONS)])]
    keys = copies(event, [f"bench-event-{number:05}" for number in range(EVENTS)], dated=True)
    releases = Release.objects.filter(kind="event", key__in=set(keys))
    ReleaseLink.objects.bulk_create(
        (
            ReleaseLink(release_id=pk, role="organizations", position=place, target_kind="organization", target_key=key)
            for pk in releases.values_list("pk", flat=True)
            for place, key in enumerate(random.sample(organizations, random.randint(1, 2)))
        ),
        batch_size=1000,
    )


def _timelines():
    heading(f"Timelines ({connection.vendor}): {EVENTS:,} events, {ORGANIZATIONS} organizations")
    made = []
    show("compute all of them", milliseconds(lambda: made.append(timelines.make()), rounds=3, warm_up=1))
    Timeline.objects.all().delete()
    show("store all of them", milliseconds(made[-1], rounds=1, warm_up=0))
    show(
        "regenerate when nothing changed",
        milliseconds(lambda: jobs.make_now("timeline"), rounds=3),
        target="<= 5000 ms",
    )
    rows = Timeline.objects.order_by()
    stored = sum(len(row.content.encode()) for row in rows)
    print(f"{'':<4}{rows.count()} timelines, {stored / 1e6:.1f} MB")


def _saves(author):
    """Save a draft again and again while another process makes all timelines from nothing."""
    item = transitions.create("event", key="bench-draft", actor=author, fields={"title": "草稿"})
    count = iter(range(1_000_000))

    def save():
        transitions.edit(item, actor=author, fields={"body": f"改动 {next(count)}"})

    show("save a draft, nothing else going on", milliseconds(save, rounds=30))
    Timeline.objects.all().delete()
    command = [sys.executable, "manage.py", "regenerate", "timeline"]
    worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    times = []
    while worker.poll() is None:
        start = time.perf_counter()
        save()
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    figure = {"median": times[len(times) // 2], "lowest": times[0], "highest": times[-1]}
    show(f"save a draft, {len(times)} times during a regeneration", figure)
    Job.objects.all().delete()
