"""A manuscript becomes drafts."""

import pytest

from book.manuscript.importing import import_manuscript
from book.models import Chapter, Event, ImportBatch, ImportedFile
from editorial import errors, transitions
from editorial.models import AuditEntry, DraftVersion, Item, Job, PublicPage

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

EMPTY = {"created": 0, "updated": 0, "unchanged": 0, "conflict": 0, "failed": 0}


def counts(report):
    """{plural: {outcome: number}} without zeros."""
    return {
        kind: {name: n for name, n in each.items() if n} for kind, each in report.counts.items() if any(each.values())
    }


def chapter():
    return Chapter.objects.select_related("item").get()


def test_the_report_is_the_object_the_command_prints(bring_in, small):
    report = bring_in(small)
    assert report.as_json() == {
        "book": "harbour",
        "dry_run": False,
        "batch": report.batch,
        "chapters": {**EMPTY, "created": 1},
        "events": {**EMPTY, "created": 1},
        "organizations": {**EMPTY, "created": 1},
        "concepts": EMPTY,
        "sources": {**EMPTY, "created": 1},
        "findings": [],
    }


def test_records_arrive_with_fields_relations_and_other_names(bring_in, small):
    bring_in(small)
    event = Event.objects.get()
    assert (event.item.key, event.date, event.significance, event.aliases) == (
        "lamp-1823", "1823-07", "major", ["first-lamp"],
    )  # fmt: skip
    relations = {(each.role, each.target_key, each.target_id is not None) for each in event.item.relations.all()}
    assert relations == {("organizations", "harbour-board", True), ("sources", "fresnel1822", True)}
    [relation] = chapter().item.relations.all()
    assert (relation.role, relation.target) == ("events", event.item)
    assert chapter().item.collection.key == "harbour"
    assert chapter().item.collection.row.outline == "[main]\nlighthouse\n"


def test_a_second_run_says_unchanged_and_makes_no_version(bring_in, small):
    bring_in(small)
    versions = DraftVersion.objects.count()
    again = bring_in(small)
    assert counts(again) == {
        "chapters": {"unchanged": 1}, "events": {"unchanged": 1}, "organizations": {"unchanged": 1},
        "sources": {"unchanged": 1},
    }  # fmt: skip
    assert DraftVersion.objects.count() == versions
    assert ImportedFile.objects.count() == len(small)


def test_an_edited_file_becomes_the_next_version_of_the_same_chapter(bring_in, small):
    bring_in(small)
    small["manuscript/01-light/lighthouse.md"] = small["manuscript/01-light/lighthouse.md"].replace(
        "chapter_number: 1", "chapter_number: 10"
    )
    report = bring_in(small)
    assert counts(report)["chapters"] == {"updated": 1}
    assert (chapter().number, chapter().item.versions.count()) == (10, 2)


def test_a_field_taken_out_of_the_file_is_taken_out_of_the_draft(bring_in, small):
    bring_in(small)
    path = "assets/timelines/events/first-lamp.md"
    small[path] = small[path].replace("significance_level: major\n", "").replace("sources:\n  - fresnel1822\n", "")
    bring_in(small)
    event = Event.objects.get()
    assert (event.significance, event.item.relations.filter(role="sources").count()) == ("notable", 0)


def test_identity_is_the_english_title_where_there_is_no_id_and_no_known_path(bring_in, folder, editor, small):
    text = small["manuscript/01-light/lighthouse.md"]
    older = folder({"chapter-1-older.md": text}, name="seeds")
    import_manuscript(older / "chapter-1-older.md", actor=editor)
    folder({"chapter-1-newer.md": text.replace("chapter_number: 1", "chapter_number: 4")}, name="seeds")
    report = import_manuscript(older / "chapter-1-newer.md", actor=editor)
    assert counts(report)["chapters"] == {"updated": 1}
    assert (chapter().item.key, chapter().number, chapter().item.versions.count()) == ("seeds/the-lighthouse", 4, 2)
    whole = import_manuscript(older, actor=editor)
    assert counts(whole)["chapters"] == {"unchanged": 1}


