"""Which file is what, in repositories laid out differently."""

import os

import pytest

from book.manuscript.reading.manuscript import NothingThere, read_manuscript, root_of

pytestmark = pytest.mark.usefixtures("english")

ONE = "---\ntitle: 题\n---\n\n正文。\n"


@pytest.mark.parametrize(
    ("path", "text", "shape"),
    [
        ("chapters/03-sea.md", ONE, "chapter"),
        ("03-sea.md", "一段正文。\n", "chapter"),
        ("正文/海.md", "一段正文。\n", "chapter"),
        ("notes/x.md", "# Chapter 4: Sea\n\nText.\n", "chapter"),
        ("cards/x.md", "---\nevent_id: x\ndate: 2020\n---\n\n文。\n", "event"),
        ("cards/x.md", "# 甲\n\n**日期**: 2020\n**事件类型**: 发布\n", "event"),
        ("a/events/x.md", "# 甲\n\n文。\n", "event"),
        ("a/b.md", "# 港务局 组织档案\n\n文。\n", "organization"),
        ("companies/board.md", "# 港务局\n\n文。\n", "organization"),
        ("x.md", "---\ntype: organization\nname: 港务局\n---\n", "organization"),
        ("x.md", "---\nconcept_name_zh: 透镜\n---\n", "concept"),
        ("book/术语表.md", "# 术语表\n\n### 灯\n发光。\n", "glossary"),
        ("book/参考文献.md", "# 参考文献\n", "bibliography"),
        ("x/sources.md", "# S\n\n[a2020] A, B. (2020). T. J.\n[b2020] B, C. (2020). T. J.\n[c2020] C, D. (2020). T. J.\n",
         "bibliography"),
    ],
)  # fmt: skip
def test_front_matter_content_name_and_folder_say_what_a_file_is(read, path, text, shape):
    assert read({path: text}).shapes == {path: shape}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("README.md", "# Read me\n"),
        ("concepts/README.zh-CN.md", "# Read me\n"),
        ("manuscript/CLAUDE.md", "# How to work here\n"),
        ("manuscript/chapter-template.md", ONE),
        ("templates/chapter.md", ONE),
        ("specs/001/contract.md", ONE),
        ("manuscript/page.html", "<p>built</p>"),
        ("manuscript/picture.png", b"\x89PNG"),
        ("timelines/overall.md", "---\ntimeline_type: all\n---\n\n# T\n"),
        ("source-article.md", "---\ntitle: An article\n---\n\nx\n"),
        ("posts/a.md", "---\nlayout: post\ntitle: A post\ndate: 2020-01-01\n---\n\nx\n"),
        ("research/notes.md", "# Notes\n\nThings to do.\n"),
        ("manuscript/empty.md", ""),
    ],
)
def test_what_is_not_swept_in_is_named_with_its_reason(read, path, text):
    manuscript = read({path: text})
    assert manuscript.records == []
    assert [(each.code, each.target) for each in manuscript.problems] == [("skipped", path)]
    assert manuscript.problems[0].message


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("concepts/claude.md", "---\nconcept_id: claude\n---\n"),
        ("concepts/prompt-template.md", "---\nconcept_id: prompt-template\n---\n"),
        ("public/events/x.md", "---\nevent_id: x\n---\n"),
        ("concepts/BERT.md", "---\nconcept_id: bert\n---\n"),
        ("manuscript/summary.md", ONE),
    ],
)
def test_a_name_that_only_sounds_like_a_project_file_is_read(read, path, text):
    assert list(read({path: text}).shapes) == [path]


def test_built_and_hidden_folders_are_named_once_and_links_never_followed(folder, codes):
    root = folder(
        {
            "public/index.html": "x",
            "public/a.md": ONE,
            "node_modules/a/b.md": ONE,
            ".git/c.md": ONE,
            "_book/d.md": ONE,
            "manuscript/a.md": ONE,
        }
    )
    (root / "loop").symlink_to(root)
    (root / "manuscript" / "b.md").symlink_to(root / "manuscript" / "a.md")
    os.mkfifo(root / "pipe.md")
    manuscript = read_manuscript(root)
    assert list(manuscript.shapes) == ["manuscript/a.md"]
    assert sorted(codes(manuscript.problems)) == sorted(
        ("skipped", path, None, path)
        for path in ("public/", "node_modules/", ".git/", "_book/", "loop", "manuscript/b.md", "pipe.md")
    )


def test_a_file_asked_for_by_name_is_read_as_a_folder_of_one(folder):
    root = folder({"config/chapter-order.txt": "manuscript/a.md\n", "manuscript/a.md": ONE, "manuscript/b.md": ONE})
    manuscript = read_manuscript(root / "manuscript" / "a.md")
    assert (manuscript.root, list(manuscript.shapes)) == (
        str(root),
        ["config/chapter-order.txt", "manuscript/a.md"],
    )


def test_the_root_is_where_the_order_is(folder):
    root = folder({"config/book.yaml": "title: B\n", "manuscript/01/a.md": ONE})
    assert root_of(root / "manuscript" / "01") == root
    assert root_of(folder({"a.md": ONE}, name="flat")).name == "flat"


def test_a_path_that_is_not_there_says_so(tmp_path):
    with pytest.raises(NothingThere, match="There is no file or folder"):
        read_manuscript(tmp_path / "nowhere")


def test_the_order_names_missing_files_doubles_and_ways_out(read, codes):
    manuscript = read({"chapter-order.txt": "# c\na.md\n\na.md\nb.md\n../../etc/passwd\n", "a.md": ONE})
    assert codes(manuscript.problems) == [
        ("order-twice", "chapter-order.txt", 4, "a.md"),
        ("missing-file", "chapter-order.txt", 5, "b.md"),
        ("path-outside", "chapter-order.txt", 6, "../../etc/passwd"),
    ]


def test_a_broken_book_file_is_reported_and_stops_nothing(read, codes):
    manuscript = read({"book.yaml": "title: [x\n", "a.md": ONE})
    assert [each.code for each in manuscript.problems] != [] and len(manuscript.of("chapter")) == 1
    assert manuscript.problems[0].file == "book.yaml"
