"""What a page was made from: the things its queries read, noted while it is made, if somebody asks.

The static site makes a page again when one of these things has changed. A thing is a short text:

* ``record kind:key``: the release on the page, its place among the others, its withdrawal;
* ``entry kind:key``: what lists and links show of a record, or that it is not public;
* ``name kind:key``: only its address, titles and number;
* ``incoming kind:key``: which current releases point at a record;
* ``kind name``, ``names name``: every entry, or every name, of a kind;
* ``timeline``, ``anecdotes``: what jobs derived; ``all``: everything that is public, and since when.

A query that notes nothing makes pages that grow old unseen; the tests of :mod:`book.static_site` compare every
increment with a site made from nothing.
"""

from contextlib import contextmanager
from contextvars import ContextVar

_noted: ContextVar[set | None] = ContextVar("noted", default=None)


def note(*things: str):
    """Say that the page being made depends on ``things``. Costs nothing while nobody records."""
    noted = _noted.get()
    if noted is not None:
        noted.update(things)


def recorded() -> bool:
    """Return whether somebody records; for notes that cost something to make."""
    return _noted.get() is not None


@contextmanager
def recording():
    """Collect the things noted in this block, in the set it gives."""
    things: set[str] = set()
    token = _noted.set(things)
    try:
        yield things
    finally:
        _noted.reset(token)
