"""Pages that lie ready: the same answer for every reader, never an old one, never one that was not for everyone."""

import gzip
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse

from book.config import ready_pages
from book.config.ready_pages import ReadyPages, is_ready, make_page, takes_gzip
from editorial import public_stamp

pytestmark = pytest.mark.django_db(transaction=True)

CHAPTER = "/books/b/one/"


@pytest.fixture(autouse=True)
def kept(settings, tmp_path):
    """Empty stores, and a stamp of this test's own."""
    settings.DATA_DIR = tmp_path
    public_stamp.touch()
    yield
    ready_pages.plain_pages.clear()
    ready_pages.query_pages.clear()


class Site:
    """The whole application as a server calls it; counts how often Django was asked."""

    def __init__(self):
        self.django, self.asked = WSGIHandler(), 0
        self.application = ReadyPages(self._count)

    def _count(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def __call__(self, path, method="GET", **headers):
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver", "SERVER_PORT": "80", "HTTP_HOST": "testserver", "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "SERVER_PROTOCOL": "HTTP/1.1",
        }  # fmt: skip
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        started = []
        result = self.application(environ, lambda status, heads, exc_info=None: started.append((status, heads)))
        body = b"".join(result)
        getattr(result, "close", lambda: None)()
        status, heads = started[-1]
        return int(status[:3]), dict(heads), body


@pytest.fixture
def site():
    return Site()


def test_the_second_reader_gets_the_same_bytes_without_django(site, small_book):
    first, second = site(CHAPTER), site(CHAPTER)
    assert (site.asked, first) == (1, second)
    status, headers, body = first
    assert (status, headers["Content-Length"], headers["Vary"]) == (200, str(len(body)), "Accept-Encoding")
    assert headers["Content-Language"] == "zh-hans"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_head_gzip_and_a_known_tag_are_answered_from_the_same_page(site, small_book):
    _status, headers, body = site(CHAPTER)
    status, head, nothing = site(CHAPTER, method="HEAD")
    assert (status, head, nothing) == (200, headers, b"")
    _status, packed_headers, packed = site(CHAPTER, accept_encoding="br, gzip;q=0.5")
    assert gzip.decompress(packed) == body
    assert packed_headers["Content-Encoding"] == "gzip" and packed_headers["ETag"] != headers["ETag"]
    for known in (headers["ETag"], f"W/{headers['ETag']}", f'"x", {headers["ETag"]}', "*"):
        status, unchanged, nothing = site(CHAPTER, if_none_match=known)
        assert (status, nothing, unchanged["ETag"]) == (304, b"", headers["ETag"])
        assert "Content-Length" not in unchanged and "Content-Type" not in unchanged
    assert site(CHAPTER, if_none_match=packed_headers["ETag"])[0] == 200
    assert site.asked == 1


def test_a_publication_is_in_the_very_next_answer_and_a_withdrawal_too(site, small_book, release, withdraw):
    assert "那次" in site(CHAPTER)[2].decode()
    row = release("chapter", "b/one", book="b", title="第one章题", html="<p>改正之后。</p>", text="改正之后。")
    public_stamp.touch()
    assert "改正之后" in site(CHAPTER)[2].decode()
    withdraw(row, notice="撤回说明")
    public_stamp.touch()
    status, _headers, body = site(CHAPTER)
    assert (status, "改正之后" in body.decode()) == (410, False)


def test_a_page_made_while_something_was_published_is_not_believed(site, small_book, monkeypatch):
    def publish_meanwhile(environ, start_response):
        public_stamp.touch()
        return site.django(environ, start_response)

    application = ReadyPages(publish_meanwhile)
    site.application = application
    site(CHAPTER)
    site.application = ReadyPages(site._count)
    site(CHAPTER)
    assert site.asked == 1


