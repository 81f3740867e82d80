"""Ready pages: what anonymous readers ask for again is answered before Django, as bytes that lie ready.

A page that Django made is kept whole: headers, body, its gzip and an entity tag for each. It is keyed by everything the
answer may depend on (address, host, scheme) and carries the stamp that was read before it was made; it is believed while
the stamp is the same. So the first request after a publication is fresh in every process, and nobody has to be told.

Only answers that a public view marked as the same for everyone are kept, and of those only plain successes that set no
cookie. Memory is the only store: a full disk can neither stop it nor leave a trace, and a restart forgets everything.
"""

import contextlib
import gzip
import hashlib
import re
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from book.config.language import STAFF_PREFIX
from editorial import public_stamp

#: Bytes of pages a process keeps: those at plain addresses, and those with a query (searches, filters), of which
#: anybody can invent as many as they like, and which must not push the others out.
PLAIN_BYTES = 24 * 2**20
QUERY_BYTES = 4 * 2**20
#: One page larger than this is not kept.
LARGEST = 2 * 2**20
#: Longest address that is kept, in characters.
LONGEST_ADDRESS = 1000
#: Seconds after which a page is made again whatever the stamp says, should changing the stamp ever have failed.
LONGEST_BELIEF = 60
#: Below this many bytes compression gains nothing.
WORTH_COMPRESSING = 500

_ENVIRON = "annals.ready_page"
_LEFT_OUT = {"content-length", "etag", "content-encoding", "vary", "date"}
#: An encoding that is named and not refused with a weight of zero.
_TAKES_GZIP = re.compile(
    r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q\s*=\s*(?!0(?:\.0*)?\s*(?:,|$))[0-9.]+\s*)?(?=,|$)", re.IGNORECASE
)


@dataclass(frozen=True)
class Variant:
    """One encoding of a page: its tag, and the headers and body of its answers."""

    etag: str
    headers: tuple[tuple[str, str], ...]
    headers_unchanged: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True)
class ReadyPage:
    """A finished page. ``stamp`` was read before it was made, ``made_at`` is on the monotonic clock."""

    stamp: str
    made_at: float
    plain: Variant
    gzipped: Variant | None

    @property
    def size(self) -> int:
        """Bytes of both bodies."""
        return len(self.plain.body) + (len(self.gzipped.body) if self.gzipped else 0)

    def answer(self, environ, start_response):
        """Answer a GET or HEAD request with this page: 200, or 304 where the client has it already."""
        variant = self.plain
        if self.gzipped is not None and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            variant = self.gzipped
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (variant.etag in known or known.strip() == "*"):
            start_response("304 Not Modified", list(variant.headers_unchanged))
            return []
        start_response("200 OK", list(variant.headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]


def takes_gzip(accepted: str) -> bool:
    """Return whether an ``Accept-Encoding`` header allows gzip (RFC 9110, 12.5.3)."""
    return accepted[:4] == "gzip" and accepted[4:5] in ("", ",") or bool(_TAKES_GZIP.search(accepted[:1000]))


def make_page(stamp, headers, body: bytes) -> ReadyPage:
    """Return ``body`` with ``headers`` (pairs) as a page that lies ready. The same bytes get the same tags."""
    digest = hashlib.sha256(body).hexdigest()[:24]
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= WORTH_COMPRESSING else b""
    common = [(name, value) for name, value in headers if name.lower() not in _LEFT_OUT]
    gzipped = None
    if packed and len(packed) < len(body):
        common.append(("Vary", "Accept-Encoding"))
        gzipped = _variant(common, f'"{digest}-gzip"', packed, [("Content-Encoding", "gzip")])
    return ReadyPage(stamp, time.monotonic(), _variant(common, f'"{digest}"', body, []), gzipped)


def _variant(common, etag, body, more) -> Variant:
    unchanged = [*((name, value) for name, value in common if name.lower() != "content-type"), ("ETag", etag)]
    return Variant(
        etag,
        (*common, *more, ("ETag", etag), ("Content-Length", str(len(body)))),
        tuple(unchanged),
        body,
    )


class Pages:
    """The pages a process keeps: the least recently asked for go first. Safe to use from several threads."""

    def __init__(self, most_bytes):
        self.most_bytes = most_bytes
        self.bytes = 0
        self._pages: OrderedDict[tuple, ReadyPage] = OrderedDict()
        self._lock = Lock()

    def __len__(self):
        return len(self._pages)

    def get(self, key, stamp) -> ReadyPage | None:
        """Return the page at ``key`` if it carries ``stamp`` and is not too old."""
        page = self._pages.get(key)
        if page is None or page.stamp != stamp or time.monotonic() - page.made_at > LONGEST_BELIEF:
            return None
        with contextlib.suppress(KeyError):  # another thread has just let go of it
            self._pages.move_to_end(key)
        return page

    def keep(self, key, page):
        """Keep a page, and let go of others until all fit."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self.bytes += page.size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self._pages)))

    def clear(self):
        with self._lock:
            self._pages.clear()
            self.bytes = 0

    def _drop(self, key):
        page = self._pages.pop(key, None)
        if page is not None:
            self.bytes -= page.size


plain_pages = Pages(PLAIN_BYTES)
query_pages = Pages(QUERY_BYTES)


def _key(environ):
    """Everything an anonymous answer may depend on, beside the stamp and the encoding."""
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("wsgi.url_scheme", ""),
        environ.get("SCRIPT_NAME", ""),
    )


class ReadyPages:
    """The WSGI application around Django: answers from the kept pages, and asks Django for everything else."""

    def __init__(self, django):
        self.django = django

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.django(environ, start_response)
        key = _key(environ)
        pages = query_pages if key[1] else plain_pages
        stamp = public_stamp.read()
        if stamp is not None:
            page = pages.get(key, stamp)
            if page is not None:
                return page.answer(environ, start_response)
        return self._make(environ, start_response, pages, key, stamp)

    def _make(self, environ, start_response, pages, key, stamp):
        """Have Django answer; keep what it marks as ready, and send it as it will be sent from now on."""
        environ[_ENVIRON] = made = Made(stamp)
        if not key[0].startswith(STAFF_PREFIX):
            # Readers are anonymous by construction: no public page can depend on who is signed in.
            environ.pop("HTTP_COOKIE", None)
        begun: list = []
        result = self.django(environ, lambda *started: begun.append(started))
        if made.page is None:
            start_response(*begun[0])
            return result
        result.close()
        if stamp is not None and sum(map(len, key)) <= LONGEST_ADDRESS and made.page.size <= LARGEST:
            pages.keep(key, made.page)
        return made.page.answer(environ, start_response)


@dataclass
class Made:
    """What Django's answer leaves for the application around it."""

    stamp: str | None
    page: ReadyPage | None = None


class KeepReadyPages:
    """The outermost middleware: turns an answer that is the same for everyone into a page that lies ready."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        made = request.META.get(_ENVIRON)
        if made is not None and is_ready(request, response):
            made.page = make_page(made.stamp or "", response.items(), response.content)
        return response


def is_ready(request, response) -> bool:
    """Return whether an answer may be sent to the next reader as it is."""
    return (
        getattr(response, "same_for_everyone", False)
        and response.status_code == 200
        and request.method == "GET"
        and not response.streaming
        and not response.cookies
        and not response.has_header("Set-Cookie")
        and "no-store" not in response.get("Cache-Control", "")
        and "private" not in response.get("Cache-Control", "")
    )