def test_a_folder_with_both_states_makes_one_chapter_with_two_versions(folder, editor, small):
    text = small["manuscript/01-light/lighthouse.md"]
    root = folder(
        {"chapter-1-newer.md": text.replace("chapter_number: 1", "chapter_number: 4"), "chapter-1-older.md": text}
    )
    report = import_manuscript(root, actor=editor)
    assert counts(report)["chapters"] == {"created": 1}
    assert (chapter().number, chapter().item.versions.count()) == (4, 2)


def test_never_the_number_is_identity(bring_in, small):
    bring_in(small)
    small["manuscript/01-light/other.md"] = "---\nchapter_number: 1\ntitle: 另一章\n---\n\n正文。\n"
    report = bring_in(small)
    assert counts(report)["chapters"] == {"created": 1, "unchanged": 1}
    assert [each.code for each in report.findings if each.code.startswith("duplicate")] == ["duplicate-number"]


def test_a_renamed_file_with_an_id_stays_the_same_record(bring_in, folder, small):
    root = folder(small)
    bring_in({})
    (root / "assets/timelines/events/first-lamp.md").rename(root / "assets/timelines/events/lamp.md")
    report = bring_in({})
    assert counts(report)["events"] == {"updated": 1}  # it answers to the new file name as well
    assert Event.objects.get().aliases == ["lamp"]


def test_file_and_draft_both_changed_is_a_conflict_and_nothing_is_overwritten(bring_in, editor, small, codes):
    bring_in(small)
    transitions.edit(chapter().item, actor=editor, fields={"body": "编辑改过的正文。"})
    path = "manuscript/01-light/lighthouse.md"
    small[path] = small[path].replace("一盏灯亮了。", "作者改过的正文。")
    report = bring_in(small)
    assert counts(report)["chapters"] == {"conflict": 1}
    assert ("conflict", path, 1, "harbour/lighthouse") in codes(report.findings)
    assert (chapter().body, chapter().item.versions.count()) == ("编辑改过的正文。", 2)
    assert counts(bring_in(small))["chapters"] == {"conflict": 1}


def test_a_draft_changed_alone_stays_and_so_does_one_with_private_notes(bring_in, editor, small):
    bring_in(small)
    transitions.edit(chapter().item, actor=editor, fields={"body": "编辑改过的正文。"})
    assert counts(bring_in(small))["chapters"] == {"unchanged": 1}
    event = Item.objects.get(kind="event")
    transitions.edit(event, actor=editor, fields={"private_notes": "只给自己看"})
    small["assets/timelines/events/first-lamp.md"] += "\n又一段。\n"
    assert counts(bring_in(small))["events"] == {"updated": 1}


def test_both_changed_to_the_same_words_is_no_conflict(bring_in, editor, small):
    bring_in(small)
    path = "manuscript/01-light/lighthouse.md"
    small[path] = small[path].replace("一盏灯亮了。", "两盏灯亮了。")
    transitions.edit(chapter().item, actor=editor, fields={"body": chapter().body.replace("一盏", "两盏")})
    assert counts(bring_in(small))["chapters"] == {"unchanged": 1}


def test_a_record_made_by_hand_is_never_overwritten(bring_in, editor, small):
    transitions.create("event", key="lamp-1823", actor=editor, fields={"title": "手写的一条"})
    report = bring_in(small)
    assert counts(report)["events"] == {"conflict": 1}
    assert Event.objects.get().title == "手写的一条"


def test_a_record_of_another_book_is_left_alone(bring_in, folder, editor, small, codes):
    bring_in(small)
    changed = {"events/first-lamp.md": small["assets/timelines/events/first-lamp.md"].replace("1823-07", "1824")}
    report = import_manuscript(folder(changed, name="other"), actor=editor)
    assert counts(report)["events"] == {"conflict": 1}
    assert [each.code for each in report.findings if each.severity == "error"] == ["other-book"]
    assert Event.objects.get().date == "1823-07"


