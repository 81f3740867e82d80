"""Regenerating: everything derived is recomputed from what people wrote and published, with the same bytes twice."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from book import derived
from book.models import Anecdote, SearchSection, Timeline, WordCount
from editorial import jobs
from editorial.models import Finding, Job
from sources.models import Citation, DraftCitation
from tests.records import make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BODY = "正文[@lee2020]与[[event:nobody]]。\n\n### 💡 轶事：一件小事\n\n据说如此[@lee2020]。\n"


@pytest.fixture
def site(author, reviewer):
    """A public chapter with an event and a source, and a draft with a finding."""
    book = make_book(author)
    records = [make("source", author, key="lee2020"), make("event", author, key="launch")]
    chapter = make("chapter", author, key="one", book=book, body=BODY.replace("[[event:nobody]]", "别的"))
    publish(book, *records, chapter, author=author, reviewer=reviewer)
    make("chapter", author, key="two", book=book, body=BODY)
    jobs.run_lagging()
    return chapter


TABLES = (WordCount, SearchSection, Anecdote, Timeline, Finding, Citation, DraftCitation)


def digests():
    return {each.prefix: derived.digest(each) for each in derived.DERIVED}


def test_everything_lost_is_made_again_with_the_same_bytes(site):
    before, counts = digests(), [table.objects.count() for table in TABLES]
    assert 0 not in counts
    for table in TABLES:
        table.objects.all().delete()
    Job.objects.all().delete()
    report = derived.regenerate()
    assert (report.failed, report.sha256) == ({}, before)
    assert [table.objects.count() for table in TABLES] == counts


def test_making_everything_twice_changes_no_row(site):
    first = derived.regenerate()
    rows = [list(table.objects.order_by("pk").values()) for table in TABLES if table is not Finding]
    second = derived.regenerate()
    assert (first.sha256, first.made) == (second.sha256, second.made)
    assert [list(table.objects.order_by("pk").values()) for table in TABLES if table is not Finding] == rows


def test_rows_that_were_tampered_with_are_put_right(site):
    before = digests()
    WordCount.objects.update(code=999)
    SearchSection.objects.update(body="tampered")
    Timeline.objects.update(content="{}", sha256="")
    derived.regenerate()
    assert digests() == before


def test_only_the_names_given_are_made(site):
    report = derived.regenerate([f"words:{site.pk}", "timeline"])
    assert report.made == {"words": 1, "timeline": 1}


def test_an_unknown_name_is_refused_before_anything_is_made(site):
    done = dict(Job.objects.values_list("name", "done"))
    with pytest.raises(derived.UnknownName, match="nonsense"):
        derived.regenerate(["timeline", "nonsense"])
    assert dict(Job.objects.values_list("name", "done")) == done


def test_a_failure_is_reported_and_stops_nothing(site, monkeypatch):
    def fail(argument):
        raise ValueError("out of paper")

    monkeypatch.setitem(jobs._makers, "timeline", jobs._Maker(fail, False))
    report = derived.regenerate()
    assert report.failed == {"timeline": "ValueError: out of paper"}
    assert set(report.made) == set(derived.BY_PREFIX) - {"timeline"}


def test_the_command_reports_as_json(site):
    out = StringIO()
    call_command("regenerate", "timeline", "search", "--json", stdout=out, stderr=StringIO())
    report = json.loads(out.getvalue())
    assert report["made"] == {"search": 5, "timeline": 1}
    assert set(report) == {"made", "sha256", "failed", "seconds"}


def test_the_command_says_in_words_what_it_made(site):
    out = StringIO()
    call_command("regenerate", "timeline", stdout=out, stderr=StringIO())
    first, second = out.getvalue().splitlines()
    assert first.startswith("timeline: 1 made, sha256 ")
    assert second.startswith("1 things in ")


def test_the_command_refuses_an_unknown_name_with_the_names_there_are():
    with pytest.raises(CommandError, match="words, citations, anecdotes, search, timeline, books, findings"):
        call_command("regenerate", "nonsense")


def test_the_command_fails_when_something_failed(site, monkeypatch):
    def fail(argument):
        raise ValueError("out of paper")

    monkeypatch.setitem(jobs._makers, "timeline", jobs._Maker(fail, False))
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("regenerate", "timeline", stdout=StringIO(), stderr=err)
    assert (ended.value.code, err.getvalue().splitlines()[-1]) == (1, "timeline failed: ValueError: out of paper")


def test_progress_is_told_for_every_job(site):
    told = []
    derived.regenerate(["anecdotes", "timeline"], progress=lambda *step: told.append(step))
    one, two = sorted(Job.objects.filter(name__startswith="anecdotes:").values_list("name", flat=True))
    assert told == [("anecdotes", 1, 2, one), ("anecdotes", 2, 2, two), ("timeline", 1, 1, "timeline")]
