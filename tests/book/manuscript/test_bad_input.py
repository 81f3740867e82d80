"""Bad input gets a clear error with file, line and reason; nothing else is lost."""

import pytest
from django.utils import translation

from book.manuscript.importing import import_manuscript
from book.models import Chapter, Concept, Event, Organization
from editorial.models import Item
from sources.models import Source

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]

HEAD = "---\ntitle: 题\nchapter_number: 7\n---\n\n"
BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)

REFUSED = {
    "unclosed quote": ('---\ntitle: "x\n---\n', "unclosed", 2),
    "tab": ("---\ntitle: x\n\tperiod: y\n---\n", "tab", 3),
    "duplicate key": ("---\ntitle: x\nperiod: y\ntitle: z\n---\n", "duplicate-key", 4),
    "a list": ("---\n- a\n- b\n---\n", "not-a-mapping", 2),
    "never closed": ("---\ntitle: x\nperiod: y\n\nText.\n", "never-closed", 1),
    "python tag": ('---\ntitle: !!python/object/apply:os.system ["true"]\n---\n', "tag", 2),
    "alias bomb": (f"---\n{BOMB}---\n", "aliases", 5),
    "deep front matter": (f"---\ntitle: x\ndeep: {'[' * 500}{']' * 500}\n---\n", "too-deep", 3),
    "broken byte": ("---\ntitle: 题\n---\n\n一二三四五六七八九\n".encode() + b"\xff\n", "broken-encoding", 6),
    "NUL": (f"{HEAD}a\0b\n", "nul-character", 6),
    "escaped NUL": ('---\ntitle: "a\\0b"\n---\n', "nul-character", 2),
    "lone surrogate": ('---\ntitle: "a\\ud800b"\n---\n', "nul-character", 2),
    "empty slug": ('---\ntitle: x\nslug: "***"\n---\n', "empty-slug", 3),
    "title too long": (f"---\ntitle: {'长' * 301}\n---\n", "invalid-value", 2),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_taken_is_named_with_line_and_reason_and_the_good_one_comes_in(bring_in, small, name):
    content, code, line = REFUSED[name]
    report = bring_in({**small, "manuscript/bad.md": content})
    errors = [each for each in report.findings if each.severity == "error"]
    assert [(each.file, each.code, each.line) for each in errors] == [("manuscript/bad.md", code, line)]
    assert errors[0].message
    assert (report.counts["chapters"]["created"], report.counts["chapters"]["failed"]) == (1, 1)
    assert list(Chapter.objects.values_list("title", flat=True)) == ["灯塔"]


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + "一段写得足够长的中文正文。\n").encode("gb18030"),
        (HEAD + "一段写得足够长的中文正文。\n").encode("utf-16"),
        b"\xef\xbb\xbf" + (HEAD + "一段写得足够长的中文正文。\n").encode(),
        (HEAD + "一段写得足够长的中文正文。\n").replace("\n", "\r").encode(),
        (HEAD + "一段写得足够长的中文正文。\n").replace("\n", "\r\n").encode(),
    ],
)
def test_other_encodings_and_newlines_are_read(bring_in, raw):
    assert bring_in({"manuscript/a.md": raw}).counts["chapters"]["created"] == 1
    chapter = Chapter.objects.get()
    assert (chapter.title, chapter.number, chapter.body) == ("题", 7, "一段写得足够长的中文正文。")


@pytest.mark.parametrize(
    "body",
    [
        ("很长的一段文字，" * 100 + "\n\n") * 600,
        "字" * 350_000,
        "".join(f"## 标题 {n}\n\n" for n in range(20_000)),
        "\n".join("  " * n + "- x" for n in range(500)),
        ">" * 500 + " x",
    ],
    ids=["1.4 MB", "one line of 1 MB", "20,000 headings", "500 lists deep", "500 quotes deep"],
)
def test_texts_of_hostile_size_come_in_whole(bring_in, body):
    assert bring_in({"manuscript/a.md": HEAD + body + "\n"}).counts["chapters"]["created"] == 1
    assert Chapter.objects.get().body == body.rstrip()


