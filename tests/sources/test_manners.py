"""How a book cites, in its text and in its bibliography: house style, author-date and numbers."""

import pytest

from editorial.text.contexts import CitationCluster, CitationText, CiteItem
from sources.citing import Citing
from sources.formatting import STYLE_NAMES
from sources.manners import manner
from tests.drafts import World, source

WORLD = World({
    ("source", "vaswani2017"): source("Vaswani, A.", "Shazeer, N.", "Parmar, N.", title="Attention"),
    ("source", "li2023"): source("李, 彦宏", "王, 海峰", "甲", "乙", year=2023, title="文心"),
    ("source", "brown2020"): source("Brown, T.", year=2020, title="Few-shot learners"),
})  # fmt: skip


def citing(style):
    made = Citing(WORLD, style=style)
    made.tell_apart(["vaswani2017", "li2023", "vaswani2017"], ["brown2020"])
    return made


def cluster(*items, narrative=False):
    return CitationCluster(tuple(items), narrative=narrative)


@pytest.mark.parametrize(
    ("style", "alone", "narrative"),
    [
        ("house", "李彦宏等, 2023, p. 6", "Vaswani et al. (2017)"),
        ("gbt7714-2025-author-date", "李彦宏等，2023，p. 6", "Vaswani et al.（2017）"),
        ("gbt7714-2015-numeric", "[2]p. 6", "Vaswani et al.[1]"),
    ],
)
def test_each_style_words_a_citation_its_own_way(style, alone, narrative):
    made = citing(style)
    assert made.text(cluster(CiteItem("li2023", "p. 6"))).label == alone
    assert made.text(cluster(CiteItem("vaswani2017"), narrative=True)).label == narrative


def test_numbers_share_their_brackets_until_a_page_stands_outside():
    made = citing("gbt7714-2025-numeric")
    assert made.text(cluster(CiteItem("vaswani2017"), CiteItem("li2023"))) == CitationText(
        "", (), ("1", "2"), raised=True
    )
    assert made.text(cluster(CiteItem("vaswani2017", prefix="参见"), CiteItem("li2023", "15-17"))) == CitationText(
        "", (), ("参见 [1]", "[2]15-17"), brackets=("", ""), separator="", raised=True
    )


def test_numbers_follow_the_text_and_what_is_only_listed_comes_last():
    made = citing("gbt7714-2025-numeric")
    entries = made.bibliography(["vaswani2017", "li2023"], ["brown2020", "li2023"])
    assert [(entry["number"], entry["key"], entry["text"]) for entry in entries] == [
        (1, "vaswani2017", "Vaswani A，Shazeer N，Parmar N. Attention[PP]. （2017）."),
        (2, "li2023", "李彦宏，王海峰，甲，等. 文心[PP]. （2023）."),
        (3, "brown2020", "Brown T. Few-shot learners[PP]. （2020）."),
    ]


def test_labels_that_did_not_change_need_no_second_rendering():
    made = citing("gbt7714-2025-numeric")
    assert not made.tell_apart(["vaswani2017", "li2023"], ["brown2020"])
    assert made.tell_apart(["li2023", "vaswani2017"], ["brown2020"])


def test_every_style_has_its_manner_and_a_forgotten_one_is_the_house():
    assert [manner(name).name for name in (*STYLE_NAMES, "gbt7714-1987", "")] == [*STYLE_NAMES, "house", "house"]
