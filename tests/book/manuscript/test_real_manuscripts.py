"""The corpus and the demo book: whole manuscripts, in and out and in again."""

from pathlib import Path

import pytest

import book.demo
from book.manuscript.exporting import export_manuscript
from book.manuscript.importing import import_manuscript
from book.models import Chapter
from editorial.models import DraftVersion, Item
from editorial.text.counting import count_file
from tests.corpus import corpus_file, needs_corpus

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

DEMO = Path(book.demo.__file__).parent / "manuscript"


def total(report, outcome):
    return {kind: counts[outcome] for kind, counts in report.counts.items() if counts[outcome]}


def goes_round(root, editor, out):
    """Import, export, import the export: untouched files are the same bytes, and nothing changes."""
    first = import_manuscript(root, actor=editor, book_slug="round")
    exported = export_manuscript(out, book=Item.objects.get(kind="book", key="round"))
    for path in exported.unchanged:
        assert (out / path).read_bytes() == (root / path).read_bytes()
    assert (exported.changed, exported.new, exported.problems) == ([], [], [])
    versions = DraftVersion.objects.count()
    again = import_manuscript(out, actor=editor, book_slug="round")
    assert total(again, "unchanged") == total(first, "created")
    assert DraftVersion.objects.count() == versions
    return first


def test_the_demo_book_goes_round(editor, tmp_path):
    first = goes_round(DEMO, editor, tmp_path / "out")
    assert total(first, "created") == {
        "chapters": 9, "events": 40, "organizations": 12, "concepts": 25, "sources": 50,
    }  # fmt: skip
    # What readers get as live pages is no file of the folder; causes are stated at one end only to save words.
    assert {each.code for each in first.findings} == {"one-sided-cause", "broken-link"}
    longest = DEMO / "manuscript" / "04-alignment" / "alignment-and-chatgpt.md"
    assert count_file(longest).count.words >= 9_000


@needs_corpus
def test_the_real_manuscript_goes_round(editor, tmp_path):
    first = goes_round(corpus_file("llm_history"), editor, tmp_path / "out")
    assert total(first, "created") == {
        "chapters": 4, "events": 5, "organizations": 2, "concepts": 19, "sources": 43,
    }  # fmt: skip
    assert total(first, "failed") == total(first, "conflict") == {}


@needs_corpus
def test_what_the_real_manuscript_contradicts_is_reported(editor):
    findings = import_manuscript(corpus_file("llm_history"), actor=editor).findings
    found = {(each.code, each.file.rpartition("/")[2], each.line, each.target) for each in findings}
    assert {
        ("number-mismatch", "ai-race-2023.md", 38, "7 ≠ 5"),
        ("number-mismatch", "2024-breakthroughs.md", 41, "10 ≠ 6"),
        ("word-count-mismatch", "transformer-revolution.md", 7, "21700"),
        ("anecdote-count-mismatch", "transformer-revolution.md", 18, "2"),
        ("dangling-event", "ai-race-2023.md", 9, "bing-chatgpt-2023"),
        ("dangling-event", "gpt1-release-2018.md", 19, "gpt2-2019-02"),
        ("dangling-organization", "transformer-revolution.md", 12, "google-brain"),
        ("dangling-organization", "nvidia-v100-2017.md", 5, "NVIDIA"),
        ("dangling-concept", "transformer-paper-2017.md", 22, "multi-head-attention"),
        ("ambiguous-citation", "ai-race-2023.md", 217, "Touvron et al., 2023"),
        ("unresolved-citation", "transformer-revolution.md", 268, "Xu et al., 2015"),
        ("broken-link", "gpt1-release-2018.md", 204, "bert-release-2018.md"),
        ("missing-file", "chapter-order.txt", 8, "manuscript/00-frontmatter/preface.md"),
    } <= found
    dangling = {target for code, _file, _line, target in found if code == "dangling-event"}
    # Each of these answers: by its own id, its card's file name, or its register id.
    assert dangling.isdisjoint({"transformer-paper-2017", "llama-release-2023", "transformer-2017-06", "gpt1-2018-06"})
    skipped = {file for code, file, _line, _target in found if code == "skipped"}
    assert {"chapter-template.md", "data-model.md", "meta-timeline.md"} <= skipped


@needs_corpus
@pytest.mark.parametrize("whole_folder", [True, False])
def test_two_revisions_of_one_chapter_are_two_versions(editor, whole_folder):
    seeds = corpus_file("seeds")
    paths = [seeds] if whole_folder else [seeds / "chapter-2024-older.md", seeds / "chapter-2024-newer.md"]
    reports = [import_manuscript(path, actor=editor) for path in paths]
    chapter = Chapter.objects.get()
    numbers = [version.stored.field_dict["number"] for version in chapter.item.versions.order_by("number")]
    assert (numbers, chapter.number, chapter.declared_words) == ([6, 10], 10, 11800)
    assert [each for report in reports for each in report.findings if each.severity == "error"] == []
    again = import_manuscript(paths[-1], actor=editor)
    assert total(again, "unchanged")["chapters"] == 1
