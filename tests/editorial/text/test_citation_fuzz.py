"""Whatever is typed as a citation: no exception, nothing lost, and no more time than its length."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.text import citations, cited_sentences, edtf
from editorial.text.contexts import CitationText, RenderContext
from editorial.text.markdown import render

TYPED = st.text(st.sampled_from("@＠[]［］【】()（）;；,，-{}:. \npP6第章页甲乙aZ2017等&“”。"), max_size=100)
KEY = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,12}(?:[:.-][A-Za-z0-9]{1,6})?(?:20[0-9]{2})?", fullmatch=True)
LOCATOR = st.sampled_from(["", "p. 6", "pp. 33-35", "第3章", "ch. 2", "图4", "§ 3.1", "15-17"])


class Known(RenderContext):
    def citation(self, cluster):
        return CitationText("", (), tuple("L" for _item in cluster.items))

    def legacy_citation(self, authors, year, raw, line):
        return ("lee2020",)


@given(TYPED)
@settings(max_examples=150, deadline=None)
def test_anything_typed_is_read_and_every_citation_has_its_sentence(text):
    citations.parse_cluster(text)
    for part in citations.legacy(text):
        assert text[part.start : part.end] == part.raw
        assert 0 < part.opened <= part.start <= part.end <= part.closed < len(text)
    for use in render(text, Known()).citations:
        assert use.raw and len(use.sentence) <= cited_sentences.LONGEST


@given(st.lists(st.tuples(KEY, LOCATOR, st.booleans()), min_size=1, max_size=4), st.booleans())
@settings(max_examples=100, deadline=None)
def test_what_pandoc_writes_is_read_back_in_both_widths(parts, wide):
    text = "; ".join(f"{'-' if minus else ''}@{key}{', ' if where else ''}{where}" for key, where, minus in parts)
    if wide:
        text = text.replace("; ", "；").replace(", ", "，").replace("@", "＠")
    read = [(item.key, item.locator, item.suppress_author) for item in citations.parse_cluster(text)]
    assert read == [(key, where, minus) for key, where, minus in parts]


@given(st.text(st.sampled_from("0123456789-/~?%XTZ.年月日约至初季度 c"), max_size=70))
@settings(max_examples=150, deadline=None)
def test_any_date_is_read_or_refused(text):
    try:
        assert edtf.parse(edtf.read(text)).edtf
    except edtf.DateError as error:
        assert str(error)


PIECES = [
    "[@a]", "[@a; ", "[@a, p. 6, ", "@a ", "-@", "@{", "@a:.", "[", "(A, 2017)", "(A, 2017; ", "（甲，2017", "A, 2017, ", "2017a, 2017b, ",
    "et al., ", "& ", "、甲", "see ", "“甲。”[@a]", "甲。[@a]", "> [@a]\n", "2024年2月至", "2024-02/", "约",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_thousand_characters_cost_no_more_than_their_length(piece):
    took = []
    for length in (25_000, 100_000):
        text = (piece * length)[:length]
        start = time.process_time()
        citations.legacy(text)
        citations.parse_cluster(text)
        list(edtf.find(text))
        with pytest.raises(edtf.DateError):
            edtf.read(text)
        took.append(time.process_time() - start)
    assert took[1] < 0.5 or took[1] < 10 * took[0]
