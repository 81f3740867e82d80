"""Text without metadata: guesses are marked, cut words joined, stray captions reported."""

import pytest

from sources.importing import plain_text
from tests.corpus import corpus_file, needs_corpus

pytestmark = pytest.mark.usefixtures("english")

TEXT = """


灯具 2024：旧灯走下神坛，新灯渐清晰


在经历过去一年的狂飙之后，灯具相关产业仍然是今年最火热的行业之一。

第一部分：旧灯走下神坛，各家“百花齐放”

据多家媒体表示，目前几乎所有的企业都在新灯开发上付出，譬如某家的新灯就很好地对标了旧灯，取得了长



足的进步。

之后迭代推出的另一种灯，也被人认为是超越旧灯的文图生

灯产品；而国内的几家则各有所长，并且价格便宜。据最新数据，某种灯十一月的
MAU 已经来到了 59.98M，仅次于旧灯。

Market Share of Lamps: 2023 vs. 2024
"""


def test_a_text_becomes_one_source_whose_guesses_are_marked():
    reading = plain_text.read(TEXT, name="t.txt")
    (entry,) = reading.entries
    assert entry.csl == {"type": "document", "title": "灯具 2024：旧灯走下神坛，新灯渐清晰", "language": "zh"}
    assert (entry.guessed, entry.front_matter) == (("title", "sections"), {"guessed": ["title", "sections"]})
    assert entry.text.split("\n\n") == [
        "在经历过去一年的狂飙之后，灯具相关产业仍然是今年最火热的行业之一。",
        "## 第一部分：旧灯走下神坛，各家“百花齐放”",
        "据多家媒体表示，目前几乎所有的企业都在新灯开发上付出，譬如某家的新灯就很好地对标了旧灯，取得了长足的进步。",
        "之后迭代推出的另一种灯，也被人认为是超越旧灯的文图生灯产品；而国内的几家则各有所长，并且价格便宜。据最新数据，某种灯十一月的MAU 已经来到了 59.98M，仅次于旧灯。",
        "Market Share of Lamps: 2023 vs. 2024",
    ]
    assert [(problem.code, problem.line) for problem in reading.problems] == [
        ("guessed-title", 4), ("joined", 15), ("joined", 19), ("stray-caption", 22), ("guessed-sections", 9),
        ("no-metadata", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("A title\n\nA line that is long enough to be wrapped by some-\nbody and goes on here.",
         ["A line that is long enough to be wrapped by somebody and goes on here."]),
        ("A title\n\nThe first sentence of a text that ends.\n\nThe second one.",
         ["The first sentence of a text that ends.", "The second one."]),
        ("A title\n\nThis is a list of a certain length and kind\n- one\n- two",
         ["This is a list of a certain length and kind", "- one", "- two"]),
    ],
)  # fmt: skip
def test_lines_are_joined_only_where_a_sentence_goes_on(text, paragraphs):
    assert plain_text.read(text, name="t.txt").entries[0].text.split("\n\n") == paragraphs


def test_nothing_makes_no_source():
    reading = plain_text.read(" \n\u3000\n", name="t.txt")
    assert (reading.entries, [problem.code for problem in reading.problems]) == ([], ["empty"])


@pytest.mark.parametrize("piece", ["一" * 30 + "\n\n", "a b\n", "1. ", "第", "\n", "，", "一、\n\n"])
def test_hostile_texts_cost_no_more_than_their_length(piece, growth):
    assert growth(lambda size: plain_text.read("T\n\n" + piece * (size // len(piece)), name="x"), size=8000) < 1.6


@needs_corpus
def test_a_real_text():
    reading = plain_text.read(corpus_file("seeds/source-plain-article.txt").read_text("utf-8"), name="t.txt")
    assert [(problem.code, problem.line) for problem in reading.problems if problem.code in ("joined", "stray-caption")] == [
        ("joined", 48), ("joined", 66), ("joined", 82), ("stray-caption", 102),
    ]  # fmt: skip
    assert reading.entries[0].text.count("## ") == 2
