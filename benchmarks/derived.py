"""Derived data at 10,000 events and 10,000 sections: making timelines, saving meanwhile, searching."""

import random
import subprocess
import sys
import time
from pathlib import Path

from django.db import connection
from django.utils import timezone

from benchmarks.editing import person
from benchmarks.figures import heading, milliseconds, show
from book import folding, search, timelines
from book.models import SearchSection, Timeline
from editorial import jobs, transitions
from editorial.models import Item, Job, PublicPage, Release, ReleaseBody, ReleaseLink

ROOT = Path(__file__).resolve().parents[1]
EVENTS = SECTIONS = 10_000
ORGANIZATIONS = 40
_SYLLABLES = "模型训练数据参数注意力对齐推理语言开源发布研究规模实验论文机构能力评测安全算力芯片"
QUERIES = ("对齐", "大模型", "GPT-4发布", "注意力 对齐", "算", "模型 训练 数据", "沒有這個詞")


def run():
    random.seed(20261122)
    author = person("bench-author", "author")
    _events(author)
    _timelines()
    _saves(author)
    _searches()


def _events(author):
    """Publish one event and one organization, then copy their rows."""
    organization = transitions.create("organization", key="bench-0", actor=author, fields={"name": "机构0"})
    event = transitions.create("event", key="bench-event", actor=author, fields={"title": "事件", "date": "2020-01"})
    editor = person("bench-editor", "editor")
    transitions.publish_by_override([organization, event], actor=editor, reason="benchmark")
    organizations = ["bench-0", *_copies(organization, [f"bench-{number}" for number in range(1, ORGANIZATIONS)])]
    keys = _copies(event, [f"bench-event-{number:05}" for number in range(EVENTS)], dated=True)
    releases = Release.objects.filter(kind="event", key__in=set(keys))
    ReleaseLink.objects.bulk_create(
        (
            ReleaseLink(release_id=pk, role="organizations", position=place, target_kind="organization", target_key=key)
            for pk in releases.values_list("pk", flat=True)
            for place, key in enumerate(random.sample(organizations, random.randint(1, 2)))
        ),
        batch_size=1000,
    )


def _copies(item, keys, *, dated=False):
    now, first = timezone.now(), Item.objects.get(pk=item.pk).public_release
    items = Item.objects.bulk_create(
        [Item(kind=item.kind, key=key, title=key, created_at=now, updated_at=now) for key in keys], batch_size=1000
    )
    releases = Release.objects.bulk_create(
        [
            Release(
                item=each, number=1, kind=each.kind, key=each.key, version=first.version, version_number=1,
                path=f"/{each.kind}s/{each.key}/", title=f"标题{each.key}", title_en=f"Title {each.key}",
                card=_card(first.card) if dated else first.card, content_sha256="", seal_sha256="", manner="review",
                at=now,
            )
            for each in items
        ],
        batch_size=1000,
    )  # fmt: skip
    ReleaseBody.objects.bulk_create([ReleaseBody(release=release) for release in releases], batch_size=1000)
    PublicPage.objects.bulk_create(
        [
            PublicPage(
                item=release.item, kind=release.kind, key=release.key, path=release.path, release=release,
                first_published_at=now, updated_at=now,
            )
            for release in releases
        ],
        batch_size=1000,
    )  # fmt: skip
    return keys


def _card(card):
    year, month, day = random.randint(1950, 2026), random.randint(1, 12), random.randint(1, 28)
    stated = random.choice([f"{year}-{month:02}-{day:02}", f"{year}-{month:02}", f"{year}"])
    return {**card, "date": stated, "significance": random.choice(["critical", "major", "notable", "minor"])}


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


def _searches():
    heading(f"Search ({connection.vendor}): {SECTIONS:,} sections of 370 characters")
    item = Item.objects.get(kind="event", key="bench-event")
    SearchSection.objects.all().delete()
    rows = []
    for number in range(SECTIONS):
        words = "".join(random.choice(_SYLLABLES) for _letter in range(360))
        body = f"{words[:180]}。{words[180:]}。" + ("GPT-4 发布。" if number % 50 == 0 else "")
        rows.append(
            SearchSection(
                item=item, position=number, kind=random.choice(search.KINDS), key=f"k{number}", path=f"/k{number}/",
                title=f"标题{number}", body=body, norm_title=f"标题{number}", norm=f"标题{number}\n{folding.fold(body)}",
            )
        )  # fmt: skip
    SearchSection.objects.bulk_create(rows, batch_size=1000)
    for query in QUERIES:
        total = search.search(query).total
        show(f"search “{query}” ({total} found)", milliseconds(lambda query=query: search.search(query), rounds=7))
