"""The folder written back: untouched files byte for byte, others changed where edited, nothing changes on return."""

import pytest

from book.manuscript.exporting import export_manuscript
from book.manuscript.importing import import_manuscript
from book.manuscript.writing.files import UnsafePath
from book.models import ImportedFile
from editorial import transitions
from editorial.models import DraftVersion, Item
from editorial.snapshot import RelationValue

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

LAMP = "manuscript/01-light/lighthouse.md"
CARD = "assets/timelines/events/first-lamp.md"
ORG = "research/organizations/harbour-board.md"
REFERENCES = "manuscript/99-backmatter/references.md"
REGISTER = "# R\n\n### 1858-12: 电弧灯 ✅\n**Event ID**: `arc-1858`\n**Organization**: 港务局\n\n经过。\n\n---\n"
GLOSSARY = "# 术语表\n\n### 透镜 (Lens)\n一种玻璃。\n\n**相关概念**: 灯\n\n### 灯 (Lamp)\n发光。\n"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.fixture
def export(out):
    """``export()``: {path: text} of the exported folder, and the report."""

    def run(**options):
        report = export_manuscript(out, book=Item.objects.get(kind="book"), **options)
        return {
            path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()
        }, report

    return run


@pytest.fixture
def edit(editor):
    """``edit(kind, fields)``: change the one draft of a kind (or the one with ``key``)."""

    def run(kind, *, key=None, relations=None, **fields):
        item = Item.objects.get(kind=kind, **({"key": key} if key else {}))
        return transitions.edit(item, actor=editor, fields=fields, relations=relations)

    return run


@pytest.fixture
def nothing_changes_on_return(out, editor):
    """Import the exported folder again: not one version more."""

    def check():
        before = DraftVersion.objects.count()
        report = import_manuscript(out, actor=editor, book_slug="harbour")
        outcomes = {name for counts in report.counts.values() for name, number in counts.items() if number}
        assert (outcomes, DraftVersion.objects.count()) == ({"unchanged"}, before)

    return check


def lines(before, after):
    """The lines that differ, as (old, new) lists."""
    old, new = before.splitlines(), after.decode().splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_untouched_files_go_home_byte_for_byte(bring_in, export, nothing_changes_on_return, small):
    small[LAMP] = small[LAMP].replace("\n", "\r\n")
    small[CARD] = b"\xef\xbb\xbf" + small[CARD].encode()
    small["manuscript/01-light/国.md"] = "---\ntitle: 国标\n---\n\n足够长的一段中文正文。".encode("gb18030")
    small["manuscript/README.md"] = "about"
    bring_in(small)
    written, report = export()
    del small["manuscript/README.md"]
    assert written == {path: text if isinstance(text, bytes) else text.encode() for path, text in small.items()}
    assert (report.changed, report.new, report.problems) == ([], [], [])
    nothing_changes_on_return()


@pytest.mark.parametrize(
    ("kind", "fields", "path", "gone", "come"),
    [
        ("chapter", {"title": "大灯塔"}, LAMP, ["title: 灯塔"], ["title: 大灯塔"]),
        ("chapter", {"title_en": ""}, LAMP, ['title_en: "The Lighthouse"'], []),
        ("chapter", {"standfirst": "从前"}, LAMP, [], ["standfirst: 从前"]),
        ("chapter", {"body": "# Chapter 1: 灯塔\n\n两盏灯。"}, LAMP, ["一盏灯亮了。"], ["两盏灯。"]),
        ("event", {"date": "1824-01-02"}, CARD, ["date: 1823-07"], ["date: 1824-01-02"]),
        ("event", {"place": "Cordouan"}, CARD, [], ["place: Cordouan"]),
        ("event", {"summary": ""}, CARD, [], ["summary: ''"]),
        ("event", {"tags": ["a", "b"]}, CARD, [], ["tags:", "  - a", "  - b"]),
        ("organization", {"name": "海港局"}, ORG, ["# 港务局 (Harbour Board) Organization Profile"],
         ["# 海港局 (Harbour Board) Organization Profile"]),
        ("organization", {"founded": "1791"}, ORG, ["**Founded**: 1790"], ["**Founded**: 1791"]),
    ],
)  # fmt: skip
def test_an_edited_record_changes_its_file_there_only(
    bring_in, export, edit, nothing_changes_on_return, small, kind, fields, path, gone, come
):
    bring_in(small)
    edit(kind, **fields)
    written, report = export()
    assert lines(small[path], written[path]) == (gone, come)
    assert (report.changed, report.new, report.problems) == ([path], [], [])
    assert {other: text for other, text in written.items() if other != path} == {
        other: text.encode() for other, text in small.items() if other != path
    }
    nothing_changes_on_return()


