"""The examples of GB/T 7714-2025, where they are present."""

import json
import re

from sources.csl import Item
from sources.gbt7714 import STYLES, bibliography
from tests.corpus import corpus_file, needs_corpus

_LETTER = re.compile(r"，\[?\d{4}([a-z])\]?\. ")


def _examples():
    return json.loads(corpus_file("gbt7714-2025/references.json").read_text(encoding="utf-8"))


@needs_corpus
def test_every_example_comes_out_to_the_letter_in_the_numeric_order():
    examples = _examples()
    texts = bibliography([Item(example["csl"]) for example in examples], style=STYLES["gbt7714-2025-numeric"])
    assert texts == [example["numeric"] for example in examples]


@needs_corpus
def test_every_example_comes_out_to_the_letter_in_the_author_date_order():
    # Half of the standard's examples is here. One that has its namesake in the other half brings its letter along.
    examples, style = _examples(), STYLES["gbt7714-2025-author-date"]
    expected = [example["author_date"] for example in examples]
    texts = bibliography([Item(example["csl"]) for example in examples], style=style)
    alone = {
        index: _LETTER.search(wanted)[1]
        for index, (text, wanted) in enumerate(zip(texts, expected, strict=True))
        if _LETTER.search(wanted) and not _LETTER.search(text)
    }
    assert len(alone) <= 1
    for index, letter in alone.items():
        examples[index]["csl"]["year-suffix"] = letter
    assert bibliography([Item(example["csl"]) for example in examples], style=style) == expected
