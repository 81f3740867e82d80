"""What the endpoints behind the editor share: who may call, how often, and answers that no page mistakes for HTML."""

import time
from functools import wraps

from django.core.cache import cache
from django.http import JsonResponse
from django.utils.translation import gettext as _

#: Calls per minute, person and endpoint.
CALLS_PER_MINUTE = 60


def refuse(status, sentence):
    """Return a refusal as JSON with its sentence."""
    return answer({"error": sentence}, status=status)


def answer(data, *, status=200):
    """Return ``data`` as JSON that is neither cached nor sniffed."""
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def for_staff(*, method, allowed, limited=True):
    """Let a view answer only to active staff for whom ``allowed(person)`` holds: otherwise 403, 405 or 429.

    A script calls these, so nobody is redirected to the login page: it would end up inside the preview.
    """

    def decorate(view):
        @wraps(view)
        def wrapper(request):
            person = request.user
            if not (person.is_active and person.is_staff and allowed(person)):
                if not person.is_authenticated:
                    return answer({"error": _("You are signed out."), "signed_out": True}, status=403)
                return refuse(403, _("Your account may not use the editor."))
            if request.method != method:
                response = refuse(405, _("This address takes %(method)s only.") % {"method": method})
                response.headers["Allow"] = method
                return response
            if limited and _calls(view.__name__, person) > CALLS_PER_MINUTE:
                response = refuse(429, _("That was more than %(limit)s calls in a minute. Please wait a moment.")
                                  % {"limit": CALLS_PER_MINUTE})  # fmt: skip
                response.headers["Retry-After"] = "60"
                return response
            return view(request)

        return wrapper

    return decorate


def _calls(name, person) -> int:
    key = f"editor-calls:{name}:{person.pk}:{int(time.time() // 60)}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, 120)
        return 1