def test_only_plain_successes_that_are_the_same_for_everyone_are_kept(site, small_book, author, settings):
    for path in ("/no/such/page/", "/admin/login/", "/healthz", "/books/b/one"):
        site(path)
        site(path)
    assert len(ready_pages.plain_pages) == 0
    site(CHAPTER, method="POST")
    assert len(ready_pages.plain_pages) == 0
    assert site("/events/", cookie="sessionid=whoever")[0] == 200
    assert len(ready_pages.plain_pages) == 1  # nothing on it depends on the reader


def test_a_host_nobody_owns_is_refused_each_time_and_leaves_nothing(site, small_book):
    statuses = [site(CHAPTER, host=host)[0] for host in ("evil.example", "evil.example", "testserver@evil", "a\nb")]
    assert (statuses, len(ready_pages.plain_pages)) == ([400] * 4, 0)
    assert b"evil" not in site(CHAPTER)[2]
    assert (
        b"evil" not in site(CHAPTER, x_forwarded_host="evil.example", x_original_url="/evil", x_rewrite_url="/evil")[2]
    )


def test_headers_that_are_no_part_of_the_key_change_nothing_of_the_answer(site, small_book):
    odd = {"accept": "text/evil", "accept_language": "en,evil", "user_agent": "evil", "cookie": "django_language=en",
           "x_http_method_override": "DELETE", "range": "bytes=0-1", "accept_encoding": "evil"}  # fmt: skip
    assert site(CHAPTER, **odd) == site(CHAPTER)
    assert site.asked == 1


def test_invented_queries_fill_their_own_store_and_never_push_out_the_pages(site, small_book, monkeypatch):
    monkeypatch.setattr(ready_pages.query_pages, "most_bytes", 60_000)
    site(CHAPTER)
    for number in range(30):
        site(f"/search/?q=发布{number}".encode().decode("latin-1"))
    assert ready_pages.query_pages.bytes <= 60_000
    asked = site.asked
    site(CHAPTER)
    assert site.asked == asked
    site("/search/?q=" + "x" * 2000)
    site("/search/?q=" + "x" * 2000)
    assert site.asked == asked + 2


def test_a_page_is_made_again_after_a_while_even_if_the_stamp_stood_still(site, small_book, monkeypatch):
    site(CHAPTER)
    monkeypatch.setattr(ready_pages, "LONGEST_BELIEF", -1)
    site(CHAPTER)
    assert site.asked == 2


def test_without_a_stamp_every_page_is_made_new(site, small_book, settings):
    (settings.DATA_DIR / public_stamp.FILE_NAME).unlink()
    assert [site(CHAPTER)[0], site(CHAPTER)[0], site.asked] == [200, 200, 2]
    assert len(ready_pages.plain_pages) == 0


def test_the_same_page_has_the_same_tags_and_bytes_in_every_process():
    headers = [("Content-Type", "text/html"), ("ETag", "other"), ("Vary", "Cookie")]
    first, second = (make_page(stamp, headers, b"words " * 200) for stamp in ("1", "2"))
    assert (first.plain, first.gzipped) == (second.plain, second.gzipped)
    assert dict(first.plain.headers)["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br", "br;q=1.0, gzip;q=0.8", "*", "deflate, GZIP", "gzip;q=1"])
def test_gzip_goes_to_those_who_take_it(accepted):
    assert takes_gzip(accepted)


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "gzip;q=0.0, br", "xgzip", "gzipped", "*;q=0"])
def test_gzip_goes_to_nobody_else(accepted):
    assert not takes_gzip(accepted)


@pytest.mark.parametrize("header", [("Set-Cookie", "a=b"), ("Cache-Control", "private"), ("Cache-Control", "no-store")])
def test_an_answer_for_one_reader_is_not_kept_even_if_it_is_marked(rf, header):
    response = HttpResponse("x")
    response.same_for_everyone = True
    assert is_ready(rf.get("/"), response)
    response[header[0]] = header[1]
    assert not is_ready(rf.get("/"), response)
