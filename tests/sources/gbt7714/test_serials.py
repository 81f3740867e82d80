"""连续出版物 and what stands in them: journals, magazines, newspapers, in the edition of 2025."""

import pytest

from tests.sources.gbt7714.writing import both_orders, group, item, on, person


@pytest.mark.parametrize(
    ("csl", "numeric", "author_date"),
    [
        (
            item("article-journal", "Long short-term memory", container_title="Neural Computation", volume=9, issue=8,
                 author=[person("Hochreiter", "Sepp"), person("Schmidhuber", "Jürgen")], page="1735—1780", issued=on(1997)),
            "Hochreiter S，Schmidhuber J. Long short-term memory[J]. Neural Computation，1997，9（8）：1735-1780.",
            "Hochreiter S，Schmidhuber J，1997. Long short-term memory[J]. Neural Computation，9（8）：1735-1780.",
        ),
        (
            item("article-journal", "论大模型的边界", author=group("甲", "乙", "丙", "丁"), container_title="某学报（自然科学版）",
                 issue="3/4", page="1-9", issued=on(2023), language="zh"),
            "甲，乙，丙，等. 论大模型的边界[J]. 某学报（自然科学版），2023（3/4）：1-9.",
            "甲，乙，丙，等，2023. 论大模型的边界[J]. 某学报（自然科学版）（3/4）：1-9.",
        ),
        (
            item("article-journal", "Computing machinery and intelligence", author=[person("Turing", "A. M.")],
                 container_title="Mind", volume="LIX", page="433-460", issued=on(1950)),
            "Turing A M. Computing machinery and intelligence[J]. Mind，1950，LIX：433-460.",
            "Turing A M，1950. Computing machinery and intelligence[J]. Mind，LIX：433-460.",
        ),
        (
            item("article-journal", "Deep learning", author=[person("LeCun", "Yann"), person("Bengio", "Yoshua"),
                 person("Hinton", "Geoffrey")], container_title="Nature", volume="521", issue="7553", page="436-444",
                 issued=on(2015, 5, 28), DOI="10.1038/nature14539", URL="https://www.nature.com/articles/nature14539"),
            "LeCun Y，Bengio Y，Hinton G. Deep learning[J/OL]. Nature，2015，521（7553）：436-444. https://www.nature.com/articles/nature14539. DOI:10.1038/nature14539.",
            "LeCun Y，Bengio Y，Hinton G，2015. Deep learning[J/OL]. Nature，521（7553）：436-444. https://www.nature.com/articles/nature14539. DOI:10.1038/nature14539.",
        ),
        (
            item("article-journal", "一篇先行上网的论文", author=group("赵一"), container_title="计算机某刊",
                 note="available-date: 2024-05-09", URL="https://doi.org/10.1/ABC", DOI="10.1/abc", language="zh"),
            "赵一. 一篇先行上网的论文[J/OL]. 计算机某刊，2024-05-09. https://doi.org/10.1/ABC.",
            "赵一，2024. 一篇先行上网的论文[J/OL]. 计算机某刊，2024-05-09. https://doi.org/10.1/ABC.",
        ),
        (
            item("article-magazine", "As we may think", author=[person("Bush", "Vannevar")], issued=on(1945, 7),
                 container_title="The Atlantic Monthly", page="101-108"),
            "Bush V. As we may think[J]. The Atlantic Monthly，1945-07：101-108.",
            "Bush V，1945. As we may think[J]. The Atlantic Monthly，1945-07：101-108.",
        ),
        (
            item("article-journal", "没有年卷期的文章", container_title="某刊", page="5", language="zh"),
            "没有年卷期的文章[J]. 某刊，5.",
            "佚名，无日期. 没有年卷期的文章[J]. 某刊，5.",
        ),
        (
            item("article-newspaper", "New navy device learns by doing", container_title="The New York Times",
                 issued=on(1958, 7, 8), page="25"),
            "New navy device learns by doing[N]. The New York Times，1958-07-08（25）.",
            "Anon，1958. New navy device learns by doing[N]. The New York Times，1958-07-08（25）.",
        ),
        (
            item("article-newspaper", "让人工智能更可信", author=group("某报记者"), container_title="某日报", page="A3",
                 issued={"raw": "2023年7月5日"}, URL="https://example.cn/a3", accessed=on(2023, 8, 1), language="zh"),
            "某报记者. 让人工智能更可信[N/OL]. 某日报，2023-07-05（A3）. https://example.cn/a3.",
            "某报记者，2023. 让人工智能更可信[N/OL]. 某日报，2023-07-05（A3）. https://example.cn/a3.",
        ),
        (
            item("article-newspaper", "没有日期的消息", container_title="某晚报", URL="https://example.cn", accessed=on(2024)),
            "没有日期的消息[N/OL]. 某晚报，[2024]. https://example.cn.",
            "佚名，[2024]. 没有日期的消息[N/OL]. 某晚报. https://example.cn.",
        ),
        (
            item("periodical", "人工智能学刊", editor=group("某学会"), volume="1982（1）—1990（6）", publisher="某出版社",
                 publisher_place="长沙", issued="1982/1990", language="zh"),
            "某学会. 人工智能学刊[J]. 1982（1）—1990（6）. 长沙：某出版社，1982—[1990].",
            "某学会，1982—1990. 人工智能学刊[J]. 1982（1）—1990（6）. 长沙：某出版社.",
        ),
        (
            item("book", "AI magazine", note="type: periodical\nissued: 1980/", volume="1980，1（1）—", publisher="AAAI Press",
                 publisher_place="Menlo Park", issued=on(1980), language="en"),
            "AI magazine[J]. 1980，1（1）—. Menlo Park：AAAI Press，1980.",
            "Anon，1980. AI magazine[J]. 1980，1（1）—. Menlo Park：AAAI Press.",
        ),
    ],
)  # fmt: skip
def test_serials_and_their_articles_are_written_as_the_standard_has_them(csl, numeric, author_date):
    assert both_orders(csl) == (numeric, author_date)
