"""The page of a book: its title, its contents with the period of each chapter, who made it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from book.public import contributors, files, outlines, spans
from book.public.entries import ENGLISH, Entry, in_language
from book.public.records import gathering
from editorial.text.binding import bind

#: Longest title, in characters, that is set upright on the title slip.
UPRIGHT = 16


@dataclass(frozen=True)
class Row:
    """One chapter in the contents, with the bar of its period."""

    entry: Entry
    span: spans.Bar | None = None


@dataclass(frozen=True)
class Part:
    title: str
    lang: str
    chapters: list[Row]


def context(found, *, language) -> dict:
    """Return what ``public/book.html`` shows of one release of a book."""
    data = found.release.body.data or {}
    entry = gathering.entry_of(found, language=language)
    known = gathering.gather(found, language=language, also=Q(kind="chapter", collection_key=entry.key))
    chapters = known.of_kind("chapter")
    colophon = str(data.get("colophon_html") or "")
    return gathering.base(found, entry, known) | contents(entry, chapters, data) | {
        "colophon": mark_safe(bind(colophon, known.address)) if colophon else data.get("colophon") or "",  # noqa: S308
        "take_home": [] if found.permanent else files.of_book(entry),
    }  # fmt: skip


def contents(entry, chapters, data) -> dict:
    """Return title page and contents of a book; the home page shows the same."""
    parts = outlines.parts(data.get("outline") or [], chapters, book_key=entry.key, english=entry.language == ENGLISH)
    order = [chapter for part in parts for chapter in part.chapters]
    bars = iter(spans.bars([chapter.card.get("period") for chapter in order]))
    words = sum(chapter.card.get("words") or 0 for chapter in order)
    tally = [{"count": len([each for each in order if each.number]), "word": _("chapters")}]
    if words:
        tally.append({"count": f"{words:,}", "word": _("characters")})
    return {
        "book": entry,
        "parts": [Part(part.title, part.lang, [Row(each, next(bars)) for each in part.chapters]) for part in parts],
        "first": order[0] if order else None,
        "tally": tally if order else [],
        "upright": len(entry.name) <= UPRIGHT and entry.language != ENGLISH,
        "contributors": contributors.of_book(entry, data.get("contributors")),
        "subtitle": in_language(_translated(entry, "subtitle"), entry.language),
        "about": [
            in_language(each, entry.language) for each in _translated(entry, "description").split("\n\n") if each
        ],
    }


def _translated(entry, name) -> str:
    """Return a text of the card in the page's language; the Chinese one where there is no English."""
    return (entry.english and entry.card.get(f"{name}_en")) or entry.card.get(name) or ""
