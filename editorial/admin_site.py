"""The admin site of the desk: the stock site plus the pages that belong to no single table.

It stands outside :mod:`editorial.admin` because that package registers with the site while it is being imported.
"""

from functools import wraps

from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

_ORDER = ("book", "sources", "editorial")


class DeskSite(admin.AdminSite):
    """Signs people in, greets them with what waits for them, and serves the review page and the editor's endpoints."""

    site_title = _("Annals")
    site_header = _("Annals")
    index_title = _("The desk")
    enable_nav_sidebar = True

    def admin_view(self, view, cacheable=False):
        """Keep what was posted where the session is over: the stock site would forget it on the way to the login."""
        from editorial.admin import signed_out  # models cannot be imported before the site is

        checked = super().admin_view(view, cacheable)

        @wraps(checked)
        def keeping(request, *args, **kwargs):
            if (
                request.method == "POST"
                and not request.user.is_authenticated
                and request.path != reverse("admin:logout")
            ):
                return signed_out.page(request)
            return checked(request, *args, **kwargs)

        return keeping

    def each_context(self, request):
        """Add the number on the bell; asked only where a page shows it."""
        from editorial.admin import notices  # models cannot be imported before the site is

        context = super().each_context(request)
        if request.user.is_authenticated:
            context["unread_notices"] = lambda: notices.unread(request.user)
        return context

    def login(self, request, extra_context=None):
        """Sign somebody in, and greet them in the language they chose, on whatever machine they sit."""
        from editorial.admin import notices  # models cannot be imported before the site is

        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == 302 and request.user.is_authenticated:
            return notices.with_language(response, notices.language_of(request.user))
        return response

    def index(self, request, extra_context=None):
        from editorial.admin import desk  # models cannot be imported before the site is

        return super().index(request, {"desk": desk.of(request.user), **(extra_context or {})})

    def get_app_list(self, request, app_label=None):
        """The book first, people last."""
        apps = super().get_app_list(request, app_label)
        return sorted(
            apps, key=lambda app: _ORDER.index(app["app_label"]) if app["app_label"] in _ORDER else len(_ORDER)
        )

    def get_urls(self):
        # The views register nothing, but they import the package that does.
        from editorial.admin import (
            calendar,
            completion,
            desk,
            granting,
            keeping,
            markdown,
            missing,
            notices,
            proposing,
            remarks,
            review,
        )  # fmt: skip

        pages = [
            path("review/<int:pk>/", self.admin_view(review.read), name="review"),
            path("review/<int:pk>/sign/", self.admin_view(review.sign), name="review_sign"),
            path("review/<int:pk>/return/", self.admin_view(review.give_back), name="review_return"),
            path("review/<int:pk>/withdraw/", self.admin_view(review.withdraw), name="review_withdraw"),
            path("review/<int:pk>/look/", self.admin_view(review.look), name="review_look"),
            path("review/<int:pk>/leave-out/", self.admin_view(review.leave_out), name="review_leave_out"),
            path("review/<int:pk>/comment/", self.admin_view(remarks.comment), name="review_comment"),
            path("review/<int:pk>/comment/<int:number>/", self.admin_view(remarks.thread), name="review_thread"),
            path("review/<int:pk>/correct/<int:number>/", self.admin_view(proposing.propose), name="review_propose"),
            path("review/<int:pk>/proposal/<int:number>/", self.admin_view(proposing.decide), name="review_decide"),
            path("review/calendar/", self.admin_view(calendar.calendar), name="calendar"),
            path("markdown/preview/", markdown.preview, name="markdown_preview"),
            path("markdown/upload/", markdown.upload, name="markdown_upload"),
            path("item/<int:pk>/", self.admin_view(desk.open_item), name="item"),
            path("notices/", self.admin_view(notices.show), name="notices"),
            path("notices/<int:pk>/open/", self.admin_view(notices.open_one), name="notice_open"),
            path("notices/read/", self.admin_view(notices.read_all), name="notices_read"),
            path("notices/preferences/", self.admin_view(notices.preferences), name="notice_preferences"),
            path("roles/", self.admin_view(granting.overview), name="roles"),
            path("roles/give/", self.admin_view(granting.give), name="roles_give"),
            path("roles/<int:pk>/take/", self.admin_view(granting.take), name="roles_take"),
            path("complete/", completion.complete, name="complete"),
            path("draft/keep/", keeping.keep, name="draft_keep"),
            path("draft/session/", keeping.session, name="draft_session"),
            path("draft/welcome/", self.admin_view(keeping.welcome), name="draft_welcome"),
            path("draft/make/", missing.make_draft, name="draft_make"),
            path("draft/unsaved/<int:pk>/", self.admin_view(keeping.compare), name="draft_unsaved"),
        ]
        return pages + super().get_urls()
