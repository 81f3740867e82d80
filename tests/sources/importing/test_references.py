"""Bibliography entries as CSL-JSON."""

import pytest

from sources.importing import people
from sources.importing import references as bibliography


def test_a_paper_with_key_authors_container_and_arxiv_number():
    entry = bibliography.read_entry(
        "**[lee2020]** Lee, A. B., Ruiz, C., ... & Ort, D. (2020). A study of lamps. "
        "*Journal of Light*, 9(8), 17–35. arXiv:2001.00001"
    )
    assert (entry.key, entry.csl) == (
        "lee2020",
        {
            "type": "article-journal",
            "title": "A study of lamps",
            "author": [
                {"family": "Lee", "given": "A. B."},
                {"family": "Ruiz", "given": "C."},
                {"family": "Ort", "given": "D."},
            ],
            "issued": {"date-parts": [[2020]]},
            "custom": {"et_al": True},
            "volume": "9",
            "issue": "8",
            "page": "17-35",
            "container-title": "Journal of Light",
            "archive": "arXiv",
            "archive_location": "2001.00001",
            "URL": "https://arxiv.org/abs/2001.00001",
            "language": "en-US",
        },
    )


def test_a_web_page_with_day_and_access_date():
    csl = bibliography.read_csl(
        "Harbour Board. (2022, November 30). The lamp is lit. *Harbour News*. "
        "Retrieved from https://example.org/lamp. Access Date: 2023-12-01"
    )
    assert csl == {
        "type": "webpage",
        "title": "The lamp is lit",
        "author": [{"literal": "Harbour Board"}],
        "issued": {"date-parts": [[2022, 11, 30]]},
        "container-title": "Harbour News",
        "URL": "https://example.org/lamp",
        "accessed": {"date-parts": [[2023, 12, 1]]},
        "language": "en-US",
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "李明, 王小红, 张伟. (2019). 灯塔的历史. 《海洋学报》, 12(3), 5-9.",
            {"type": "article-journal", "title": "灯塔的历史", "container-title": "海洋学报", "volume": "12", "issue": "3",
             "page": "5-9"},
        ),
        (
            "李明. 灯塔的历史[J]. 海洋学报, 2019, 12(3): 5-9.",
            {"type": "article-journal", "title": "灯塔的历史", "container-title": "海洋学报", "volume": "12", "issue": "3",
             "page": "5-9"},
        ),
        (
            "李明. 灯塔[M]. 青岛: 海洋出版社, 2001.",
            {"type": "book", "title": "灯塔", "publisher-place": "青岛", "publisher": "海洋出版社"},
        ),
        (
            "Goodfellow, I. (2016). *Deep Water* (2nd ed.). MIT Press.",
            {"type": "book", "title": "Deep Water", "publisher": "MIT Press"},
        ),
        (
            "Harbour Board. (2024). Lamp 3.5: Brighter. Technical Report.",
            {"type": "report", "title": "Lamp 3.5: Brighter", "genre": "Technical Report"},
        ),
    ],
)  # fmt: skip
def test_shapes_of_entries(words, expected):
    csl = bibliography.read_csl(words)
    assert {name: csl.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "line", ["plain prose without a year", "- several papers covered this in 2023", "", "x" * 9000]
)
def test_what_is_no_entry_is_none(line):
    assert bibliography.read_entry(line) is None


def test_a_keyed_line_that_cannot_be_read_keeps_its_words_as_title():
    entry = bibliography.read_entry("**[odd]** something without a year")
    assert (entry.key, entry.csl) == ("odd", {"type": "document", "title": "something without a year"})


@pytest.mark.parametrize(
    ("text", "names", "cut_short"),
    [
        ("Lee, A., & Ort, B. C.", [{"family": "Lee", "given": "A."}, {"family": "Ort", "given": "B. C."}], False),
        ("Lee, A., et al.", [{"family": "Lee", "given": "A."}], True),
        ("李明等", [{"family": "李", "given": "明"}], True),
        ("欧阳小红、国家海洋局", [{"family": "欧阳", "given": "小红"}, {"literal": "国家海洋局"}], False),
        ("Gemini Team, Google", [{"literal": "Gemini Team, Google"}], False),
        ("LEE A B, ORT D", [{"family": "LEE", "given": "A B"}, {"family": "ORT", "given": "D"}], False),
        ("Meta AI", [{"literal": "Meta AI"}], False),
        ("Hinton, Geoffrey", [{"family": "Hinton", "given": "Geoffrey"}], False),
    ],
)
def test_author_lists(text, names, cut_short):
    assert people.authors(text) == (names, cut_short)


def test_the_same_source_is_known_by_number_else_by_title_year_and_author():
    one = bibliography.read_csl("Lee, A. (2020). A study. *Journal of Light*, 9(8), 1-2. arXiv:2001.00001v2")
    two = bibliography.read_csl("Lee, A. (2020). A Study. https://arxiv.org/abs/2001.00001")
    other = bibliography.read_csl("Ort, B. (2020). A study. *Elsewhere*.")
    marks = [set(bibliography.fingerprints(csl)) for csl in (one, two, other)]
    assert marks[0] == marks[1]
    assert marks[0].isdisjoint(marks[2])
