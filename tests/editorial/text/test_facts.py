"""The facts of a text, and which of them differ between two texts."""

import pytest

from editorial.text import fact_changes, facts
from editorial.text.contexts import CitationText, Mention, ReferenceTarget, RenderContext
from editorial.text.fact_changes import FactChange
from editorial.text.markdown import render


class Known(RenderContext):
    """Every key is known; a citation reads as its keys."""

    def citation(self, cluster):
        labels = tuple(f"{item.key} 2017" for item in cluster.items)
        return CitationText("; ".join(labels), labels=labels)

    def reference(self, kind, key):
        return ReferenceTarget(kind, key, f"题名{key}")


def stated(markdown, **options):
    return facts.of(render(markdown, Known(**options)))


def listed(markdown, **options):
    return [(fact.kind, fact.value, fact.words) for fact in stated(markdown, **options).facts]


def changed(old, new, **options):
    return fact_changes.between(stated(old, **options), stated(new, **options))


def test_a_text_states_dates_numbers_names_citations_references_and_quotations():
    assert listed("2024年1月，OpenAI 用1750亿个参数[@lee2020, p. 6]写成[[event:launch|那次发布]]，说“够了”。") == [
        ("date", "2024-01", "2024年1月"),
        ("name", "OpenAI", "OpenAI"),
        ("number", "175000000000", "1750亿"),
        ("citation", "lee2020, p. 6", "lee2020 2017, p. 6"),
        ("reference", "event:launch", "那次发布 (event:launch)"),
        ("quote", "够了", "“够了”"),
    ]


def test_what_a_quotation_or_a_citation_contains_belongs_to_it():
    assert [kind for kind, _value, _words in listed("他说“2019年有30亿，GPT-2 也在”（Smith, 2020）。")] == [
        "quote",
        "citation",
    ]


def test_names_are_linked_records_and_words_in_latin_letters_that_are_names():
    text = "Transformer 由 Google Brain 提出，The end of self-attention came. GPT-4o 与 AI。"
    named = listed(text, first_mentions=(Mention("Transformer", "concept", "transformer"),))
    assert [(value, words) for kind, value, words in named if kind == "name"] == [
        ("concept:transformer", "Transformer"),
        ("Google Brain", "Google Brain"),
        ("GPT-4o", "GPT-4o"),
        ("AI", "AI"),
    ]


def test_addresses_code_and_footnotes_state_facts_too():
    text = "见[官网](https://a.example/x)。[^1]\n\n```\nbatch = 512\n```\n\n[^1]: 2023年改为64。"
    assert listed(text) == [
        ("reference", "https://a.example/x", "官网 (https://a.example/x)"),
        ("date", "2023", "2023年"),
        ("number", "64", "64"),
        ("number", "512", "512"),
    ]


ONE = "甲在2023年有260亿参数。"
TWO = "乙引用了一篇论文[@lee2020]，写得很长很长。"
THREE = "这一段讲的是当时的气氛，大家都很兴奋，没有人睡觉。"
STILL = "这一行不变，也没有什么可说。"


def test_one_digit_one_citation_and_a_reworded_paragraph_are_two_facts_and_one_wording():
    old = "\n\n".join([ONE, STILL, TWO, STILL + "真的。", THREE])
    new = "\n\n".join(
        [ONE.replace("260", "2600"), STILL, TWO.replace("lee2020", "wu2021"), STILL + "真的。",
         "气氛热烈，人人兴奋得睡不着觉，这一段讲的就是这个。"]
    )  # fmt: skip
    found = changed(old, new)
    assert found.changes == (
        FactChange("number", "260亿", "2600亿", where="甲在2023年有2600亿参数。"),
        FactChange("citation", "lee2020 2017", "wu2021 2017", where="乙引用了一篇论文(wu2021 2017)，写得很长很长。"),
    )
    assert (found.wording, found.punctuation) == (1, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ONE, ONE.replace("。", "！")),
        ("1750亿参数。", "175B 参数。"),
        ("**粗**的2024年", "__粗__的2024年"),
        ("他说“够了”。", "他说「够了」。"),
        (f"{ONE}\n\n{STILL}\n\n{THREE}", f"{THREE}\n\n{STILL}\n\n{ONE}"),
        ("GPT-3 很大。GPT-3 也很贵。", "GPT-3 很大，它也很贵。"),
        ("2024年1月，甲发布了3款。乙在6月发布2款。", "2024年1月，甲发布了3款。\n\n乙在6月发布2款。"),
    ],
)
def test_other_marks_spellings_orders_and_breaks_change_no_fact(old, new):
    assert changed(old, new).changes == ()


def test_punctuation_alone_is_told_from_wording():
    found = changed(ONE, ONE.replace("。", "！"))
    assert (found.changes, found.wording, found.punctuation) == ((), 0, 1)


def test_numbers_that_changed_places_within_a_sentence_are_reported():
    found = changed("甲有10亿，乙有20亿。", "甲有20亿，乙有10亿。")
    assert found.changes == (
        FactChange("number", "10亿 … 20亿", "20亿 … 10亿", where="甲有20亿，乙有10亿。", reordered=True),
    )


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("在2024年1月发布", "在2024年3月发布", "date", ("2024年1月", "2024年3月")),
        ("见[@lee2020, p. 6]", "见[@lee2020, p. 8]", "citation", ("lee2020 2017, p. 6", "lee2020 2017, p. 8")),
        ("见[[event:a|那次]]", "见[[event:b|那次]]", "reference", ("那次 (event:a)", "那次 (event:b)")),
        ("由 Altman 宣布，后来 Musk 反对。", "由 Musk 宣布，后来 Musk 反对。", "name", ("Altman", "")),
        ("说“可以”。", "说“不可以”。", "quote", ("“可以”", "“不可以”")),
        ("见[站](https://a.example/)", "见[站](https://b.example/)", "reference",
         ("站 (https://a.example/)", "站 (https://b.example/)")),
        ("新的一句。", "新的一句，写于2025年。", "date", ("", "2025年")),
    ],
)  # fmt: skip
def test_each_kind_of_fact_is_reported_once_with_both_sides(old, new, kind, words):
    found = changed(old, new)
    assert [(each.kind, (each.old, each.new)) for each in found.changes] == [(kind, words)]


def test_a_quotation_reworded_in_a_moved_paragraph_is_one_change():
    moved = "他们后来总说：“规模几乎就是一切。”这句话被引用了很多次，传得很远。"
    still = ["这一段没有变化，一二三四五六。", "那一段也没有变化，七八九十。"]
    old = "\n\n".join([*still, "他们说：“规模就是一切。”"])
    new = "\n\n".join([moved, *still])
    assert [(each.kind, each.old, each.new) for each in changed(old, new).changes] == [
        ("quote", "“规模就是一切。”", "“规模几乎就是一切。”")
    ]


def test_plain_texts_are_compared_without_markup():
    assert fact_changes.between_plain("成立于2015年*", "成立于2016年*").changes == (
        FactChange("date", "2015年", "2016年", where="成立于2016年*"),
    )


@pytest.mark.parametrize("text", ["", "\n\n", "“" * 3000, "1" * 5000, "GPT-4 " * 2000, "[@a" * 1000])
def test_hostile_texts_end_and_equal_ones_differ_in_nothing(text):
    assert changed(text, text) == fact_changes.FactChanges(())
