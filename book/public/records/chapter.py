"""The page of a chapter: four queries, whatever its length and its book's; six at the end of a book."""

import re
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from book.public import files, ordering, outlines, spans, typesetting
from book.public.bibliographies import bibliography
from book.public.entries import ENGLISH
from book.public.records import gathering

_MENTIONED = ("event", "organization", "concept")
#: Pictures at the end of a heading, such as the mark of an anecdote: the text says it in words.
_MARKS = re.compile(r"[\s\u2705\u2713\u2714\u2611\u26a0\u2753\u274c\ufe0f]+$")


@dataclass(frozen=True)
class Heading:
    """A line of the contents beside the text."""

    id: str
    text: str
    lang: str = ""
    children: list = field(default_factory=list)


def context(found, *, language) -> dict:
    """Return what ``public/chapter.html`` shows of one release of a chapter."""
    data = found.release.body.data or {}
    book_key = found.page.collection_key
    entry = gathering.entry_of(found, language=language)
    counted = data.get("mentions") or {}
    keys = [pair for kind in _MENTIONED for pair in gathering.keys_in(counted.get(kind), kind)]
    keys += gathering.keys_in(data.get("bibliography"), "source")
    known, contents = _with_neighbours(found, entry, keys, book_key=book_key)
    previous, following = outlines.neighbours(contents, entry.key)
    named = gathering.mentions(counted.get("event"), "event", known)
    named.sort(key=lambda each: ordering.in_time(each.entry.card, each.entry.key))
    return gathering.base(
        found, entry, known, crumbs=_crumbs(entry, known, contents, book_key), set_text=typesetting.set_text
    ) | {
        "outline": headings(found.release.body.outline, english=language == ENGLISH),
        "events": named,
        "organizations": gathering.mentions(counted.get("organization"), "organization", known),
        "concepts": gathering.mentions(counted.get("concept"), "concept", known),
        "bibliography": bibliography(data.get("bibliography"), known, english=entry.english),
        "mini": spans.mini([each.entry for each in named], language=language, period=entry.card.get("period")),
        "plain_text": entry.href + "text.txt",
        "take_home": [] if found.permanent else files.of_chapter(entry),
        "previous": previous,
        "next": following,
    }


def _with_neighbours(found, entry, keys, *, book_key):
    """Return what the page names, and the contents around this chapter: of a long book only the part it stands in."""
    near = outlines.near(book_key, entry.key)
    siblings = Q(kind="chapter", collection_key=book_key)
    around = siblings if near.whole else siblings & Q(key__in=near.keys)
    known = gathering.gather(found, language=entry.language, keys=keys, also=around, also_by_name=True)
    contents = _contents(near, known, entry, book_key)
    previous, following = outlines.neighbours(contents, entry.key)
    if not near.whole and (following is None or (previous is None and not near.from_start)):
        # Nobody near is public, or chapters that the outline does not name may follow: then all of them are read.
        known = gathering.gather(found, language=entry.language, keys=keys, also=siblings, also_by_name=True)
        contents = _contents(outlines.Near(outlines.sealed_outline(book_key)), known, entry, book_key)
    return known, contents


def _contents(near, known, entry, book_key):
    chapters = [each for each in known.of_kind("chapter") if each.path.startswith(f"/books/{book_key}/")]
    return outlines.parts(near.outline, chapters, book_key=book_key, english=entry.english)


def _crumbs(entry, known, contents, book_key):
    book = known.get(("book", book_key))
    part = next((part for part in contents if entry.key in [each.key for each in part.chapters]), None)
    steps = [gathering.crumb(entry.language, book.path if book else "/", _("Contents"))]
    if part and part.title:
        steps.append(gathering.crumb(entry.language, "", part.title, part.lang))
    return steps


def headings(outline, *, english) -> list[Heading]:
    """Return the contents in two levels; an English heading stands in where there is one."""
    top: list[Heading] = []
    if not outline:
        return top
    first = min(each["level"] for each in outline)
    for each in outline:
        translated = english and each.get("text_en")
        line = Heading(each["id"], _MARKS.sub("", translated or each["text"]), "en" if translated else "")
        if each["level"] == first or not top:
            top.append(line)
        elif each["level"] == first + 1:
            top[-1].children.append(line)
    return top
