"""Addresses of a full process: the admin, and everything the public site has."""

from django.contrib import admin
from django.urls import include, path

from book.config.public_urls import urlpatterns as public_urlpatterns

urlpatterns = [
    path("admin/language/", include("django.conf.urls.i18n")),
    path("admin/", admin.site.urls),
    *public_urlpatterns,
]

handler404 = "book.public.views.errors.not_found"
