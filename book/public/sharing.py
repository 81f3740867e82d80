"""What other programs read in the head of a page: schema.org, citation tags, the address of the plain text.

JSON-LD stands in a data block, which no browser runs; its markup characters are escaped, so that no title can end it.
Tags of the form ``citation_…`` are those Google Scholar and Zotero read
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing).
"""

import json
import re

from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from book.public import wording
from book.public.entries import Entry
from book.public.frames import absolute

#: EDTF that schema.org accepts as a date: a year, month or day.
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
_SOURCES = {
    "article-journal": "ScholarlyArticle", "paper-conference": "ScholarlyArticle", "article": "ScholarlyArticle",
    "article-newspaper": "NewsArticle", "article-magazine": "Article", "book": "Book", "report": "Report",
    "thesis": "Thesis", "webpage": "WebPage", "post-weblog": "BlogPosting", "dataset": "Dataset",
    "software": "SoftwareApplication",
}  # fmt: skip


def head(entry, frame, revision, cite, *, crumbs=(), data=None, known=None) -> str:
    """Return the head of a record's page as HTML. ``data`` is that of its release; ``known`` the records around it."""
    things = [_thing(entry, frame, revision, cite, data=data or {}, known=known or {})]
    trail = _trail(entry, crumbs)
    if trail:
        things.append(trail)
    return mark_safe(_tags(entry, frame, cite, known or {}) + data_block({"@graph": things}))  # both escape


def data_block(content) -> str:
    """Return a schema.org object in its data block."""
    text = json.dumps({"@context": "https://schema.org", **content}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(f'<script type="application/ld+json">{text.translate(_ESCAPES)}</script>\n')


def _tags(entry, frame, cite, known) -> str:
    if entry.kind not in ("book", "chapter"):
        return ""
    tags = [("citation_title", entry.name)]
    tags += [("citation_author", name) for name in cite.authors]
    book = known.get(("book", entry.card.get("book")))
    if book:
        tags.append(("citation_inbook_title", book.name))
    tags += [
        ("citation_publication_date", cite.day.replace("-", "/")),
        ("citation_language", "en" if frame.english and entry.kind == "book" else "zh"),
        ("citation_public_url", frame.canonical),
        ("citation_fulltext_html_url", cite.url),
    ]
    return format_html_join("", '<meta name="{}" content="{}">\n', tags)


def _thing(entry, frame, revision, cite, *, data, known) -> dict:
    make = {"book": _book, "chapter": _chapter, "event": _event, "organization": _organization, "concept": _concept,
            "source": _source}[entry.kind]  # fmt: skip
    common = {"@id": frame.canonical, "url": frame.canonical, "name": entry.name, "alternateName": entry.second}
    if entry.kind in ("book", "chapter"):
        common |= {
            "inLanguage": "zh-Hans", "version": str(revision.number), "dateModified": revision.at.isoformat(),
            "author": [{"@type": "Person", "name": name} for name in cite.authors],
        }  # fmt: skip
    if entry.kind != "source":
        common["description"] = frame.description
    return _filled({**common, **make(entry, data, known)})


def _book(entry, data, known):
    chapters = [each for each in known.values() if each.kind == "chapter"]
    chapters.sort(key=lambda each: (each.card.get("number") or 0, each.key))
    return {
        "@type": "Book",
        "hasPart": [_filled({"@type": "Chapter", **_link(each), "position": each.card.get("number")}) for each in chapters],
    }  # fmt: skip


def _chapter(entry, data, known):
    book = known.get(("book", entry.card.get("book")))
    minutes = entry.card.get("reading_minutes")
    return {
        "@type": "Chapter",
        "position": entry.card.get("number"),
        "isPartOf": {"@type": "Book", **_link(book)} if book else None,
        "timeRequired": f"PT{minutes}M" if minutes else "",
        "temporalCoverage": entry.card.get("period") or "",
    }


def _event(entry, data, known):
    place = entry.card.get("place")
    organizations = [known.get(("organization", each.get("key"))) for each in entry.card.get("organizations") or ()]
    return {
        "@type": "Event",
        **_period(str(entry.card.get("date") or "")),
        "location": {"@type": "Place", "name": place} if place else None,
        "organizer": [{"@type": "Organization", **_link(each)} for each in organizations if each],
    }


def _organization(entry, data, known):
    names = [entry.second, *(entry.card.get("aliases") or ())]
    founded = str(entry.card.get("founded") or "")
    website = str(data.get("website") or "")
    return {
        "@type": "Organization",
        "alternateName": list(dict.fromkeys(filter(None, names))),
        "foundingDate": founded if _DAY.fullmatch(founded) else "",
        "sameAs": website if website.startswith(("https://", "http://")) else "",
    }


def _concept(entry, data, known):
    names = [entry.second, *(str(each) for each in entry.card.get("other_forms") or ())]
    return {
        "@type": "DefinedTerm",
        "alternateName": list(dict.fromkeys(filter(None, names))),
        "description": " ".join(str(data.get("definition") or entry.card.get("definition") or "").split()),
        "inDefinedTermSet": absolute("/concepts/", entry.language),
    }


def _source(entry, data, known):
    csl = data.get("csl") or entry.card.get("csl") or {}
    doi = csl.get("DOI")
    return {
        "@type": _SOURCES.get(str(csl.get("type")), "CreativeWork"),
        "author": [{"@type": "Person", "name": name} for name in map(wording.person, csl.get("author") or ()) if name],
        "datePublished": str(entry.card.get("issued") or entry.card.get("year") or ""),
        "inLanguage": str(entry.card.get("language") or ""),
        "sameAs": [each for each in (f"https://doi.org/{doi}" if doi else "", entry.card.get("url") or "") if each],
    }


def _link(entry: Entry) -> dict:
    return {"@id": absolute(entry.path, entry.language), "name": entry.name}


def _period(stated) -> dict:
    """Return the dates of an event as far as schema.org can say them: an uncertain one is left out, never rounded."""
    first, slash, last = stated.partition("/")
    if slash and _DAY.fullmatch(first) and _DAY.fullmatch(last):
        return {"startDate": first, "endDate": last}
    return {"startDate": stated} if _DAY.fullmatch(stated) else {}


def _trail(entry, crumbs):
    steps = [(each.label, _full(each.href)) for each in crumbs if each.href]
    steps.append((entry.full_name, absolute(entry.path, entry.language)))
    if len(steps) < 2:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(name), "item": address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }


def _full(href) -> str:
    """Return the full address of a link of the page, which bears its language already."""
    return absolute(href, "zh-hans")


def _filled(thing) -> dict:
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}