def test_relations_are_written_under_the_key_the_file_uses(bring_in, export, edit, nothing_changes_on_return, small):
    small[CARD] = small[CARD].replace("sources:\n", "causal_connections:\n  - enables: [later]\nsources:\n")
    bring_in(small)
    edit(
        "event",
        relations={
            "sources": [RelationValue("source", "fresnel1822", "p. 6"), RelationValue("source", "ghost")],
            "causes": [RelationValue("event", "spark", qualifier="inspired", note="why")],
        },
    )
    written, report = export()
    assert lines(small[CARD], written[CARD]) == (
        ["  - enables: [later]", "  - fresnel1822"],
        ["  - inspired_by:", "      - id: spark", "        note: why", "  - enables:", "      - later",
         "  - id: fresnel1822", "    locator: p. 6", "  - ghost"],
    )  # fmt: skip
    nothing_changes_on_return()


def test_a_register_entry_that_was_edited_in_place_or_gets_a_card(
    bring_in, export, edit, nothing_changes_on_return, small
):
    small["research/register.md"] = REGISTER
    bring_in(small)
    edit("event", key="arc-1858", title="弧光灯")
    written, report = export()
    assert lines(REGISTER, written["research/register.md"]) == (["### 1858-12: 电弧灯 ✅"], ["### 1858-12: 弧光灯 ✅"])
    edit("event", key="arc-1858", place="South Foreland")
    written, report = export()
    assert (report.new, written["research/register.md"]) == (["assets/timelines/events/arc-1858.md"], REGISTER.encode())
    nothing_changes_on_return()


def test_a_definition_is_changed_in_the_glossary_and_a_new_form_needs_a_card(
    bring_in, export, edit, nothing_changes_on_return, small
):
    small["manuscript/99-backmatter/glossary.md"] = GLOSSARY
    bring_in(small)
    edit("concept", key="lens", definition="薄薄的玻璃。")
    written, report = export()
    assert lines(GLOSSARY, written["manuscript/99-backmatter/glossary.md"]) == (["一种玻璃。"], ["薄薄的玻璃。"])
    edit("concept", key="lens", rejected_forms=["凸透镜"])
    written, report = export()
    assert report.new == ["assets/concepts/lens.md"]
    nothing_changes_on_return()


def test_an_edited_source_goes_beside_the_bibliography_as_csl_json(
    bring_in, export, edit, nothing_changes_on_return, small
):
    bring_in(small)
    csl = dict(Item.objects.get(kind="source").row.csl)
    edit("source", csl={**csl, "publisher": "Imprimerie royale", "title": "On lighting"}, title="On lighting")
    written, report = export()
    assert (report.changed, report.new) == ([], ["manuscript/99-backmatter/references.csl.json"])
    assert written[REFERENCES] == small[REFERENCES].encode()
    nothing_changes_on_return()


