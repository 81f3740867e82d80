"""专著: books, theses, maps, collections, reports, and parts of them, in the edition of 2025."""

import pytest

from tests.sources.gbt7714.writing import both_orders, group, item, on, person

RUSSELL = [person("Russell", "Stuart J."), person("Norvig", "Peter")]


@pytest.mark.parametrize(
    ("csl", "numeric", "author_date"),
    [
        (
            item("book", "数学机械化", author=group("吴文俊"), publisher="科学出版社", publisher_place="北京",
                 issued=on(2003), page="12–15", language="zh-CN"),
            "吴文俊. 数学机械化[M]. 北京：科学出版社，2003：12-15.",
            "吴文俊，2003. 数学机械化[M]. 北京：科学出版社：12-15.",
        ),
        (
            item("book", "统计学习方法", author=[person("李", "航")], edition="2", publisher="清华大学出版社",
                 publisher_place="北京", issued=on("2019", "5"), language="zh"),
            "李航. 统计学习方法[M]. 2 版. 北京：清华大学出版社，2019.",
            "李航，2019. 统计学习方法[M]. 2 版. 北京：清华大学出版社.",
        ),
        (
            item("book", "人工智能：一种现代的方法", author=RUSSELL, translator=group("殷建平", "祝恩", "刘越"), edition="第3版",
                 publisher="清华大学出版社", publisher_place="北京", issued=on(2013), language="zh"),
            "Russell S J，Norvig P. 人工智能：一种现代的方法[M]. 殷建平，祝恩，刘越，译. 3 版. 北京：清华大学出版社，2013.",
            "Russell S J，Norvig P，2013. 人工智能：一种现代的方法[M]. 殷建平，祝恩，刘越，译. 3 版. 北京：清华大学出版社.",
        ),
        (
            item("book", "Artificial intelligence: a modern approach", author=RUSSELL, edition="4th edition",
                 publisher="Pearson", publisher_place="Hoboken, NJ", issued=on(2020), page="1049–52", language="en"),
            "Russell S J，Norvig P. Artificial intelligence: a modern approach[M]. 4th ed. Hoboken, NJ：Pearson，2020：1049-1052.",
            "Russell S J，Norvig P，2020. Artificial intelligence: a modern approach[M]. 4th ed. Hoboken, NJ：Pearson：1049-1052.",
        ),
        (
            item("book", "Perceptrons: an introduction to computational geometry", edition="Expanded ed.",
                 author=[person("Minsky", "Marvin L."), person("Papert", "Seymour A.")], publisher="MIT Press",
                 publisher_place="Cambridge, Mass.", issued=on(1988), language="en-US"),
            "Minsky M L，Papert S A. Perceptrons: an introduction to computational geometry[M]. Expanded ed. Cambridge, Mass.：MIT Press，1988.",
            "Minsky M L，Papert S A，1988. Perceptrons: an introduction to computational geometry[M]. Expanded ed. Cambridge, Mass.：MIT Press.",
        ),
        (
            item("book", "The handbook of artificial intelligence", volume="2", publisher="William Kaufmann",
                 editor=[person("Barr", "Avron"), person("Feigenbaum", "Edward A.")], publisher_place="Los Altos",
                 issued=on(1982), edition="1", language="en"),
            "Barr A，Feigenbaum E A. The handbook of artificial intelligence：v.2[M]. Los Altos：William Kaufmann，1982.",
            "Barr A，Feigenbaum E A，1982. The handbook of artificial intelligence：v.2[M]. Los Altos：William Kaufmann.",
        ),
        (
            item("book", "计算机程序设计艺术", volume="3", volume_title="排序与查找", author=[person("高德纳")],
                 publisher="人民邮电出版社", publisher_place="北京", issued={"raw": "2017-01"}, language="zh"),
            "高德纳. 计算机程序设计艺术：第3卷：排序与查找[M]. 北京：人民邮电出版社，2017.",
            "高德纳，2017. 计算机程序设计艺术：第3卷：排序与查找[M]. 北京：人民邮电出版社.",
        ),
        (
            item("book", "人工智能讲义", author=group("某研究组"), issued=on(1979), language="zh"),
            "某研究组. 人工智能讲义[M]. [出版地不详]：[出版者不详]，1979.",
            "某研究组，1979. 人工智能讲义[M]. [出版地不详]：[出版者不详].",
        ),
        (
            item("book", "Notes on programming", publisher="Privately printed", issued={"edtf": "1936~"}, language="en"),
            "Notes on programming[M]. [S.l.]：Privately printed，[1936].",
            "Anon，[1936]. Notes on programming[M]. [S.l.]：Privately printed.",
        ),
        (
            item("book", "Reinforcement learning: an introduction", medium="CD-ROM", publisher="MIT Press",
                 author=[person("Sutton", "Richard S."), person("Barto", "Andrew G.")], publisher_place="Cambridge",
                 issued={"literal": "c1998"}, language="en"),
            "Sutton R S，Barto A G. Reinforcement learning: an introduction[M/CD]. Cambridge：MIT Press，c1998.",
            "Sutton R S，Barto A G，c1998. Reinforcement learning: an introduction[M/CD]. Cambridge：MIT Press.",
        ),
        (
            item("book", "人工知能は人間を超えるか", author=[person("松尾", "豊")], publisher="KADOKAWA", publisher_place="東京",
                 issued=on(2015), language="ja"),
            "松尾豊. 人工知能は人間を超えるか[M]. 東京：KADOKAWA，2015.",
            "松尾豊，2015. 人工知能は人間を超えるか[M]. 東京：KADOKAWA.",
        ),
        (
            item("book", "Dive into deep learning", publisher="Cambridge University Press", publisher_place="Cambridge",
                 author=[person("Zhang", "Aston"), person("Lipton", "Zachary C."), person("Li", "Mu"),
                         person("Smola", "Alexander J.")], issued=on(2023), URL="https://d2l.ai", accessed=on(2024, 3, 9)),
            "Zhang A，Lipton Z C，Li M，et al. Dive into deep learning[M/OL]. Cambridge：Cambridge University Press，2023. https://d2l.ai.",
            "Zhang A，Lipton Z C，Li M，et al.，2023. Dive into deep learning[M/OL]. Cambridge：Cambridge University Press. https://d2l.ai.",
        ),
        (
            item("collection", "自动推理论文选", editor=group("王浩"), publisher="科学出版社", publisher_place="北京",
                 issued={"date-parts": [[1981], [1984]]}, language="zh"),
            "王浩. 自动推理论文选[G]. 北京：科学出版社，1981—1984.",
            "王浩，1981—1984. 自动推理论文选[G]. 北京：科学出版社.",
        ),
        (
            item("thesis", "Learning from delayed rewards", author=[person("Watkins", "Christopher J. C. H.")],
                 publisher="University of Cambridge", publisher_place="Cambridge", issued=on(1989), genre="PhD thesis"),
            "Watkins C J C H. Learning from delayed rewards[D]. Cambridge：University of Cambridge，1989.",
            "Watkins C J C H，1989. Learning from delayed rewards[D]. Cambridge：University of Cambridge.",
        ),
        (
            item("thesis", "大规模语言模型的对齐研究", author=group("王小明"), publisher="某某大学", publisher_place="上海",
                 issued=on(2023, 6), page="41", language="zh", CSTR="", note="CSTR: 35001.37.1"),
            "王小明. 大规模语言模型的对齐研究[D/OL]. 上海：某某大学，2023：41. CSTR:35001.37.1.",
            "王小明，2023. 大规模语言模型的对齐研究[D/OL]. 上海：某某大学：41. CSTR:35001.37.1.",
        ),
        (
            item("report", "Artificial intelligence: a general survey", author=[person("Lighthill", "James")],
                 publisher="Science Research Council", publisher_place="London", issued=on(1973), number="SRC-73"),
            "Lighthill J. Artificial intelligence: a general survey：SRC-73[R]. London：Science Research Council，1973.",
            "Lighthill J，1973. Artificial intelligence: a general survey：SRC-73[R]. London：Science Research Council.",
        ),
        (
            item("report", "人工智能指数报告", author=group("某研究院"), URL="https://example.org/index.pdf",
                 issued=on(2024, 4, 15), accessed=on(2024, 5, 1), page="7-9", language="zh"),
            "某研究院. 人工智能指数报告[R/OL]. 2024-04-15：7-9. https://example.org/index.pdf.",
            "某研究院，2024. 人工智能指数报告[R/OL]. 2024-04-15：7-9. https://example.org/index.pdf.",
        ),
        (
            item("map", "全国算力枢纽分布图", author=group("某测绘局"), scale="1:4000000", publisher="某地图出版社",
                 publisher_place="北京", issued=on(2022), dimensions="105cm×75cm", language="zh"),
            "某测绘局. 全国算力枢纽分布图. 1:4000000[CM]. 北京：某地图出版社，2022. 105cm×75cm.",
            "某测绘局，2022. 全国算力枢纽分布图. 1:4000000[CM]. 北京：某地图出版社. 105cm×75cm.",
        ),
        (
            item("chapter", "Learning internal representations by error propagation", page="318-362",
                 author=[person("Rumelhart", "David E."), person("Hinton", "Geoffrey E."), person("Williams", "R. J.")],
                 editor=[person("Rumelhart", "David E."), person("McClelland", "James L.")],
                 container_title="Parallel distributed processing", volume="1", publisher="MIT Press",
                 publisher_place="Cambridge", issued=on(1986)),
            "Rumelhart D E，Hinton G E，Williams R J. Learning internal representations by error propagation[M]//Rumelhart D E，McClelland J L. Parallel distributed processing：v.1. Cambridge：MIT Press，1986：318-362.",
            "Rumelhart D E，Hinton G E，Williams R J，1986. Learning internal representations by error propagation[M]//Rumelhart D E，McClelland J L. Parallel distributed processing：v.1. Cambridge：MIT Press：318-362.",
        ),
        (
            item("entry-encyclopedia", "人工智能", container_title="某百科全书", edition="修订版", volume="第4册",
                 container_author=group("甲", "乙", "丙", "丁"), publisher="某百科出版社", publisher_place="北京",
                 issued=on(2009), language="zh"),
            "人工智能[M]//甲，乙，丙，等. 某百科全书：第4册. 修订版. 北京：某百科出版社，2009.",
            "佚名，2009. 人工智能[M]//甲，乙，丙，等. 某百科全书：第4册. 修订版. 北京：某百科出版社.",
        ),
        (
            item("chapter", "Computing machinery", author=[person("Turing", "A. M.")], container_title="Mind design",
                 editor=[person(*name) for name in (("A", "B"), ("C", "D"), ("E", "F"), ("G", "H"))], issued=on(1981),
                 language="en"),
            "Turing A M. Computing machinery[M]//A B，C D，E F，et al. Mind design. [S.l.]：[s.n.]，1981.",
            "Turing A M，1981. Computing machinery[M]//A B，C D，E F，et al. Mind design. [S.l.]：[s.n.].",
        ),
        (
            item("paper-conference", "Attention is all you need", author=[person("Vaswani", "Ashish"),
                 person("Shazeer", "Noam"), person("Parmar", "Niki"), person("Uszkoreit", "Jakob")],
                 container_title="Advances in neural information processing systems 30", publisher="Curran Associates",
                 publisher_place="Red Hook, NY", issued=on(2017), page="5998--6008"),
            "Vaswani A，Shazeer N，Parmar N，et al. Attention is all you need[C]//Advances in neural information processing systems 30. Red Hook, NY：Curran Associates，2017：5998-6008.",
            "Vaswani A，Shazeer N，Parmar N，et al.，2017. Attention is all you need[C]//Advances in neural information processing systems 30. Red Hook, NY：Curran Associates：5998-6008.",
        ),
        (
            item("paper-conference", "面向中文的预训练模型", author=group("张三", "李四"), event_title="第十届全国语言学会议",
                 issued=on(2021, 10), page="33", language="zh"),
            "张三，李四. 面向中文的预训练模型[C]//第十届全国语言学会议，2021：33.",
            "张三，李四，2021. 面向中文的预训练模型[C]//第十届全国语言学会议：33.",
        ),
        (
            item("paper-conference", "Deep residual learning for image recognition", DOI="https://doi.org/10.1109/CVPR.2016.90",
                 author=[person("He", "Kaiming"), person("Zhang", "Xiangyu"), person("Ren", "Shaoqing")],
                 container_title="2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)",
                 issued=on(2016), page="770-778"),
            "He K，Zhang X，Ren S. Deep residual learning for image recognition[C/OL]//2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)，2016：770-778. DOI:10.1109/CVPR.2016.90.",
            "He K，Zhang X，Ren S，2016. Deep residual learning for image recognition[C/OL]//2016 IEEE Conference on Computer Vision and Pattern Recognition (CVPR)：770-778. DOI:10.1109/CVPR.2016.90.",
        ),
    ],
)  # fmt: skip
def test_books_and_their_parts_are_written_as_the_standard_has_them(csl, numeric, author_date):
    assert both_orders(csl) == (numeric, author_date)
