"""Asking other servers, carefully: few seconds, few bytes, and never the machines around this one.

The name of a host is resolved here, every address it has is checked, and the connection goes to a checked one; each
redirect is checked again. So neither a link in a bibliography nor a redirect reaches a service of the local network,
and a name that changes its address between check and use (DNS rebinding) gains nothing. A timer ends what trickles.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

#: Seconds for one answer, redirects apart; bytes of one body; redirects followed.
SECONDS = 15.0
MOST_BYTES = 2 * 2**20
MOST_REDIRECTS = 5
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


#: Why there is no answer: what is stored, and how it is said.
REASONS = {
    "address": gettext_lazy("The address cannot be read, or is none with http:// or https://."),
    "local": gettext_lazy("The address is that of a machine of the local network."),
    "host": gettext_lazy("There is no such host."),
    "time": gettext_lazy("The server did not answer in time."),
    "certificate": gettext_lazy("The server's certificate is not valid."),
    "broken": gettext_lazy("The server broke the connection off or cannot be reached."),
    "redirects": gettext_lazy("The redirects lead in a circle, or too far."),
    "status": gettext_lazy("The server answered that there is nothing."),
    "robots": gettext_lazy("robots.txt asks programs to stay away."),
    "busy": gettext_lazy("The registry cannot answer now."),
    "unreadable": gettext_lazy("The registry answered something that cannot be read."),
}


class NotReached(Exception):
    """No answer; ``reason`` is a key of :data:`REASONS`, the message its sentence."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason

    def __str__(self):
        return str(REASONS[self.reason])


class NotAllowed(NotReached):
    """The address is none that may be asked: another scheme, or a machine of the local network."""


@dataclass(frozen=True)
class Answer:
    """What a server said. ``redirects`` are (status, address it led to); ``cut`` says that the body was longer."""

    status: int
    url: str
    headers: dict
    body: bytes = b""
    redirects: tuple[tuple[int, str], ...] = field(default=())
    cut: bool = False


def user_agent() -> str:
    """Who asks, and where to complain."""
    return f"Annals/0.1 (+{settings.PUBLIC_URL}; bibliography link check)"


def fetch(url, *, method="GET", accept="*/*", seconds=SECONDS, most_bytes=MOST_BYTES) -> Answer:
    """Return the answer to a request, after redirects. Raises :class:`NotReached` and :class:`NotAllowed`."""
    redirects: list[tuple[int, str]] = []
    seen = {url}
    while True:
        answer = _ask(url, method=method, accept=accept, seconds=seconds, most_bytes=most_bytes)
        target = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not target:
            return Answer(answer.status, url, answer.headers, answer.body, tuple(redirects), answer.cut)
        url = urljoin(url, target)
        redirects.append((answer.status, url[:2000]))
        if url in seen or len(redirects) > MOST_REDIRECTS:
            raise NotReached("redirects")
        seen.add(url)


def _ask(url, *, method, accept, seconds, most_bytes) -> Answer:
    scheme, host, port, target = _parts(url)
    address = _checked_address(host, port)
    headers = {
        "Host": host if port in (80, 443) else f"{host}:{port}", "User-Agent": user_agent(), "Accept": accept,
        # Nothing is unpacked: a small packed body can be a large one.
        "Accept-Encoding": "identity", "Connection": "close",
    }  # fmt: skip
    if scheme == "https":
        connection = HTTPSConnection(
            address, port, timeout=seconds, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED"
        )
    else:
        connection = HTTPConnection(address, port, timeout=seconds)
    late, held = threading.Event(), []
    end = threading.Timer(seconds, _hang_up, [connection, held, late])
    end.daemon = True
    end.start()
    try:
        connection.connect()
        held.append(connection.sock)
        connection.request(method, target, headers=headers, preload_content=False, decode_content=False)
        response = connection.getresponse()
        body = b"" if method == "HEAD" else response.read(most_bytes + 1, decode_content=False)
        if late.is_set():
            raise NotReached("time")
        found = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status, url, found, body[:most_bytes], cut=len(body) > most_bytes)
    except (HTTPError, HTTPException, OSError, ValueError, AttributeError) as error:
        raise NotReached("time" if late.is_set() else _reason(error)) from error
    finally:
        end.cancel()
        connection.close()


def _hang_up(connection, held, late):
    """Break a connection from outside; whoever waits on it gets an error.

    Once an answer has begun the connection knows its socket no more, so the caller holds it for us.
    """
    late.set()
    sock = held[0] if held else connection.sock
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def _reason(error) -> str:
    words = str(error).lower()
    if "timed out" in words or isinstance(error, TimeoutError):
        return "time"
    return "certificate" if "certificate" in words else "broken"


def _parts(url) -> tuple[str, str, int, str]:
    """Return scheme, host in ASCII, port and request target."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode() if not _is_number(host) else host
    except (ValueError, UnicodeError) as error:
        raise NotAllowed("address") from error
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host or parts.username is not None:
        raise NotAllowed("address")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?[]')}" if parts.query else ""
    return scheme, host, port or (443 if scheme == "https" else 80), path + query


def _is_number(host) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _checked_address(host, port) -> str:
    """Return the first address of a host; raises :class:`NotAllowed` where any of them is a local one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReached("host") from error
    addresses = [each[4][0] for each in found]
    if not addresses:
        raise NotReached("host")
    if not settings.ANNALS_FETCH_LOCAL and not all(is_public(address) for address in addresses):
        raise NotAllowed("local")
    return addresses[0]


def is_public(address) -> bool:
    """Return whether an IP address belongs to the open Internet, also where it wraps another one (6to4, Teredo)."""
    number = ipaddress.ip_address(address.partition("%")[0])
    if number.version == 4:
        return _is_open(number)
    if number.ipv4_mapped is not None:
        return _is_open(number.ipv4_mapped)
    wrapped = [number.sixtofour, *(number.teredo or ())]
    return _is_open(number) and all(_is_open(each) for each in wrapped if each is not None)


def _is_open(number) -> bool:
    closed = number.is_multicast or number.is_reserved or number.is_unspecified
    return number.is_global and not closed and not getattr(number, "is_site_local", False)
