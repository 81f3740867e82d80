"""How to cite a page: one line of words, its permanent address, BibTeX and CSL-JSON."""

import json
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from book.public.entries import ENGLISH, language_tag
from book.public.frames import absolute
from book.public.revisions import Revision, permanent_path

#: kind of page → (entry type of BibTeX, type of CSL-JSON)
_TYPES = {"chapter": ("incollection", "chapter"), "book": ("book", "book")}
_OTHER = ("misc", "entry")
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True)
class Citation:
    """How to cite one release of a page, in the page's language."""

    text: str
    url: str
    bibtex: str
    csl: str
    day: str
    authors: tuple[str, ...] = ()
    lang: str = ""


def cite(entry, shown: Revision, *, site, authors=()) -> Citation:
    """Return the citation of the release ``shown`` of ``entry`` to its permanent address; ``authors`` are names."""
    day = timezone.localtime(shown.at)
    url = absolute(permanent_path(entry.path, shown.number), entry.language)
    words = {"title": entry.full_name, "site": site, "number": shown.number, "date": date_format(day, "DATE_FORMAT")}
    if entry.kind == "book" or site == entry.name:
        text = _("“%(title)s”, release %(number)s, %(date)s.") % words
    else:
        text = _("“%(title)s”, in “%(site)s”, release %(number)s, %(date)s.") % words
    if authors:
        names = (", " if entry.language == ENGLISH else "、").join(authors)
        text = _("%(authors)s: %(text)s") % {"authors": names, "text": text}
    return Citation(
        text,
        url,
        _bibtex(entry, shown, day, url, site=site, authors=authors),
        _csl(entry, shown, day, url, site=site, authors=authors),
        f"{day:%Y-%m-%d}",
        tuple(authors),
    )


def _name(entry, shown) -> str:
    word = re.sub(r"[^0-9A-Za-z]+", "-", entry.key).strip("-") or entry.kind
    return f"{word}-r{shown.number}"


def _bibtex(entry, shown, day, url, *, site, authors) -> str:
    fields = {
        # Braces keep a name whole: Chinese names and those of groups have no part that could come first.
        "author": " and ".join(f"{{{_plain(name)}}}" for name in authors),
        "title": _plain(entry.name),
        "booktitle": _plain(site) if site != entry.name else "",
        "date": f"{day:%Y-%m-%d}",
        "version": str(shown.number),
        "url": url,
    }
    kind, _csl_type = _TYPES.get(entry.kind, _OTHER)
    lines = ",\n".join(f"  {field} = {{{value}}}" for field, value in fields.items() if value)
    return f"@{kind}{{{_name(entry, shown)},\n{lines}\n}}"


def _plain(value) -> str:
    """Keep braces and backslashes of a title from ending the field."""
    return re.sub(r"[{}\\]", "", value)


def _csl(entry, shown, day, url, *, site, authors) -> str:
    item = {
        "id": _name(entry, shown),
        "type": _TYPES.get(entry.kind, _OTHER)[1],
        "author": [{"literal": name} for name in authors],
        "title": entry.name,
        "container-title": site if site != entry.name else "",
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "version": str(shown.number),
        "URL": url,
        "language": "zh-Hans" if _HAN.search(entry.name) else language_tag(entry.language),
    }
    return json.dumps({name: value for name, value in item.items() if value}, ensure_ascii=False, indent=1)
