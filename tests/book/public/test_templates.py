"""What every template of the public site keeps to."""

import re

import pytest

pytestmark = pytest.mark.django_db
WITH_FORMS = re.compile(r'class="(?:btn|filter|finder|pager)\b')


@pytest.mark.parametrize(
    "path",
    [
        "/", "/books/b/", "/books/b/one/", "/events/", "/events/launch/", "/organizations/lab/", "/concepts/",
        "/sources/", "/sources/lee2020/", "/anecdotes/", "/timeline/", "/search/?q=x", "/nowhere/",
    ],
)  # fmt: skip
def test_a_page_with_buttons_or_filters_has_their_style_sheet(client, small_book, path):
    page = client.get(path).content.decode()
    assert bool(WITH_FORMS.search(page)) <= ("css/forms.css" in page)
