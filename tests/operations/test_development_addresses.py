"""A development installation shows readers the same missing page as production."""

import importlib

import pytest
from django.urls import clear_url_caches

from book.config import public_urls, urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def development(settings):
    def load():
        importlib.reload(public_urls)
        importlib.reload(urls)
        clear_url_caches()

    settings.DEBUG = True
    load()
    yield
    settings.DEBUG = False
    load()


@pytest.mark.parametrize("path", ["/no-such-page/", "/en/no-such-page/"])
def test_an_unknown_address_answers_with_the_books_own_page(client, development, path):
    response = client.get(path)
    assert response.status_code == 404
    assert b"urlpatterns" not in response.content.lower()
    assert b"URLconf" not in response.content
    assert b'name="q"' in response.content


def test_a_forgotten_slash_still_leads_to_the_page(client, development):
    response = client.get("/events")
    assert (response.status_code, response["Location"]) == (301, "/events/")
