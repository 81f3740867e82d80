"""What a chapter's manuscript claims: three tests for each check."""

import pytest

from book.checks import chapters
from book.models import Book
from tests.book.checks.cases import Case, assert_failing, assert_fine, assert_nothing_to_find, over
from tests.drafts import draft, subject
from tests.records import make_book

pytestmark = pytest.mark.usefixtures("english")

STORY = "## 引言\n\n话。\n\n### 💡 轶事：{}\n\n一个故事。\n\n---\n\n完。\n"


def chapter(body="正文。", **fields):
    return draft("chapter", title="一章", body=body, **fields)


CASES = [
    Case(
        chapters.HeadingNumber(),
        nothing=chapter("## 引言\n\n正文。", number=10),
        fine=chapter("# Chapter 10: 一章\n\n正文。", number=10),
        failing=chapter("\n# 第六章 一章\n\n正文。", number=10),
        found=[(2, "10", "The heading says chapter 6; the record says 10. Readers see the record's number.")],
    ),
    Case(
        chapters.DeclaredWords(),
        nothing=chapter("一" * 100),
        fine=chapter("一" * 100, declared_words=110),
        failing=chapter("一" * 100, declared_words=111),
        found=[(None, "111", "The manuscript declares 111 words; we count 100.")],
    ),
    Case(
        chapters.DeclaredAnecdotes(),
        nothing=chapter(),
        fine=chapter(STORY.format("题目"), declared_anecdotes=1),
        failing=chapter(STORY.format("题目"), declared_anecdotes=0),
        found=[(None, "0", "The manuscript declares 0 anecdotes; we find 1.")],
    ),
    Case(
        chapters.UnmarkedAnecdote(),
        nothing=chapter(),
        fine=chapter(STORY.format("一 ✅") + STORY.format("二").replace("一个故事。", "⚠️ 未经证实：传闻而已。")),
        failing=chapter(STORY.format("题目")),
        found=[(5, "题目", "The anecdote “题目” does not say whether it is verified; it is shown as unverified.")],
    ),
]


@over(CASES)
def test_nothing_to_find(case):
    assert_nothing_to_find(case)


@over(CASES)
def test_fine_text(case):
    assert_fine(case)


@over(CASES)
def test_failing_text(case):
    assert_failing(case)


@pytest.mark.django_db
class TestWordTarget:
    """``word-target`` needs the book."""

    def problems(self, author, snapshot, **targets):
        book = make_book(author)
        Book.objects.filter(item=book).update(**targets)
        judged = subject(snapshot, collection=book)
        return [(problem.target, problem.message) for problem in chapters.WordTarget().run(judged)]

    def test_nothing_to_find_without_a_target_or_outside_the_main_matter(self, author):
        assert self.problems(author, chapter("一" * 10)) == []
        Book.objects.update(word_target_min=100)
        preface = subject(chapter("一" * 10, role="front"), collection=Book.objects.get().item)
        assert list(chapters.WordTarget().run(preface)) == []

    def test_fine_text(self, author):
        assert self.problems(author, chapter("一" * 100), word_target_min=100, word_target_max=100) == []

    def test_failing_text_in_the_measure_of_the_book(self, author):
        text = chapter("一" * 90 + "，" * 20)
        assert self.problems(author, text, word_target_min=100, word_target_max=200, word_measure="cjk") == [
            ("100–200", "90 words; the book wants 100–200.")
        ]

    def test_a_target_may_have_no_upper_end(self, author):
        assert self.problems(author, chapter("一" * 9), word_target_min=10) == [
            ("≥ 10", "9 words; the book wants ≥ 10.")
        ]
