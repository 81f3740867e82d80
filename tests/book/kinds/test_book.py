"""A book as readers get it, and the rules it sets."""

import pytest
from django.core.exceptions import ValidationError

from editorial import kinds
from editorial.kinds import Policy
from tests.drafts import draft, freeze
from tests.records import make_book

KIND = "book"


def test_a_release_holds_the_order_the_people_and_the_colophon():
    snapshot = draft(
        KIND, title="测试之书", title_en="A book", subtitle="副题", description="简介。", colophon="**宋体**排印。",
        outline="[front]\npreface\n[main]\n# 地基 | Foundations\none\n", contributors=[{"name": "李某", "role": "author"}],
    )  # fmt: skip
    frozen = freeze(snapshot, key="a-book", collection_key="")
    assert (frozen.path, frozen.html, frozen.text) == ("/books/a-book/", "", "简介。\n宋体排印。")
    assert frozen.data == {
        "outline": [
            {"role": "front", "title": "", "title_en": "", "chapters": ["a-book/preface"]},
            {"role": "main", "title": "地基", "title_en": "Foundations", "chapters": ["a-book/one"]},
        ],
        "contributors": [{"name": "李某", "role": "author"}], "colophon": "**宋体**排印。",
        "colophon_html": "<p><strong>宋体</strong>排印。</p>\n", "reading_rate": 350, "bibliography": [],
    }  # fmt: skip
    assert frozen.card == {
        "subtitle": "副题", "subtitle_en": "", "description": "简介。", "description_en": "",
        "contributors": [{"name": "李某", "role": "author"}], "reading_rate": 350,
        "citation_style": "house",
    }  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        {"reading_rate": 0},
        {"reading_rate": 100000},
        {"word_target_min": 10, "word_target_max": 5},
        {"contributors": [{"role": "author"}]},
        {"review_stages": [["初审"]]},
        {"review_stages": {"1": "初审"}},
    ],
)
def test_rules_that_cannot_hold_are_refused(fields):
    with pytest.raises(ValidationError):
        kinds.get(KIND).clean(fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "policy"),
    [
        ({}, Policy(stages=("",), self_review=False)),
        (
            {"review_stages": ["初审", "", "终审"], "self_review": True},
            Policy(stages=("初审", "终审"), self_review=True),
        ),
    ],
)
def test_the_policy_is_what_the_book_says_now(author, fields, policy):
    assert kinds.get(KIND).policy(make_book(author, **fields)) == policy
