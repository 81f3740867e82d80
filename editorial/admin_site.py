"""The admin site of the desk: the stock site plus the pages that belong to no single table.

It stands outside :mod:`editorial.admin` because that package registers with the site while it is being imported.
"""

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

_ORDER = ("book", "sources", "editorial")


class DeskSite(admin.AdminSite):
    """Signs people in, greets them with what waits for them, and serves the review page and the editor's endpoints."""

    site_title = _("Annals")
    site_header = _("Annals")
    index_title = _("The desk")
    enable_nav_sidebar = True

    def index(self, request, extra_context=None):
        from editorial.admin import desk  # models cannot be imported before the site is

        return super().index(request, {"desk": desk.lists(request.user), **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """The book first, people last."""
        apps = super().get_app_list(request, app_label)
        return sorted(
            apps, key=lambda app: _ORDER.index(app["app_label"]) if app["app_label"] in _ORDER else len(_ORDER)
        )

    def get_urls(self):
        # The views register nothing, but they import the package that does.
        from editorial.admin import completion, desk, markdown, review

        pages = [
            path("review/<int:pk>/", self.admin_view(review.read), name="review"),
            path("review/<int:pk>/sign/", self.admin_view(review.sign), name="review_sign"),
            path("review/<int:pk>/return/", self.admin_view(review.give_back), name="review_return"),
            path("review/<int:pk>/withdraw/", self.admin_view(review.withdraw), name="review_withdraw"),
            path("review/<int:pk>/comment/", self.admin_view(review.comment), name="review_comment"),
            path("markdown/preview/", markdown.preview, name="markdown_preview"),
            path("markdown/upload/", markdown.upload, name="markdown_upload"),
            path("item/<int:pk>/", self.admin_view(desk.open_item), name="item"),
            path("complete/", completion.complete, name="complete"),
        ]
        return pages + super().get_urls()