def test_a_dry_run_writes_nothing_at_all(bring_in, small):
    bring_in(small)
    before = {
        model: model.objects.count() for model in (Item, DraftVersion, AuditEntry, Job, ImportBatch, ImportedFile)
    }
    small["manuscript/01-light/lighthouse.md"] += "\n又一段。\n"
    small["manuscript/01-light/other.md"] = "---\ntitle: 另一章\n---\n\n正文。\n"
    report = bring_in(small, dry_run=True)
    assert (report.dry_run, report.batch, counts(report)["chapters"]) == (True, None, {"created": 1, "updated": 1})
    assert {model: model.objects.count() for model in before} == before


def test_a_bad_file_stops_no_good_one(bring_in, small):
    small["manuscript/01-light/bad.md"] = '---\ntitle: "never closed\n---\n\nx\n'
    small["manuscript/01-light/long.md"] = f"---\ntitle: {'长' * 400}\n---\n\nx\n"
    report = bring_in(small)
    assert counts(report)["chapters"] == {"created": 1, "failed": 2}
    named = [(each.file, each.line) for each in report.findings if each.severity == "error"]
    assert named == [("manuscript/01-light/bad.md", 2), ("manuscript/01-light/long.md", 2)]


def test_publishing_is_an_override_whose_reason_is_the_batch(bring_in, small):
    report = bring_in(small, publish=True)
    assert report.published == 5
    assert set(PublicPage.objects.values_list("key", flat=True)) == {
        "harbour", "harbour/lighthouse", "lamp-1823", "harbour-board", "fresnel1822",
    }  # fmt: skip
    reasons = set(AuditEntry.objects.filter(act="override").values_list("reason", flat=True))
    assert reasons == {f"import batch {report.batch}"}
    assert set(Item.objects.values_list("status", flat=True)) == {"published"}


def test_publishing_again_after_a_draft_import_publishes_what_was_unchanged(bring_in, small):
    bring_in(small)
    assert bring_in(small, publish=True).published == 5
    assert bring_in(small, publish=True).published == 0


def test_who_may_not_write_imports_nothing(folder, reviewer, author, small):
    with pytest.raises(errors.NotAllowed):
        import_manuscript(folder(small), actor=reviewer)
    with pytest.raises(errors.NotAllowed):
        import_manuscript(folder(small), actor=author, publish=True)
    assert (Item.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_the_batch_is_audited_with_its_counts(bring_in, small):
    report = bring_in(small)
    entry = AuditEntry.objects.get(act="import")
    assert (entry.reason, entry.detail["counts"]["chapter"]) == (f"import batch {report.batch}", {"created": 1})
    assert ImportBatch.objects.get().report == report.as_json()


def test_parts_in_book_yaml_make_the_order_of_the_book(bring_in, small, codes):
    small["config/book.yaml"] = (
        "slug: lights\ntitle: 灯\ntitle_en: Lights\nmeasure: cjk\nword_targets:\n  chapter: [10, 20]\nmood: calm\n"
        "parts:\n  - title: 甲\n    title_en: A\n    role: main\n    chapters: [lighthouse, nowhere]\n"
    )
    report = bring_in(small)
    book = Item.objects.get(kind="book")
    assert (book.key, book.title_en, book.row.outline) == ("lights", "Lights", "[main]\n# 甲 | A\nlighthouse\n")
    assert (book.row.word_target_min, book.row.word_measure, book.row.front_matter) == (10, "cjk", {"mood": "calm"})
    assert codes(report.findings) == [("dangling-chapter", "config/book.yaml", 12, "nowhere")]


def test_an_order_an_editor_changed_is_kept_and_new_chapters_are_added(bring_in, editor, small):
    text = "---\ntitle: {0}\nchapter_number: {1}\n---\n\n正文。\n"
    small["manuscript/01-light/sea.md"] = text.format("海", 2)
    bring_in(small)
    book = Item.objects.get(kind="book")
    transitions.edit(book, actor=editor, fields={"outline": "[main]\nsea\nlighthouse\n"})
    small["manuscript/01-light/wind.md"] = text.format("风", 3)
    bring_in(small)
    book.row.refresh_from_db()
    assert Item.objects.get(kind="book").row.outline == "[main]\nsea\nlighthouse\nwind\n"
