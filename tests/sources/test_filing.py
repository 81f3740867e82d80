"""Where an entry stands in a bibliography."""

import pytest

from sources import filing
from sources.citing import Citing
from tests.drafts import World, source


def filed(*names):
    return sorted(names, key=lambda name: filing.place({"author": [{"literal": name}]}))


def test_chinese_names_stand_among_latin_ones_by_their_sound():
    assert filed("Vaswani", "李彦宏", "Brown", "司马迁", "Émile", "eric") == [
        "Brown", "Émile", "eric", "李彦宏", "司马迁", "Vaswani",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("曾国藩", "zeng1 guo2 fan1"), ("单田芳", "shan4 tian2 fang1"), ("尉迟恭", "yu4 chi2 gong1"), ("朴槿惠", "piao2 jin3 hui4"),
        ("Öğüt", "ogut"), ("《诗经》研究会", "shi1 jing1 yan2 jiu1 hui4"), ("区块链研究中心", "qu1 kuai4 lian4 yan2 jiu1 zhong1 xin1"),
    ],
)  # fmt: skip
def test_surnames_sound_as_surnames_and_accents_do_not_count(name, sounds):
    assert filing.place({"author": [{"literal": name}]}).strip() == sounds


def test_what_has_no_author_is_filed_under_its_title():
    assert filing.place({"title": "<i>“中国”</i>年鉴", "issued": {"date-parts": [[2003]]}}) == (
        "zhong1 guo2 nian2 jian4 2003 zhong1 guo2 nian2 jian4"
    )


def test_works_of_one_author_follow_by_year_then_by_the_sound_of_their_titles():
    def of(year, title):
        return {"author": [{"family": "周", "given": "一"}], "issued": {"date-parts": [[year]]}, "title": title}

    works = [of(2020, "乙书"), of(2020, "甲书"), of(2019, "终篇")]
    assert [each["title"] for each in sorted(works, key=filing.place)] == ["终篇", "甲书", "乙书"]


def test_the_author_date_order_of_the_standard_groups_scripts_and_the_house_does_not():
    world = World({
        ("source", "ru"): source("Ляпунов, А.", language="ru"), ("source", "en"): source("Abel, A."),
        ("source", "zh"): source("赵, 一", language="zh"), ("source", "ja"): source("松尾, 豊", language="ja"),
        ("source", "fr"): source("Émile, Z.", language="fr"),
    })  # fmt: skip
    orders = {
        style: [entry["key"] for entry in Citing(world, style=style).bibliography(["ru", "en", "zh", "ja", "fr"])]
        for style in ("house", "gbt7714-2025-author-date")
    }
    assert orders == {
        "house": ["en", "fr", "ja", "zh", "ru"],
        "gbt7714-2025-author-date": ["zh", "ja", "en", "fr", "ru"],
    }
