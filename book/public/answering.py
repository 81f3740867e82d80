"""How public views answer: read-only, the same for everyone, in the language of the path."""

from functools import wraps

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from book.public.entries import ENGLISH


def public(view):
    """Give a view ``language`` and let it answer GET and HEAD only; it changes nothing, so it needs no CSRF check.

    Its answer is marked as the same for everyone, so that it may be kept ready for the next reader.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, language=page_language(), **kwargs)
        response.same_for_everyone = True
        return response

    return csrf_exempt(require_safe(answer))


def page_language() -> str:
    """Return the public language that the path chose: ``zh-hans`` or ``en``."""
    return ENGLISH if (get_language() or "").startswith(ENGLISH) else "zh-hans"


def page(template, context, *, status=200) -> HttpResponse:
    """Return a rendered page. Without the request no context processor runs: nothing about the visitor gets in."""
    return HttpResponse(render_to_string(template, context), status=status)
