"""The index of grams: it finds what reading every text would find, and forgets what is gone."""

import random

import pytest
from django.db import transaction

from book import grams
from book.models import SearchGram
from editorial.text import folding

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
KINDS = ("chapter", "event")


def index(*sections, removed=()):
    with transaction.atomic():
        grams.index(sections, removed=removed)


def section(pk, text, *, kind="chapter", title=""):
    return grams.Section(pk, kind, f"{title}\n{text}", title)


def found(*terms, most=100):
    return {kind: each.pks for kind, each in grams.find(terms, kinds=KINDS, most=most).items()}


def stored():
    return set(SearchGram.objects.exclude(gram="\x01").values_list("gram", "block", "places"))


def test_the_grams_of_a_text_are_its_characters_pairs_and_threes_of_ascii():
    assert grams.grams_of("对齐 gpt4") == {"对", "齐", "对齐", "g", "p", "t", "4", "gp", "pt", "t4", "gpt", "pt4"}


def test_candidates_are_those_that_reading_every_text_finds_and_none_is_missed():
    random.seed(7)
    letters = "模型训练数据 gpt-4a\n注意力"
    texts = {n: folding.fold("".join(random.choice(letters) for _ in range(30))) for n in range(1, 300)}
    index(*(section(pk, text) for pk, text in texts.items()))
    words = {text[at : at + size] for text in list(texts.values())[:40] for at in (0, 7, 20) for size in (1, 2, 3, 6)}
    words = {word for word in words if word and not set(word) & {" ", "\n"}}
    for word in sorted(words):
        hits = {pk for pk, text in texts.items() if word in text}
        candidates = set(found(word, most=1000).get("chapter", []))
        assert hits <= candidates, word
        if grams.find([word], kinds=KINDS, most=1)["chapter"].certain:
            assert hits == candidates, word


def test_row_numbers_of_every_block_come_back():
    pks = [1, grams.BLOCK - 1, grams.BLOCK, 3 * grams.BLOCK + 5, 40 * grams.BLOCK]
    index(*(section(pk, "词") for pk in pks))
    assert found("词") == {"chapter": pks}


def test_a_gram_in_many_sections_is_kept_as_bits_and_in_few_as_numbers():
    index(*(section(pk, "词" if pk % 2 else "字词") for pk in range(1, 1201)))
    sizes = dict(SearchGram.objects.filter(gram__in=["词", "字词"]).values_list("gram", "places"))
    assert (len(bytes(sizes["词"])), len(bytes(sizes["字词"]))) == (1024, 1024)
    index(*(section(9000 + n, "少") for n in range(4)))
    assert len(bytes(SearchGram.objects.get(gram="少").places)) == 8
    assert found("字词", most=5000)["chapter"] == list(range(2, 1201, 2))


def test_those_with_the_term_in_their_titles_come_first_and_the_rest_is_counted():
    index(section(1, "词"), section(2, "词"), section(3, "x", title="词"), section(4, "词", kind="event"))
    assert found("词", most=2) == {"chapter": [3, 1], "event": [4]}
    assert grams.find(["词"], kinds=KINDS, most=1)["chapter"].total == 3


def test_what_is_removed_leaves_no_trace():
    index(section(1, "秘密", title="题"), section(2, "词"))
    before = stored()
    third = section(3, "秘密的词", title="题")
    index(third)
    index(section(3, "另一句"), removed=[third])
    assert found("秘密") == {"chapter": [1]}
    index(removed=[section(3, "另一句")])
    assert stored() == before


def test_indexing_again_writes_nothing(django_assert_num_queries):
    index(section(1, "词"))
    rows = dict(SearchGram.objects.values_list("pk", "gram"))
    index(section(1, "词"))
    assert dict(SearchGram.objects.values_list("pk", "gram")) == rows


@pytest.mark.parametrize("text", ["", " \n ", "\ud7ff", "a" * 5000, "𠀀𠀁"])
def test_any_text_can_be_indexed(text):
    index(section(1, text))
    assert found("没有") == {}
