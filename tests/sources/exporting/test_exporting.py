"""Bibliographies to take away are read back by the tools they are for."""

import json

import bibtexparser
import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.exporting import FORMATS, Exported, write
from tests.sources.gbt7714.writing import group, item, on, person

VASWANI = Exported(
    "vaswani2017",
    item("paper-conference", "Attention Is All You Need", author=[person("Vaswani", "Ashish"), *group("Google Brain")],
         container_title="NeurIPS", page="5998–6008", issued=on(2017, 12, 4), URL="https://example.org/a_b?c=1&d=%20",
         DOI="10.1/x_y", custom={"et_al": True}),
)  # fmt: skip
CHINESE = Exported(
    "某书", item("book", "统计学习方法：第2版", author=group("李航"), issued=on(2019), publisher="某出版社")
)


def test_bibtex_says_who_what_and_where():
    assert write([VASWANI], ending="bib") == (
        "@inproceedings{vaswani2017,\n"
        "  author = {Vaswani, Ashish and {Google Brain} and others},\n"
        "  title = {{Attention Is All You Need}},\n"
        "  booktitle = {NeurIPS},\n"
        "  date = {2017-12-04},\n"
        "  year = {2017},\n"
        "  pages = {5998--6008},\n"
        "  doi = {10.1/x_y},\n"
        "  url = {https://example.org/a_b?c=1&d=%20},\n"
        "}\n"
    )


def test_ris_has_one_tag_to_a_line():
    assert write([VASWANI], ending="ris").split("\r\n") == [
        "TY  - CPAPER", "ID  - vaswani2017", "AU  - Vaswani, Ashish", "AU  - Google Brain",
        "TI  - Attention Is All You Need", "T2  - NeurIPS", "DO  - 10.1/x_y", "UR  - https://example.org/a_b?c=1&d=%20",
        "SP  - 5998", "EP  - 6008", "PY  - 2017", "DA  - 2017/12/04", "ER  - ", "", "",
    ]  # fmt: skip


def test_csl_json_carries_the_keys_and_can_be_formatted_anywhere():
    vaswani, book = json.loads(write([VASWANI, CHINESE], ending="json"))
    assert (vaswani["id"], vaswani["issued"]) == ("vaswani2017", on(2017, 12, 4))
    assert book == {
        "id": "某书", "type": "book", "title": "统计学习方法：第2版", "author": group("李航"), "issued": on(2019),
        "publisher": "某出版社",
    }  # fmt: skip


def test_plain_text_is_worded_in_the_style_asked_for():
    assert write([CHINESE], ending="txt") == "李航，2019. 统计学习方法：第2版[M]. [出版地不详]：某出版社.\n"
    assert write([CHINESE], ending="txt", style="gbt7714-2015-numeric").startswith("李航. 统计学习方法")


def test_what_tex_reads_otherwise_is_written_out():
    odd = Exported("o", item("book", r"50 % of {x, a_b & c^2 ~ \$ #1", author=group("Barnes and Noble, Inc.")))
    written = write([odd], ending="bib")
    assert "author = {{Barnes and Noble, Inc.}}" in written
    assert (
        r"title = {{50 \% of \textbraceleft{}x, a\_b \& c\textasciicircum{}2 \textasciitilde{} "
        r"\textbackslash{}\$ \#1}}" in written
    )


def test_a_name_keeps_its_particle_suffix_and_commas():
    odd = Exported("o", item("book", "T", author=[
        person("Neumann", "John", non_dropping_particle="von"), person("Steele", "Guy L.", suffix="Jr."),
        person("Sand and Sons", "A."), person("Aristotle"),
    ]))  # fmt: skip
    assert "author = {von Neumann, John and Steele, Jr., Guy L. and {Sand and Sons}, A. and {Aristotle}}" in write(
        [odd], ending="bib"
    )


def test_keys_that_bibtex_would_trip_over_are_spelt_otherwise_and_stay_apart():
    written = write([Exported(key, {"title": key}) for key in ("a b", "a,b", "A-B", "{}", "键")], ending="bib")
    assert [line for line in written.splitlines() if line.startswith("@")] == [
        "@misc{a-b,", "@misc{a-b-2,", "@misc{A-B-3,", "@misc{source,", "@misc{键,",
    ]  # fmt: skip


TEXT = st.text(max_size=30)
SOURCE = st.builds(
    Exported, TEXT,
    st.fixed_dictionaries({"title": TEXT, "type": st.sampled_from(["book", "article", "webpage", "x"])},
                          optional={"author": st.lists(st.fixed_dictionaries({"family": TEXT, "given": TEXT}), max_size=3),
                                    "URL": TEXT, "page": TEXT, "issued": st.fixed_dictionaries({"raw": TEXT})}),
)  # fmt: skip


@given(st.lists(SOURCE, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_sources_hold_every_one_of_them_is_read_back(sources):
    library = bibtexparser.parse_string(write(sources, ending="bib"))
    assert (len(library.entries), library.failed_blocks) == (len(sources), [])
    assert len(json.loads(write(sources, ending="json"))) == len(sources)
    assert len(rispy.loads(write(sources, ending="ris"))) == len(sources)
    assert len(write(sources, ending="txt").splitlines()) == len(sources)


@pytest.mark.parametrize("ending", FORMATS)
def test_nothing_makes_an_empty_file_in_every_format(ending):
    assert write([], ending=ending).strip() in ("", "[]")
