"""What became of cited sources, and whether quotations stand in them: three tests for each check, and the whole way."""

import pytest

from editorial import jobs, transitions
from editorial.models import Finding
from sources import archiving, reliance
from tests.book.checks.cases import Case, assert_failing, assert_fine, assert_nothing_to_find, over
from tests.drafts import World, draft, source, subject
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

SAID = "他在会上说：「规模就是一切，数据也是一切」，全场安静。"


def chapter(body="", **options):
    return draft("chapter", title="一章", body=body, **options)


def with_status(status):
    snapshot = source("Lee, A.", year=2020, title="A talk")
    return type(snapshot)(snapshot.kind, {**snapshot.fields, "status": status}, snapshot.relations)


WORLD = World(
    {("source", "sound"): source("Fine, F.", year=2019)}
    | {("source", f"{status}2020"): with_status(status) for status in ("retracted", "corrected", "superseded", "dead")}
)
PLAIN = chapter("没有引文，只有“开源”二字。")
SENTENCES = {
    "retracted": "The source “retracted2020” was retracted. This relies on it: %s",
    "corrected": "The source “corrected2020” was corrected. Does this still hold? %s",
    "superseded": "The source “superseded2020” has a newer edition. This cites the old one: %s",
    "dead": "The link of the source “dead2020” is dead. This relies on it: %s",
}


def standing_case(check):
    status, sentence = str(check.status), SENTENCES[check.status]
    key = f"{status}2020"
    return Case(
        check,
        nothing=PLAIN,
        fine=chapter("见[@sound]。", relations={"sources": ["sound"]}),
        failing=chapter(f"甲。[@{key}]\n\n乙[@{key}]。", relations={"sources": [key]}),
        found=[(1, key, sentence % "甲。"), (3, key, sentence % "乙(Lee, 2020)。")],
        world=WORLD,
    )


CASES = [
    *map(standing_case, reliance.RELIANCE_CHECKS[:4]),
    Case(
        reliance.QuotationMissing(),
        nothing=PLAIN,
        fine=chapter("他说：“规模就是一切，数据也是一切”[@sound]。"),
        failing=chapter("好。\n他说：“从来没有人说过的一句话”[@sound]。"),
        found=[(2, "sound", "“从来没有人说过的一句话” does not stand in the archived text of sound.")],
        world=WORLD,
    ),
    Case(
        reliance.QuotationNear(),
        nothing=PLAIN,
        fine=chapter("他说：“規模就是一切、数据也是一切。”[@sound; @dead2020]"),
        failing=chapter("> 规模就是一切，算力也是一切[@sound]\n"),
        found=[(1, "sound", "“规模就是一切，算力也是一切” differs from sound, which says: “规模就是一切，数据也是一切”")],
        world=WORLD,
    ),
    Case(
        reliance.QuotationFound(),
        nothing=chapter("他说：“规模就是一切，数据也是一切”[@dead2020]。"),
        fine=chapter("他说：“从来没有人说过的一句话”[@sound]。"),
        failing=chapter("他说：“规模就是一切……全场安静”（Fine, 2019）。"),
        found=[(1, "sound", "“规模就是一切……全场安静” stands in the archived text of sound.")],
        world=WORLD,
    ),
]  # fmt: skip


@pytest.fixture
def archived(author):
    archiving.keep_text(make("source", author, key="sound"), text=SAID, actor=author)


@over(CASES)
def test_nothing_to_find(case, archived):
    assert_nothing_to_find(case)


@over(CASES)
def test_fine(case, archived):
    assert_fine(case)


@over(CASES)
def test_failing(case, archived):
    assert_failing(case)


def findings(item):
    rows = Finding.objects.filter(item=item).exclude(check_id__startswith="source-without")
    found = [(row.check_id, row.line, row.params.get("words")) for row in rows]
    return sorted(found, key=str)


@pytest.mark.both_databases
def test_a_retraction_reaches_every_sentence_and_undoing_it_takes_the_findings_back(author, reviewer, editor):
    cited = make("source", author, key="lee2020")
    body = "第一句[@lee2020]。\n\n第二句[@lee2020, p. 3]。"
    chapter = make("chapter", author, key="one", book=make_book(author), body=body)
    publish(chapter.collection, chapter, cited, author=author, reviewer=reviewer)
    transitions.edit(fresh(chapter), actor=author, fields={"body": "第一句[@lee2020]。\n\n第二句改写了。"})
    jobs.run_lagging()
    assert findings(chapter) == []
    transitions.edit(fresh(cited), actor=author, fields={"status": "retracted", "status_date": "2024-05"})
    jobs.run_lagging()
    assert findings(chapter) == [
        ("retracted-source", 1, "第一句(Lee, 2020)。"),
        ("retracted-source", None, "第二句(Lee, 2020, p. 3)。"),
    ]
    assert [row.params for row in Finding.objects.filter(item=cited, check_id="standing-touches-texts")] == [
        {"public": 2, "drafts": 1}
    ]
    assert fresh(chapter).warning_count == 2
    transitions.discard(fresh(cited), actor=editor)
    jobs.run_lagging()
    assert findings(chapter) == []
    assert not Finding.objects.filter(item=cited, check_id="standing-touches-texts").exists()


def test_a_new_archived_text_judges_the_quotations_anew(author):
    cited = make("source", author, key="lee2020")
    chapter = make("chapter", author, key="one", book=make_book(author), body="他说“规模就是一切”[@lee2020]。")
    jobs.run_lagging()
    assert findings(chapter) == []
    archiving.keep_text(fresh(cited), text=SAID, actor=author)
    jobs.run_lagging()
    assert ("quotation-found", 1, "规模就是一切") in findings(chapter)


def test_judging_asks_for_archived_texts_once(author, django_assert_num_queries):
    archiving.keep_text(make("source", author, key="sound"), text=SAID, actor=author)
    judged = subject(chapter("“规模就是一切”[@sound]。“数据也是一切吗”[@sound]。"), WORLD)
    judged.reading.rendered  # noqa: B018 (read before counting)
    with django_assert_num_queries(1):
        for check in reliance.RELIANCE_CHECKS:
            list(check.run(judged))
