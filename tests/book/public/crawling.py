"""Reading the public site the way a visitor without an account can: every address that leads on from the start."""

import re
from urllib.parse import urldefrag, urljoin

STARTS = (
    "/", "/en/", "/feed.atom", "/en/feed.atom", "/sitemap.xml", "/robots.txt", "/anecdotes/", "/en/anecdotes/",
    "/search/", "/nothing-here/",
)  # fmt: skip
_LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']|<loc>([^<]+)</loc>""")


def crawl(client, *, starts=STARTS, site="http://127.0.0.1:8000", limit=600) -> dict[str, tuple[int, str]]:
    """Return {address: (status, body)} of everything reachable below ``starts``; static files are left out."""
    waiting, seen = list(starts), {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        assert len(seen) < limit, "the site has no end"
        response = client.get(address)
        body = response.content.decode() if not response.streaming else ""
        seen[address] = (response.status_code, body)
        for found in _LINK.findall(body):
            link = urldefrag(urljoin(site + address, next(filter(None, found)).replace("&amp;", "&"))).url
            if link.startswith(site) and not link.startswith(f"{site}/static/"):
                waiting.append(link.removeprefix(site) or "/")
    return seen
