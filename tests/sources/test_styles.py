"""How sources read: in the text, and in a bibliography."""

import pytest

from sources import styles

VASWANI = {
    "type": "paper-conference",
    "title": "Attention is all you need",
    "author": [
        {"family": "Vaswani", "given": "Ashish"},
        {"family": "Shazeer", "given": "Noam"},
        {"family": "Parmar", "given": "Niki"},
        {"family": "Uszkoreit", "given": "Jakob"},
    ],
    "container-title": "Advances in Neural Information Processing Systems 30",
    "issued": {"date-parts": [[2017, 12]]},
    "URL": "https://arxiv.org/abs/1706.03762",
}
LI = {
    "type": "webpage",
    "title": "一次演讲",
    "author": [{"family": "李", "given": "彦宏"}, {"family": "王", "given": "海峰"}, {"family": "吴", "given": "华"}],
    "issued": {"date-parts": [[2023]]},
}


@pytest.mark.parametrize(
    ("csl", "words"),
    [
        (VASWANI, "Vaswani et al., 2017"),
        (LI, "李彦宏等, 2023"),
        ({**LI, "author": LI["author"][:2]}, "李彦宏、王海峰, 2023"),
        ({**VASWANI, "author": VASWANI["author"][:2]}, "Vaswani & Shazeer, 2017"),
        ({**VASWANI, "author": VASWANI["author"][:1]}, "Vaswani, 2017"),
        ({**VASWANI, "author": VASWANI["author"][:1], "custom": {"et_al": True}}, "Vaswani et al., 2017"),
        ({"author": [{"literal": "OpenAI"}], "title": "GPT-4 Technical Report"}, "OpenAI, n.d."),
        ({"author": [{"literal": "新华社"}], "title": "电"}, "新华社, 无日期"),
        ({"author": [{"literal": "ISO"}], "title": "Home", "accessed": {"date-parts": [[2020, 10]]}}, "ISO, [2020]"),
        ({"title": "Unsigned", "issued": {"date-parts": [[2020]]}}, "Unsigned, 2020"),
        ({"title": "x", "language": "en", "author": [{"family": "Veen", "given": "P", "non-dropping-particle": "van der"}],
          "issued": {"raw": "spring 1999"}}, "van der Veen, 1999"),
    ],
)  # fmt: skip
def test_an_entry_speaks_its_own_language_in_the_text(csl, words):
    assert styles.inline(csl) == words


def test_the_stated_language_wins_over_the_letters_of_the_title():
    assert styles.inline({**LI, "title": "A talk"}, language="en-US") == "李彦宏 et al., 2023"


def test_a_citation_can_be_the_year_alone():
    assert styles.inline(VASWANI, year_only=True) == "2017"


@pytest.mark.parametrize(
    ("csl", "entry"),
    [
        (
            VASWANI,
            "Vaswani A，Shazeer N，Parmar N，et al.，2017. Attention is all you need[C/OL]//Advances in Neural "
            "Information Processing Systems 30. https://arxiv.org/abs/1706.03762.",
        ),
        (
            {"type": "article-journal", "title": "Long short-term memory", "container-title": "Neural Computation",
             "volume": "9", "issue": "8", "page": "1735–1780", "issued": {"date-parts": [[1997]]},
             "author": [{"family": "Hochreiter", "given": "Sepp"}, {"family": "Schmidhuber", "given": "Jürgen"}],
             "DOI": "10.1162/neco.1997.9.8.1735"},
            "Hochreiter S，Schmidhuber J，1997. Long short-term memory[J/OL]. Neural Computation，9（8）：1735-1780. "
            "DOI:10.1162/neco.1997.9.8.1735.",
        ),
        (
            {"type": "book", "title": "史记", "author": [{"literal": "司马迁"}], "edition": "2",
             "publisher": "中华书局", "publisher-place": "北京", "issued": {"date-parts": [[1982]]}},
            "司马迁，1982. 史记[M]. 2 版. 北京：中华书局.",
        ),
        (
            {"type": "webpage", "title": "Introducing ChatGPT", "author": [{"literal": "OpenAI"}],
             "URL": "https://openai.com/blog/chatgpt", "issued": {"date-parts": [[2022, 11, 30]]},
             "accessed": {"date-parts": [[2026, 1, 2]]}},
            "OpenAI，2022. Introducing ChatGPT[EB/OL]. （2022-11-30）[2026-01-02]. https://openai.com/blog/chatgpt.",
        ),
        (
            {"type": "article", "title": "BERT", "author": [{"literal": "Google"}], "container-title": "arXiv",
             "issued": {"date-parts": [[2018]]}},
            "Google，2018. BERT[PP]. arXiv.",
        ),
        ({"title": "Notes"}, "Anon，n.d. Notes[Z]."),
        ({}, "佚名，无日期. [Z]."),
    ],
)  # fmt: skip
def test_an_entry_follows_the_author_date_form_of_the_standard(csl, entry):
    assert styles.reference(csl) == entry


def test_sources_that_read_alike_get_letters_by_title():
    sora = {"author": [{"literal": "OpenAI"}], "title": "Sora", "issued": {"date-parts": [[2024]]}}
    card = {**sora, "title": "GPT-4o system card"}
    other = {**sora, "issued": {"date-parts": [[2023]]}}
    assert styles.letters({"sora": (sora, ""), "card": (card, ""), "other": (other, "")}) == {"card": "a", "sora": "b"}


def test_letters_that_the_sources_bring_are_kept_where_they_tell_them_apart():
    one = {"author": [{"literal": "OpenAI"}], "title": "A", "issued": {"date-parts": [[2024]]}, "year-suffix": "b"}
    two = {**one, "title": "B", "year-suffix": "a"}
    assert styles.letters({"one": (one, ""), "two": (two, "")}) == {"one": "b", "two": "a"}
    assert styles.letters({"one": (one, ""), "two": (one, "")}) == {"one": "a", "two": "b"}
