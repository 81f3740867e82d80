"""Addresses added late: sealed html names records, pages link them when they are public."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from editorial.text.slugs import slugify

_SPAN = re.compile(r'<span\b((?:[^>"]|"[^"]*")*)>|</span>')
_REF = re.compile(r'\bdata-ref="([^":]+):([^"]*)"')
_FRAGMENT = re.compile(r'\bdata-fragment="([^"]*)"')
_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*?'
_ID = re.compile(rf'(<[a-z]{_ATTRIBUTES}) id="[^"]*"')
_LOCAL = re.compile(rf'(<a\b{_ATTRIBUTES} href=")#')
_ANY_ID = re.compile(rf'(<[a-z]{_ATTRIBUTES} id=")')


def bind(html: str, address: Callable[[str, str], str | None]) -> str:
    """Turn each `<span class="ref" data-ref="kind:key">words</span>` into a link to `address(kind, key)`.

    Where that is None the words stay and the key goes: a reader learns nothing of what is not public.
    """
    if "<span" not in html:
        return html
    out: list[str] = []
    closers: list[str] = []
    done = 0
    for match in _SPAN.finditer(html):
        out.append(html[done : match.start()])
        done = match.end()
        if match[1] is None:
            out.append(closers.pop() if closers else match[0])
            continue
        opening, closing = _bound(match, address)
        out.append(opening)
        closers.append(closing)
    out.append(html[done:])
    return "".join(out)


def _bound(match: re.Match[str], address: Callable[[str, str], str | None]) -> tuple[str, str]:
    found = _REF.search(match[1])
    if not found:
        return match[0], "</span>"
    target = address(unescape(found[1]), unescape(found[2]))
    if target is None:
        return "", ""
    fragment = _FRAGMENT.search(match[1])
    place = f"#h-{slugify(unescape(fragment[1]).removeprefix('h-'))}" if fragment else ""
    return f'<a class="ref" href="{escape(target)}{place}">', "</a>"


def detached(html: str, page: str) -> str:
    """A piece of a page shown elsewhere (an anecdote in a list): no ids, local links lead to `page`."""
    place = escape(page)
    return _LOCAL.sub(lambda match: f"{match[1]}{place}#", _ID.sub(r"\1", html))


def prefixed(html: str, prefix: str) -> str:
    """The html with `prefix` before every id and local link, so that two texts can share a page without collisions."""
    safe = escape(prefix)
    return _LOCAL.sub(lambda match: f"{match[1]}#{safe}", _ANY_ID.sub(lambda match: f"{match[1]}{safe}", html))
