"""What a slow phone makes of a page: 390 × 844 pixels, processor slowed four times, 1.6 Mbit/s with 150 ms of latency.

The page and its static files are served compressed from memory, as ready bytes and a front server send them, so that
what is measured is the page and not this machine's Django. Needs Chromium and Playwright; without them it says so.
"""

import gzip
import re
import shutil
import statistics
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.contrib.staticfiles import finders

_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_WATCH = """window.__long = [];
new PerformanceObserver((list) => list.getEntries().forEach((each) => __long.push(each.duration))).observe({type: "longtask", buffered: true});"""
_READ = """() => ({
  painted: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  usable: performance.getEntriesByName("ready")[0]?.startTime ?? performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd,
  blocked: __long.reduce((sum, each) => sum + Math.max(0, each - 50), 0),
  elements: document.querySelectorAll("*").length,
})"""


def measure(pages, *, rounds=5) -> dict[str, dict]:
    """Return for each of ``pages`` ({address: bytes}) the medians of painted, usable and blocked (ms), and elements.

    Usable means painted, with the script's handlers attached. Empty where there is no browser.
    """
    try:
        from playwright.sync_api import sync_playwright  # a development requirement, here only
    except ImportError:
        return {}
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        return {}
    server = _serve(pages)
    found = {address: [] for address in pages}
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for _round in range(rounds):
                for address in pages:
                    found[address].append(_visit(browser, f"http://127.0.0.1:{server.server_port}{address}"))
            browser.close()
    finally:
        server.shutdown()
    return {
        address: {name: statistics.median(visit[name] for visit in visits) for name in visits[0]}
        for address, visits in found.items()
    }


def _visit(browser, url):
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(_WATCH)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(800)
    seen = page.evaluate(_READ)
    context.close()
    return seen | {"usable": max(seen["usable"], seen["painted"] or 0)}


def _serve(pages) -> ThreadingHTTPServer:
    """Start a server of ``pages`` and of the static files they link, compressed beforehand."""
    answers = {address: ("text/html; charset=utf-8", gzip.compress(body, 9)) for address, body in pages.items()}
    for body in pages.values():
        for name in re.findall(r'(?:href|src)="/static/([^"]+)"', body.decode()):
            path = Path(finders.find(name))
            answers[f"/static/{name}"] = _TYPES.get(path.suffix, "text/plain"), gzip.compress(path.read_bytes(), 9)

    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_arguments):
            pass

        def do_GET(self):
            if self.path not in answers:
                self.send_error(404)
                return
            media_type, body = answers[self.path]
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
