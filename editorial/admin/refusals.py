"""Answering a refusal: the sentence, with the status code of its error, on a page that leads back."""

from functools import wraps

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from editorial import errors


def answered(view):
    """Let ``view`` (a method of an admin, or a function of the request) answer 403 or 409 where an act is refused."""

    @wraps(view)
    def wrapper(*args, **kwargs):
        try:
            return view(*args, **kwargs)
        except errors.EditorialError as refusal:
            request = next(each for each in args if hasattr(each, "POST"))
            return page(request, refusal)
        except ValidationError as error:
            request = next(each for each in args if hasattr(each, "POST"))
            return page(request, errors.WrongState(" ".join(error.messages)))

    return wrapper


def page(request, refusal, *, back="", **extra):
    """Return the page of one refusal."""
    title = _("You may not do this") if isinstance(refusal, errors.NotAllowed) else _("Nothing was changed")
    context = {
        **admin.site.each_context(request),
        "title": title,
        "refusal": refusal,
        "objections": [str(each) for each in refusal.objections if str(each) != refusal.sentence],
        "problems": getattr(refusal, "problems", ()),
        "stale": isinstance(refusal, errors.StaleSeal),
        "back": back or _way_back(request),
        **extra,
    }
    return TemplateResponse(request, "editorial/refusal.html", context, status=refusal.status_code)


def _way_back(request) -> str:
    """Return the page the refused act belongs to, else the page it was posted from; empty where nobody knows."""
    match = request.resolver_match
    if match and (match.url_name or "").startswith("review_"):
        return reverse("admin:review", args=[match.kwargs["pk"]])
    referrer = request.headers.get("Referer", "")
    return referrer if url_has_allowed_host_and_scheme(referrer, {request.get_host()}) else ""
