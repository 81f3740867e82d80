"""What the pages of all kinds have in common: the entry on the page, its bound text, its frame and its citation."""

import re
from dataclasses import dataclass
from html import unescape

from django.utils.safestring import mark_safe

from book.public import citing, contributors, downloads, frames, ordering, revisions, sharing, wording
from book.public.anchors import former_ids, with_former
from book.public.current import Entries, entries_for, incoming, named_in, other_releases
from book.public.entries import ENGLISH, Entry, prefix
from editorial.text.binding import bind

_DESCRIPTION_LENGTH = 140
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_CITES = re.compile(r'<span class="cites">.*?</span>|<sup class="footnote-ref".*?</sup>', re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Mention:
    """A record next to a text, how often or where it is meant, and how it relates."""

    entry: Entry
    times: str = ""
    note: str = ""
    how: str = ""
    locator: str = ""


def entry_of(found, *, language) -> Entry:
    """Return the release on the page as an entry; it links to the page that stays current."""
    release = found.release
    return Entry(
        found.page.kind, found.page.key, found.page.path, release.title, release.title_en, release.card or {},
        language, release.at,
    )  # fmt: skip


def gather(found, *, language, keys=(), also=None, also_by_name=False) -> Entries:
    """Return the current records that the text and ``keys`` name, every public book, and ``also``. One query."""
    wanted = named_in(found.release.body.html) | {(kind, key) for kind, key in keys if key}
    found_entries = entries_for(wanted, language=language, also=also, also_by_name=also_by_name)
    return Entries(found_entries, prefix=prefix(language))


def keys_in(items, kind) -> list[tuple[str, str]]:
    """Return (kind, key) of the rows of a data list."""
    return [(kind, item["key"]) for item in items or () if item.get("key")]


def mentions(items, kind, known) -> list[Mention]:
    """Return the public ones of ``[{key, count, note}]`` in their order."""
    return [
        Mention(known[kind, item["key"]], wording.times(item.get("count")), item.get("note") or "")
        for item in items or ()
        if (kind, item.get("key")) in known
    ]


def by_date(events) -> list[Entry]:
    """Sort events in the order of time; see :mod:`book.public.ordering`."""
    return sorted(events, key=lambda each: ordering.in_time(each.card, each.key))


@dataclass(frozen=True)
class Surroundings:
    """What points at a record from current releases, sorted out by kind."""

    rows: list

    def chapters(self) -> list[Mention]:
        """Return the chapters that mention it, in reading order, once each."""
        counts: dict[str, int] = {}
        entries = {}
        for row in self.rows:
            if row.entry.kind == "chapter":
                entries[row.entry.key] = row.entry
                counts[row.entry.key] = max(counts.get(row.entry.key, 0), row.count)
        ordered = sorted(entries.values(), key=lambda each: (each.card.get("number") or 0, each.key))
        return [Mention(entry, wording.times(counts[entry.key])) for entry in ordered]

    def entries(self, kind, *, role=None) -> list[Entry]:
        found = {row.entry.key: row.entry for row in self.rows if row.entry.kind == kind and role in (None, row.role)}
        return list(found.values())

    def with_role(self, kind, role):
        return [row for row in self.rows if row.entry.kind == kind and row.role == role]


def surroundings(entry) -> Surroundings:
    """Return what points at ``entry`` now. One query."""
    return Surroundings(incoming(entry.kind, entry.key, language=entry.language))


def base(found, entry, known, *, crumbs=(), set_text=None) -> dict:
    """Return the part of the context that all record pages share. One query, for the other releases.

    ``set_text`` is what the page of this kind does to the bound text of its release.
    """
    body = found.release.body
    books = known.of_kind("book")
    past = other_releases(found.page.item_id, than=found.release.number)
    shown = revisions.revision(found, past, language=entry.language)
    text = with_former(bind(body.html, known.address), _former_ids(found, past))
    authors = ()
    if entry.kind in ("book", "chapter"):
        authors = contributors.authors_of(known.get(("book", found.page.collection_key)) or entry)
    description = (
        entry.card.get("standfirst")
        or entry.card.get("definition")
        or _beginning(body.html)
        or found.page.opening
        or ""
    )
    frame = frames.frame(
        language=entry.language,
        path=entry.path if not found.permanent else revisions.permanent_path(entry.path, shown.number),
        title=entry.full_name, books=books, description=_shortened(description),
        index=not found.permanent, canonical_path=entry.path,
    )  # fmt: skip
    cite = citing.cite(entry, shown, site=frame.site, authors=authors)
    return {
        "frame": frame,
        "entry": entry,
        "head": sharing.head(entry, frame, shown, cite, crumbs=crumbs, data=body.data, known=known),
        "body": mark_safe(set_text(text) if set_text else text),  # noqa: S308 (sealed text, sanitised before it was sealed)
        "body_in_chinese": entry.language == ENGLISH and bool(body.html),
        "revision": shown,
        "cite": cite,
        "crumbs": list(crumbs),
        "downloads": downloads.of_bibliography(entry) if (body.data or {}).get("bibliography") else [],
    }


def _beginning(html) -> str:
    """Return the words of the first paragraph, without its citations."""
    first = _PARAGRAPH.search(html)
    return unescape(_MARKUP.sub("", _CITES.sub("", first[1]))) if first else ""


def _shortened(words) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _DESCRIPTION_LENGTH else words[: _DESCRIPTION_LENGTH - 1] + "…"


def _former_ids(found, past):
    """Return the former ids of the headings on the page, from the releases before it."""
    before = [each.outline for each in reversed(past) if each.number < found.release.number]
    return former_ids([*before, found.release.body.outline]) if before else {}


def crumb(language, path, label, lang="") -> frames.Link:
    """Return one step of the way to a page; without a path it is plain words."""
    return frames.Link(prefix(language) + path if path else "", label, lang=lang)
