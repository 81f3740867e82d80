"""The index by which records are found while somebody types."""

import pytest

from editorial.text.names import LENGTH, NAMES, folded, index


def lines(*names):
    return index(names).strip("\n").split("\n")


@pytest.mark.parametrize(
    ("name", "plain"),
    [("GPT-4 发布", "gpt4发布"), ("ＯｐｅｎＡＩ", "openai"), ("Schölkopf", "scholkopf"), ("【】… ", ""), ("Straße", "strasse"),
     ("gpt4-2023", "gpt42023")],
)  # fmt: skip
def test_names_fold_to_letters_and_digits(name, plain):
    assert folded(name) == plain


def test_a_name_is_found_by_itself_its_pinyin_and_its_first_letters():
    assert lines("对齐") == ["对齐", "duiqi", "dq"]
    assert lines("GPT-4 发布") == ["gpt4发布", "gpt4fabu", "gpt4fb"]
    assert lines("OpenAI", "openai") == ["openai"]


def test_a_character_with_several_readings_is_found_by_each():
    assert {"cg", "zg"} <= set(lines("重构"))


def test_nothing_makes_the_index_long():
    assert index([]) == index(["…"]) == ""
    assert len(index("字" * 10_000 for _name in range(10_000))) < NAMES * LENGTH * 20
