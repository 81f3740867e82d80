"""What a production process refuses to start with, and how it says so."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Passwords and keys that stand in examples and tutorials; compared in lower case.
WELL_KNOWN = frozenset(
    "annals admin author changeme change-me change_me default demo django editor example guest password "
    "postgres redis reviewer root secret secret-key test".split()
)
LOCAL_HOSTS = frozenset(["127.0.0.1", "localhost", "::1"])


def objections(
    *, debug: bool, secret_key: str, allowed_hosts: Sequence[str], public_url: str, passwords: Mapping[str, str]
) -> list[str]:
    """Why these settings are not fit for production, one sentence each; empty when they are, or when debugging.

    ``passwords`` maps the variable a password came from to the password ("" where there is none).
    """
    if debug:
        return []
    sentences = []
    if secret_key.startswith("django-insecure"):
        sentences.append(
            "DJANGO_SECRET_KEY is not set: with DJANGO_DEBUG=false, give at least 50 random characters "
            "and keep them secret."
        )
    elif len(secret_key) < 50 or len(set(secret_key)) < 5 or secret_key.lower() in WELL_KNOWN:
        sentences.append("DJANGO_SECRET_KEY is too weak: it needs at least 50 random characters.")
    if not allowed_hosts:
        sentences.append("DJANGO_ALLOWED_HOSTS is not set: name the hosts this site answers for, separated by commas.")
    for host in allowed_hosts:
        if "*" in host or host.startswith("."):
            sentences.append(f"DJANGO_ALLOWED_HOSTS contains the wildcard {host!r}: name each host in full.")
    address = urlsplit(public_url)
    if address.scheme != "https" and address.hostname not in LOCAL_HOSTS:
        sentences.append(f"ANNALS_PUBLIC_URL is {public_url!r}: a public site is served over https.")
    for variable, password in passwords.items():
        if password.lower() in WELL_KNOWN:
            sentences.append(f"{variable} contains a well-known password: choose one of your own.")
    return sentences


def refuse_unsafe(**settings) -> None:
    """Raise ``ImproperlyConfigured`` with every objection at once; arguments as for :func:`objections`."""
    sentences = objections(**settings)
    if sentences:
        raise ImproperlyConfigured("Annals does not start:\n" + "\n".join(f"- {sentence}" for sentence in sentences))
