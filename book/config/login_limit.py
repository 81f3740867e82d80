"""A limit on failed sign-ins, counted in the cache.

Each attempt is counted before the password is checked and forgiven when it was right, so that many
guesses at the same moment cannot slip past the count. The sizes follow OWASP's advice to slow
guessing down without letting a stranger lock a colleague out for long.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

WINDOW_SECONDS = 15 * 60
#: Attempts per window: one person from one address; one address; one person from anywhere.
LIMITS = {"pair": 5, "address": 30, "person": 100}


class LoginLimitMiddleware:
    """Answers 429 with a sentence once too many sign-ins failed; a success clears the person's count."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST" or request.path_info != reverse("admin:login"):
            return self.get_response(request)
        keys = _keys(username=request.POST.get("username", ""), address=client_address(request))
        counts = {scope: _count(key) for scope, key in keys.items()}
        if any(counts[scope] > limit for scope, limit in LIMITS.items()):
            return _refusal(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            cache.delete(keys["pair"])
            cache.delete(keys["person"])
        return response


def client_address(request) -> str:
    """The address of the person's machine: the last one our proxy noted, or the peer's where there is no proxy."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if forwarded:
            return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def _keys(*, username: str, address: str) -> dict[str, str]:
    name = username.strip().lower()
    parts = {"pair": f"{name}\n{address}", "address": address, "person": name}
    # Hashed: names may hold characters that a cache key may not, and need not lie about in it.
    return {
        scope: f"login-limit:{scope}:{hashlib.sha256(value.encode()).hexdigest()}" for scope, value in parts.items()
    }


def _count(key: str) -> int:
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, WINDOW_SECONDS)
        return 1


def _refusal(request):
    response = render(
        request,
        "429.html",
        {
            "title": _("Too many failed sign-ins"),
            "sentence": _("Too many failed sign-ins. Wait 15 minutes, then try again."),
        },
        status=429,
    )
    response.headers["Retry-After"] = str(WINDOW_SECONDS)
    return response
