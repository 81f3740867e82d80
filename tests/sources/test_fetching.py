"""Asking other servers: limits of time and size, redirects, and addresses that may not be asked."""

import socket
import time

import pytest

from sources import fetching
from tests.sources.servers import mute, say, serving, trickle


@pytest.fixture
def local(settings):
    settings.ANNALS_FETCH_LOCAL = True


def refused(url, **options) -> str:
    with pytest.raises(fetching.NotReached) as refusal:
        fetching.fetch(url, **options)
    return refusal.value.reason


def test_an_answer_with_who_asked(local, settings):
    seen = {}

    def answer(handler):
        seen.update(handler.headers.items())
        say(handler, 200, b"hello", content_type="text/plain")

    with serving(answer) as (site, asked):
        found = fetching.fetch(f"{site}/a b?c=d é", accept="text/plain")
    assert (found.status, found.body, found.headers["content-type"], found.cut) == (200, b"hello", "text/plain", False)
    assert asked == ["GET /a%20b?c=d%20%C3%A9"]
    assert (seen["Accept"], seen["Accept-Encoding"]) == ("text/plain", "identity")
    assert seen["User-Agent"].startswith("Annals/") and settings.PUBLIC_URL in seen["User-Agent"]


def test_redirects_are_followed_and_remembered(local):
    def answer(handler):
        moves = {"/a": (301, "/b"), "/b": (302, "c?x=1")}
        if handler.path in moves:
            status, target = moves[handler.path]
            say(handler, status, location=target)
        else:
            say(handler, 200, b"end")

    with serving(answer) as (site, _asked):
        found = fetching.fetch(f"{site}/a")
    assert (found.url, found.body) == (f"{site}/c?x=1", b"end")
    assert found.redirects == ((301, f"{site}/b"), (302, f"{site}/c?x=1"))


def test_redirects_in_a_circle_and_without_end(local):
    with serving(lambda handler: say(handler, 302, location="/again")) as (site, _asked):
        assert refused(f"{site}/again") == "redirects"
    count = iter(range(100))
    with serving(lambda handler: say(handler, 302, location=f"/{next(count)}")) as (site, asked):
        assert refused(f"{site}/x") == "redirects"
        assert len(asked) == fetching.MOST_REDIRECTS + 1


def test_a_huge_body_is_cut(local):
    def answer(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        try:
            for _block in range(4000):
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            pass

    with serving(answer) as (site, _asked):
        found = fetching.fetch(site, most_bytes=100_000)
    assert (len(found.body), found.cut) == (100_000, True)


def test_what_trickles_or_says_nothing_is_ended(local):
    start = time.monotonic()
    with serving(trickle) as (site, _asked):
        assert refused(site, seconds=0.6) == "time"
    with mute() as site:
        assert refused(site, seconds=0.5) == "time"
    with mute(lines=b"HTTP/1.1 200 OK\r\nX-A: ") as site:
        assert refused(site, seconds=0.5) == "time"
    assert time.monotonic() - start < 15


def test_servers_that_talk_nonsense_or_are_not_there(local):
    with mute(lines=b"SSH-2.0-OpenSSH\r\n\r\n") as site:
        assert refused(site, seconds=1) in ("broken", "time")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}/") == "broken"
    with serving(lambda handler: say(handler)) as (site, _asked):
        assert refused(site.replace("http:", "https:"), seconds=2) in ("broken", "certificate", "time")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost:8000/", "http://[::1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://172.16.0.1/",
     "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://100.64.0.1/", "http://[fe80::1]/", "http://[fd00::1]/",
     "http://[::ffff:127.0.0.1]/", "http://[2002:7f00:1::]/", "http://[64:ff9b::7f00:1]/", "http://224.0.0.1/", "http://2130706433/",
     "http://0x7f.1/", "http://127.1/"],
)  # fmt: skip
def test_machines_of_the_local_network_are_refused(url):
    assert refused(url) in ("local", "host", "address")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://user@example.org/", "http://[::1", "//example.org/",
            "http://example.org:99999/", "http://" + "a" * 300 + ".example/"],
    ids=lambda url: url[:24],
)  # fmt: skip
def test_other_addresses_are_refused(url):
    assert refused(url) == "address"


def test_a_redirect_into_the_local_network_is_refused(settings, monkeypatch):
    real = socket.getaddrinfo

    answers = iter([True, False])

    def resolve(host, port, *args, **options):
        return real("127.0.0.1", port, *args, **options)

    with serving(lambda handler: say(handler, 302, location="http://localhost:1/secret")) as (site, asked):
        port = site.rpartition(":")[2]
        monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
        monkeypatch.setattr(fetching, "is_public", lambda address: next(answers))
        assert refused(f"http://public.example:{port}/") == "local"
    assert asked == ["GET /"]


def test_one_local_address_among_public_ones_is_enough(monkeypatch):
    found = [(None, None, None, "", (address, 80)) for address in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *args, **options: found)
    assert refused("http://rebinding.example/") == "local"


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("::ffff:93.184.216.34", True), ("127.0.0.1", False),
     ("::", False), ("fe80::1%eth0", False), ("240.0.0.1", False), ("2002:a00:1::", False), ("::ffff:10.0.0.1", False)],
)  # fmt: skip
def test_public_addresses_are_told_from_others(address, public):
    assert fetching.is_public(address) is public
