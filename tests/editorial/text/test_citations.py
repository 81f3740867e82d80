"""Citations with keys, and (Author, Year) without."""

import pytest

from editorial.text import citations
from editorial.text.citations import legacy, parse_cluster
from editorial.text.contexts import CitationText, CitationUse, CiteItem, Position, RenderContext
from editorial.text.markdown import render
from tests.editorial.text.contexts import Known

CITE = '<a class="cite" id="cite-{}" href="#source-{}" data-cite="{}">{}</a>'


def html(markdown, context=None):
    return render(markdown, context or Known()).html.strip().removeprefix("<p>").removesuffix("</p>")


def cited(number, key, words):
    return CITE.format(number, key, key, words)


@pytest.mark.parametrize(
    ("inner", "items"),
    [
        ("@key", [CiteItem("key")]),
        ("＠key", [CiteItem("key")]),
        ("-@key", [CiteItem("key", suppress_author=True)]),
        ("@key, p. 6", [CiteItem("key", "p. 6")]),
        ("@key，第 3 章", [CiteItem("key", "第 3 章")]),
        ("@key第3章", [CiteItem("key", "第3章")]),
        ("@key, pp. 3-5, 7", [CiteItem("key", "pp. 3-5, 7")]),
        ("@key, 33", [CiteItem("key", "33")]),
        ("@key, 着重号为引者所加", [CiteItem("key", suffix="着重号为引者所加")]),
        ("@key, p. 6, 重点", [CiteItem("key", "p. 6", suffix="重点")]),
        (
            "see @a, p. 1; 参见 @b；@c",
            [CiteItem("a", "p. 1", prefix="see"), CiteItem("b", prefix="参见"), CiteItem("c")],
        ),
        ("@{odd key}", [CiteItem("odd key")]),
        ("@a:b.c/d.", [CiteItem("a:b.c/d")]),
        ("@李彦宏2019", [CiteItem("李彦宏2019")]),
        ("a@b.com", []),
        ("@a; 别的", []),
        ("没有", []),
    ],
)
def test_a_bracket_holds_items_with_locators(inner, items):
    assert parse_cluster(inner) == tuple(items)


@pytest.mark.parametrize("markdown", ["[@vaswani2017]", "［＠vaswani2017］", "【@vaswani2017】", "[＠vaswani2017]"])
def test_every_bracket_an_input_method_types_cites(markdown):
    assert html(markdown) == f'<span class="cites">({cited(1, "vaswani2017", "Vaswani 等, 2017")})</span>'


def test_several_sources_share_one_bracket():
    assert html("[@vaswani2017, p. 6; @li2024]") == (
        f'<span class="cites">({cited(1, "vaswani2017", "Vaswani 等, 2017, p. 6")}; {cited(2, "li2024", "李, 2024")})</span>'
    )


def test_an_unknown_key_shows_itself_and_is_reported():
    rendered = render("一[@vaswani2017; @nobody]。", Known())
    assert '; <span class="cite cite-unknown">@nobody</span>)</span>' in rendered.html
    assert [(use.key, use.known, use.anchor) for use in rendered.citations] == [
        ("vaswani2017", True, "cite-1"),
        ("nobody", False, ""),
    ]


def test_narrative_and_suppressed_citations():
    assert (
        html("@vaswani2017 [p. 6]提出")
        == f'<span class="cites">{cited(1, "vaswani2017", "Vaswani 等 (2017, p. 6)")}</span>提出'
    )
    assert html("[-@vaswani2017]") == f'<span class="cites">({cited(1, "vaswani2017", "2017")})</span>'


def test_a_handle_is_no_citation_but_something_that_looks_like_a_key_is():
    rendered = render("@sama 说，邮件 a@b.com，@smith2020method 说", Known())
    assert [(use.key, use.known) for use in rendered.citations] == [("smith2020method", False)]
    assert "@sama 说，邮件 a@b.com" in rendered.text


@pytest.mark.parametrize("markdown", ["`[@vaswani2017]`", "```\n@vaswani2017\n```", r"\@vaswani2017", "[见 `x` 处]"])
def test_code_cites_nothing(markdown):
    assert render(markdown, Known()).citations == []


def test_a_link_whose_words_begin_with_a_handle_stays_a_link():
    assert html("[@sama](https://x.example)") == '<a href="https://x.example">@sama</a>'


