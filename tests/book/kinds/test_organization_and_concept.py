"""Organizations and concepts as readers get them."""

import pytest
from django.core.exceptions import ValidationError

from book.models import Concept
from editorial import kinds
from editorial.snapshot import RelationValue
from tests.drafts import World, draft, freeze


def test_an_organization():
    lab = draft(
        "organization", name="某研究所", name_en="Some Institute", aliases=["某所"], country="中国", founded="2015-12",
        website="https://example.org", people=[{"name": "李某", "role": "所长"}], summary="一家研究所。", body="它与大学所合作。",
        relations={"related": [RelationValue("organization", "university", note="母体")]},
    )  # fmt: skip
    frozen = freeze(lab, World({("organization", "university"): draft("organization", name="大学所")}))
    assert (frozen.path, frozen.title, frozen.title_en) == (
        "/organizations/a-organization/",
        "某研究所",
        "Some Institute",
    )
    assert frozen.html == (
        '<p>一家研究所。</p>\n<p>它与<span class="ref" data-ref="organization:university">大学所</span>合作。</p>\n'
    )
    assert frozen.card == {"country": "中国", "founded": "2015-12", "aliases": ["某所"]}
    assert frozen.data == {
        "people": [{"name": "李某", "role": "所长"}], "website": "https://example.org", "summary": "一家研究所。",
        "related": [{"key": "university", "title": "大学所", "title_en": "", "note": "母体"}], "bibliography": [], "citations": [],
    }  # fmt: skip


def test_a_concept():
    term = draft(
        "concept", preferred="自注意力", original="self-attention", kind_of="term", other_forms=["自注意力机制"],
        rejected_forms=["自关注"], definition="一种机制。" * 50, sort_key="zi zhu yi li", body="正文。",
        relations={"related": ["attention"], "first_mention": ["a-book/one"]},
    )  # fmt: skip
    frozen = freeze(term, World(hidden={("concept", "attention"), ("chapter", "a-book/one")}))
    assert frozen.card == {
        "kind_of": "term", "original": "self-attention", "sort_key": "zi zhu yi li", "other_forms": ["自注意力机制"],
        "definition": ("一种机制。" * 50)[:199] + "…", "category": "", "introduced": "",
    }  # fmt: skip
    assert frozen.data == {
        "definition": "一种机制。" * 50, "other_forms": ["自注意力机制"], "rejected_forms": ["自关注"], "category": "",
        "introduced": "", "related": [{"key": "attention", "title": "", "title_en": ""}],
        "first_mention": [{"key": "a-book/one", "title": "", "title_en": ""}], "bibliography": [], "citations": [],
    }  # fmt: skip


def test_a_sort_key_is_proposed_once_and_then_left_alone():
    row = Concept(preferred="重构")
    kinds.get("concept").derive(row)
    assert row.sort_key == "zhong4 gou4"
    row.sort_key = "chong gou"
    kinds.get("concept").derive(row)
    assert row.sort_key == "chong gou"


def test_founded_and_introduced_are_dates_where_they_can_be_read():
    assert kinds.get("organization").clean({"founded": "2015年12月"}) == {"founded": "2015-12"}
    assert kinds.get("concept").clean({"introduced": "上世纪"}) == {"introduced": "上世纪"}


@pytest.mark.parametrize("people", [[{"role": "所长"}], [{"name": "李某", "age": 40}], {"name": "李某"}, [5]])
def test_people_are_records_with_a_name(people):
    with pytest.raises(ValidationError):
        kinds.get("organization").clean({"people": people})


def test_people_may_be_names_alone():
    assert kinds.get("organization").clean({"people": ["李某", "", {"name": " 王 某 ", "role": ""}]}) == {
        "people": [{"name": "李某"}, {"name": "王 某"}]
    }
