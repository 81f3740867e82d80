"""Findings: about the newest version, kept when nothing changes, made anew when what they rest on changes."""

import pytest

from book import findings
from book.models import FindingBasis, LookedUp
from editorial import jobs, transitions
from editorial.models import Finding, Item, Job
from editorial.snapshot import RelationValue
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def chapter(author):
    return make("chapter", author, key="one", book=make_book(author), body="见[[event:launch]]。")


def targets(item, severity="error"):
    rows = Finding.objects.filter(item=item, severity=severity).order_by("target")
    return [(row.version_number, row.target) for row in rows]


def lagging():
    return [job.name for job in Job.objects.lagging().order_by("name")]


def make_findings(item):
    jobs.run(f"findings:{item.pk}")


def test_the_newest_version_of_a_draft_is_judged(chapter, author):
    jobs.run_lagging()
    assert [(number, "launch" in target) for number, target in targets(chapter)] == [(1, True)]
    assert fresh(chapter).error_count == 1
    transitions.edit(chapter, actor=author, fields={"body": "改好了。"})
    jobs.run_lagging()
    assert (targets(chapter), fresh(chapter).error_count) == ([], 0)


def test_judging_twice_says_the_same_and_wants_nothing(chapter):
    jobs.run_lagging()
    before = [(row.check_id, row.target, row.fingerprint) for row in Finding.objects.order_by("pk")]
    findings.make(chapter.pk)()
    assert [(row.check_id, row.target, row.fingerprint) for row in Finding.objects.order_by("pk")] == before
    assert lagging() == []


def test_a_record_made_later_clears_the_finding_about_it(chapter, author):
    jobs.run_lagging()
    launch = make("event", author, key="launch")
    make_findings(launch)
    assert f"findings:{chapter.pk}" in lagging()
    jobs.run_lagging()
    assert targets(chapter) == []


def test_a_record_that_is_deleted_raises_the_finding_again(chapter, author):
    launch = make("event", author, key="launch")
    jobs.run_lagging()
    assert targets(chapter) == []
    transitions.delete(launch, actor=author)
    jobs.run_lagging()
    assert [(number, "launch" in target) for number, target in targets(chapter)] == [(1, True)]
    assert not FindingBasis.objects.filter(kind="event").exists()


def test_a_new_alias_answers_to_the_name_in_the_text(chapter, author):
    other = make("event", author, key="other")
    jobs.run_lagging()
    transitions.edit(other, actor=author, fields={"aliases": ["launch"]})
    make_findings(other)
    assert f"findings:{chapter.pk}" in lagging()
    jobs.run_lagging()
    assert targets(chapter) == []


def test_a_change_that_others_cannot_see_wakes_nobody(chapter, author):
    launch = make("event", author, key="launch")
    jobs.run_lagging()
    transitions.edit(launch, actor=author, fields={"private_notes": "nur für uns", "body": "anderer Text"})
    make_findings(launch)
    assert lagging() == [f"citations:{launch.pk}"]


def test_a_publication_wakes_those_that_refer_to_the_record(chapter, author, reviewer):
    launch = make("event", author, key="launch")
    jobs.run_lagging()
    publish(launch, author=author, reviewer=reviewer)
    make_findings(launch)
    assert f"findings:{chapter.pk}" in lagging()


def test_a_listed_record_counts_like_one_in_the_text(author):
    book = make_book(author)
    chapter = make(
        "chapter", author, key="one", book=book, relations={"concepts": [RelationValue("concept", "attention")]}
    )
    jobs.run_lagging()
    concept = make("concept", author, key="attention")
    make_findings(concept)
    assert f"findings:{chapter.pk}" in lagging()


def test_any_new_source_may_be_the_one_a_written_citation_means(author):
    book = make_book(author)
    chapter = make("chapter", author, key="one", book=book, body="有人说过 (Lee, 2020)。")
    silent = make("chapter", author, key="two", book=book, body="没有引用。")
    jobs.run_lagging()
    source = make("source", author, key="lee2020")
    make_findings(source)
    assert f"findings:{chapter.pk}" in lagging()
    assert f"findings:{silent.pk}" not in lagging()


def test_records_that_refer_to_each_other_come_to_rest(author):
    book = make_book(author)
    make("chapter", author, key="one", book=book, body="见[[chapter:two]]。")
    make("chapter", author, key="two", book=book, body="见[[chapter:one]]。")
    runs = jobs.run_lagging()
    assert lagging() == []
    assert len(runs) < 20


def test_what_is_known_about_a_deleted_draft_goes_with_it(chapter, author):
    jobs.run_lagging()
    transitions.delete(chapter, actor=author)
    jobs.run_lagging()
    left = [rows.filter(**{name: "chapter"}).count() for rows, name in (
        (Item.objects, "kind"), (Finding.objects, "item__kind"), (LookedUp.objects, "item__kind"),
        (FindingBasis.objects, "kind"),
    )]  # fmt: skip
    assert left == [0, 0, 0, 0]