def test_records_made_at_the_desk_get_files_of_their_own(bring_in, export, editor, nothing_changes_on_return, small):
    bring_in(small)
    book = Item.objects.get(kind="book")
    made = {
        "chapter": ("harbour/wind", {"title": "风", "number": 2, "body": "# Chapter 2: 风\n\n起风了。"}),
        "event": ("storm-1830", {"title": "风暴", "date": "1830-01", "body": "大风。"}),
        "organization": ("sea-lab", {"name": "海洋所", "aliases": ["Sea Lab"], "body": "研究海。"}),
        "concept": ("wave", {"preferred": "波", "definition": "水的起伏。"}),
        "source": ("lee2020", {"title": "Waves", "csl": {"type": "book", "title": "Waves"}}),
    }
    for kind, (key, fields) in made.items():
        transitions.create(kind, key=key, actor=editor, fields=fields, collection=book)
    _written, report = export()
    assert report.new == [
        "manuscript/wind.md", "assets/concepts/wave.md", "assets/timelines/events/storm-1830.md",
        "research/organizations/sea-lab.md", "manuscript/99-backmatter/references.csl.json",
    ]  # fmt: skip
    nothing_changes_on_return()


def test_a_cause_removed_at_the_effect_goes_from_the_file_of_the_cause(
    bring_in, export, edit, nothing_changes_on_return, small
):
    event = "---\nevent_id: {0}\ntitle: 事件{0}\ndate: {1}\n{2}---\n\n文。\n"
    small["assets/timelines/events/a.md"] = event.format("a", 1850, "causal_connections:\n  - enables: [b, c]\n")
    small["assets/timelines/events/b.md"] = event.format("b", 1851, "causal_connections:\n  - enabled_by: [a]\n")
    bring_in(small)
    edit("event", key="b", relations={"causes": []})
    written, _report = export()
    assert b"enabled_by" not in written["assets/timelines/events/b.md"]
    assert written["assets/timelines/events/a.md"].decode().count("- c") == 1
    assert "b" not in written["assets/timelines/events/a.md"].decode().partition("enables:")[2].partition("---")[0]
    nothing_changes_on_return()


def test_an_order_changed_at_the_desk_moves_the_lines_of_the_reading_order(
    bring_in, export, edit, nothing_changes_on_return, small
):
    small["manuscript/01-light/sea.md"] = "---\ntitle: 海\nchapter_number: 2\n---\n\n正文。\n"
    small["config/chapter-order.txt"] = f"# one\n{LAMP}\n# two\nmanuscript/01-light/sea.md\nmissing.md\n"
    bring_in(small)
    edit("book", outline="[main]\nsea\nlighthouse\n")
    written, _report = export()
    assert (
        written["config/chapter-order.txt"].decode()
        == f"# one\nmanuscript/01-light/sea.md\n# two\n{LAMP}\nmissing.md\n"
    )


def test_facts_of_the_book_are_changed_in_book_yaml(bring_in, export, edit, small):
    small["config/book.yaml"] = "# ours\nslug: harbour\ntitle: 港\nmood: calm # always\n"
    bring_in(small)
    edit("book", title="大港", subtitle="副题")
    written, _report = export()
    assert (
        written["config/book.yaml"].decode()
        == "# ours\nslug: harbour\ntitle: 大港\nmood: calm # always\nsubtitle: 副题\n"
    )


def test_released_leaves_out_what_readers_never_saw_and_later_edits(bring_in, export, editor, edit, small):
    small["research/register.md"] = REGISTER
    bring_in(small)
    published = Item.objects.filter(kind__in=["book", "chapter"])
    transitions.publish_by_override(list(published), actor=editor, reason="a test")
    edit("chapter", body="一句草稿里的话。")
    written, _report = export(released=True)
    assert written[LAMP] == small[LAMP].encode()
    assert sorted(written) == ["config/chapter-order.txt", LAMP, REFERENCES, "research/register.md"]
    assert (b"fresnel" in written[REFERENCES], b"arc-1858" in written["research/register.md"]) == (False, False)


def test_nothing_is_written_outside_the_folder_or_through_a_link(bring_in, export, out, small, tmp_path):
    bring_in(small)
    outside = tmp_path / "outside"
    outside.mkdir()
    out.mkdir()
    (out / "manuscript").symlink_to(outside)
    with pytest.raises(UnsafePath):
        export()
    (out / "manuscript").unlink()
    ImportedFile.objects.filter(path=LAMP).update(path="../outside/lighthouse.md")
    with pytest.raises(UnsafePath):
        export()
    assert list(outside.iterdir()) == []
