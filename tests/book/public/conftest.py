"""A small public book for the tests of the public site."""

import pytest

from tests.book.public import rows


@pytest.fixture
def clerk(make_user):
    """Whoever owns the items under the releases; the public site never shows a user."""
    return make_user("clerk", role="editor")


@pytest.fixture
def release(clerk):
    """``release(kind, key, …)``: append a release and make it current; see :mod:`tests.book.public.rows`."""

    def make(kind, key, **options):
        return rows.release(kind, key, actor=clerk, **options)

    return make


@pytest.fixture
def withdraw(clerk):
    def take_down(row, **options):
        rows.withdraw(row, actor=clerk, **options)

    return take_down


@pytest.fixture
def small_book(release):
    """One book with two chapters, one event by one organization, one concept and one source, all pointing around."""
    release(
        "book", "b", title="小书", title_en="A Small Book",
        data={"outline": [{"role": "main", "title": "第一编", "title_en": "Part One", "chapters": ["b/one", "b/two"]}]},
    )  # fmt: skip
    release("organization", "lab", title="某实验室", title_en="Some Lab", card={"country": "中国", "founded": "2015"})
    release("concept", "attention", title="注意力", title_en="attention", card={"sort_key": "zhu4 yi4 li4"})
    release("source", "lee2020", title="A paper", card={"reference": "Lee, A. (2020). A paper.", "language": "en"})
    release(
        "event", "launch", title="一次发布", title_en="A Launch",
        card={"date": "2024-02", "earliest": "2024-02-01", "latest": "2024-02-29", "significance": "critical",
              "organizations": [{"key": "lab", "title": "某实验室", "title_en": "Some Lab"}]},
        links=[("organizations", "organization", "lab"), ("sources", "source", "lee2020", {"locator": "p. 2"})],
        data={"sources": [{"key": "lee2020", "text": "Lee, A. (2020). A paper.", "locator": "p. 2"}]},
    )  # fmt: skip
    body = (
        '<h2 id="h-start">开头</h2><p>那次<span class="ref" data-ref="event:launch">发布</span>，'
        '<a class="cite" id="cite-1" href="#source-lee2020" data-cite="lee2020">Lee, 2020</a>，'
        '以及<span class="ref" data-ref="event:secret-plan">一件事</span>。</p>'
    )
    for number, name in ((1, "one"), (2, "two")):
        release(
            "chapter", f"b/{name}", book="b", title=f"第{name}章题", title_en=f"Chapter {name}", html=body, text="那次发布。",
            card={"number": number, "role": "main", "words": 1200, "reading_minutes": 4},
            outline=[{"level": 2, "id": "h-start", "text": "开头", "text_en": "Start"}],
            data={"mentions": {"event": [{"key": "launch", "count": 3}], "organization": [{"key": "lab", "count": 1}]},
                  "bibliography": [{"key": "lee2020", "number": 1, "text": "Lee, A. (2020). A paper.", "url": "",
                                    "kind": "article", "language": "en", "backlinks": ["cite-1"]}]},
            links=[("events", "event", "launch", {"count": 3}), ("cites", "source", "lee2020", {"count": 1})],
        )  # fmt: skip
