"""The page of a chapter: four queries, whatever its length."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from book.public import outlines, spans
from book.public.bibliographies import bibliography
from book.public.entries import ENGLISH
from book.public.records import gathering

_MENTIONED = ("event", "organization", "concept")


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
    siblings = Q(kind="chapter", collection_key=book_key)
    known = gathering.gather(found, language=language, keys=keys, also=siblings)
    contents = outlines.parts(
        outlines.sealed_outline(book_key),
        [each for each in known.of_kind("chapter") if each.path.startswith(f"/books/{book_key}/")],
        book_key=book_key, english=language == ENGLISH,
    )  # fmt: skip
    previous, following = outlines.neighbours(contents, entry.key)
    events = gathering.by_date(each.entry for each in gathering.mentions(counted.get("event"), "event", known))
    return gathering.base(found, entry, known, crumbs=_crumbs(entry, known, contents, book_key)) | {
        "outline": headings(found.release.body.outline, english=language == ENGLISH),
        "events": events,
        "organizations": gathering.mentions(counted.get("organization"), "organization", known),
        "concepts": gathering.mentions(counted.get("concept"), "concept", known),
        "bibliography": bibliography(data.get("bibliography"), known, english=entry.english),
        "mini": spans.mini(events, language=language, period=entry.card.get("period")),
        "previous": previous,
        "next": following,
    }


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
        line = Heading(each["id"], translated or each["text"], "en" if translated else "")
        if each["level"] == first or not top:
            top.append(line)
        elif each["level"] == first + 1:
            top[-1].children.append(line)
    return top
