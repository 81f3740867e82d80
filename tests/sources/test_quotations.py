"""Quoted words are found in what the source said, found nearly, or not at all."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import quotations
from sources.quotations import FOREIGN, FOUND, MISSING, Match

TEXT = (
    "第一段讲背景，与主题无关。\n\n他在會上說：「規模就是\n一切，數據也\n是一切」，全場安靜。随后他补充道，模型在2020年6月有1,750亿参数。\n\n"
    "The report says: “We find that loss scales as a power-law with model size,\ndataset size and compute.” Nothing else matters."
)


@pytest.mark.parametrize(
    ("words", "match"),
    [
        ("规模就是一切，数据也是一切", FOUND),
        ("规模就是一切……全场安静", FOUND),
        ("规模就是一切[……]1750亿参数", FOUND),
        ("模型[GPT-3]在2020年6月有１７５０亿参数", FOUND),
        ("loss scales as a Power Law with model size, dataset size, and compute"[:52], FOUND),
        ("规模就是一切，算力也是一切", Match("near", "規模就是 一切，數據也 是一切")),
        ("模型在2020年5月有1750亿参数", Match("near", "模型在2020年6月有1,750亿参数")),
        ("loss falls as a power-law with the model size", Match("near", "loss scales as a power-law with model size")),
        ("从来没有人在任何地方说过这样的话", MISSING),
        ("全场安静……规模就是一切", Match("near", "規模就是 一切")),
    ],
)
def test_quoted_words_are_looked_for_by_their_letters(words, match):
    assert quotations.look_up(words, TEXT) == match


def test_a_translation_cannot_be_looked_for():
    assert quotations.look_up("规模就是一切，数据也是一切", "Scale is all there is, and so is data.") == FOREIGN
    assert quotations.look_up("Scale is everything, and so is data", "规模就是一切，数据也是一切。") == FOREIGN


@pytest.mark.parametrize(
    ("words", "is_one"),
    [("开源", False), ("大语言模型", False), ("规模就是一切", True), ("scaling laws", False), ("loss scales as a power-law", True)],
)  # fmt: skip
def test_a_term_in_quotation_marks_is_no_quotation(words, is_one):
    assert quotations.is_quotation(words) is is_one


@given(st.text(max_size=60), st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_anything_can_be_looked_for_in_anything(words, text):
    assert quotations.look_up(words, text).outcome in ("found", "near", "missing", "foreign")


@given(
    st.text(alphabet="规模就是一切数据算力，。 abc", min_size=8, max_size=60),
    st.text(max_size=60),
    st.text(max_size=60),
)
@settings(max_examples=100, deadline=None)
def test_what_is_there_is_found(words, before, after):
    if any(char.isalnum() for char in words):
        assert quotations.look_up(words, f"{before}\n{words}\n{after}") == FOUND


@pytest.mark.parametrize("piece", ["规模就是一切", "a", "……", "[", "“", "abcdefg "])
def test_a_long_text_costs_no_more_than_its_length(piece):
    took = []
    for length in (25_000, 100_000):
        text = (piece * length)[:length]
        start = time.process_time()
        quotations.look_up((piece * 400)[:400] + "差一点点儿", text)
        quotations.in_marks(text)
        took.append(time.process_time() - start)
    assert took[1] < 0.5 or took[1] < 10 * took[0]
