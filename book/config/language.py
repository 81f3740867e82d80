"""Which language an answer is in: by path on the public site, by preference in the admin.

Django's own ``LocaleMiddleware`` guesses from cookies and ``Accept-Language`` everywhere and must
therefore add ``Vary``, which keeps shared caches from keeping public pages.
"""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers

#: Paths used by people who are signed in, or about to be.
STAFF_PREFIX = "/admin/"
ENGLISH_PREFIX = "/en/"


class LanguageMiddleware:
    """Activates the language of a request for its duration.

    Public: ``/en/…`` is English, everything else Simplified Chinese; no ``Vary``.
    Admin: the language cookie, else ``Accept-Language``, else Simplified Chinese; varies on both.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        for_staff = request.path_info.startswith(STAFF_PREFIX)
        if for_staff:
            language = translation.get_language_from_request(request)
        elif request.path_info.startswith(ENGLISH_PREFIX):
            language = "en"
        else:
            language = settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        if for_staff:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response
