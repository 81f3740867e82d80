"""Word counts: measured, kept apart for draft and public text, never taken from what is declared."""

import pytest

from book import word_counts
from book.models import WordCount
from editorial import jobs, transitions
from tests.records import make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

BODY = """# Chapter 6: 题目

GPT-4o发布，*很快*。[^1]

```python
print("two words")
```

[^1]: 脚注三字。
"""


@pytest.fixture
def book(author):
    return make_book(author, reading_rate=100)


def counts(item):
    columns = ("of", "number", "words", "cjk", "other", "han", "code", "footnotes", "reading_minutes")
    return list(WordCount.objects.filter(item=item).order_by("of").values_list(*columns))


def test_a_draft_is_measured_whatever_it_declares(author, book):
    chapter = make("chapter", author, book=book, body=BODY, declared_words=11800)
    jobs.run_lagging()
    # “Chapter”, “6:” and “GPT-4o” beside 题目 发布，很快。 The code and the footnote are counted apart.
    assert counts(chapter) == [("draft", 1, 11, 8, 3, 6, 2, 5, 1)]


def test_draft_and_public_text_are_counted_apart(author, reviewer, book):
    chapter = make("chapter", author, book=book, body="一" * 250)
    publish(book, chapter, author=author, reviewer=reviewer)
    transitions.edit(chapter, actor=author, fields={"body": "一" * 90})
    jobs.run_lagging()
    assert counts(chapter) == [("draft", 2, 90, 90, 0, 90, 0, 0, 1), ("public", 1, 250, 250, 0, 250, 0, 0, 3)]


def test_a_withdrawn_chapter_has_no_public_count(author, reviewer, editor, book):
    chapter = make("chapter", author, book=book, body="一" * 250)
    publish(book, chapter, author=author, reviewer=reviewer)
    transitions.unpublish(chapter, actor=editor, reason="mistake")
    jobs.run_lagging()
    assert [row[:3] for row in counts(chapter)] == [("draft", 1, 250)]


def test_counting_twice_writes_nothing(author, book):
    chapter = make("chapter", author, book=book, body=BODY)
    jobs.run_lagging()
    before = list(WordCount.objects.values())
    word_counts.make(chapter.pk)()
    assert list(WordCount.objects.values()) == before


def test_counts_of_a_deleted_draft_vanish_with_it(author, book):
    chapter = make("chapter", author, book=book, body=BODY)
    jobs.run_lagging()
    transitions.delete(chapter, actor=author)
    jobs.run_lagging()
    assert WordCount.objects.count() == 0


@pytest.mark.parametrize(("measure", "outside"), [("words", ["long", "short"]), ("cjk", ["short"])])
def test_chapters_outside_the_target_range_of_their_book_are_listed(author, measure, outside):
    book = make_book(author, word_target_min=5, word_target_max=10, word_measure=measure)
    texts = {"short": "一二三", "right": "一二三四五", "long": "一二三四五 a b c d e f"}
    for key, body in texts.items():
        make("chapter", author, key=key, book=book, body=body)
    make("chapter", author, key="preface", book=book, role="front", body="短")
    jobs.run_lagging()
    found = word_counts.outside_target(book)
    assert [each.item.key.rpartition("/")[2] for each in found] == outside
    assert {(each.least, each.most) for each in found} == {(5, 10)}


def test_a_book_without_targets_lists_no_chapter(author):
    book = make_book(author)
    make("chapter", author, book=book, body="短")
    jobs.run_lagging()
    assert word_counts.outside_target(book) == []
