"""Which sentence a citation speaks for."""

import pytest

from editorial.text.contexts import CitationText, RenderContext
from editorial.text.markdown import render


class Known(RenderContext):
    def citation(self, cluster):
        return CitationText("", (), tuple("L, 2020" for _item in cluster.items))

    def legacy_citation(self, authors, year, raw, line):
        return ("lee2020",)


def cited(markdown):
    return [(use.sentence, use.passage) for use in render(markdown, Known()).citations]


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("一句[@lee2020]。下一句。", "一句(L, 2020)。"),
        ("前一句。一句话。[@lee2020] 下一句。", "一句话。"),
        ("One claim. Another claim. (Lee, 2020) Next.", "Another claim."),
        ("他说：“甲。乙。丙。”[@lee2020]接着说。", "他说：“甲。乙。丙。”"),
        ("他说：「甲。乙」[@lee2020]。", "他说：「甲。乙」(L, 2020)。"),
        ("前一句。@lee2020 说了一句。", "L, 2020 说了一句。"),
        ("[@lee2020] 开头的话。", "(L, 2020) 开头的话。"),
        ("第一行\n[@lee2020]", "第一行"),
    ],
)
def test_a_citation_speaks_for_its_sentence_or_for_the_one_it_follows(markdown, sentence):
    assert cited(markdown) == [(sentence, "")]


def test_each_part_of_a_cluster_speaks_for_the_same_sentence():
    assert cited("一句话。[@lee2020; @lee2020, p. 6] 下一句。") == [("一句话。", "")] * 2


def test_a_block_quotation_is_what_its_citation_stands_for():
    quoted = "> 第一段的话。\n>\n> 第二段的话。[@lee2020, p. 3]\n\n之后[@lee2020]。"
    assert cited(quoted) == [("第二段的话。", "第一段的话。\n第二段的话。"), ("之后(L, 2020)。", "")]


def test_a_quotation_that_never_began_does_not_swallow_the_text():
    text = "".join(f"句{number}。" for number in range(40)) + "引到这里”[@lee2020]。"
    (sentence, _passage) = cited(text)[0]
    assert sentence.startswith("句28。") and sentence.endswith("引到这里”(L, 2020)。")
