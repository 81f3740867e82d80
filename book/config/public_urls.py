"""Addresses of the public site: Chinese without a prefix, English under ``/en/``; and nothing else."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve

from book.public.views.errors import no_such_address

urlpatterns = [
    # Uploaded images: re-encoded when they came in, sent with nosniff like every answer.
    re_path(r"^media/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT}),
]

urlpatterns += i18n_patterns(path("", include("book.public.urls")), prefix_default_language=False)

if settings.DEBUG:
    # A development installation shows readers the book's own page too, not Django's list of addresses.
    urlpatterns += i18n_patterns(re_path(r"^.*/$", no_such_address), prefix_default_language=False)

handler404 = "book.public.views.errors.not_found"