def test_the_house_style_may_bring_labels_and_brackets():
    class House(RenderContext):
        cite_brackets = ("（", "）")
        cite_separator = "；"

        def citation(self, cluster):
            return CitationText("", labels=tuple(f"<{item.key}>" for item in cluster.items))

    assert html("[@a; @b]", House()) == (
        f'<span class="cites">（{cited(1, "a", "&lt;a&gt;")}；{cited(2, "b", "&lt;b&gt;")}）</span>'
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(Vaswani et al., 2017)", [("Vaswani et al.", "2017", "")]),
        ("（作者，2024）", [("作者", "2024", "")]),
        ("(Brown & Mann, 2020a)", [("Brown & Mann", "2020a", "")]),
        ("(OpenAI, 2023, p. 6)", [("OpenAI", "2023", "p. 6")]),
        ("（百度研究院，2021，第5页）", [("百度研究院", "2021", "第5页")]),
        ("(A et al., 2017; B 等，2018；C, 2019)", [("A et al.", "2017", ""), ("B 等", "2018", ""), ("C", "2019", "")]),
        ("(见 Lee, 2020)", [("Lee", "2020", "")]),
        ("(see also Lee, 2020)", [("Lee", "2020", "")]),
        ("(Anthropic, 2023, 2024)", [("Anthropic", "2023", ""), ("Anthropic", "2024", "")]),
        ("(36氪, 2023)", [("36氪", "2023", "")]),
        ("(Ł. Kaiser, 2017)", [("Ł. Kaiser", "2017", "")]),
        ("(June 12, 2017)", []),
        ("(12 June, 2017)", []),
        ("(Sept, 2017)", []),
        ("(2017)", []),
        ("(2017, 2018)", []),
        ("（2024年，很好）", []),
        ("(GPT-4, 8K)", []),
        ("(A, 2017; 随便说说)", []),
        ("（他说：好，2017）", []),
    ],
)
def test_author_and_year_in_brackets(text, parts):
    assert [(part.authors, part.year, part.locator) for part in legacy(text)] == parts


def test_a_part_names_where_it_stands():
    text = "前 (A, 2017; B，2018) 后"
    assert [(text[part.start : part.end], part.raw) for part in legacy(text)] == [
        ("A, 2017", "A, 2017"),
        ("B，2018", "B，2018"),
    ]


def test_exactly_one_candidate_is_linked_and_the_words_stay():
    rendered = render("研究 (Vaswani et al., 2017; OpenAI, 2023; 无名, 2020) 表明。另（李，2024）。", Known())
    assert rendered.html == (
        f"<p>研究 ({cited(1, 'vaswani2017', 'Vaswani et al., 2017')}; OpenAI, 2023; 无名, 2020) 表明。"
        f"另（{cited(2, 'li2024', '李，2024')}）。</p>\n"
    )
    first, second = "研究 (Vaswani et al., 2017; OpenAI, 2023; 无名, 2020) 表明。", "另（李，2024）。"
    assert rendered.citations == [
        CitationUse(
            "vaswani2017",
            "",
            1,
            "cite-1",
            True,
            True,
            ("vaswani2017",),
            "Vaswani et al., 2017",
            first,
            "Vaswani et al.",
            "2017",
        ),
        CitationUse("", "", 1, "", False, True, ("a", "b"), "OpenAI, 2023", first, "OpenAI", "2023"),
        CitationUse("", "", 1, "", False, True, (), "无名, 2020", first, "无名", "2020"),
        CitationUse("li2024", "", 1, "cite-2", True, True, ("li2024",), "李，2024", second, "李", "2024"),
    ]


def test_positions_stand_on_the_words_cited():
    rendered = render("甲 (Vaswani et al., 2017)。\n乙[@li2024]。", Known())
    places = [position for position in rendered.positions if position.kind == "citation"]
    assert places == [Position("citation", 3, 23, 1, "vaswani2017"), Position("citation", 28, 35, 2, "li2024")]
    assert [rendered.text[place.start : place.end] for place in places] == ["Vaswani et al., 2017", "李, 2024"]


def test_the_text_counts_what_a_reader_reads():
    assert render("甲[@vaswani2017]。", Known()).text == "甲(Vaswani 等, 2017)。"


# Written with a key


@pytest.mark.parametrize(
    ("text", "raw", "keyed_text"),
    [
        ("据说（Lee, 2020）。", "Lee, 2020", "据说[@KEY]。"),
        ("据说(Lee, 2020, p. 6)。", "Lee, 2020, p. 6", "据说[@KEY, p. 6]。"),
        ("(A, 2019; Lee, 2020; B, 2021)", "Lee, 2020", "(A, 2019) [@KEY] (B, 2021)"),
        ("(Lee, 2020; B, 2021)", "Lee, 2020", "[@KEY] (B, 2021)"),
        ("(Lee, 2019, 2020)", "2020", "(Lee, 2019) [@KEY]"),
        ("😀(Lee, 2020)", "Lee, 2020", "😀[@KEY]"),
    ],
)
def test_a_written_citation_is_given_the_key_that_is_meant(text, raw, keyed_text):
    found = citations.keyed(f"头\n{text}\n尾", 2, raw)
    whole = f"头\n{text}\n尾"
    made = whole[: found.start] + found.before + "KEY" + found.after + whole[found.start + len(found.old) :]
    assert made == f"头\n{keyed_text}\n尾"


def test_the_one_that_is_meant_of_two_alike_is_taken():
    text = "(Lee, 2020)与(Lee, 2020)"
    assert [citations.keyed(text, 1, "Lee, 2020", nth=nth).start for nth in (0, 1)] == [0, 12]
    assert citations.keyed(text, 1, "Lee, 2020", nth=2) is None
    assert citations.keyed(text, 9, "Lee, 2020") is None
    assert citations.keyed(text, 1, "Wang, 2020") is None


def test_citations_without_a_full_stop_keep_the_words_around_them_not_the_whole_text():
    rendered = render("某人说 (Vaswani et al., 2017) " * 3_000, Known())
    assert len(rendered.citations) == 3_000
    assert max(len(use.sentence) for use in rendered.citations) == 2_000
    assert all(use.raw in use.sentence for use in rendered.citations)
