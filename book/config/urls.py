"""Addresses of a full process: the admin, and everything the public site has."""

from django.contrib import admin
from django.urls import path

from book.config.public_urls import urlpatterns as public_urlpatterns
from editorial.admin import notices

urlpatterns = [
    path("admin/language/setlang/", notices.choose_language, name="set_language"),
    path("admin/", admin.site.urls),
    *public_urlpatterns,
]

handler404 = "book.public.views.errors.not_found"
