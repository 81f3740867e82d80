"""Chapters from their files."""

import pytest

from book.manuscript.reading import chapters

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Chapter 6: 灯塔", ("灯塔", 6)),
        ("第12章 海港", ("海港", 12)),
        ("第二十一章：海港", ("海港", 21)),
        ("第一百零三章", ("", 103)),
        ("第一二章 海港", ("海港", 12)),
        ("Chapter Twelve: Home", ("Home", 12)),
        ("Chapter XIV. Home", ("Home", 14)),
        ("CHAPTER I", ("", 1)),
        ("Chapter I think about", ("Chapter I think about", None)),
        ("海港", ("海港", None)),
    ],
)
def test_a_heading_gives_words_and_number(heading, expected):
    assert chapters.title_words(heading) == expected


def test_front_matter_decides_and_unknown_keys_are_kept(read):
    [chapter] = read(
        {
            "manuscript/02-sea/sea.md": "---\nchapter_number: 3\nchapter_title: 海\ntitle_en: Sea\nmood: calm\n"
            "key_events: [a-1, b-2]\nanecdote_count: 1\nword_count: 1,200\n---\n\n# Chapter 2: 海\n\n正文。\n"
        }
    ).of("chapter")
    assert chapter.fields == {
        "number": 3,
        "title": "海",
        "title_en": "Sea",
        "role": "main",
        "declared_anecdotes": 1,
        "declared_words": 1200,
        "front_matter": {"mood": "calm"},
        "body": "# Chapter 2: 海\n\n正文。",
    }
    assert [(each.text, each.line) for each in chapter.relations["events"]] == [("a-1", 6), ("b-2", 6)]


def test_a_chapter_without_front_matter_is_read_from_its_heading(read):
    [chapter] = read({"01-harbour.md": "# 第三章 海港 (The Harbour)\n\n正文。\n"}).of("chapter")
    assert (chapter.fields["title"], chapter.fields["title_en"], chapter.fields["number"]) == ("海港", "The Harbour", 3)


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("manuscript/00-frontmatter/preface.md", "front"),
        ("manuscript/99-backmatter/acknowledgments.md", "back"),
        ("manuscript/后记.md", "back"),
        ("manuscript/01/lamp.md", "main"),
        ("chapters/introduction.md", "front"),
        ("chapters/02-harbours/introduction.md", "main"),
    ],
)
def test_the_role_follows_folder_and_name(read, path, role):
    [chapter] = read({path: "---\ntitle: 题\n---\n\n正文。\n"}).of("chapter")
    assert chapter.fields["role"] == role


def test_the_own_reference_list_gives_sources_and_names_keys(read):
    manuscript = read(
        {
            "manuscript/a.md": "---\ntitle: 题\nchapter_number: 1\n---\n\n正文。\n\n**参考文献** (Chapter References):\n"
            "- Lee, A. (2020). A study of lamps. *Journal of Light*.\n- [@fresnel1822]\n- newspapers of the time\n"
        }
    )
    assert [(each.fields["title"], each.line) for each in manuscript.of("source")] == [("A study of lamps", 9)]
    [chapter] = manuscript.of("chapter")
    assert [(each.by, each.text) for each in chapter.relations["sources"]] == [
        ("entry", "manuscript/a.md:9"),
        ("id", "fresnel1822"),
    ]
    assert [(each.code, each.line) for each in manuscript.problems] == [("unreadable-reference", 11)]


def test_the_name_of_a_folder_is_no_id_of_a_chapter(read):
    [chapter] = read({"manuscript/01-sea/a.md": "---\nchapter_id: 01-sea\nchapter_number: 1\ntitle: 题\n---\nx\n"}).of(
        "chapter"
    )
    assert (chapter.identifier, chapter.fields["front_matter"]) == ("", {"chapter_id": "01-sea"})


def test_characters_that_turn_a_title_are_taken_out_and_reported(read, codes):
    manuscript = read({"manuscript/a.md": '---\nchapter_number: 1\ntitle: "safe\u202etxt"\n---\n\nx\n'})
    assert manuscript.of("chapter")[0].fields["title"] == "safe txt"
    assert codes(manuscript.problems) == [
        ("bidi-control", "manuscript/a.md", 3, "U+202E"),
        ("unsafe-title", "manuscript/a.md", 3, "safe txt"),
    ]


@pytest.mark.parametrize(("written", "number"), [("第十一章", 11), ("十二", 12), ('"07"', 7), ("010", 10)])
def test_a_chapter_number_is_read_as_people_write_it(read, written, number):
    [chapter] = read({"manuscript/a.md": f"---\nchapter_number: {written}\ntitle: 题\n---\n\nx\n"}).of("chapter")
    assert chapter.fields["number"] == number
