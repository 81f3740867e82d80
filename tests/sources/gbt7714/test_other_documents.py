"""专利, 标准, 电子资源, 档案, data sets, preprints and software, in the edition of 2025."""

import pytest

from tests.sources.gbt7714.writing import both_orders, group, item, on, person

SEEN = {"URL": "https://example.org/x", "accessed": on(2025, 1, 2)}


@pytest.mark.parametrize(
    ("csl", "numeric", "author_date"),
    [
        (
            item("patent", "一种语音识别方法", author=group("甲", "乙"), number="CN123456789A", call_number="CN202310000001.X",
                 issued=on(2023, 6, 30), language="zh"),
            "甲，乙. 一种语音识别方法：CN202310000001.X[P]. 2023-06-30.",
            "甲，乙，2023. 一种语音识别方法：CN202310000001.X[P]. 2023-06-30.",
        ),
        (
            item("patent", "Attention-based sequence transduction", author=[person("Shazeer", "Noam M.")], **SEEN,
                 number="US10452978B2", issued=on(2019, 10, 22)),
            "Shazeer N M. Attention-based sequence transduction：US10452978B2[P/OL]. 2019-10-22. https://example.org/x.",
            "Shazeer N M，2019. Attention-based sequence transduction：US10452978B2[P/OL]. 2019-10-22. https://example.org/x.",
        ),
        (
            item("patent", "Undated device", number="US1", **SEEN),
            "Undated device：US1[P/OL]. [2025]. https://example.org/x.",
            "Anon，[2025]. Undated device：US1[P/OL]. https://example.org/x.",
        ),
        (
            item("standard", "信息技术 人工智能 术语", number="GB/T 41867—2022", author=group("某标准化技术委员会"),
                 publisher="中国标准出版社", publisher_place="北京", issued=on(2022, 10, 12), language="zh"),
            "GB/T 41867—2022 信息技术 人工智能 术语[S].",
            "某标准化技术委员会，2022. GB/T 41867—2022 信息技术 人工智能 术语[S].",
        ),
        (
            item("standard", "Information technology: AI management system", number="ISO/IEC 42001:2023", **SEEN,
                 language="en"),
            "ISO/IEC 42001:2023 Information technology: AI management system[S/OL]. https://example.org/x.",
            "Anon，[2025]. ISO/IEC 42001:2023 Information technology: AI management system[S/OL]. https://example.org/x.",
        ),
        (
            item("standard", "Un titre sans date", number="NF 1", language="fr-FR"),
            "NF 1 Un titre sans date[S].",
            "佚名，无日期. NF 1 Un titre sans date[S].",
        ),
        (
            item("webpage", "Introducing ChatGPT", author=group("OpenAI"), issued=on(2022, 11, 30), **SEEN),
            "OpenAI. Introducing ChatGPT[EB/OL]. （2022-11-30）[2025-01-02]. https://example.org/x.",
            "OpenAI，2022. Introducing ChatGPT[EB/OL]. （2022-11-30）[2025-01-02]. https://example.org/x.",
        ),
        (
            item("post-weblog", "关于我们", author=group("某实验室"), container_title="某博客", language="zh", **SEEN),
            "某实验室. 关于我们[EB/OL]. 某博客[2025-01-02]. https://example.org/x.",
            "某实验室，[2025]. 关于我们[EB/OL]. 某博客[2025-01-02]. https://example.org/x.",
        ),
        (
            item("interview", "[与创始人的对话]", issued=on(2024, 9), language="zh", **SEEN),
            "[与创始人的对话][EB/OL]. （2024-09）[2025-01-02]. https://example.org/x.",
            "佚名，2024. [与创始人的对话][EB/OL]. （2024-09）[2025-01-02]. https://example.org/x.",
        ),
        (
            item("dataset", "中文语料集", author=group("某数据中心"), version="2.1", publisher="某科学数据库",
                 issued=on(2024, 2), DOI="10.12345/data.7", language="zh", **SEEN),
            "某数据中心. 中文语料集[DS/OL]. V2.1. 某科学数据库（2024-02）[2025-01-02]. https://example.org/x. DOI:10.12345/data.7.",
            "某数据中心，2024. 中文语料集[DS/OL]. V2.1. 某科学数据库（2024-02）[2025-01-02]. https://example.org/x. DOI:10.12345/data.7.",
        ),
        (
            item("dataset", "WordNet", genre="database", author=group("Princeton University"), issued=on(2010), **SEEN),
            "Princeton University. WordNet[DB/OL]. （2010）[2025-01-02]. https://example.org/x.",
            "Princeton University，2010. WordNet[DB/OL]. （2010）[2025-01-02]. https://example.org/x.",
        ),
        (
            item("article", "Scaling laws for neural language models", version="1", publisher="arXiv", issued=on(2020, 1, 23),
                 author=[person("Kaplan", "Jared"), person("McCandlish", "Sam"), person("Henighan", "Tom"),
                         person("Brown", "Tom B.")], URL="https://arxiv.org/abs/2001.08361", number="arXiv:2001.08361",
                 accessed=on(2024, 5, 1)),
            "Kaplan J，McCandlish S，Henighan T，et al. Scaling laws for neural language models[PP/OL]. V1. arXiv（2020-01-23）[2024-05-01]. https://arxiv.org/abs/2001.08361.",
            "Kaplan J，McCandlish S，Henighan T，et al.，2020. Scaling laws for neural language models[PP/OL]. V1. arXiv（2020-01-23）[2024-05-01]. https://arxiv.org/abs/2001.08361.",
        ),
        (
            item("software", "PyTorch", version="v2.3", author=group("Meta AI"), issued=on(2024, 4, 24), **SEEN),
            "Meta AI. PyTorch[CP/OL]. v2.3. （2024-04-24）[2025-01-02]. https://example.org/x.",
            "Meta AI，2024. PyTorch[CP/OL]. v2.3. （2024-04-24）[2025-01-02]. https://example.org/x.",
        ),
        (
            item("manuscript", "A proposal for the Dartmouth summer research project", archive="Rockefeller Archive Center",
                 archive_place="Sleepy Hollow", archive_location="RF 1.2", author=[person("McCarthy", "John")],
                 issued=on(1955, 8, 31)),
            "McCarthy J. A proposal for the Dartmouth summer research project：RF 1.2[A]. Sleepy Hollow：Rockefeller Archive Center，1955-08-31.",
            "McCarthy J，1955. A proposal for the Dartmouth summer research project：RF 1.2[A]. Sleepy Hollow：Rockefeller Archive Center，1955-08-31.",
        ),
        (
            item("manuscript", "一封没有日期的信", archive="某档案馆", language="zh"),
            "一封没有日期的信[A]. 某档案馆.",
            "佚名，无日期. 一封没有日期的信[A]. 某档案馆.",
        ),
        (
            item("personal_communication", "另一封信", page="2", language="zh"),
            "另一封信[A]. 2.",
            "佚名，无日期. 另一封信[A]. 2.",
        ),
        (
            item("collection", "计算所早期文件", archive="某档案馆", archive_place="北京", issued=on(1956), language="zh"),
            "计算所早期文件[A]. 北京：某档案馆，1956.",
            "佚名，1956. 计算所早期文件[A]. 北京：某档案馆，1956.",
        ),
        (
            item("regulation", "新一代人工智能发展规划", author=group("国务院"), number="国发〔2017〕35号", issued=on(2017, 7, 8),
                 language="zh", **SEEN),
            "国务院. 新一代人工智能发展规划：国发〔2017〕35号[A/OL]. 2017-07-08. https://example.org/x.",
            "国务院，2017. 新一代人工智能发展规划：国发〔2017〕35号[A/OL]. 2017-07-08. https://example.org/x.",
        ),
        (
            item("legislation", "某某法", authority="某代表大会", number="主席令第6号", issued=on(2020, 11, 11), language="zh"),
            "某代表大会. 某某法：主席令第6号[A]. 2020-11-11.",
            "某代表大会，2020. 某某法：主席令第6号[A]. 2020-11-11.",
        ),
        (
            item("software", "A scheduler", author=group("Some Corporation"), publisher="Some Corporation", medium="DK",
                 publisher_place="Sunnyvale, Calif.", issued={"literal": "c1983"}, language="en"),
            "Some Corporation. A scheduler[CP/DK]. Sunnyvale, Calif.：Some Corporation，c1983.",
            "Some Corporation，c1983. A scheduler[CP/DK]. Sunnyvale, Calif.：Some Corporation.",
        ),
        (
            item("article-journal", "A numbered article", author=[person("Doe", "Jane")], container_title="Some Journal",
                 volume="34", number="101234", issued=on(2022), language="en"),
            "Doe J. A numbered article[J]. Some Journal，2022，34：101234.",
            "Doe J，2022. A numbered article[J]. Some Journal，34：101234.",
        ),
        (
            item("article-journal", "О задаче", author=[person("Ляпунов", "А. М."), person("Марков", "А."),
                 person("Чебышёв", "П. Л."), person("Иванов", "И.")], container_title="Труды", volume="3", page="1–3",
                 issued=on(1892), language="ru"),
            "Ляпунов А М，Марков А，Чебышёв П Л，等. О задаче[J]. Труды，1892，3：1-3.",
            "Ляпунов А М，Марков А，Чебышёв П Л，等，1892. О задаче[J]. Труды，3：1-3.",
        ),
        (
            item("book", "两社之书", author=group("甲"), publisher="甲社；乙社", publisher_place="北京；上海",
                 issued={"date-parts": [[1999], [2003]]}, language="zh"),
            "甲. 两社之书[M]. 北京；上海：甲社；乙社，1999—2003.",
            "甲，1999—2003. 两社之书[M]. 北京；上海：甲社；乙社.",
        ),
        (
            item("chapter", "本纪第三", container_title="某史", volume="第1册", publisher="某书局", publisher_place="北京",
                 issued=on(1977), page="49", language="zh"),
            "本纪第三[M]//某史：第1册. 北京：某书局，1977：49.",
            "佚名，1977. 本纪第三[M]//某史：第1册. 北京：某书局：49.",
        ),
        (
            item("motion_picture", "AlphaGo", director=[person("Kohs", "Greg")], issued=on(2017)),
            "Kohs G. AlphaGo[Z]. 2017.",
            "Kohs G，2017. AlphaGo[Z].",
        ),
    ],
)  # fmt: skip
def test_other_documents_are_written_as_the_standard_has_them(csl, numeric, author_date):
    assert both_orders(csl) == (numeric, author_date)
