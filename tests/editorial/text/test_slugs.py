"""Addresses from words."""

import pytest

from editorial.text.slugs import clean_title, pinyin_slug, pinyin_sort_key, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("全球竞赛：2023", "全球竞赛-2023"),
        ("  --A  b--  ", "a-b"),
        ("ＧＰＴ－４", "gpt-4"),
        ("💡？！", ""),
        ("", ""),
        ("ﷺ" * 200, slugify("ﷺ" * 50)),
    ],
)
def test_letters_digits_and_han_stay(text, slug):
    assert slugify(text) == slug
    assert len(slug) <= 100


@pytest.mark.parametrize(
    ("text", "slug"), [("轶事", "yi-shi"), ("GPT-4发布", "gpt-4-fa-bu"), ("Łukasz é", "ukasz-e"), ("💡", "")]
)
def test_a_pinyin_slug_is_ascii(text, slug):
    assert pinyin_slug(text) == slug


def test_sort_keys_follow_the_sound():
    assert sorted(["注意力", "Agent", "大模型", "多模态"], key=pinyin_sort_key) == [
        "Agent",
        "大模型",
        "多模态",
        "注意力",
    ]


@pytest.mark.parametrize(
    ("title", "clean"),
    [(" 题\u202e目 ", "题 目"), ("a\x00b\nc\u200bd", "a b c d"), ("普通：标题", "普通：标题"), ("\u2066\u2069", "")],
)
def test_a_title_is_one_honest_line(title, clean):
    assert clean_title(title) == clean
