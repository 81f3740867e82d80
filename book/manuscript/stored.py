"""What the database knows before an import: items, their other names, and what earlier imports left."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from book.manuscript import keys
from book.manuscript.directory import Directory
from book.manuscript.grouping import Group
from book.manuscript.reading.records import CHAPTER, CONCEPT, EVENT, KINDS, ORGANIZATION, SOURCE, Record
from book.models import Concept, Event, ImportedFile, ImportedRecord
from editorial.models import Alias, Item
from sources.importing import naming
from sources.importing import references as bibliography
from sources.models import Source


def place_of(record: Record) -> tuple[str, str]:
    """(path, name): where a record stands. The name tells apart the records of one file."""
    if record.origin == "card":
        return record.file, ""
    name = record.identifier or (
        naming.made(record.fields.get("csl", {}), record.fields.get("title", ""))
        if record.kind == SOURCE
        else record.label
    )
    return record.file, name[:300]


class Stored:
    """A picture of the database, taken once in a fixed number of queries."""

    def __init__(self, book: Item | None, *, book_key: str):
        self.book = book
        self.book_key = book_key
        items = Item.objects.filter(kind__in=KINDS).only(
            "id", "kind", "key", "title", "title_en", "collection_id", "status", "lock_version", "content_sha256"
        )
        self.items = {(item.kind, item.key): item for item in items}
        self._by_id = {item.pk: item for item in self.items.values()}
        self._aliases: dict[tuple[str, str], set[int]] = defaultdict(set)
        for kind, alias, item_id in Alias.objects.filter(kind__in=KINDS).values_list("kind", "alias", "item_id"):
            self._aliases[kind, alias.casefold()].add(item_id)
        self._by_title: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in self.items.values():
            if item.title_en and book is not None and item.collection_id == book.pk:
                self._by_title[item.kind, keys.fold(item.title_en)].append(item)
        rows = ImportedRecord.objects.current().filter(book=book) if book is not None else ImportedRecord.objects.none()
        self.rows: dict[tuple[str, str], ImportedRecord] = {}
        self.row_of_item: dict[int, ImportedRecord] = {}
        for row in rows:
            self.rows[row.path, row.name] = row
            self.row_of_item[row.item_id] = row
        files = ImportedFile.objects.current().filter(book=book) if book is not None else ImportedFile.objects.none()
        self.file_hashes = dict(files.values_list("path", "sha256"))

    def match(self, group: Group) -> Item | None:
        """The item a group is about: by explicit id, else by recorded path, else by English title. Never by number."""
        if group.is_explicit:
            item = self._called(group.kind, group.key, group.record.identifier)
            if item is not None:
                return item
        for record in [*group.records, *reversed(group.revisions)]:
            row = self.rows.get(place_of(record))
            if row is not None and row.item_id in self._by_id and self._by_id[row.item_id].kind == group.kind:
                return self._by_id[row.item_id]
        for record in group.merged:
            if record.identifier:
                item = self._called(group.kind, keys.propose(record), record.identifier)
                if item is not None:
                    return item
        if group.kind == SOURCE and not group.is_explicit:
            item = self.same_source(group.record)
            if item is not None:
                return item
        title = keys.fold(group.record.fields.get("title_en") or "")
        if group.kind in (CHAPTER, EVENT) and title and not group.is_explicit:
            same = self._by_title.get((group.kind, title), [])
            if len(same) == 1:
                return same[0]
        return self.items.get((group.kind, self.key_for(group)))

    def key_for(self, group: Group) -> str:
        """The key a group has or would get; a chapter's begins with its book's."""
        return f"{self.book_key}/{group.key}" if group.kind == CHAPTER else group.key

    def is_known(self, record: Record) -> bool:
        """Whether a record says exactly what it said when it last came in."""
        row = self.rows.get(place_of(record))
        return row is not None and row.digest == record.digest

    def fill(self, directory: Directory, *, besides: set[tuple[str, str]]) -> None:
        """Make every item known to a directory that no record of the import speaks for."""
        forms: dict[str, list[str]] = defaultdict(list)
        for item_id, original, others in Concept.objects.values_list("item_id", "original", "other_forms"):
            forms[item_id] += [original, *(others or [])]
        named: dict[int, list[str]] = defaultdict(list)
        for (_kind, alias), owners in self._aliases.items():
            for owner in owners:
                named[owner].append(alias)
        for (kind, key), item in self.items.items():
            if (kind, key) in besides:
                continue
            # Keys and other ids are shared by all books; a name means a record of one's own book.
            named_here = kind in (ORGANIZATION, CONCEPT) and self.is_ours(item)
            names = [item.title, item.title_en, *forms[item.pk]] if named_here else []
            directory.add(kind, key, ids=named[item.pk], names=[name for name in names if name], title=item.title)
        for key, date in Event.objects.values_list("item__key", "date"):
            directory.add_date(key, date)

    def is_ours(self, item: Item) -> bool:
        """Whether an item belongs to the book of this import."""
        return self.book is not None and item.collection_id == self.book.pk

    @cached_property
    def sources(self) -> dict[str, dict]:
        """The CSL-JSON of every source of this book, by key."""
        own = Source.objects.filter(item__collection=self.book) if self.book is not None else Source.objects.none()
        return dict(own.values_list("item__key", "csl"))

    @cached_property
    def _by_mark(self) -> dict[tuple[str, ...], set[str]]:
        """Keys of all stored sources by what makes two entries the same; those of this book where there are any."""
        marks: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for key, csl in Source.objects.values_list("item__key", "csl"):
            for mark in bibliography.fingerprints(csl):
                marks[mark].add(key)
        return {mark: {key for key in found if key in self.sources} or found for mark, found in marks.items()}

    def same_source(self, record: Record) -> Item | None:
        """The one stored source that an entry without a key is about."""
        for mark in bibliography.fingerprints(record.fields.get("csl", {})):
            found = self._by_mark.get(mark, set())
            if found:
                return self.items.get((SOURCE, next(iter(found)))) if len(found) == 1 else None
        return None

    def _called(self, kind: str, key: str, identifier: str) -> Item | None:
        full = f"{self.book_key}/{key}" if kind == CHAPTER else key
        item = self.items.get((kind, full))
        if item is not None:
            return item
        owners = {
            self._by_id[owner].pk for owner in self._aliases.get((kind, identifier.casefold()), ()) if self._ours(owner)
        }
        return self._by_id[owners.pop()] if len(owners) == 1 else None

    def _ours(self, item_id: int) -> bool:
        item = self._by_id.get(item_id)
        return item is not None and self.is_ours(item)
