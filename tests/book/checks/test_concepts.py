"""Words that the book has decided against: three tests."""

import pytest

from book.checks import concepts
from tests.drafts import World, draft, subject
from tests.records import make, make_book

pytestmark = [pytest.mark.usefixtures("english"), pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def glossary(author):
    book = make_book(author)
    make("concept", author, key="llm", book=book, preferred="大语言模型", original="large language model",
         rejected_forms=["大型语言模型", "语言模型", "LLMs"])  # fmt: skip
    make("concept", author, key="token", book=book, preferred="词元", original="token", rejected_forms=["token"])


def problems(snapshot, key=""):
    judged = subject(snapshot, World(), key=key)
    return [(problem.line, problem.target, problem.message) for problem in concepts.RejectedForm().run(judged)]


def test_nothing_to_find():
    assert problems(draft("chapter", title="一章", body="天气很好。")) == []


def test_fine_text_where_the_rejected_form_is_part_of_the_accepted_one():
    assert problems(draft("chapter", title="一章", body="大语言模型。MyLLMs2不算。")) == []


def test_failing_text():
    text = "大语言模型好。\n\n大型语言模型与LLMs不好，语言模型也不好。"
    assert problems(draft("chapter", title="一章", body=text)) == [
        (3, "大型语言模型", "The book writes “大语言模型”, not “大型语言模型”."),
        (3, "语言模型", "The book writes “大语言模型”, not “语言模型”."),
        (3, "LLMs", "The book writes “大语言模型”, not “LLMs”."),
    ]


def test_a_concept_may_say_which_forms_it_rejects():
    assert problems(draft("concept", preferred="大语言模型", body="不写语言模型。"), key="llm") == []
