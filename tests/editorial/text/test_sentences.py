"""Sentences of Chinese and English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.text.sentences import around, split


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("第一句。第二句！第三句？", ["第一句。", "第二句！", "第三句？"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("GPT-3.5 is 4.5 times better. It won.", ["GPT-3.5 is 4.5 times better.", "It won."]),
        ("Vaswani et al. (2017) wrote it. Next.", ["Vaswani et al. (2017) wrote it.", "Next."]),
        ("见 p. 6 和 Fig. 2。完。", ["见 p. 6 和 Fig. 2。", "完。"]),
        ("一行\n另一行", ["一行", "另一行"]),
        ("真的吗？！是。", ["真的吗？！", "是。"]),
        ("停顿……然后继续。", ["停顿……然后继续。"]),
        ("  前后空白。  ", ["前后空白。"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text, sentences):
    assert [text[start:end] for start, end in split(text)] == sentences


@given(st.text(st.sampled_from("甲乙Ab1。.！? \n”…"), max_size=60))
def test_no_character_is_lost_and_none_counted_twice(text):
    spans = split(text)
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))


def test_the_sentence_around_an_offset():
    assert around("甲。乙丙。丁", 3) == "乙丙。"
