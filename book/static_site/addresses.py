"""Every address of the public site that a file can answer, and the file that answers it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from book.models import BookFile
from book.public.entries import ENGLISH, prefix
from book.public.frames import LANGUAGES
from book.public.revisions import permanent_path
from editorial.models import Publication, PublicationAct, PublicPage, Release

#: Where a site begins; what these lead to is found by its links.
FIXED = ("/", "/timeline/", "/search/", "/feed.atom")
#: And what it has once, whatever the language.
ONCE = ("/sitemap.xml", "/robots.txt")
#: Addresses that are no pages: files copied as they are, and what only a running site can answer.
_NO_PAGES = ("/static/", "/media/", "/admin/")
_LINK = re.compile(r'\bhref="(/[^"?#]*)["?#]')
#: Links to a further page of a list: ``?page=2``, which a file server cannot tell from the first.
_FURTHER = re.compile(r'href="([^"?#]*)\?page=([0-9]{1,6})(#[^"]*)?"')


@dataclass(frozen=True, order=True)
class Address:
    """A public path with its language prefix, and the number of the page of a list (0: the first, or no list)."""

    path: str
    page: int = 0

    @property
    def language(self) -> str:
        return ENGLISH if self.path.startswith("/en/") else LANGUAGES[0]

    @property
    def query(self) -> str:
        return f"page={self.page}" if self.page else ""

    @property
    def href(self) -> str:
        """The address on the static site."""
        return f"{self.path}page-{self.page}/" if self.page else self.path

    @property
    def file(self) -> str:
        """The file, relative to the folder of the site: ``timeline/index.html``."""
        return (f"{self.href}index.html" if self.href.endswith("/") else self.href).lstrip("/")


def everything() -> Iterator[Address]:
    """Yield the addresses of fixed pages, of every release that can be read, and of those that moved or were withdrawn."""
    for language in LANGUAGES:
        yield from (Address(prefix(language) + path) for path in FIXED)
    yield from (Address(path) for path in ONCE)
    readable = _readable_releases()
    for item_id, path in PublicPage.objects.live().order_by("pk").values_list("item_id", "path"):
        for each in (path, *(permanent_path(path, number) for number in readable[item_id])):
            yield from (Address(prefix(language) + each) for language in LANGUAGES)
    for path in moved():
        yield from (Address(prefix(language) + path) for language in LANGUAGES)
    for path in files():
        yield Address(path)
    yield from notices()


def files() -> list[str]:
    """Return the addresses of the books to take home that lie ready. One query."""
    rows = BookFile.objects.exclude(name="").filter(language=LANGUAGES[0]).order_by("book_key", "chapter_key", "format")
    return [
        f"/books/{chapter or book}/{(chapter or book).rpartition('/')[2]}.{extension}"
        for book, chapter, extension in rows.values_list("book_key", "chapter_key", "format")
    ]


def notices() -> Iterator[Address]:
    """Yield the addresses that say that their record was withdrawn. Two queries."""
    for path in withdrawn():
        yield from (Address(prefix(language) + path) for language in LANGUAGES)


def _readable_releases() -> dict[int, list[int]]:
    """Return the numbers of the releases of each item that were not withdrawn; see ``current.other_releases``."""
    readable: dict[int, dict] = defaultdict(dict)
    rows = Publication.objects.order_by("at", "pk").values_list("item_id", "act", "release__number")
    for item_id, act, number in rows.iterator(chunk_size=2000):
        if act == PublicationAct.WITHDRAW:
            readable[item_id].clear()
        else:
            readable[item_id][number] = True
    return defaultdict(list, {item_id: sorted(numbers) for item_id, numbers in readable.items()})


def moved() -> dict[str, str]:
    """Return {old path: path now} of every record that lived elsewhere once and whose old path is free. Two queries."""
    now = dict(PublicPage.objects.live().values_list("item_id", "path"))
    taken = set(now.values())
    old = Release.objects.order_by("at", "pk").values_list("path", "item_id").distinct()
    return {path: now[item_id] for path, item_id in old if item_id in now and path not in taken}


def withdrawn() -> list[str]:
    """Return the paths of the records that were taken back. One query."""
    taken = set(PublicPage.objects.live().values_list("path", flat=True))
    paths = PublicPage.objects.filter(release=None).order_by("path").values_list("path", flat=True)
    return [path for path in paths if path not in taken]


def with_further_pages(html: str, address: Address) -> tuple[str, set[Address]]:
    """Return a page with its links to further pages of lists as paths, and the addresses all its links lead to."""
    found = {Address(unquote(unescape(path))) for path in set(_LINK.findall(html)) if not path.startswith(_NO_PAGES)}

    def as_path(match):
        path, number, fragment = match[1] or address.path, int(match[2]), match[3] or ""
        target = Address(path, number if number > 1 else 0)
        found.add(target)
        return f'href="{target.href}{fragment}"'

    return _FURTHER.sub(as_path, html), found
