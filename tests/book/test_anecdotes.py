"""Anecdotes: read from the current releases of chapters, unmarked ones as not verified."""

import pytest

from book.models import Anecdote
from editorial import jobs, transitions
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BODY = """正文。

### 💡 轶事：咖啡馆里的名字

名字写在餐巾纸上。

**可信度**: ✅ 已验证

---

### 💡 轶事：没有人作证

据说如此。

---

后文。
"""


def told():
    return list(Anecdote.objects.values_list("key", "position", "title", "verification", "path"))


@pytest.fixture
def chapter(author, reviewer):
    book = make_book(author)
    chapter = make("chapter", author, key="six", book=book, body=BODY)
    publish(book, chapter, author=author, reviewer=reviewer)
    jobs.run_lagging()
    return chapter


def test_the_anecdotes_of_a_public_chapter_are_listed_in_their_order(chapter):
    path = "/books/a-book/six/"
    assert [(row[1], row[2], row[4]) for row in told()] == [(0, "咖啡馆里的名字", path), (1, "没有人作证", path)]
    assert [row[3] for row in told()][1] == "unverified"
    first = Anecdote.objects.get(position=0)
    assert first.anchor and first.anchor in fresh(chapter).public_page.release.body.html
    assert "名字写在餐巾纸上。" in first.text


def test_a_draft_adds_no_anecdote_and_a_withdrawal_removes_them(chapter, author, editor):
    transitions.edit(chapter, actor=author, fields={"body": BODY + "\n### 💡 轶事：第三件\n\n还没有人审过。\n"})
    jobs.run_lagging()
    assert len(told()) == 2
    transitions.unpublish(chapter, actor=editor, reason="mistake")
    jobs.run_lagging()
    assert told() == []
