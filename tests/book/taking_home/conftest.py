"""A small public book, made of releases only, and the formats that the suite otherwise leaves out."""

import pytest

from book.taking_home import contents
from tests.book.public import rows


@pytest.fixture(autouse=True)
def _own_shelf(settings, tmp_path):
    settings.BOOK_FORMATS = ["epub", "pdf"]
    settings.BOOKS_ROOT = tmp_path / "books"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def clerk(make_user):
    return make_user("clerk", role="editor")


@pytest.fixture
def release(clerk):
    def make(kind, key, **options):
        return rows.release(kind, key, actor=clerk, **options)

    return make


@pytest.fixture
def withdraw(clerk):
    return lambda row: rows.withdraw(row, actor=clerk)


@pytest.fixture
def make_chapter(release):
    """``make_chapter(name, html, …)``: a public chapter of the book ``b``."""

    def make(name, html, *, number=1, role="main", **options):
        options.setdefault("title", f"题目{name}")
        card = {"number": number if role == "main" else None, "role": role}
        return release("chapter", f"b/{name}", book="b", html=html, card=card, **options)

    return make


@pytest.fixture
def book(release):
    return release(
        "book", "b", title="小书", title_en="A Small Book",
        card={"subtitle": "副题", "description": "讲一件事。", "contributors": [{"name": "某人", "role": "author"}]},
        data={
            "outline": [
                {"role": "front", "title": "卷首", "chapters": ["b/preface"]},
                {"role": "main", "title": "第一编", "title_en": "Part One", "chapters": ["b/one", "b/two"]},
            ],
            "colophon_html": "<p>版权说明。</p>",
        },
    )  # fmt: skip


@pytest.fixture
def small_book(book, release, make_chapter):
    """A preface and two chapters with a note, a table, a list, references into and out of the book, and a source."""
    release("organization", "lab", title="某实验室")
    release("event", "launch", title="一次发布", title_en="A Launch",
            card={"date": "2024-02", "earliest": "2024-02-01", "latest": "2024-02-29", "significance": "critical"})  # fmt: skip
    make_chapter("preface", "<p>前言的话。</p>", role="front", title="前言")
    html = (
        '<h2 id="h-start">开头 <span class="heading-en" lang="en">Start</span></h2>'
        '<p>那次<span class="ref" data-ref="event:launch">发布</span>与<span class="ref" data-ref="organization:lab">实验室</span>'
        '和<span class="ref" data-ref="event:secret-plan">一件事</span>'
        '<span class="cites">(<a class="cite" id="cite-1" href="#source-lee2020" data-cite="lee2020">Lee, 2020</a>)</span>，'
        '见<span class="ref" data-ref="chapter:b/two" data-fragment="start">下章</span>。'
        '<sup class="footnote-ref" id="fnref-1"><a href="#fn-1">1</a></sup></p>'
        '<div class="table-scroll"><table><caption>表</caption><thead><tr><th>甲</th><th class="align-right">乙</th></tr></thead>'
        '<tbody><tr><td>1</td><td class="align-right">2</td></tr></tbody></table></div>'
        '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" disabled checked> 做完</li></ul>'
        '<aside class="callout callout-info"><p>提示。</p></aside>'
        '<section class="footnotes" id="footnotes"><ol><li id="fn-1"><p>注文。'
        '<a href="#fnref-1" class="footnote-backref">↩︎</a></p></li></ol></section>'
    )
    bibliography = [{"key": "lee2020", "text": "Lee, A. (2020). A paper. https://example.org/p", "language": "en",
                     "url": "https://example.org/p"}]  # fmt: skip
    data = {"mentions": {"event": [{"key": "launch", "count": 1}]}, "bibliography": bibliography}
    for number, name in ((1, "one"), (2, "two")):
        make_chapter(name, html, number=number, data=data)


@pytest.fixture
def read():
    return lambda **options: contents.read("b", **options)
