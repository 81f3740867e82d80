"""Notices: who hears of an act, how it is said, and the mail that carries it.

May import: ``editorial`` below the transitions. An act calls one function of :mod:`.telling`, which does its work after
the commit: neither a mistake here nor a mail server that is down can break the act.
"""

from editorial.notifications.telling import (
    checks_fail,
    commented,
    overridden,
    published,
    returned,
    scheduled,
    signed,
    submitted,
    taken_back,
    withdrawn,
)

__all__ = [
    "checks_fail", "commented", "overridden", "published", "returned", "scheduled", "signed", "submitted",
    "taken_back", "withdrawn",
]  # fmt: skip