def test_duplicate_numbers_are_reported_and_duplicate_slugs_refused(bring_in, codes):
    text = "---\ntitle: {0}\nchapter_number: 5\nslug: {1}\n---\n\nx\n"
    report = bring_in(
        {f"manuscript/{n}.md": text.format(n, slug) for n, slug in (("a", "one"), ("b", "two"), ("c", "one"))}
    )
    assert codes(report.findings) == [
        ("duplicate-number", "manuscript/b.md", 3, "5"),
        ("duplicate-id", "manuscript/c.md", 4, "one"),
    ]
    assert (report.counts["chapters"]["created"], report.counts["chapters"]["failed"]) == (2, 1)


def test_links_that_loop_are_not_followed(folder, editor, small):
    root = folder(small)
    (root / "manuscript" / "loop").symlink_to(root)
    report = import_manuscript(root, actor=editor)
    assert [(each.code, each.file) for each in report.findings] == [("skipped", "manuscript/loop")]
    assert report.counts["chapters"]["created"] == 1


SCRIPT = "<script>alert(1)</script>{% load x %}{{ settings.SECRET_KEY }}"


def test_script_and_template_tags_are_words_in_every_field(bring_in):
    quoted = f"'{SCRIPT}'"
    report = bring_in(
        {
            "manuscript/a.md": f"---\ntitle: {quoted}\ntitle_en: {quoted}\nchapter_number: 1\nodd: {quoted}\n---\n\n{SCRIPT}\n",
            "events/e.md": f"---\nevent_id: e\ntitle: {quoted}\nplace: {quoted}\nsummary: {quoted}\n---\n\n{SCRIPT}\n",
            "organizations/o.md": f"---\norganization_id: o\nname: {quoted}\nwebsite: 'javascript:alert(1)'\n---\n\n{SCRIPT}\n",
            "concepts/c.md": f"---\nconcept_id: c\nconcept_name_zh: {quoted}\ndefinition: {quoted}\n---\n\n{SCRIPT}\n",
            "references.md": f"# 参考文献\n\n**[s]** Lee, A. (2020). {SCRIPT}. *Journal*.\n",
        }
    )
    assert {kind: each["created"] for kind, each in report.counts.items()} == dict.fromkeys(report.counts, 1)
    stated = [Chapter.objects.get().title, Chapter.objects.get().body, Event.objects.get().place]
    stated += [Organization.objects.get().name, Concept.objects.get().definition]
    assert stated == [SCRIPT] * 5
    assert Source.objects.get().title == SCRIPT
    assert sorted(Item.objects.exclude(kind="book").values_list("key", flat=True)) == ["c", "e", "harbour/a", "o", "s"]


@pytest.mark.parametrize(
    ("path", "content", "expected"),
    [
        ("manuscript/bad.md", "---\ntitle: x\nperiod: y\ntitle: z\n---\n", "文件头里“title”写了两次。"),
        ("manuscript/bad.md", '---\ntitle: "x\n---\n', "此处的引号或括号没有结束。"),
        ("manuscript/bad.md", "---\ntitle: GPT: x\n---\n", "值里若有冒号加空格，须用引号括起。"),
        ("events/bad.md", "---\nevent_id: bad\ntitle: x\ndate: 2024-02-30\n---\n", "日历上没有“2024-02-30”这一天。"),
        ("config/book.yaml", "title: x\ntitle: y\n", "文件头里“title”写了两次。"),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_language_alone(bring_in, small, path, content, expected):
    with translation.override("zh-hans"):
        report = bring_in({**small, path: content})
    assert [each.message for each in report.findings if each.file == path] == [expected]


def test_an_order_that_cannot_be_read_is_no_failed_chapter(bring_in, small):
    report = bring_in({**small, "config/chapter-order.txt": "manuscript/01-light/lighthouse.md\n\0\n"})
    assert [(each.code, each.file, each.line) for each in report.findings] == [
        ("nul-character", "config/chapter-order.txt", 2)
    ]
    assert (report.counts["chapters"]["created"], report.counts["chapters"]["failed"]) == (1, 0)
