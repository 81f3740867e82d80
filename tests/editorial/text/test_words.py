"""字数 by the rule of word processors."""

import json
import shutil
import subprocess

import pytest

from editorial.text.contexts import RenderContext
from editorial.text.front_matter import split
from editorial.text.markdown import render
from editorial.text.words import CJK_CLASS, WordCount, count, count_text
from tests.corpus import corpus_file, needs_corpus


@pytest.mark.parametrize(
    ("text", "cjk", "other"),
    [
        ("GPT-4o发布", 2, 1),
        ("你好，世界。", 6, 0),
        ("hello world", 0, 2),
        ('说"好"了', 3, 2),
        ("“好”——…", 6, 0),
        ("𠮷野家", 3, 0),
        ("全角ＡＢＣ", 5, 0),
        ("テスト 한글", 5, 0),
        ("2024年3月", 2, 2),
        ("　 \n\t", 0, 0),
        ("", 0, 0),
        ("emoji 💡灯", 1, 2),
    ],
)
def test_one_per_cjk_character_and_one_per_run_of_others(text, cjk, other):
    counted = count_text(text)
    assert (counted.words, counted.cjk, counted.other) == (cjk + other, cjk, other)


def test_han_leaves_out_punctuation_and_kana():
    assert count_text("你好，世界ですGPT").han == 4


def test_markup_addresses_alts_and_front_matter_do_not_count():
    markdown = "# 题\n\n- **粗**[链接](https://a.example/长地址)\n- ![图片说明](a.png)\n\n1. `代码 x`\n"
    assert count(markdown) == WordCount(words=7, cjk=6, other=1, reading_minutes=1, han=6)


def test_fenced_code_and_footnotes_are_counted_apart():
    counted = count("正文[^1]。\n\n```\ncode here\n```\n\n[^1]: 脚注两 words\n")
    assert (counted.words, counted.code, counted.footnotes) == (3, 2, 4)


def test_a_word_cut_by_emphasis_stays_one_word():
    assert count("**E**nhanced").words == 1


def test_cells_and_lines_part_words():
    assert count("| a | b |\n|---|---|\n| c | d |\n\ne\nf").words == 6


def test_furniture_changes_where_text_stands_not_how_much_there_is():
    markdown = "# 第一章 开端\n\n正文。\n\n**本章要点**：\n- 甲\n\n**参考文献**：\n- 某人. (2020). 书名.\n"
    assert count(render(markdown, RenderContext(chapter=True))) == count(markdown)


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (350, 1), (351, 2), (700, 2)])
def test_reading_time_rounds_up(words, minutes):
    assert count_text("字" * words).reading_minutes == minutes


def test_reading_speed_is_a_setting():
    assert count_text("字" * 500, per_minute=100).reading_minutes == 5


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_same_class_counts_the_same_in_javascript():
    text = "GPT-4o发布，“好”——𠮷 한글 テスト ｘ A-b 💡 ①"
    script = (
        "const [cls, text] = JSON.parse(process.argv[1]);"
        "const run = new RegExp('[' + cls + ']+', 'u'); const between = text.split(run);"
        "const cjk = [...text].length - between.reduce((n, s) => n + [...s].length, 0);"
        "const other = between.reduce((n, s) => n + s.split(/\\s+/u).filter(Boolean).length, 0);"
        "console.log(JSON.stringify([cjk, other]))"
    )
    done = subprocess.run(
        ["node", "-e", script, json.dumps([CJK_CLASS, text])], capture_output=True, check=True, text=True
    )
    counted = count_text(text)
    assert json.loads(done.stdout) == [counted.cjk, counted.other]


@needs_corpus
@pytest.mark.parametrize(
    ("name", "libreoffice", "code"),
    [
        ("llm_history/manuscript/01-foundation/transformer-revolution.md", 15981, 320),
        ("llm_history/manuscript/05-global-race-2023/ai-race-2023.md", 10291, 37),
        ("llm_history/manuscript/07-multimodal-era/2024-breakthroughs.md", 10523, 168),
        ("seeds/chapter-2024-newer.md", 10523, 168),
        ("seeds/chapter-2024-older.md", 6309, 168),
    ],
)
def test_real_chapters_are_within_one_percent_of_libreoffice(name, libreoffice, code):
    _, body = split(corpus_file(name).read_text())
    plain, chapter = count(body), count(render(body, RenderContext(chapter=True)))
    assert plain == chapter
    assert abs(plain.words - libreoffice) <= libreoffice / 100
    assert plain.code == code
