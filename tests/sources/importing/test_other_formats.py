"""CSL-JSON, RIS, reference lists and lists of identifiers; and which of all formats a text is in."""

import json

import pytest

from sources.importing import csl_json, detecting, identifiers, reference_lists, ris
from tests.corpus import corpus_file, needs_corpus

pytestmark = pytest.mark.usefixtures("english")


def places(reading):
    return [(problem.code, problem.line, problem.target) for problem in reading.problems]


class TestCslJson:
    def test_items_are_cleaned_and_the_bad_ones_reported(self):
        text = json.dumps(
            [
                {"id": "lee", "type": "book", "title": "<i>Lamps</i>  &amp; light", "author": [{"family": "Lee"}], "issued": {"date-parts": [["2020", "3"]]}, "x-own": 1},
                7,
                {"id": "bare", "type": "book"},
                {"csl": {"id": 5, "title": "Wrapped", "issued": {"literal": "soon"}, "custom": {"et_al": True}}},
            ],
            indent=1,
        )  # fmt: skip
        reading = csl_json.read(text, name="a.json")
        assert [(entry.key, entry.csl) for entry in reading.entries] == [
            ("lee", {"type": "book", "title": "Lamps & light", "author": [{"family": "Lee"}], "issued": {"date-parts": [[2020, 3]]}}),
            ("5", {"type": "document", "title": "Wrapped", "issued": {"literal": "soon"}, "custom": {"et_al": True}}),
        ]  # fmt: skip
        assert places(reading) == [("bad-entry", None, "[1]"), ("no-title", 23, "bare"), ("odd-date", 28, "5")]

    @pytest.mark.parametrize(
        ("text", "code"),
        [("<!DOCTYPE html><p>Not found", "html"), ("[{", "bad-json"), ("[" * 100_000, "bad-json"), ("7", "bad-json"),
         ('{"items": 3}', "no-title"), ("", "bad-json")],
        ids=["html", "cut", "deep", "number", "object", "empty"],
    )  # fmt: skip
    def test_what_is_no_list_of_items_is_said(self, text, code):
        reading = csl_json.read(text, name="a.json")
        assert (reading.entries, [problem.code for problem in reading.problems]) == ([], [code])

    @needs_corpus
    def test_a_real_list(self):
        text = corpus_file("gbt7714-2025/references.json").read_text("utf-8")
        reading = csl_json.read(text, name="a.json")
        assert (len(reading.entries), reading.problems) == (71, [])


RIS = """TY  - JOUR
ID  - lee2020
AU  - Lee, Ann B.
AU  - 李彦宏
TI  - A study of lamps
JO  - Journal of Light
VL  - 9
IS  - 8
SP  - 17
EP  - 35
PY  - 2020/03/15/
DO  - 10.1000/a1
ER  -

TY  - CHAP
T1  - Part
A2  - Ort, D.
T2  - Whole
SN  - 978-0-262-03561-3
Y1  - soon
ER  -
TY  - BOOK
AU  - Nobody
ER  -
TY  - RPRT
TI  - Unended
"""


def test_ris_records_one_by_one():
    reading = ris.read(RIS, name="a.ris")
    assert [(entry.line, entry.key, entry.csl) for entry in reading.entries] == [
        (1, "lee2020", {
            "type": "article-journal", "title": "A study of lamps", "issued": {"date-parts": [[2020, 3, 15]]},
            "author": [{"family": "Lee", "given": "Ann B."}, {"family": "李", "given": "彦宏"}], "volume": "9", "issue": "8",
            "container-title": "Journal of Light", "page": "17-35", "DOI": "10.1000/a1",
        }),
        (15, "", {"type": "chapter", "title": "Part", "container-title": "Whole", "editor": [{"family": "Ort", "given": "D."}],
                  "ISBN": "978-0-262-03561-3", "issued": {"literal": "soon"}}),
        (25, "", {"type": "report", "title": "Unended"}),
    ]  # fmt: skip
    assert places(reading) == [("odd-date", 15, ""), ("no-title", 22, ""), ("unended", 25, "")]


@pytest.mark.parametrize("piece", ["TY  - JOUR\n", "ER  - \n", "TY  - BOOK\nTI  - a\nER  - \n", "AU  - x\n", "TY"])
def test_hostile_ris_costs_no_more_than_its_length(piece, growth):
    assert growth(lambda size: ris.read("TY  - BOOK\n" + piece * (size // len(piece)), name="x"), size=8000) < 1.6


REFERENCES = """---
title: 参考文献
---
# 参考文献

**说明**：全部来源。

- **[lee2020]** Lee, A. B., & Ort, D. (2020). A study of lamps. *Journal of Light*, 9(8), 17–35.
[wang2021] 王某. 灯具史[M]. 北京: 灯社, 2021.
1. 李某. (2023). 夜灯技术报告.
- [odd] Something nobody can read
- 见 https://lamps.example/only
"""


def test_a_file_of_references_in_several_shapes():
    assert detecting.detect(REFERENCES) == "references"
    reading = reference_lists.read(REFERENCES, name="references.md")
    assert [(entry.line, entry.key, entry.csl["type"], entry.title) for entry in reading.entries] == [
        (8, "lee2020", "article-journal", "A study of lamps"), (9, "wang2021", "book", "灯具史"),
        (10, "", "document", "夜灯技术报告"), (11, "odd", "document", "Something nobody can read"),
    ]  # fmt: skip
    assert places(reading) == [
        ("unreadable-reference", 11, "odd"), ("unreadable-reference", 12, "- 见 https://lamps.example/only"),
    ]  # fmt: skip


def test_the_list_at_the_end_of_a_chapter_is_read_and_its_text_is_not():
    chapter = (
        "# 第一章\n\n如 Lee (2020) 所说。\n\n**参考文献** (Chapter References):\n- Lee, A. (2020). Lamps. Press.\n"
        "- [@known]\n- 若干媒体报道\n"
    )
    assert detecting.detect(chapter) == "references"
    reading = reference_lists.read(chapter, name="chapter.md")
    assert [(entry.line, entry.title) for entry in reading.entries] == [(6, "Lamps")]
    assert places(reading) == [("unreadable-reference", 8, "- 若干媒体报道")]


def test_a_list_of_identifiers_waits_for_a_look_up():
    text = "10.1000/A1\nhttps://arxiv.org/abs/1706.03762v2\narXiv:2302.13971\nhttps://lamps.example/a\n10.48550/arXiv.2001.00001\n"
    assert detecting.detect(text) == "identifiers"
    reading = identifiers.read(text, name="pasted")
    assert [entry.title for entry in reading.entries] == [
        "10.1000/a1", "arXiv:1706.03762", "arXiv:2302.13971", "https://lamps.example/a", "10.48550/arxiv.2001.00001",
    ]  # fmt: skip
    assert [problem.code for problem in reading.problems] == ["only-identifiers"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("% a comment\n@book{a, title={T}}", "", "bibtex"), ("TY  - JOUR\n", "", "ris"), ('[{"title": "T"}]', "", "csl-json"),
        ("[]", "", "csl-json"), ("<!DOCTYPE html><html>", "x.md", ""), ("<html>", "x.json", "csl-json"),
        ("Only words.", "x.txt", "text"), ("---\ntitle: T\n---\nText", "x.md", "post"), ("", "x.txt", "text"),
        ("[^1]: a", "", "text"), ("[a](b)", "", "text"),
    ],
)  # fmt: skip
def test_formats_are_told_apart(text, name, expected):
    assert detecting.detect(text, name=name) == expected
