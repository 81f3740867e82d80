"""Whatever comes as CSL: no exception, one line, and little time."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.csl import DATES, NAMES, TEXTS, Item, read_list
from sources.gbt7714 import STYLES, bibliography

TYPES = (
    "article article-journal article-newspaper book chapter collection dataset manuscript map motion_picture "
    "paper-conference patent periodical report software standard thesis webpage".split()
)
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30)
JSON = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
NAME = st.dictionaries(
    st.sampled_from(["family", "given", "literal", "suffix", "non-dropping-particle", "dropping-particle"]),
    LEAF | st.sampled_from(["李", "Vaswani", "J.-P.", "محمد", "🙂"]),
)
DATE = st.fixed_dictionaries(
    {},
    optional={
        "date-parts": st.lists(st.lists(LEAF, max_size=4), max_size=3),
        "raw": st.text(max_size=20),
        "circa": LEAF,
    },
)
NOTE = st.lists(
    st.tuples(st.sampled_from(sorted(DATES | NAMES | TEXTS)), st.text(max_size=12)).map(": ".join), max_size=4
).map("\n".join)
ITEM = st.dictionaries(st.sampled_from(sorted(TEXTS)), LEAF | JSON, max_size=12).flatmap(
    lambda texts: st.fixed_dictionaries(
        {"type": st.sampled_from(TYPES) | LEAF},
        optional={"author": st.lists(NAME, max_size=5) | JSON, "editor": st.lists(NAME, max_size=5), "issued": DATE | JSON,
                  "accessed": DATE, "note": NOTE | JSON, "language": st.sampled_from(["zh", "en", "fr", "", 5])},
    ).map(lambda rest: texts | rest)
)  # fmt: skip


@given(st.lists(ITEM | JSON, max_size=6), st.sampled_from(sorted(STYLES)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_list_is_formatted_each_item_on_one_line(data, style):
    good, bad = read_list(data)
    texts = bibliography([item for _index, item in good], style=STYLES[style])
    assert len(texts) + len(bad) == len(data)
    for text in texts:
        assert text.endswith(".")
        assert text.splitlines() == [text]
        text.encode()


#: Repeated, each makes up an input of 100,000 characters.
PIECES = [
    "<",
    "<a",
    "&",
    "&#",
    "&a",
    " ",
    "\n",
    "a: b\n",
    "{:a:",
    "{:",
    "a||",
    ".",
    "-",
    "A-",
    "1-",
    "李 ",
    "\u202e",
    "https://doi.org/",
]
LONG = 100_000


def grows_with_its_input(work):
    """Whether four times the input takes about four times as long, never the sixteen of a quadratic step.

    A ratio within one process, so that a busy machine changes both sides; what is over in a blink passes.
    """
    took = []
    for length in (LONG // 4, LONG):
        start = time.process_time()
        work(length)
        took.append(time.process_time() - start)
    quarter, whole = took
    return whole < 0.5 or whole < 10 * quarter


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_a_hundred_thousand_characters_costs_no_more_than_its_length(piece):
    def work(length):
        text = (piece * length)[:length]
        fields = dict.fromkeys(sorted(TEXTS - {"type"}), text) | {"note": text, "issued": {"raw": text}}
        fields["author"] = [{"family": text, "given": text}]
        for name, style in STYLES.items():
            assert bibliography([Item({"type": "book", **fields})], style=style)[0].endswith("."), name

    assert grows_with_its_input(work)


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"type": "book"},
        {"issued": {"raw": "spring 1999"}},
        {"author": [{"family": "A", "given": "B"}], "note": "page: 1"},
    ],
)
def test_a_list_of_a_hundred_thousand_characters_costs_no_more_than_its_length(entry):
    def work(length):
        items = [Item(entry) for _repeat in range(length // (len(json.dumps(entry)) + 2))]
        texts = bibliography(items, style=STYLES["gbt7714-2025-author-date"])
        assert len(set(texts)) == len(items)

    assert grows_with_its_input(work)
