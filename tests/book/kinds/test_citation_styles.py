"""A book chooses how it cites; its chapters are frozen that way."""

import re

import pytest

from tests.drafts import World, draft, freeze, source

SOURCES = {
    ("source", "vaswani2017"): source("Vaswani, A.", title="Attention"),
    ("source", "li2023"): source("李, 彦宏", year=2023, title="文心", language="zh"),
}
BODY = "起初[@vaswani2017]，后来[@li2023, 15; @vaswani2017]。@li2023 又说[@nobody1900]。旧式写法（李彦宏，2023）。"


def chapter_in(style, body=BODY):
    book = draft("book", title="书", citation_style=style)
    world = World({**SOURCES, ("book", "a-book"): book})
    return freeze(draft("chapter", body=body), world)


def words(html):
    return re.sub("<[^>]+>", "", html).strip()


@pytest.mark.parametrize(
    ("style", "shown", "filed"),
    [
        (
            "house",
            "起初(Vaswani, 2017)，后来(李彦宏, 2023, 15; Vaswani, 2017)。李彦宏 (2023) 又说(@nobody1900)。旧式写法（李彦宏，2023）。",
            ["李彦宏，2023. 文心[PP].", "Vaswani A，2017. Attention[PP]."],
        ),
        (
            "gbt7714-2025-author-date",
            "起初（Vaswani，2017），后来（李彦宏，2023，15；Vaswani，2017）。李彦宏（2023） 又说（@nobody1900）。旧式写法（李彦宏，2023）。",
            ["李彦宏，2023. 文心[PP].", "Vaswani A，2017. Attention[PP]."],
        ),
        (
            "gbt7714-2025-numeric",
            "起初[1]，后来[2]15[1]。李彦宏[2] 又说[@nobody1900]。旧式写法（李彦宏，2023）。",
            ["Vaswani A. Attention[PP]. （2017）.", "李彦宏. 文心[PP]. （2023）."],
        ),
        (
            "gbt7714-2015-numeric",
            "起初[1]，后来[2]15[1]。李彦宏[2] 又说[@nobody1900]。旧式写法（李彦宏，2023）。",
            ["VASWANI A. Attention[Z]. 2017.", "李彦宏. 文心[Z]. 2023."],
        ),
    ],
)
def test_a_chapter_cites_the_way_its_book_does(style, shown, filed):
    frozen = chapter_in(style)
    assert words(frozen.html) == shown
    assert [(entry["number"], entry["text"]) for entry in frozen.data["bibliography"]] == list(enumerate(filed, 1))


def test_numbers_are_raised_and_lead_to_their_entries():
    frozen = chapter_in("gbt7714-2025-numeric", "一[@vaswani2017; @li2023]。")
    assert (
        '<sup class="cites">[<a class="cite" id="cite-1" href="#source-vaswani2017" data-cite="vaswani2017">1</a>，'
        '<a class="cite" id="cite-2" href="#source-li2023" data-cite="li2023">2</a>]</sup>' in frozen.html
    )


def test_a_style_that_this_release_does_not_know_is_the_house_style():
    assert "(Vaswani, 2017)" in words(chapter_in("gbt7714-1987").html)


def test_the_style_is_public_and_a_change_of_it_a_change_for_readers():
    books = [draft("book", title="书", citation_style=style) for style in ("house", "gbt7714-2025-numeric")]
    frozen = [freeze(book, key="a-book") for book in books]
    assert [each.card["citation_style"] for each in frozen] == ["house", "gbt7714-2025-numeric"]
    assert frozen[0].seal_sha256 != frozen[1].seal_sha256
