"""A form that was posted too late: the session is over, the account was closed, or the page is older than the sign-in.

Nothing was stored, and nothing is lost: the page that answers holds every field, so that the person signs in in
another tab and posts once more. Works without scripts; the editor's own keeping of text is another net.
"""

from urllib.parse import urlsplit

from django.contrib import admin
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as stock_csrf_failure

#: Longer fields, and those of several lines, are shown; the others travel along unseen.
SHORT = 80
_LEFT_OUT = {"csrfmiddlewaretoken"}


def page(request):
    """Answer a POST of somebody who is not signed in (any more): 403, with the fields of the form."""
    return _page(
        request, _("You are signed out"),
        _("Nothing was stored: your session is over, or your account was deactivated meanwhile."),
        steps=True,
    )  # fmt: skip


def csrf_failure(request, reason=""):
    """Answer a POST whose token does not fit: 403. Our own page, opened before the last sign-in, may be posted again.

    Only where the browser says that the form came from this very site; a form of another site gets no second button.
    """
    if not request.path_info.startswith(reverse("admin:index")) or not _comes_from_here(request):
        return stock_csrf_failure(request, reason)
    sentence = _("Nothing was stored: this page is older than your sign-in. Please check it and post it once more.")
    return _page(request, _("Please post this once more"), sentence, steps=False)


def _comes_from_here(request) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.get_host()


def _page(request, title, sentence, *, steps):
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in _LEFT_OUT and "password" not in name
    ]
    secret = any("password" in name for name in request.POST)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "sentence": sentence,
        "steps": steps,
        "shown": [(name, value) for name, value in fields if _is_text(value)],
        "hidden": [(name, value) for name, value in fields if not _is_text(value)],
        "files": sorted(request.FILES),
        "may_post_again": not secret and request.path != reverse("admin:login"),
        "action": request.get_full_path(),
        "login_url": f"{reverse('admin:login')}?next={reverse('admin:draft_welcome')}",
        "is_nav_sidebar_enabled": False,
    }
    request.current_app = admin.site.name
    response = TemplateResponse(request, "editorial/signed_out.html", context, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_text(value) -> bool:
    return len(value) > SHORT or "\n" in value.strip()
