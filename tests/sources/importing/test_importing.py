"""Imports from beginning to end: what is new, what is there already, what fills gaps; the batch, its report, its trail."""

import json

import pytest
from django.core.management import CommandError, call_command

from editorial import errors, history
from editorial.models import Act, AuditEntry, Item
from sources.importing import planning, saving
from sources.importing.opening import Opened
from sources.importing.run import import_sources, preview
from sources.models import Source, SourceImport, SourceText
from tests.records import fresh, make
from tests.sources.importing.test_posts import POST

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

LEE = "@article{lee2020, title={A study of lamps}, author={Lee, A.}, year={2020}, doi={10.1000/a1}}\n"


def bib(text, name="a.bib"):
    return [Opened(name, text)]


def outcomes(plan):
    return [(str(step.outcome), step.key or step.other) for step in plan.steps]


def test_new_entries_become_drafts_in_one_audited_batch(author):
    report = import_sources(
        bib(LEE + "@book{灯, title={灯具史}, author={王某}, year={2021}}"), actor=author, name="a.bib"
    )
    assert report.as_json()["counts"] == {"new": 2}
    assert [(item.key, item.title, item.status) for item in Item.objects.filter(kind="source").order_by("pk")] == [
        ("lee2020", "A study of lamps", "draft"), ("deng", "灯具史", "draft"),
    ]  # fmt: skip
    first = Item.objects.get(key="lee2020")
    assert (first.row.raw, first.row.doi, first.row.language) == (LEE.strip(), "10.1000/a1", "")
    version = history.newest(first)
    assert (version.origin, version.note, version.actor) == ("import", f"source import {report.batch}", author)
    batch = SourceImport.objects.get()
    assert (batch.actor, batch.saved_at is not None, batch.report["counts"]) == (author, True, {"new": 2})
    trail = AuditEntry.objects.filter(act=Act.IMPORT)
    assert [(row.item, row.detail) for row in trail] == [(None, {"batch": batch.pk, "counts": {"new": 2}})]


def test_a_second_import_of_the_same_changes_nothing(author):
    import_sources(bib(LEE), actor=author)
    again = import_sources(bib(LEE), actor=author)
    assert again.as_json()["counts"] == {"duplicate": 1}
    assert (Source.objects.count(), fresh(Item.objects.get(key="lee2020")).lock_version) == (1, 1)


def test_gaps_are_filled_and_what_a_record_says_is_never_overwritten(author):
    item = make("source", author, key="lee", title="Lamps, studied", csl={
        "type": "document", "title": "Lamps, studied", "DOI": "10.1000/A1", "volume": "7"})  # fmt: skip
    text = LEE.replace("year={2020}", "year={2020}, volume={9}, pages={1--9}")
    report = import_sources(bib(text), actor=author)
    assert outcomes(report.plan) == [("updated", "lee")]
    assert fresh(item).row.csl == {
        "type": "article-journal", "title": "Lamps, studied", "DOI": "10.1000/A1", "volume": "7", "page": "1-9",
        "author": [{"family": "Lee", "given": "A."}], "issued": {"date-parts": [[2020]]},
    }  # fmt: skip
    assert fresh(item).title == "Lamps, studied"


def test_two_entries_with_one_key_an_emoji_key_and_a_key_that_is_taken(author):
    make(
        "source",
        author,
        key="lee2020",
        csl={"type": "book", "title": "Quite another", "issued": {"date-parts": [[1999]]}},
    )
    text = "".join(
        f"@book{{{key}, title={{{title}}}, author={{Ort, D.}}, year={{2001}}}}\n"
        for key, title in (
            ("lee2020", "First"),
            ("twice", "Second"),
            ("twice", "Third"),
            ("💡🔥", "Fourth"),
            ("twice", "Second"),
        )
    )
    report = import_sources(bib(text), actor=author)
    assert outcomes(report.plan) == [
        ("new", "lee2020b"), ("new", "twice"), ("new", "twiceb"), ("new", "ort2001fourth"), ("duplicate", "twice"),
    ]  # fmt: skip
    assert [(problem.code, problem.line, problem.target) for problem in report.plan.problems] == [
        ("key-taken", 1, "lee2020"), ("key-taken", 3, "twice"), ("bad-key", 4, "💡🔥"),
    ]  # fmt: skip
    assert Item.objects.filter(kind="source").count() == 5


def test_near_entries_wait_for_a_person(author):
    make("source", author, key="ort2001", title="On lamps and light", csl={
        "type": "book", "title": "On lamps and light", "author": [{"family": "Ort"}], "issued": {"date-parts": [[2001]]}})  # fmt: skip
    near = bib("@book{o, title={On lamps and lights}, author={Ort, D.}, year={2001}, publisher={Press}}")
    plan, _formats = preview(near)
    assert [(str(step.outcome), step.near) for step in plan.steps] == [("near", ("ort2001",))]
    assert import_sources(near, actor=author).as_json()["counts"] == {"skipped": 1}
    assert import_sources(near, actor=author, choices={0: saving.FILL}).as_json()["counts"] == {"updated": 1}
    assert Item.objects.get(key="ort2001").row.csl["publisher"] == "Press"
    assert import_sources(near, actor=author, choices={0: saving.NEW}).as_json()["counts"] == {"new": 1}


