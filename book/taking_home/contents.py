"""What a book to take home holds: one pure structure in reading order, read from what is public now."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from book.public import contributors, current, ordering, outlines
from book.public.entries import ENGLISH, Entry, language_tag
from book.public.frames import absolute
from book.public.revisions import permanent_path
from book.taking_home import blocks, pictures
from editorial.models import PublicPage
from editorial.text.slugs import pinyin_sort_key, slugify

_HAN = re.compile("[\u3400-\u9fff]")
_WEB = ("https://", "http://")


@dataclass
class Chapter:
    """One chapter. ``anchor`` stands before all its ids; ``notes`` are blocks by the number of the note."""

    anchor: str
    key: str
    role: str
    number: str
    title: str
    title_lang: str
    second: str
    standfirst: str
    period: str
    part: int
    blocks: list[dict] = field(default_factory=list)
    notes: dict[str, list[dict]] = field(default_factory=dict)


@dataclass
class Contents:
    """Everything the writers need, and nothing that is not in a release. ``pictures`` maps names to bytes.

    ``parts`` are {title, lang, role}; ``events`` {anchor, when, title, lang, second, by, doubt, chapters}; ``sources``
    {anchor, text, lang, url, warning}; ``releases`` {title, number, day, url}; ``words`` those of the writers.
    """

    language: str
    lang: str
    key: str
    chapter_key: str
    identifier: str
    title: str
    title_lang: str
    second: str
    subtitle: str
    about: list[str]
    contributors: list[dict]
    authors: list[str]
    modified: str
    day: str
    words: dict[str, str]
    parts: list[dict] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    events: list[dict] = field(default_factory=list)
    sources: list[dict] = field(default_factory=list)
    releases: list[dict] = field(default_factory=list)
    colophon: list[dict] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict, repr=False)

    def as_json(self) -> str:
        """Return all but the pictures, whose names say what they hold: equal contents, equal bytes."""
        return json.dumps(
            {name: value for name, value in vars(self).items() if name != "pictures"},
            ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=vars,
        )  # fmt: skip

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.as_json().encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def when(self) -> datetime:
        """When the newest release in it was made."""
        return datetime.fromisoformat(self.modified)

    @property
    def shown_title(self) -> str:
        """The title of the file: that of the chapter where it holds only one."""
        if not self.chapter_key or not self.chapters:
            return self.title
        return " ".join(filter(None, (self.chapters[0].number, self.chapters[0].title)))


class Readings:
    """One state of what is public of a book, to be read as a whole and chapter by chapter.

    A chapter is never taken from before a publication and another one from after: one query reads them all.
    """

    def __init__(self, book_key):
        wanted = Q(kind="book", key=book_key) | Q(kind="chapter", collection_key=book_key)
        pages = PublicPage.objects.live().filter(wanted).select_related("release__body")
        rows = list(pages.defer("release__body__text", "release__body__sections").order_by("key"))
        self.book = next((page for page in rows if page.kind == "book"), None)
        self.chapters = {page.key: page for page in rows if page.kind == "chapter"}

    @property
    def is_public(self) -> bool:
        return self.book is not None

    @property
    def has_english_title(self) -> bool:
        return bool(self.book and self.book.release.title_en)

    @property
    def chapter_keys(self) -> list[str]:
        return list(self.chapters)

    def read(self, *, language, chapter_key="") -> Contents | None:
        """Return the book, or one chapter of it; None where that is not public. One query."""
        if self.book is None or (chapter_key and chapter_key not in self.chapters):
            return None
        with translation.override(language):
            entry = _entry(self.book, language)
            parts = outlines.parts(
                (self.book.release.body.data or {}).get("outline") or [],
                [_entry(page, language) for page in self.chapters.values()],
                book_key=entry.key, english=language == ENGLISH,
            )  # fmt: skip
            return _Gathering(entry, self.book, self.chapters, parts, chapter_key).contents()


def read(book_key, *, language="zh-hans", chapter_key="") -> Contents | None:
    """Return what is public of a book now, or of one chapter of it; None where that is not public. Two queries."""
    return Readings(book_key).read(language=language, chapter_key=chapter_key)


def _entry(page, language) -> Entry:
    release = page.release
    return Entry(
        page.kind, page.key, page.path, release.title, release.title_en, release.card or {}, language, release.at
    )


class _Gathering:
    """One reading of a book: which chapters, then what they name, then their texts."""

    def __init__(self, entry, book, pages, parts, chapter_key):
        self.entry = entry
        self.book = book
        self.parts = parts
        self.order = [
            (place, each) for place, part in enumerate(parts) for each in part.chapters if chapter_key in ("", each.key)
        ]
        self.pages = pages
        self.chapter_key = chapter_key
        self.anchors = {each.key: f"c{place}" for place, (_part, each) in enumerate(self.order, 1)}
        self.html = {each.key: pages[each.key].release.body.html for _part, each in self.order}
        self.heading_ids = {key: _numbered(html, self.anchors[key]) for key, html in self.html.items()}
        self.pictures: dict[str, bytes] = {}
        self.names: dict[str, str | None] = {}

    def contents(self) -> Contents:
        entry, english = self.entry, self.entry.english
        named = self._named()
        self.known = current.Entries(
            current.entries_for(named, language=entry.language), prefix="/en" if english else ""
        )
        self.events = self._events(named)
        self.sources = self._sources()
        chapters = [self._chapter(part, each) for part, each in self.order]
        people = contributors.of_book(entry)
        newest = max(self._moments())
        own = self.pages[self.chapter_key] if self.chapter_key else self.book
        return Contents(
            language=entry.language,
            lang=language_tag(entry.language),
            key=entry.key,
            chapter_key=self.chapter_key,
            identifier=absolute(own.path, entry.language),
            title=entry.name,
            title_lang=entry.name_lang or language_tag(entry.language),
            second=entry.second,
            subtitle=_translated(entry, "subtitle"),
            about=[each.strip() for each in _translated(entry, "description").split("\n\n") if each.strip()],
            contributors=[{"name": each.name, "role": _role(each)} for each in people],
            authors=[each.name for each in people if each.writes],
            modified=newest.isoformat(),
            day=date_format(localtime(newest), "DATE_FORMAT"),
            words=_words(),
            parts=[{"title": part.title, "lang": part.lang, "role": _role_of(part)} for part in self.parts],
            chapters=chapters,
            events=[row for row, _when in self.events.values()],
            sources=list(self.sources.values()),
            releases=self._releases(),
            colophon=[] if self.chapter_key else self._text(self.book.release.body.data, "colophon_html"),
            pictures=dict(sorted(self.pictures.items())),
        )

    def _named(self):
        """Return (kind, key) of every record the chapters name, in text or by their lists."""
        named = set()
        for _part, each in self.order:
            named |= current.named_in(self.html[each.key])
            mentions = (self.pages[each.key].release.body.data or {}).get("mentions") or {}
            named |= {("event", item["key"]) for item in mentions.get("event") or () if item.get("key")}
        return named

    def _moments(self):
        yield self.book.release.at
        yield from (self.pages[each.key].release.at for _part, each in self.order)
        yield from (when for _row, when in self.events.values() if when is not None)

    def _events(self, named):
        """Return {key: (row, moment of its release)} of the events that are public, in the order of time."""
        entries = [self.known["event", key] for kind, key in named if kind == "event" and ("event", key) in self.known]
        entries.sort(key=lambda each: ordering.in_time(each.card, each.key))
        where = {each.key: [] for each in entries}
        for _part, chapter in self.order:
            body = self.pages[chapter.key].release.body
            listed = {item.get("key") for item in ((body.data or {}).get("mentions") or {}).get("event") or ()}
            for kind, key in current.named_in(body.html) | {("event", key) for key in listed}:
                if kind == "event" and key in where:
                    where[key].append({"to": f"#{self.anchors[chapter.key]}", "words": chapter.number or chapter.name})
        return {
            each.key: (
                {
                    "anchor": f"e{place}", "when": each.when, "title": each.name, "lang": each.name_lang,
                    "second": each.second, "by": _organizations(each), "doubt": each.doubt, "mark": each.mark,
                    "chapters": where[each.key],
                },
                each.updated_at,
            )
            for place, each in enumerate(entries, 1)
        }  # fmt: skip

    def _sources(self):
        """Return the sealed references of all chapters, each once, in the order of a bibliography."""
        found: dict[str, dict] = {}
        for _part, each in self.order:
            for sealed in (self.pages[each.key].release.body.data or {}).get("bibliography") or ():
                text = str(sealed.get("text") or "")
                if text:
                    found.setdefault(sealed.get("key") or text, sealed)
        ordered = sorted(found.items(), key=lambda item: (_place(item[1]["text"]), item[0]))
        return {
            key: {
                "anchor": f"s{place}",
                "text": str(sealed["text"]),
                "lang": "en" if str(sealed.get("language") or "").startswith("en") else "zh-Hans",
                "url": sealed["url"] if str(sealed.get("url") or "").startswith(_WEB) else "",
            }
            for place, (key, sealed) in enumerate(ordered, 1)
        }

    def _chapter(self, part, each) -> Chapter:
        anchor = self.anchors[each.key]
        text = blocks.read(self.html[each.key], resolve=self._resolve, picture=self._picture, anchor=anchor)
        return Chapter(
            anchor=anchor,
            key=each.key,
            role=str(each.card.get("role") or "main"),
            number=each.number,
            title=each.name,
            title_lang=each.name_lang or language_tag(each.language),
            second=each.second,
            standfirst=str(each.card.get("standfirst") or ""),
            period=each.period,
            part=part,
            blocks=text.blocks,
            notes=text.notes,
        )

    def _text(self, data, name):
        html = str((data or {}).get(name) or "")
        return blocks.read(html, resolve=self._resolve, picture=self._picture, anchor="colophon").blocks

    def _resolve(self, kind, key, fragment):
        """Return where a reference leads: into this book where it can, else to the public site; else nowhere."""
        if kind == "chapter" and key in self.anchors:
            place = f"h-{slugify(fragment.removeprefix('h-'))}" if fragment else ""
            return f"#{self.heading_ids[key].get(place) or self.anchors[key]}"
        if kind == "event" and key in self.events:
            return f"#{self.events[key][0]['anchor']}"
        if kind == "source" and key in self.sources:
            return f"#{self.sources[key]['anchor']}"
        if kind == "page" and key == "timeline" and self.events:
            return "#timeline"
        if kind == "page" and key in ("references", "sources") and self.sources:
            return "#sources"
        path = self.known.address(kind, key)
        return path and absolute(path.removeprefix(self.known.prefix), self.entry.language)

    def _picture(self, source):
        if source not in self.names:
            found = pictures.find(source)
            self.names[source] = found and found.name
            if found:
                self.pictures[found.name] = found.content
        return self.names[source]

    def _releases(self):
        pages = [] if self.chapter_key else [(self.entry, self.book)]
        pages += [(each, self.pages[each.key]) for _part, each in self.order]
        return [
            {
                "title": each.full_name, "number": page.release.number,
                "day": date_format(localtime(page.release.at), "DATE_FORMAT"),
                "url": absolute(permanent_path(page.path, page.release.number), each.language),
            }
            for each, page in pages
        ]  # fmt: skip


def _numbered(html, anchor) -> dict[str, str]:
    """Return {sealed id of a heading: its id in the book}; the reader of blocks numbers them the same way."""
    found: dict[str, str] = {}
    for place, identity in enumerate(blocks.heading_ids(html), 1):
        found.setdefault(identity, f"{anchor}-h{place}")
    return found


def _translated(entry, name) -> str:
    return str((entry.english and entry.card.get(f"{name}_en")) or entry.card.get(name) or "")


def _organizations(entry) -> str:
    names = (
        (entry.english and each.get("title_en")) or each.get("title") or ""
        for each in entry.card.get("organizations") or ()
    )
    return (", " if entry.english else "、").join(filter(None, names))


def _role(person) -> str:
    return re.sub(r"<[^>]*>", "", str(person.shown_role))


def _role_of(part) -> str:
    """Return what a part is: ``front``, ``main`` or ``back``, as its first chapter says."""
    return str(part.chapters[0].card.get("role") or "main") if part.chapters else "main"


def _place(text) -> str:
    return pinyin_sort_key(text[:60]).casefold() if _HAN.search(text[:20]) else text.casefold()


def _words() -> dict[str, str]:
    """Return the words that the writers add, in the language of the book."""
    return {
        "cover": _("Cover"),
        "title_page": _("Title page"),
        "contents": _("Contents"),
        "timeline": _("Timeline"),
        "sources": _("Sources"),
        "about_file": _("About this file"),
        "notes": _("Notes"),
        "back": _("Back to the text"),
        "diagram": _("A diagram, in the words it is drawn from; the site draws it."),
        "about_timeline": _("The events this book tells of, in the order of time."),
        "release": _("release %(number)s"),
        "edition": _("This file holds these releases, each of which stays readable at its address:"),
        "published": _("Newest release: %(date)s"),
        "address": _("Where the newest text stands:"),
    }
