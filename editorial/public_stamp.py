"""The stamp: one small token that changes whenever something readers see may have changed.

Whoever keeps a finished public page keeps the stamp read *before* the page was made; while the stamp is the same, so
is the page. On one machine the stamp is the modification time of a file in the data folder, which costs one ``stat`` to
read. Installations on several machines share a second one through the cache server (``PUBLIC_STAMP_URL``), which each
process asks at most every :data:`SHARED_FOR` seconds.

Changing it needs no space on the disk, and never fails for its caller: a page that could not be marked as changed is
made again after a while in any case (see the pages' keeper).
"""

import logging
import os
import time
import uuid
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.cache import InvalidCacheBackendError
from django.core.cache.backends.redis import RedisCache
from django.db import transaction

logger = logging.getLogger(__name__)

FILE_NAME = "public.stamp"
KEY = "annals-public-stamp"
#: Seconds for which a process believes what the cache server said; a page is never older than this on any machine.
SHARED_FOR = 0.02
#: Seconds in which a cache server that did not answer is left alone; no page counts as fresh meanwhile.
QUIET = 1.0


def read() -> str | None:
    """Return the stamp as it is now; None while it cannot be known, when no kept page may be believed."""
    try:
        local = os.stat(_path()).st_mtime_ns
    except OSError:
        return None
    if not settings.PUBLIC_STAMP_URL:
        return str(local)
    shared = _shared.read()
    return None if shared is None else f"{local}-{shared}"


def touch():
    """Change the stamp, here and on the cache server. Raises nothing; a failure is logged."""
    path = _path()
    try:
        # Written out: the time the kernel would set moves in steps of milliseconds, two changes apart may share one.
        before = os.stat(path).st_mtime_ns if path.exists() else 0
        now = max(time.time_ns(), before + 1)
        if not before:
            path.touch()
        os.utime(path, ns=(now, now))
    except OSError as error:
        logger.error("the public stamp %s cannot be changed, readers may see old pages for a while: %s", path, error)
    if settings.PUBLIC_STAMP_URL:
        _shared.touch()


def touch_on_commit():
    """Change the stamp once the transaction under way is committed."""
    transaction.on_commit(touch, robust=True)


def _path() -> Path:
    return settings.DATA_DIR / FILE_NAME


class _Shared:
    """The stamp on the cache server, asked seldom and never waited for long."""

    def __init__(self):
        self.value, self.believed_until = None, 0.0

    def read(self) -> str | None:
        now = time.monotonic()
        if now >= self.believed_until:
            self.value, pause = self._ask()
            self.believed_until = now + pause
        return self.value

    def _ask(self):
        try:
            server = _server(settings.PUBLIC_STAMP_URL)
            return server.get_or_set(KEY, lambda: uuid.uuid4().hex, timeout=None), SHARED_FOR
        except Exception as error:  # whatever the client raises, pages are made anew then
            logger.warning("the cache server with the public stamp cannot be reached: %s", error)
            return None, QUIET

    def touch(self):
        try:
            _server(settings.PUBLIC_STAMP_URL).set(KEY, uuid.uuid4().hex, timeout=None)
        except Exception as error:
            logger.error("the public stamp on the cache server cannot be changed: %s", error)
        self.believed_until = 0.0


_shared = _Shared()


@cache
def _server(url) -> RedisCache:
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise InvalidCacheBackendError(f"a public stamp is shared through Redis, not through {url.partition(':')[0]}")
    return RedisCache(url, {"OPTIONS": {"socket_timeout": 0.25, "socket_connect_timeout": 0.25}})
