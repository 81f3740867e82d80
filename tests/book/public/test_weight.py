"""How much a reader has to load."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db


def packed(page, pattern) -> int:
    """Return the compressed size, in bytes, of the static files whose links match ``pattern``."""
    names = re.findall(pattern, page)
    assert names, "the page links none"
    return sum(len(gzip.compress(open(finders.find(name), "rb").read(), 9)) for name in names)


@pytest.mark.parametrize(
    "path", ["/", "/books/b/", "/books/b/one/", "/events/launch/", "/timeline/", "/concepts/", "/search/"]
)
def test_styles_and_scripts_stay_small(client, small_book, path):
    page = client.get(path).content.decode()
    assert packed(page, r'href="/static/(css/[^"]+)"') <= 8 * 1024
    assert packed(page, r'src="/static/(js/[^"]+)"') <= 2 * 1024


def test_a_chapter_of_18000_characters_stays_below_200_kilobytes(client, small_book, release):
    release("chapter", "b/long", book="b", title="长", html="<p>" + "字" * 18_000 + "</p>", card={"number": 3})
    page = client.get("/books/b/long/").content
    assert len(page) + packed(page.decode(), r'(?:href|src)="/static/((?:css|js)/[^"]+)"') < 200_000
