"""The public site at size: one page at 100 to 10,000 chapters, and the whole of it as files."""

import random
import tempfile
from pathlib import Path

from django.db import connection
from django.test import Client

from benchmarks.editing import person
from benchmarks.figures import heading, milliseconds, show
from benchmarks.manuscripts import alone, chapter
from benchmarks.populating import copies
from book.static_site import building
from editorial import jobs, transitions
from editorial.models import Item, PublicPage

SIZES = (100, 1_000, 10_000)
CHAPTERS, EVENTS = 1_000, 10_000


def run():
    random.seed(20261125)
    author, editor = person("bench-author", "author"), person("bench-editor", "editor")
    book = transitions.create("book", key="large", actor=author, fields={"title": "大书"})
    body = alone(chapter(2_000))
    one = transitions.create(
        "chapter", key="large/one", actor=author, fields={"title": "一", "body": body}, collection=book
    )
    transitions.publish_by_override([book, one], actor=editor, reason="benchmark")
    made = 1
    heading(f"One page, made anew ({connection.vendor}): flat from 100 to 10,000 chapters?")
    for size in (each for each in SIZES if each <= CHAPTERS):
        made = _grow(editor, book, one, made, size)
        _pages(size)
    _static(author, editor, one)
    made = _grow(editor, book, one, made, SIZES[-1])
    heading("One page, made anew, with 10,000 events beside it")
    _pages(SIZES[-1])


def _grow(editor, book, one, made, size):
    """Bring the book to ``size`` chapters, all of them in its outline, and publish it anew."""
    copies(Item.objects.get(pk=one.pk), [f"large/c{number:05}" for number in range(made + 1, size + 1)], numbered=True)
    order = "\n".join(["[main]", "one", *(f"c{number:05}" for number in range(2, size + 1))])
    book = Item.objects.get(pk=book.pk)
    transitions.edit(book, actor=editor, fields={"outline": order})
    transitions.publish_by_override([Item.objects.get(pk=book.pk)], actor=editor, reason="benchmark")
    return size


def _pages(size):
    client = Client()
    for name, path in (("chapter", "/books/large/one/"), ("contents", "/books/large/"), ("events", "/events/")):
        answer, queries = _counted(client, path)
        figure = milliseconds(lambda path=path: client.get(path), rounds=7)
        show(f"{size:>6,} chapters: {name} ({queries} queries, {len(answer.content) / 1000:.0f} KB)", figure)


def _counted(client, path):
    """Return the answer at a path and how many queries it took; Django's own log keeps none without DEBUG."""
    queries = []

    def note(run, *call):
        queries.append(call[0])
        return run(*call)

    with connection.execute_wrapper(note):
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer, len(queries)


def _static(author, editor, one):
    event = transitions.create("event", key="large-event", actor=author, fields={"title": "事件", "date": "2020-01"})
    transitions.publish_by_override([event], actor=editor, reason="benchmark")
    copies(Item.objects.get(pk=event.pk), [f"large-event-{number:05}" for number in range(EVENTS)], dated=True)
    jobs.make_now("timeline")
    heading(f"The site as files: {CHAPTERS:,} chapters, {EVENTS:,} events, {PublicPage.objects.count():,} records")
    with tempfile.TemporaryDirectory(prefix="annals-bench-site-") as folder:
        whole = building.build(Path(folder))
        print(f"whole site: {whole.pages:,} pages in {whole.seconds:.1f} s   target <= 120 s", flush=True)
        print(f"nothing changed: {building.build(Path(folder)).seconds:.2f} s")
        item = Item.objects.get(pk=one.pk)
        transitions.edit(item, actor=author, fields={"body": "改过的正文。"})
        transitions.publish_by_override([item], actor=editor, reason="benchmark")
        for name in ("timeline", f"search:{item.pk}", f"citations:{item.pk}", f"anecdotes:{item.pk}"):
            jobs.make_now(name)
        increment = building.build(Path(folder))
        print(f"after one publication: {increment.made} pages in {increment.seconds:.2f} s   target <= 2 s", flush=True)