def test_a_post_is_linked_to_the_sources_of_its_footnotes(author):
    make("source", author, key="known", title="T", csl={"type": "webpage", "title": "T", "URL": "https://tv.example/2"})
    import_sources([Opened("p.md", POST)], actor=author, choices={5: saving.SKIP})
    post = Item.objects.get(title="L7_灯具周报")
    cited = post.relations.filter(role="depends_on").order_by("locator").select_related("target")
    assert [(each.locator, each.target.title, each.note) for each in cited] == [
        ("[^1]", "灯价再降 0.3%", "灯价再降 0.3%"), ("[^2]", "T", "【报告】灯丝技术（全文）"),
        ("[^3]", "夜灯发布，2025 属于夜灯之年？", "夜灯发布，2025 属于夜灯之年？"),
        ("[^4]", "夜灯发布 2025 属于夜灯之年", "夜灯发布 2025 属于夜灯之年"), ("[^6]", "被截断的标题 …", "被截断的标题 …"),
    ]  # fmt: skip
    text = SourceText.objects.get()
    assert (text.item, text.origin, "[^1]" in text.text) == (post, "p.md", True)


def test_a_dry_run_writes_nothing_and_needs_nobody(db):
    report = import_sources(bib(LEE), actor=None, dry_run=True)
    assert (report.as_json()["counts"], report.batch) == ({"new": 1}, None)
    assert not Item.objects.exists() and not SourceImport.objects.exists()


def test_an_entry_that_is_refused_while_saving_keeps_the_others(author):
    plan, _formats = preview(bib("".join(f"@book{{{key}, title={{{key}}}}}\n" for key in ("first", "second", "third"))))
    make("source", author, key="second", title="Made in the meantime")
    saving.save(saving.open_batch(actor=author, name="a.bib"), plan, actor=author)
    assert outcomes(plan) == [("new", "first"), ("failed", "second"), ("new", "third")]
    assert [(problem.code, problem.line) for problem in plan.problems] == [("refused", 2)]
    assert {item.key: item.title for item in Item.objects.all()} == {
        "first": "first", "second": "Made in the meantime", "third": "third",
    }  # fmt: skip


def test_who_writes_no_drafts_imports_none(reviewer):
    with pytest.raises(errors.NotAllowed):
        import_sources(bib(LEE), actor=reviewer)
    assert not SourceImport.objects.exists()


def test_a_batch_is_saved_once(author):
    plan, _formats = preview(bib(LEE))
    batch = saving.open_batch(actor=author, name="a.bib")
    saving.save(batch, plan, actor=author)
    with pytest.raises(errors.WrongState):
        saving.save(batch, planning.make_plan([]), actor=author)


def test_planning_asks_a_constant_number_of_questions(author, django_assert_num_queries):
    entries = [f"@book{{k{number}, title={{T{number}}}, doi={{10.1000/{number}}}}}\n" for number in range(20)]
    import_sources(bib("".join(entries)), actor=author)
    for count in (1, 20):
        with django_assert_num_queries(5):
            preview(bib("".join(entries[:count])))


class TestCommand:
    def run(self, capsys, *arguments):
        call_command("import_sources", *map(str, arguments))
        return capsys.readouterr().out

    def test_it_prints_what_happened_or_one_json_object(self, tmp_path, author, make_user, capsys):
        make_user("boss", role="editor")
        path = tmp_path / "a.bib"
        path.write_text(LEE + "@book{broken, title={x}\n")
        out = json.loads(self.run(capsys, path, "--json", "--dry-run"))
        assert (out["dry_run"], out["counts"], out["formats"]) == (True, {"new": 1}, {"a.bib": "bibtex"})
        assert [(each["file"], each["line"], each["code"]) for each in out["problems"]] == [("a.bib", 2, "bad-entry")]
        assert not Item.objects.exists()
        out = self.run(capsys, path, "--as", "author")
        assert "a.bib:2: error bad-entry" in out and "sources: 1 new" in out
        assert Item.objects.get().owner == author
        assert "a.bib:1: duplicate: A study of lamps [lee2020]" in self.run(capsys, path)

    @pytest.mark.parametrize("arguments", [["gone.bib"], ["--book", "gone"], ["--as", "nobody"]])
    def test_what_cannot_be_is_a_sentence(self, tmp_path, arguments, editor):
        (tmp_path / "a.bib").write_text(LEE)
        paths = [] if arguments == ["gone.bib"] else [str(tmp_path / "a.bib")]
        with pytest.raises(CommandError):
            call_command("import_sources", *paths, *arguments)
        assert not Item.objects.exists()
