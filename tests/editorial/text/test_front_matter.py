"""Front matter of every shape, and what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.text.front_matter import FrontMatter, join, split
from tests.corpus import markdown_files, needs_corpus

GOOD = "---\ntitle: 题：目\ndate: 2017-06-12\nperiod: 2017-06\nno: NO\nat: 12:30\nn: 12\nshare: 0.5\nok: true\nnone: ~\nlist:\n  - a\n  - b: c\n---\n"


def test_values_keep_their_shape():
    front, body = split(GOOD + "正文\n---\n更多\n---\n")
    assert front == FrontMatter(
        {
            "title": "题：目",
            "date": "2017-06-12",
            "period": "2017-06",
            "no": "NO",
            "at": "12:30",
            "n": 12,
            "share": 0.5,
            "ok": True,
            "none": None,
            "list": ["a", {"b": "c"}],
        },
        GOOD,
        14,
        [],
    )
    assert body == "正文\n---\n更多\n---\n"


@pytest.mark.parametrize(
    ("text", "data", "body"),
    [
        ("---\r\na: 1\r\n---\r\n文\r\n", {"a": 1}, "文\r\n"),
        ("---\ra: 1\r---\r文", {"a": 1}, "文"),
        ("\ufeff---\na: 1\n---\n文", {"a": 1}, "文"),
        ("---  \na: 1\n--- \n文", {"a": 1}, "文"),
        ("---\na: 1\n...\n文", {"a": 1}, "文"),
        ("---\na: 1\n---", {"a": 1}, ""),
        ("---\n---\n文", {}, "文"),
        ("---\n# 注释\n---\n文", {}, "文"),
        ("没有", {}, "没有"),
        ("\n---\na: 1\n---\n", {}, "\n---\na: 1\n---\n"),
        ("---\n\n文\n\n---\n更多", {}, "---\n\n文\n\n---\n更多"),
        ("---\n文没有冒号\n更多", {}, "---\n文没有冒号\n更多"),
        ("----\na: 1\n----\n", {}, "----\na: 1\n----\n"),
    ],
)
def test_where_front_matter_ends(text, data, body):
    front, rest = split(text)
    assert (front.data, front.problems, rest) == (data, [], body)
    assert join(front, rest) == text


@pytest.mark.parametrize(
    ("block", "code", "line"),
    [
        ('a: 1\nb: "未完\nc: 2\n', "unclosed", 3),
        ("a: 1\nb: [1, 2\nc: 3\n", "unclosed", 3),
        ("a:\n\t- x\n", "tab", 3),
        ("a: x\n\tb: y\n", "tab", 3),
        ("- a\n- b\n", "not_a_mapping", 2),
        ("只是文字\n", "not_a_mapping", 2),
        ("a: 1\nb: !!python/object/apply:os.system ['ls']\n", "tag", 3),
        ("a: !!timestamp 2001-01-01\n", "tag", 2),
        ("a: &a\n  b: *a\n", "aliases", 2),
        ("a: " + "[" * 300 + "]" * 300 + "\n", "too_deep", 2),
        ("? [a, b]\n: c\n", "bad_key", 2),
        ("title: GPT: the story\n", "misplaced_colon", 2),
        ("a: 1\nb: *missing\n", "bad_yaml", 3),
        ("a: 1\nb: x\x00y\n", "control_character", 3),
        ("a: " + "x" * 70_000 + "\n", "too_long", 2),
    ],
)
def test_a_fault_is_named_with_its_line_and_nothing_is_lost(block, code, line):
    text = f"---\n{block}---\n正文\n"
    front, body = split(text)
    assert (front.data, body, front.raw + body) == ({}, "正文\n", text)
    assert [(problem.code, problem.line) for problem in front.problems] == [(code, line)]
    assert front.problems[0].message.endswith(".")


def test_an_alias_bomb_is_not_expanded():
    layers = ["a: &a [x, x, x, x, x, x, x, x, x]"] + [
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    front, body = split("---\n" + "\n".join(layers) + "\n---\n文")
    assert (front.data, body, [problem.code for problem in front.problems]) == ({}, "文", ["aliases"])


def test_few_aliases_that_grow_large_are_a_bomb_too():
    layers = [
        f"a: &a [{', '.join('x' * 90)}]",
        "b: &b [*a, *a, *a, *a, *a, *a]",
        "c: &c [*b, *b, *b, *b, *b, *b]",
        "d: [*c, *c, *c, *c, *c, *c]",
    ]
    front, _ = split("---\n" + "\n".join(layers) + "\n---\n")
    assert [problem.code for problem in front.problems] == ["aliases"]


def test_a_duplicate_key_is_reported_and_the_first_counts():
    front, _ = split("---\na: 1\nb:\n  c: 2\n  c: 3\na: 4\n---\n")
    assert front.data == {"a": 1, "b": {"c": 2}}
    assert sorted((problem.code, problem.line) for problem in front.problems) == [
        ("duplicate_key", 5),
        ("duplicate_key", 6),
    ]


def test_front_matter_that_never_ends_leaves_the_text_whole():
    text = "---\ntitle: 题\n\n# 正文\n"
    front, body = split(text)
    assert (front.data, front.raw, body, [(p.code, p.line) for p in front.problems]) == (
        {},
        "",
        text,
        [("never_closed", 1)],
    )


def test_a_written_mapping_is_read_back_the_same():
    data = {
        "标题": "甲：乙",
        "date": "2017-06",
        "at": "12:30",
        "yes": "true",
        "n": "12",
        "m": 12,
        "list": ["a: b", "- c"],
        "none": None,
    }
    text = join(data, "正文\n")
    front, body = split(text)
    assert (front.data, front.problems, body) == (data, [], "正文\n")
    assert "\ndate: 2017-06\n" in text and "\nlist:\n  - " in text


def test_an_empty_mapping_writes_no_front_matter():
    assert join({}, "文") == "文"


@given(st.text(st.sampled_from("-a:b \n\r\t[]{}&*!'\"#?|>\ufeff\x00甲"), max_size=60))
def test_every_character_is_in_front_matter_or_body(text):
    for candidate in (text, f"---\n{text}\n---\n文"):
        front, body = split(candidate)
        assert front.raw + body == candidate


@pytest.mark.parametrize(
    "piece", ["[", "{", "a: ", "- ", "&a ", "? ", '"', "'", "|\n", "#", "a:\n", "*a ", "!", "- x\n", "k: v\n", "<<: "]
)
def test_long_hostile_blocks_are_read_or_refused(piece):
    text = "---\n" + piece * (60_000 // len(piece)) + "\n---\n文"
    front, body = split(text)
    assert (front.raw + body, body) == (text, "文")


@needs_corpus
@pytest.mark.parametrize("path", markdown_files(), ids=lambda path: path.name)
def test_real_front_matter_is_read_without_problems(path):
    text = path.read_text()
    front, body = split(text)
    assert front.problems == []
    assert front.raw + body == text
    assert bool(front.data) == text.startswith("---\n")
