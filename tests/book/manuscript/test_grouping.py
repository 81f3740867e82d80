"""Which records are one thing, and who answers to which name."""

import pytest

from book.manuscript import grouping, keys
from book.manuscript.directory import Directory
from book.manuscript.reading.records import Record, Reference

pytestmark = pytest.mark.usefixtures("english")

CARD = "---\nevent_id: lamp-1823-07\ntitle: 第一盏灯\ndate: 1823-07\n---\nx\n"
REGISTER = "# R\n\n### 1823: 第一盏灯\n**Event ID**: `first-lamp`\n\n### 1858: 电弧灯\n**Event ID**: `arc`\n"


def grouped(read, files):
    manuscript = read(files)
    result = grouping.group(manuscript.records)
    return {each.key: [record.file for record in [*each.revisions, *each.records]] for each in result.groups}, result


def test_a_card_answers_to_its_id_its_file_name_and_its_register_id(read, codes):
    groups, result = grouped(read, {"events/first-lamp.md": CARD, "research/register.md": REGISTER})
    assert groups == {"lamp-1823-07": ["events/first-lamp.md", "research/register.md"], "arc": ["research/register.md"]}
    assert result.groups[0].names == ["lamp-1823-07", "first-lamp"]
    assert codes(result.problems) == []


def test_an_entry_that_two_cards_answer_to_is_left_alone(read, codes):
    other = CARD.replace("lamp-1823-07", "other").replace("---\nx", "aliases: [first-lamp]\n---\nx")
    groups, result = grouped(
        read, {"events/first-lamp.md": CARD, "events/other.md": other, "research/register.md": REGISTER}
    )
    assert sorted(groups) == ["arc", "lamp-1823-07", "other"]
    assert codes(result.problems) == [("ambiguous-id", "research/register.md", 4, "first-lamp")]


def test_two_cards_with_one_id_the_first_stands_and_the_second_is_refused(read, codes):
    groups, result = grouped(read, {"events/a.md": CARD, "events/b.md": CARD})
    assert groups == {"lamp-1823-07": ["events/a.md"]}
    assert codes(result.problems) == [("duplicate-id", "events/b.md", 2, "lamp-1823-07")]
    assert [record.file for record in result.refused] == ["events/b.md"]


def test_two_states_of_one_chapter_follow_each_other_the_newer_last(read, codes):
    text = "---\nchapter_number: {number}\ntitle: 灯塔\ntitle_en: Lighthouse\nlast_updated: {date}\n---\n\nx\n"
    groups, result = grouped(
        read,
        {
            "one-newer.md": text.format(number=10, date="2025-10-17"),
            "one-older.md": text.format(number=6, date="2025-10-17"),
        },
    )
    assert groups == {"one-older": ["one-older.md", "one-newer.md"]} or groups == {
        "one-newer": ["one-older.md", "one-newer.md"]
    }
    assert result.groups[0].record.fields["number"] == 10
    assert [each.code for each in result.problems] == ["duplicate-id"]


def test_a_glossary_gives_a_card_what_it_lacks(read):
    files = {
        "concepts/lens.md": "---\nconcept_id: lens\nconcept_name_zh: 透镜\n---\n\n# 透镜\n\n很薄的一段。\n",
        "glossary.md": "# 术语表\n\n### 透镜 (Lens, FL)\n一种玻璃。\n",
    }
    groups, result = grouped(read, files)
    assert list(groups) == ["lens"]
    fields = result.groups[0].record.fields
    assert (fields["definition"], fields["original"], fields["other_forms"]) == ("一种玻璃。", "Lens", ["FL"])


def test_a_line_of_a_chapters_list_is_the_source_of_the_bibliography(read):
    files = {
        "references.md": "# 参考文献\n\n**[lee]** Lee, A. (2020). A study of lamps. *Journal*. arXiv:2001.00001\n",
        "manuscript/a.md": "---\nchapter_number: 1\ntitle: 题\n---\n\n**参考文献**:\n"
        "- Lee, A. (2020). A study of lamps. arXiv:2001.00001\n- Ort, B. (2021). Another lamp. *Journal*.\n",
    }
    groups, _result = grouped(read, files)
    assert groups["lee"] == ["references.md", "manuscript/a.md"]
    assert groups["ort2021another"] == ["manuscript/a.md"]


def test_a_name_that_makes_no_address_is_refused(read, codes):
    _groups, result = grouped(read, {"manuscript/a.md": '---\nchapter_number: 1\ntitle: 题\nslug: "!!!"\n---\nx\n'})
    assert codes(result.problems) == [("empty-slug", "manuscript/a.md", 4, "!!!")]


@pytest.mark.parametrize(
    ("stem", "title_en", "key"),
    [
        ("lighthouse", "", "lighthouse"),
        ("03-lighthouse", "", "lighthouse"),
        ("chapter-2024-older", "The Light", "the-light"),
        ("2024-lights", "", "2024-lights"),
        ("灯塔", "", "deng-ta"),
    ],
)
def test_the_key_of_a_chapter(stem, title_en, key):
    record = Record("chapter", "x.md", 1, stem=stem, fields={"title_en": title_en, "title": "题"})
    assert keys.propose(record) == key


@pytest.fixture
def directory():
    known = Directory(book_key="b")
    known.add("organization", "harbour-board", names=["港务局", "Harbour Board"])
    known.add("organization", "sea-lab", names=["Sea Lab"])
    known.add("concept", "lens", ids=["fl"], names=["透镜"])
    known.add("event", "lamp-1823", ids=["first-lamp"])
    known.add("event", "lamp-1824", ids=["same"])
    known.add("event", "lamp-1825", ids=["same"])
    known.add("chapter", "b/sea", ids=["old-sea"])
    return known


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("event", "lamp-1823", ["lamp-1823"]),
        ("event", "first_lamp", ["lamp-1823"]),
        ("event", "same", ["lamp-1824", "lamp-1825"]),
        ("event", "nothing", []),
        ("organization", "Harbour  Board", ["harbour-board"]),
        ("concept", "FL", ["lens"]),
        ("chapter", "sea", ["b/sea"]),
        ("chapter", "b/sea", ["b/sea"]),
        ("chapter", "old-sea", ["b/sea"]),
    ],
)
def test_who_answers_to_a_word(directory, kind, text, found):
    assert directory.find(kind, text) == found


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("港务局", [("港务局", ["harbour-board"])]),
        ("Harbour Board / Sea Lab", [("Harbour Board", ["harbour-board"]), ("Sea Lab", ["sea-lab"])]),
        ("港务局 (Harbour Board)", [("港务局 (Harbour Board)", ["harbour-board"])]),
        ("Sea Lab and Nobody", [("Sea Lab", ["sea-lab"]), ("Nobody", [])]),
        ("Nobody and Nothing", [("Nobody and Nothing", [])]),
    ],
)
def test_words_may_name_one_organization_or_several(directory, words, answers):
    assert directory.resolve(Reference("organization", words, "x.md", 1, by="name")) == answers
