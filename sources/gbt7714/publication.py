"""出版项与页码: place, publisher, year and pages (8.4 and 8.5 of GB/T 7714-2015)."""

import re

from sources.gbt7714 import dates
from sources.gbt7714.document_types import is_online
from sources.gbt7714.entry import Entry

_DASHES = re.compile(r"\s*(?:[–—−‐‑]|--+)\s*")
_RANGE = re.compile(r"(\d{2,6})-(\d{1,5})")


def publication(entry: Entry, *, required=False) -> str:
    """Return ``北京：科学出版社，2003：12``; the author-date order has the year elsewhere.

    ``required`` says 出版地不详 or S.l. where a printed work does not name its place or publisher (8.4.1, 8.4.2).
    """
    house = imprint(entry, required=required)
    return (house + dated_pages(entry, after=house)).removeprefix(entry.marks.comma)


def imprint(entry: Entry, *, required=False) -> str:
    """Return ``北京：科学出版社``."""
    place, publisher = entry.text("publisher-place"), entry.text("publisher")
    if required and not is_online(entry):
        place = place or f"[{entry.words.no_place}]"
        publisher = publisher or f"[{entry.words.no_publisher}]"
    return entry.marks.colon.join(filter(None, (place, publisher)))


def dated_pages(entry: Entry, *, after="") -> str:
    """Return what follows the publisher or the title of a proceedings: ``，2003：12``."""
    year = "" if entry.style.author_date else dates.year(entry)
    cited = pages(entry)
    written = entry.marks.comma + year if year else ""
    if cited:
        written += (entry.marks.colon if after or written else "") + cited
    return written + cited_on(entry)


def pages(entry: Entry) -> str:
    """Return 引文页码 with plain hyphens and both numbers in full: ``1049–52`` is 1049-1052; words such as 扉页 stay."""
    cited = _DASHES.sub("-", entry.text("locator", "page"))
    numbers = _RANGE.fullmatch(cited)
    if not numbers or len(numbers[2]) >= len(numbers[1]):
        return cited
    last = numbers[1][: -len(numbers[2])] + numbers[2]
    return f"{numbers[1]}-{last}" if int(last) > int(numbers[1]) else cited


def cited_on(entry: Entry) -> str:
    """Return 引用日期 where the edition of 2015 asks for it: after the pages of whatever was read online."""
    return dates.access_date(entry) if entry.style.old and is_online(entry) else ""
