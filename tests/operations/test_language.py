import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from book.config.language import LanguageMiddleware


def answer(path, **headers):
    """The answer of a view that says the active language."""
    middleware = LanguageMiddleware(lambda request: HttpResponse(translation.get_language()))
    return middleware(RequestFactory().get(path, headers=headers))


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "zh-hans"), ("/books/llm/", "zh-hans"), ("/en/", "en"), ("/en/books/llm/", "en"), ("/energy/", "zh-hans")],
)
def test_a_public_page_has_the_language_of_its_path_whatever_the_visitor_prefers(path, language):
    response = answer(path, accept_language="de, en;q=0.8", cookie=f"{settings.LANGUAGE_COOKIE_NAME}=en")
    assert (response.text, response["Content-Language"], response.get("Vary")) == (language, language, None)


@pytest.mark.parametrize(
    ("headers", "language"),
    [
        ({}, "zh-hans"),
        ({"accept_language": "en-GB, zh;q=0.5"}, "en"),
        ({"accept_language": "fr"}, "zh-hans"),
        ({"accept_language": "en", "cookie": f"{settings.LANGUAGE_COOKIE_NAME}=zh-hans"}, "zh-hans"),
    ],
)
def test_the_admin_has_the_language_its_user_prefers(headers, language):
    response = answer("/admin/", **headers)
    assert (response.text, response["Content-Language"]) == (language, language)
    assert response["Vary"] == "Accept-Language, Cookie"


def test_the_language_of_one_request_does_not_reach_the_next():
    before = translation.get_language()
    answer("/en/")
    assert translation.get_language() == before
