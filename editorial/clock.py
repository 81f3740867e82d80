"""The time acts are dated with. The demo book replays its history through :func:`at`; everything else uses now."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moment: ContextVar = ContextVar("annals_moment", default=None)


def now():
    """Return the moment of the act, an aware datetime."""
    return _moment.get() or timezone.now()


@contextmanager
def at(moment):
    """Date every act inside the block with ``moment`` (aware datetime)."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
