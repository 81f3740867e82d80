"""BibTeX and BibLaTeX: what a .bib file says, and what is wrong with it, each with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.importing import bibtex
from sources.importing.entries import Reading

pytestmark = pytest.mark.usefixtures("english")


def read(text) -> Reading:
    return bibtex.read(text, name="a.bib")


def csl_of(text) -> dict:
    (entry,) = read(text).entries
    return entry.csl


def found(text) -> list[tuple]:
    return [(problem.code, problem.line, problem.target) for problem in read(text).problems]


def test_an_article_with_accents_macros_months_and_pages():
    text = r"""@string{jl = "Journal of " # {Light}}
@string(full = jl # ", Series A")
@Article{kurz2020,
  author  = {Erd{\H o}s, P{\'a}l and {OpenAI and Friends} and de la Cruz, Jos\'e and Ludwig van Beethoven and others},
  title   = "The {\LaTeX} of \emph{lamps}: {BERT} \& co",
  journal = full, volume = 9, number = {8}, pages = {1735--1780},
  month = mar # "~12", year = 2020, doi = {10.1000/A\_1}, language = {english},
}
"""
    assert csl_of(text) == {
        "type": "article-journal", "title": "The LaTeX of lamps: BERT & co",
        "author": [
            {"family": "Erdős", "given": "Pál"}, {"literal": "OpenAI and Friends"},
            {"family": "Cruz", "given": "José", "non-dropping-particle": "de la"},
            {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        ],
        "custom": {"et_al": True}, "container-title": "Journal of Light, Series A", "volume": "9", "issue": "8",
        "page": "1735-1780", "issued": {"date-parts": [[2020, 3, 12]]}, "DOI": "10.1000/A_1", "language": "en",
    }  # fmt: skip
    assert read(text).entries[0].line == 3
    assert found(text) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("@online{a, title={T}, date={2020-03~/2020-05~}, urldate={2021-02-03}, url={https://example.org/a_b%20c}}",
         {"type": "webpage", "title": "T", "issued": {"date-parts": [[2020, 3], [2020, 5]], "circa": True},
          "accessed": {"date-parts": [[2021, 2, 3]]}, "URL": "https://example.org/a_b%20c"}),
        ("@misc{a, title={T}, eprint={1706.03762v5}, archiveprefix={arXiv}, howpublished={\\url{https://example.org/x}}}",
         {"type": "document", "title": "T", "archive": "arXiv", "archive_location": "1706.03762v5",
          "URL": "https://example.org/x"}),
        ("@phdthesis{a, title={T}, subtitle={S}, school={MIT}, address={Cambridge}, year={1999}}",
         {"type": "thesis", "title": "T: S", "publisher": "MIT", "publisher-place": "Cambridge", "genre": "PhD thesis",
          "issued": {"date-parts": [[1999]]}}),
        ("@techreport{a, title={T}, institution={RAND}, number={RM-1}, type={Memorandum}, year={1958}}",
         {"type": "report", "title": "T", "publisher": "RAND", "number": "RM-1", "genre": "Memorandum",
          "issued": {"date-parts": [[1958]]}}),
        ("@book{a, title={书名}, author={李彦宏, 王海峰 and 欧阳修}, year={2020}}",
         {"type": "book", "title": "书名", "issued": {"date-parts": [[2020]]},
          "author": [{"family": "李", "given": "彦宏"}, {"family": "王", "given": "海峰"}, {"family": "欧阳", "given": "修"}]}),
        ("@book{a, title={T}, author={family=Cruz, given=José, prefix=de la}}",
         {"type": "book", "title": "T",
          "author": [{"family": "Cruz", "given": "José", "non-dropping-particle": "de la"}]}),
        ("@book{a, title={كتاب}, author={محمد بن سلمان and דוד, כהן}}",
         {"type": "book", "title": "كتاب", "author": [{"literal": "محمد بن سلمان"}, {"family": "דוד", "given": "כהן"}]}),
    ],
    ids=["online", "preprint", "thesis", "report", "chinese", "biblatex-name", "right-to-left"],
)  # fmt: skip
def test_types_and_fields(entry, expected):
    assert csl_of(entry) == expected


def test_a_chapter_takes_from_its_book_what_it_lacks():
    text = """@inbook{part, title={Part}, crossref={whole}}
@book{whole, title={Whole}, editor={Lee, A.}, publisher={Press}, year={2001}, doi={10.1000/whole}}"""
    assert read(text).entries[0].csl == {
        "type": "chapter", "title": "Part", "container-title": "Whole", "editor": [{"family": "Lee", "given": "A."}],
        "publisher": "Press", "issued": {"date-parts": [[2001]]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}",
         [("cyclic-crossref", 1, "a"), ("cyclic-crossref", 2, "b")]),
        ("@book{a, title={A}, crossref={a}}", [("cyclic-crossref", 1, "a")]),
        ("@book{a, title={A}, crossref={gone}}", [("unknown-crossref", 1, "a")]),
        ("@book{a, title={A}, journal=nature}", [("unknown-string", 1, "a")]),
        ("@book{a, title={A}, title={B}}", [("double-field", 1, "a")]),
        ("@book{a, title={A}, year={soon}}", [("odd-date", 1, "a")]),
    ],
)  # fmt: skip
def test_what_is_odd_is_reported_and_the_entry_kept(text, problems):
    assert found(text) == problems
    assert [entry.title for entry in read(text).entries][0] == "A"


def test_a_broken_entry_is_reported_with_its_line_and_the_others_are_read():
    text = """@article{first, title={One}}
@article{broken, title={Two {unbalanced}, year=2020
@article{third, title={Three}}

@article{nameless, author={Lee, A.}}
@article{third, title={Three again}}
"""
    assert [(entry.line, entry.key, entry.title) for entry in read(text).entries] == [
        (1, "first", "One"), (3, "third", "Three"), (6, "third", "Three again"),
    ]  # fmt: skip
    assert found(text) == [
        ("bad-entry", 2, "@article{broken, title={Two {unbalanced}, year=2020"), ("no-title", 5, "nameless"),
    ]  # fmt: skip


def test_an_author_list_of_three_thousand_is_kept():
    names = " and ".join(f"Family{number}, G." for number in range(3000))
    assert len(csl_of(f"@article{{many, title={{T}}, author={{{names}}}}}")["author"]) == 3000


def test_abbreviations_that_stand_for_abbreviations_do_not_explode():
    bomb = "@string{a0 = {xxxxxxxxxx}}\n" + "".join(
        f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)}}}\n" for n in range(1, 12)
    )
    assert len(csl_of(bomb + "@book{b, title = a11}")["title"]) <= 100_000


@pytest.mark.parametrize(
    "piece",
    ["{", "@a{", "@article{a, title={", '"', "@article{k, t={" + "{" * 20, "@string{a=", "\\", "$", "author={a and ", "#",
     "\\begin{x}", "@a(", "}", " and ", "@book{a, title={x}, crossref={a}}\n"],
)  # fmt: skip
def test_hostile_files_end_in_problems_and_cost_no_more_than_their_length(piece, growth):
    assert growth(lambda size: read("@book{ok, title={T}, author={" + piece * (size // len(piece)))) < 1.6
    assert growth(lambda size: read(piece * (size // len(piece)))) < 1.6


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from('@{}()"=,#\\$~& \nabkey1article中é'), max_size=300))
def test_no_text_makes_the_reader_fail(text):
    reading = read(text)
    assert all(entry.title and entry.line >= 1 for entry in reading.entries)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=60))
def test_no_value_makes_the_reader_fail(title, author):
    reading = read(f"@book{{k, title={{{title}}}, author={{{author}}}, date={{{title}}}}}\n@book{{ok, title={{Fine}}}}")
    assert isinstance(reading, Reading)
