"""What the edition of 2015 writes otherwise: capitals, half-width marks in Western entries, the day of access."""

import pytest

from tests.sources.gbt7714.writing import both_orders, group, item, on, person

SEEN = {"URL": "https://example.org/x", "accessed": on(2025, 1, 2)}


@pytest.mark.parametrize(
    ("csl", "numeric", "author_date"),
    [
        (
            item("article-journal", "Deep learning", author=[person("LeCun", "Yann"), person("Bengio", "Yoshua")],
                 container_title="Nature", volume="521", issue="7553", page="436-444", issued=on(2015), **SEEN),
            "LECUN Y, BENGIO Y. Deep learning[J/OL]. Nature, 2015, 521(7553): 436-444[2025-01-02]. https://example.org/x.",
            "LECUN Y, BENGIO Y, 2015. Deep learning[J/OL]. Nature, 521(7553): 436-444[2025-01-02]. https://example.org/x.",
        ),
        (
            item("book", "人工智能：一种现代的方法", author=[person("Russell", "Stuart J.")], edition="3", language="zh",
                 translator=group("甲", "乙", "丙", "丁"), publisher="清华大学出版社", publisher_place="北京", issued=on(2013)),
            "RUSSELL S J. 人工智能：一种现代的方法[M]. 甲，乙，丙，等译. 3 版. 北京：清华大学出版社，2013.",
            "RUSSELL S J，2013. 人工智能：一种现代的方法[M]. 甲，乙，丙，等译. 3 版. 北京：清华大学出版社.",
        ),
        (
            item("standard", "信息技术 人工智能 术语", number="GB/T 41867—2022", author=group("某标准化技术委员会"),
                 publisher="中国标准出版社", publisher_place="北京", issued=on(2022), page="3", language="zh"),
            "某标准化技术委员会. 信息技术 人工智能 术语：GB/T 41867—2022[S]. 北京：中国标准出版社，2022：3.",
            "某标准化技术委员会，2022. 信息技术 人工智能 术语：GB/T 41867—2022[S]. 北京：中国标准出版社：3.",
        ),
        (
            item("article", "Scaling laws", author=[person("Kaplan", "Jared")], issued=on(2020, 1, 23), **SEEN),
            "KAPLAN J. Scaling laws[EB/OL]. (2020-01-23)[2025-01-02]. https://example.org/x.",
            "KAPLAN J, 2020. Scaling laws[EB/OL]. (2020-01-23)[2025-01-02]. https://example.org/x.",
        ),
        (
            item("webpage", "A forum", publisher="University Libraries", publisher_place="Houston", issued=on(1989),
                 language="en", **SEEN),
            "A forum[EB/OL]. Houston: University Libraries, 1989[2025-01-02]. https://example.org/x.",
            "Anon, 1989. A forum[EB/OL]. Houston: University Libraries[2025-01-02]. https://example.org/x.",
        ),
        (
            item("regulation", "某项办法", author=group("某办公厅"), number="某办发〔2005〕37号", issued=on(2005, 7, 12),
                 language="zh", **SEEN),
            "某办公厅. 某项办法：某办发〔2005〕37号[A/OL]. （2005-07-12）[2025-01-02]. https://example.org/x.",
            "某办公厅，2005. 某项办法：某办发〔2005〕37号[A/OL]. （2005-07-12）[2025-01-02]. https://example.org/x.",
        ),
        (
            item("patent", "一种方法", author=group("甲"), number="CN1", issued=on(2006, 12, 13), language="zh", **SEEN),
            "甲. 一种方法：CN1[P/OL]. 2006-12-13[2025-01-02]. https://example.org/x.",
            "甲，2006. 一种方法：CN1[P/OL]. 2006-12-13[2025-01-02]. https://example.org/x.",
        ),
        (
            item("periodical", "人工智能学刊", editor=group("某学会"), volume="1982（1）-1990（6）", publisher="某出版社",
                 publisher_place="长沙", issued="1982/1990", language="zh"),
            "某学会. 人工智能学刊[J]. 1982（1）-1990（6）. 长沙：某出版社，1982-1990.",
            "某学会，1982-1990. 人工智能学刊[J]. 1982（1）-1990（6）. 长沙：某出版社.",
        ),
        (
            item("article-newspaper", "某条消息", container_title="某日报", page="A3", issued=on(2023, 7, 5), **SEEN),
            "某条消息[N/OL]. 某日报，2023-07-05（A3）[2025-01-02]. https://example.org/x.",
            "佚名，2023. 某条消息[N/OL]. 某日报，2023-07-05（A3）[2025-01-02]. https://example.org/x.",
        ),
    ],
)  # fmt: skip
def test_the_edition_of_2015_can_be_chosen(csl, numeric, author_date):
    assert both_orders(csl, edition=2015) == (numeric, author_date)
