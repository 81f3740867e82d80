"""Comparisons fit for Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.text.compare import Block, Comparison, Line, Span, compare
from editorial.text.compare_html import inline, markup, side_by_side
from tests.corpus import corpus_file, needs_corpus


def marked(old, new):
    return [markup(line.spans) for line in compare(old, new).lines]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("260亿", "2600亿", "260<ins>0</ins>亿"),
        ("1月", "3月", "<del>1</del><ins>3</ins>月"),
        ("2023年1月发布", "2024年3月发布", "202<del>3</del><ins>4</ins>年<del>1</del><ins>3</ins>月发布"),
        ("1,750亿参数的模型", "175亿参数的模型", "1<del>,</del>75<del>0</del>亿参数的模型"),
        ("用了Transformer架构", "用了Transformers架构", "用了<del>Transformer</del><ins>Transformers</ins>架构"),
        ("今天天气很好", "今天天气不好", "今天天气<del>很</del><ins>不</ins>好"),
        ("甲公司发布了模型", "甲公司在五月发布了模型", "甲公司<ins>在五月</ins>发布了模型"),
        ("a < b & c", "a < b & d", "a &lt; b &amp; <del>c</del><ins>d</ins>"),
    ],
)
def test_only_what_changed_is_marked(old, new, line):
    assert marked(old, new) == [line]


def test_a_rewritten_clause_is_one_change_not_many_crumbs():
    old = "他们在实验室里工作了三年，终于取得了突破性的进展。"
    new = "经过漫长的努力，团队最后宣布取得了突破性的进展。"
    assert len([span for span in compare(old, new).lines[0].spans if span.op != "equal"]) <= 4


def test_the_whole_record_of_a_comparison():
    assert compare("甲\n\n乙二三四\n丙\n", "甲\n\n乙二三五\n丙\n丁\n") == Comparison(
        blocks=(
            Block("equal", (Line("equal", 1, 1, (Span("equal", "甲"),)),)),
            Block(
                "changed",
                (Line("changed", 3, 3, (Span("equal", "乙二三"), Span("delete", "四"), Span("insert", "五"))),),
            ),
            Block("equal", (Line("equal", 4, 4, (Span("equal", "丙"),)),)),
            Block("changed", (Line("inserted", None, 5, (Span("insert", "丁"),)),)),
        ),
        inserted=2,
        deleted=1,
        moved=0,
        identical=False,
    )


def test_a_moved_paragraph_is_shown_as_moved():
    long, other = "这一段很长，讲的是一件事情的来龙去脉。", "另一段也很长，讲的是完全不同的内容。"
    comparison = compare(f"{long}\n\n{other}\n\n结尾\n", f"{other}\n\n{long}\n\n结尾\n")
    kinds = [(line.kind, line.move) for line in comparison.lines if line.kind != "equal"]
    assert sorted(kinds) == [("moved_from", 1), ("moved_to", 1)]
    assert (comparison.moved, comparison.inserted, comparison.deleted) == (1, 0, 0)


def test_short_repeated_labels_are_not_moves():
    assert compare("**影响**：\n甲乙丙丁\n", "甲乙丙丁\n**影响**：\n").moved == 0


def test_blank_lines_are_spacing():
    comparison = compare("甲\n乙", "甲\n\n乙")
    assert [(line.kind, line.spacing) for line in comparison.lines] == [("equal", False), ("equal", True)]
    assert not comparison.identical and comparison.inserted == 0


@pytest.mark.parametrize(("old", "new"), [("甲\r\n乙\r\n", "甲\n乙\n"), ("甲  \n乙", "甲\n乙"), ("", ""), ("甲", "甲")])
def test_line_ends_and_trailing_spaces_do_not_matter(old, new):
    assert [line.kind for line in compare(old, new).lines if line.kind != "equal"] == []


texts = st.lists(st.text(st.sampled_from("甲乙丙ab 12,"), max_size=12), max_size=12).map("\n".join)


@given(texts, texts)
def test_both_sides_can_be_read_back(old, new):
    lines = compare(old, new).lines
    olds = {line.old: "".join(span.text for span in line.old_spans) for line in lines if line.old}
    news = {line.new: "".join(span.text for span in line.new_spans) for line in lines if line.new}
    assert olds == {n: line.rstrip() for n, line in enumerate(old.split("\n"), 1) if line.strip()}
    assert news == {n: line.rstrip() for n, line in enumerate(new.split("\n"), 1) if line.strip()}
    assert [line.new for line in lines if line.new] == sorted(line.new for line in lines if line.new)


def test_inline_html_folds_what_is_equal_and_escapes_every_word():
    old = "\n".join(["<b>", *"一二三四五六七", "尾x"])
    new = "\n".join(["<i>", *"一二三四五六七", "尾y"])
    assert inline(compare(old, new), context=1, folded="{} lines") == "\n".join(
        [
            '<p class="diff-line diff-changed" data-old="1" data-new="1">&lt;<del>b</del><ins>i</ins>&gt;</p>',
            '<p class="diff-line diff-equal" data-old="2" data-new="2">一</p>',
            '<p class="diff-fold">5 lines</p>',
            '<p class="diff-line diff-equal" data-old="8" data-new="8">七</p>',
            '<p class="diff-line diff-changed" data-old="9" data-new="9">尾<del>x</del><ins>y</ins></p>',
        ]
    )


def test_side_by_side_shows_each_text_on_its_side():
    assert side_by_side(compare("甲乙丙丁\n", "甲乙丙戊\n新\n")) == "\n".join(
        [
            '<tr class="diff-changed"><th scope="row">1</th><td>甲乙丙<del>丁</del></td>'
            '<th scope="row">1</th><td>甲乙丙<ins>戊</ins></td></tr>',
            '<tr class="diff-inserted"><th scope="row"></th><td></td><th scope="row">2</th><td><ins>新</ins></td></tr>',
        ]
    )


def test_without_context_nothing_is_folded():
    old = "\n".join("一二三四五六七八九")
    assert "diff-fold" not in inline(compare(old, old + "\n十"), context=None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("x\n" * 20_000, "y\n" * 20_000),
        ("甲乙" * 500_000, "乙丙" * 500_000),
        ("\n".join(f"第{n}行 {n * 7}" for n in range(20_000)), "\n".join(f"第{n}行 {n * 11}" for n in range(20_000))),
        ("\n".join(map(str, range(20_000))), "\n".join(map(str, range(19_999, -1, -1)))),
    ],
    ids=["same lines", "one line", "all changed", "reversed"],
)
def test_large_texts_are_compared(old, new):
    lines = compare(old, new).lines
    assert sum(line.old is not None for line in lines) == len([line for line in old.split("\n") if line])
    assert sum(line.new is not None for line in lines) == len([line for line in new.split("\n") if line])


@needs_corpus
def test_two_real_revisions_differ_by_insertions():
    old, new = (corpus_file(f"seeds/chapter-2024-{name}.md").read_text() for name in ("older", "newer"))
    comparison = compare(old, new)
    assert (comparison.inserted, comparison.deleted, comparison.moved) == (5214, 1, 0)
    changed = [markup(line.spans) for line in comparison.lines if line.kind == "changed"]
    assert changed[0] == "chapter_number: <del>6</del><ins>10</ins>"
