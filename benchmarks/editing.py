"""Saving, submitting, signing: what authors and reviewers wait for."""

import statistics
import time

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import heading, milliseconds, show
from benchmarks.manuscripts import chapter
from editorial import freezing, roles, transitions
from editorial.models import Item, Submission


def _timed(call, *arguments):
    start = time.perf_counter()
    result = call(*arguments)
    return (time.perf_counter() - start) * 1000, result


def person(name, role):
    user, _created = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    roles.give(user, role)
    return user


def run():
    heading(f"Editing ({connection.vendor}): one chapter of 18,000 Han characters")
    body, author, reviewer = chapter(), person("bench-author", "author"), person("bench-reviewer", "reviewer")
    book = transitions.create("book", key="bench", actor=author, fields={"title": "测"})
    item = transitions.create(
        "chapter", key="bench/one", actor=author, fields={"title": "一", "body": body}, collection=book
    )
    count = iter(range(1_000_000))

    def save():
        transitions.edit(item, actor=author, fields={"body": f"{body}\n\n改动 {next(count)}"})

    def submit():
        return transitions.submit([Item.objects.get(pk=item.pk)], actor=author)

    def read(submission):
        return freezing.freeze_submission(submission).seal

    def sign(submission, seal):
        return transitions.sign(submission, actor=reviewer, seal=seal)

    first = milliseconds(save, rounds=20)
    show("save a draft (few versions)", first)
    while item.versions.count() < 200:
        save()
    later = milliseconds(save, rounds=20)
    show("save a draft (200 older versions)", later)
    print(f"{'':<4}ratio to few versions: {later['median'] / first['median']:.2f}   target <= 1 within noise")
    times: dict[str, list[float]] = {"submit": [], "freeze for the review page": [], "sign and publish": []}
    for _round in range(12):
        save()
        times["submit"].append(_timed(submit)[0])
        submission = Submission.objects.latest("pk")
        spent, seal = _timed(read, submission)
        times["freeze for the review page"].append(spent)
        times["sign and publish"].append(_timed(sign, submission, seal)[0])
    for name, spent in times.items():
        show(name, {"median": statistics.median(spent), "lowest": min(spent), "highest": max(spent)})
    with CaptureQueriesContext(connection) as queries:
        save()
    print(f"{'':<4}queries of a save: {len(queries)}")
    path = Item.objects.get(pk=item.pk).public_page.path
    client = Client()
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
        asked = len(queries)  # the next request empties the log
    show("public page, uncached, in process", milliseconds(lambda: client.get(path)))
    print(f"{'':<4}queries: {asked}   target <= 4")
