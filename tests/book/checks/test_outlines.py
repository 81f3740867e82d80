"""The order of a book: three tests for each check."""

import pytest

from book.checks import outlines
from editorial import transitions
from tests.book.checks.cases import Case, assert_failing, assert_fine, assert_nothing_to_find, over
from tests.drafts import World, draft, subject
from tests.records import fresh, make, make_book, publish

pytestmark = pytest.mark.usefixtures("english")


def book(outline):
    return draft("book", title="测试之书", outline=outline)


CASES = [
    Case(
        outlines.UnreadableOutline(),
        nothing=book(""),
        fine=book("[front]\npreface"),
        failing=book("[cover]\npreface"),
        found=[(1, "[cover]", "A role is [front], [main] or [back]. ([cover])")],
    ),
    Case(
        outlines.UnknownChapter(),
        nothing=book(""),
        fine=book("one"),
        failing=book("one\ntwo"),
        found=[(2, "two", "The order names “two”, which is no chapter of this book.")],
        world=World({("chapter", "a-book/one"): draft("chapter", title="一章")}, collection_key="a-book"),
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
class TestUnplacedChapter:
    """``unplaced-chapter`` needs the chapters."""

    def problems(self, author, outline, *chapters):
        item = make_book(author)
        for key in chapters:
            make("chapter", author, key=key, book=item)
        judged = subject(book(outline), key="a-book")
        judged.item = item
        return [problem.message for problem in outlines.UnplacedChapter().run(judged)]

    def test_nothing_to_find(self, author):
        assert self.problems(author, "") == []

    def test_fine_text(self, author):
        assert self.problems(author, "one\ntwo", "one", "two") == []

    def test_failing_text(self, author):
        assert self.problems(author, "two", "one", "two") == [
            "The chapter “one” stands nowhere in the order; it is shown at the end."
        ]

    def test_what_was_withdrawn_needs_no_place(self, author, reviewer, make_user):
        item = make_book(author)
        chapter = make("chapter", author, key="gone", book=item)
        publish(chapter, author=author, reviewer=reviewer)
        transitions.unpublish(fresh(chapter), actor=make_user("editor", role="editor"), reason="a test")
        judged = subject(book(""), key="a-book")
        judged.item = item
        assert list(outlines.UnplacedChapter().run(judged)) == []
