"""Callouts, comments, breaks, task lists and depth."""

import pytest

from editorial.text.markdown import render


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        (' style="warning"', "warning"),
        (" style='danger'", "danger"),
        (" style=“success”", "success"),
        ("", "info"),
        (' style="x"', "info"),
    ],
)
def test_a_gitbook_hint_is_a_callout(style, shown):
    html = render(f"前\n{{% hint{style} %}}\n**甲**\n\n- 乙\n{{% endhint %}}\n后\n").html
    assert html == (
        f'<p>前</p>\n<aside class="callout callout-{shown}">\n<p><strong>甲</strong></p>\n<ul>\n<li>乙</li>\n</ul>\n</aside>\n<p>后</p>\n'
    )


def test_a_hint_inside_a_quotation_ends_there():
    assert render("> {% hint %}\n> 甲\n> {% endhint %}\n\n后").html == (
        '<blockquote>\n<aside class="callout callout-info">\n<p>甲</p>\n</aside>\n</blockquote>\n<p>后</p>\n'
    )


def test_a_hint_that_never_ends_is_text():
    assert render("{% hint %}\n甲\n").html == "<p>{% hint %}<br>\n甲</p>\n"


def test_template_tags_are_text():
    assert (
        render("{{ settings.SECRET_KEY }} {% debug %} {# x #}").html
        == "<p>{{ settings.SECRET_KEY }} {% debug %} {# x #}</p>\n"
    )


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<!-- 备注 -->\n\n甲", "<p>甲</p>\n"),
        ("<!--\n多行\n\n备注\n-->\n甲", "<p>甲</p>\n"),
        ("甲<!-- 备注 -->乙", "<p>甲乙</p>\n"),
        ("甲 <!-- 没完", "<p>甲 &lt;!-- 没完</p>\n"),
        ("`<!-- 码 -->`", "<p><code>&lt;!-- 码 --&gt;</code></p>\n"),
    ],
)
def test_comments_are_not_shown(markdown, html):
    assert render(markdown).html == html


def test_lines_after_a_comment_are_counted_right():
    rendered = render("甲 <!-- 一\n二 --> 乙\n[[event:x]]")
    assert [use.line for use in rendered.references] == [3]


def test_br_breaks_a_line_in_a_cell_and_other_html_is_text():
    html = render("| a |\n|---|\n| 甲<br>乙<BR/>丙 |\n").html
    assert "<td>甲<br>\n乙<br>\n丙</td>" in html
    assert render("<b>粗</b> <div>块</div>").html == "<p>&lt;b&gt;粗&lt;/b&gt; &lt;div&gt;块&lt;/div&gt;</p>\n"


def test_task_lists_are_named_checkboxes():
    assert render("- [ ] 待\n- [x] 毕\n- [y] 非\n").html == (
        '<ul class="contains-task-list">\n'
        '<li class="task-list-item"><input type="checkbox" disabled="" aria-label="未完成"> 待</li>\n'
        '<li class="task-list-item"><input type="checkbox" disabled="" checked="" aria-label="已完成"> 毕</li>\n'
        "<li>[y] 非</li>\n</ul>\n"
    )


def test_text_deeper_than_the_limit_is_shown_flat_and_not_lost():
    rendered = render("> " * 200 + "深处")
    assert rendered.text.endswith("深处")
    assert rendered.html.count("<blockquote>") == 30
