"""The page for what is not there."""

import re

import pytest
from django.template.loader import render_to_string

pytestmark = pytest.mark.django_db


def test_the_404_page_offers_a_search_the_nearest_page_and_the_contents(client, small_book):
    response = client.get("/en/events/lunch/")
    page = response.content.decode()
    assert response.status_code == 404
    assert 'name="q" maxlength="200" value="lunch"' in page
    assert '<a href="/en/events/launch/">A Launch</a>' in page
    assert '<a href="/en/books/b/one/">Chapter one</a>' in page
    assert '<meta name="robots" content="noindex">' in page


def test_the_404_page_lists_the_chapters_as_the_book_has_them(client, small_book, release):
    for role, key in (("back", "b/afterword"), ("front", "b/preface")):
        release("chapter", key, book="b", title=key, card={"number": None, "role": role})
    page = client.get("/nowhere-at-all/").content.decode()
    listed = re.findall(r'href="/books/b/(\w+)/"', page)
    assert list(dict.fromkeys(listed)) == ["preface", "one", "two", "afterword"]


@pytest.mark.parametrize(
    "path", ["/x/", "/%00/", "/" + "a" * 3000 + "/", "/%ff%fe/", "/en/<script>/", "/../../etc/passwd"]
)
def test_any_address_at_all_gets_a_calm_answer(client, small_book, path):
    response = client.get(path)
    assert response.status_code == 404
    assert b"<script>/" not in response.content


def test_the_500_page_needs_no_database_and_no_context():
    page = render_to_string("500.html")
    assert '<html lang="zh-Hans">' in page
    assert '<div lang="en">' in page
