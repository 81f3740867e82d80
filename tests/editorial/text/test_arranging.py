"""Tables with captions and sources, fences, bare addresses."""

import pytest

from editorial.text.contexts import LinkUse
from editorial.text.markdown import render
from tests.editorial.text.contexts import Known

TABLE = "| 甲 | 乙 |\n|:-:|--:|\n| 1 | 2 |\n"
INNER = (
    '<thead>\n<tr>\n<th class="align-center">甲</th>\n<th class="align-right">乙</th>\n</tr>\n</thead>\n'
    '<tbody>\n<tr>\n<td class="align-center">1</td>\n<td class="align-right">2</td>\n</tr>\n</tbody>\n'
)


def table(*, caption="", source=""):
    name = "" if caption else ' aria-label="表格"'
    head = f"<caption>{caption}</caption>\n" if caption else ""
    foot = f'<p class="table-source">{source}</p>\n' if source else ""
    return f'<div class="table-scroll" tabindex="0" role="group"{name}>\n<table>\n{head}{INNER}</table>\n</div>\n{foot}'


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (TABLE, table()),
        (f"表 1：对比\n\n{TABLE}", table(caption="表 1：对比")),
        (
            f"{TABLE}\n**表2-1 对比**\n\n资料来源：*官方*\n",
            table(caption="<strong>表2-1 对比</strong>", source="资料来源：<em>官方</em>"),
        ),
        (f"Table 3. Models\n{TABLE}\nSource: Us\n", table(caption="Table 3. Models", source="Source: Us")),
        (f"{TABLE}来源：某处\n", table(source="来源：某处")),
        (f"{TABLE}\n表面上看\n", table() + "<p>表面上看</p>\n"),
        (f"前文\n\n{TABLE}", "<p>前文</p>\n" + table()),
    ],
)
def test_a_table_takes_its_caption_and_source(markdown, html):
    assert render(markdown).html == html


def test_words_of_the_renderer_follow_its_language():
    assert 'aria-label="Table"' in render(TABLE, Known(language="en")).html
    assert (
        '<p class="verification">Unverified</p>'
        in render("### Anecdote: x\n\ny", Known(language="en", chapter=True)).html
    )


@pytest.mark.parametrize(
    ("fence", "html"),
    [
        ("```mermaid\ngraph TD; A-->B\n```", '<pre class="mermaid">graph TD; A--&gt;B\n</pre>\n'),
        ("```python\nx < 1\n```", '<pre><code class="language-python">x &lt; 1\n</code></pre>\n'),
        ("```Brainfuck\n+\n```", "<pre><code>+\n</code></pre>\n"),
        (
            "```\n用户：“请写一封信。”\n\n模型：好的。\n完\n```",
            '<blockquote class="passage">\n<p>用户：“请写一封信。”</p>\n<p>模型：好的。<br>完</p>\n</blockquote>\n',
        ),
        (
            "```\n2017 ---|--- 论文发布\n     |\n2018 ---|--- 模型\n```",
            "<pre><code>2017 ---|--- 论文发布\n     |\n2018 ---|--- 模型\n</code></pre>\n",
        ),
        ("```\n```", "<pre><code></code></pre>\n"),
    ],
)
def test_a_fence_is_drawing_code_or_quotation(fence, html):
    assert render(fence).html == html


def test_only_pages_with_drawings_say_so():
    assert render("```mermaid\nx\n```").has_mermaid and not render("```\nx\n```").has_mermaid


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("见https://a.example/b_c?d=1&e=2，然后", "https://a.example/b_c?d=1&e=2"),
        ("https://a.example/中文", "https://a.example/"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x_(y).", "https://a.example/x_(y)"),
        ("“https://a.example”。", "https://a.example"),
    ],
)
def test_a_bare_address_is_linked_and_eats_no_chinese(text, address):
    rendered = render(text)
    assert rendered.links == [LinkUse(address, address, 1)]
    shown = address.replace("&", "&amp;")
    assert f'<a href="{shown}">{shown}</a>' in rendered.html
    assert rendered.text == text


@pytest.mark.parametrize("text", ["ftp://a.example", "www.a.example", "https://", "`https://a.example`", "价格$5和$10"])
def test_other_text_is_not_linked(text):
    assert render(text).links == []
