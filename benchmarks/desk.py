"""The desk with a thousand records: the front page of each role, and the lists its numbers lead to."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.editing import person
from benchmarks.figures import heading, milliseconds, show
from editorial import jobs, transitions
from editorial.models import Item

RECORDS, CHAPTERS, IN_REVIEW = 1000, 100, 60
PAGES = ("/admin/", "/admin/editorial/item/?findings=errors", "/admin/book/event/", "/admin/editorial/submission/")


def run():
    heading(f"The desk ({connection.vendor}): {RECORDS} records, {CHAPTERS} of them chapters, {IN_REVIEW} in review")
    author = person("bench-desk-author", "author")
    book = transitions.create("book", key="bench-desk", actor=author, fields={"title": "测"})
    for number in range(CHAPTERS):
        transitions.create(
            "chapter", key=f"bench-desk/c{number}", actor=author, collection=book,
            fields={"title": f"第 {number} 章", "number": number, "body": "一段正文。"},
        )  # fmt: skip
    for number in range(RECORDS - CHAPTERS):
        event = transitions.create(
            "event", key=f"bench-desk-{number}", actor=author, fields={"title": f"事件 {number}", "date": "2024-02"}
        )
        if number < IN_REVIEW:
            transitions.submit([event], actor=author)
    jobs.run_lagging()
    Item.objects.filter(key__endswith="7").update(error_count=1, updated_at=timezone.now())
    for role in ("author", "reviewer", "editor", "administrator"):
        client = Client()
        client.force_login(author if role == "author" else person(f"bench-desk-{role}", role))
        for page in PAGES if role == "editor" else PAGES[:1]:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
                asked = len(queries)  # the next request empties the log
            target = "<= 100 ms" if page == "/admin/" else ""
            show(f"{role}: {page} ({asked} queries)", milliseconds(lambda: client.get(page)), target=target)  # noqa: B023
