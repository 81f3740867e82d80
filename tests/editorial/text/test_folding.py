"""Folding: what counts as the same word, and the way back to the characters as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.text import folding


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("GPT-4", "gpt-4"),
        ("ＧＰＴ－４", "gpt-4"),
        ("GPT\u20114", "gpt-4"),
        ("GPT-4 发布", "gpt-4发布"),
        ("GPT-4 發佈", "gpt-4发布"),
        ("發　佈", "发布"),
        ("大\u200b模\ufeff型", "大模型"),
        ("Straße ΛΌΓΟΣ", "straße λόγοσ"),
        ("e\u0301", "é"),
        ("ﬁne ①", "fine 1"),
        ("ｶﾞ", "ガ"),
        ("“对齐”", '"对齐"'),
        ("a\x00b\ud800", "ab"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("plain words stay apart", "plain words stay apart"),
    ],
)
def test_what_reads_the_same_folds_to_the_same(written, folded):
    assert folding.fold(written) == folded


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("对齐", "對齊", ["对齐"]),
        ("GPT-4 发布了", "GPT-4发布", ["GPT-4 发布"]),
        ("ﬁne wine", "in", ["ﬁn", "in"]),
        ("共㍿二", "式", ["㍿"]),
        ("cafe\u0301s", "é", ["e\u0301"]),
        ("x大\u200b模型", "大模", ["大\u200b模"]),
        ("İstanbul", "stan", ["stan"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("nothing here", "对齐", []),
    ],
)
def test_a_word_is_found_at_its_characters_as_written(text, word, found):
    places = folding.fold_with_places(text).places(folding.fold(word))
    assert [text[start:end] for start, end in places] == found


_LETTERS = st.one_of(
    st.characters(),
    st.sampled_from("  \t\n\u3000\u200b\u0301\u3099ﾞㄱㅏ각\u11a8大模型對齊（）,。Σςİß“’—-"),
)


@given(st.text(_LETTERS, max_size=20))
def test_folding_with_the_way_back_folds_the_same(text):
    folded = folding.fold_with_places(text)
    assert folded.text == folding.fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


_WORDS = st.text("大模型對齊发布aZ4-，。（ＧＡﬁ", min_size=1, max_size=4)


@given(st.text("大模型aZ4 \n。ＧＡ\u200b", max_size=8), _WORDS, st.text("大模型aZ4 \n。ＧＡ\u200b", max_size=8))
def test_a_word_is_found_in_whatever_text_it_stands(before, word, after):
    assert folding.fold(word) in folding.fold(before + word + after)
    assert folding.fold_with_places(before + word + after).places(folding.fold(word))


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []),
        (" \u3000\t ", []),
        ("\x00\u200b", []),
        ("对齐  GPT-4　對齊", ["对齐", "gpt-4"]),
        ("a b c d e f g h", ["a", "b", "c", "d", "e", "f"]),
        ("字" * 5000, ["字" * 200]),
    ],
)
def test_a_query_becomes_a_few_folded_terms(query, terms):
    assert folding.terms(query) == terms
