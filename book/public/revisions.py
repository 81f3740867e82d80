"""Which release a page shows, and how to cite it."""

import re
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from book.public.current import Found, Past
from book.public.entries import prefix
from book.public.frames import absolute


@dataclass(frozen=True)
class Other:
    number: int
    at: object
    href: str


@dataclass(frozen=True)
class Revision:
    """The release on the page. ``earlier`` when readers of the current page see another one by now."""

    number: int
    current: int
    at: object
    href: str
    permanent: bool
    others: list[Other] = field(default_factory=list)

    @property
    def earlier(self) -> bool:
        return self.number != self.current


@dataclass(frozen=True)
class Citation:
    """How to cite a page: one line, its permanent address, and BibTeX."""

    text: str
    url: str
    bibtex: str
    lang: str = ""


def permanent_path(path, number) -> str:
    """Return the path at which one release can be read for as long as it is not withdrawn."""
    return f"{path}r/{number}/"


def revision(found: Found, past: list[Past], *, language) -> Revision:
    """Describe the release on the page; ``past`` are the other readable ones."""
    path, release = found.page.path, found.release
    start = prefix(language)
    others = [Other(each.number, each.at, start + permanent_path(path, each.number)) for each in past]
    return Revision(
        number=release.number, current=found.page.release.number, at=release.at,
        href=start + permanent_path(path, release.number), permanent=found.permanent, others=others,
    )  # fmt: skip


def cite(entry, shown: Revision, *, site, authors="") -> Citation:
    """Return the citation of the release ``shown`` of ``entry``, in the page's language, to its permanent address."""
    day = timezone.localtime(shown.at)
    url = absolute(permanent_path(entry.path, shown.number), entry.language)
    words = {
        "authors": authors, "title": entry.full_name, "site": site, "number": shown.number,
        "date": date_format(day, "DATE_FORMAT"),
    }  # fmt: skip
    if entry.kind == "book" or site == entry.name:
        text = _("“%(title)s”, release %(number)s, %(date)s.") % words
    else:
        text = _("“%(title)s”, in “%(site)s”, release %(number)s, %(date)s.") % words
    if authors:
        text = _("%(authors)s: %(text)s") % {"authors": authors, "text": text}
    return Citation(text, url, _bibtex(entry, shown, day, url, site=site, authors=authors))


def _bibtex(entry, shown, day, url, *, site, authors) -> str:
    fields = {
        "author": " and ".join(name.strip() for name in re.split("[、,，]", authors) if name.strip()),
        "title": entry.name,
        "booktitle": site if site != entry.name else "",
        "date": f"{day:%Y-%m-%d}",
        "version": str(shown.number),
        "url": url,
    }
    kind = "incollection" if entry.kind == "chapter" else "book" if entry.kind == "book" else "misc"
    name = re.sub(r"[^0-9A-Za-z]+", "-", entry.key).strip("-") or entry.kind
    lines = ",\n".join(f"  {field} = {{{_plain(value)}}}" for field, value in fields.items() if value)
    return f"@{kind}{{{name}-r{shown.number},\n{lines}\n}}"


def _plain(value) -> str:
    """Keep braces and backslashes of a title from ending the field."""
    return re.sub(r"[{}\\]", "", value)
