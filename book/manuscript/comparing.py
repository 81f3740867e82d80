"""What an export compares: the wanted state of each record, its state when it came in, and who is who."""

from __future__ import annotations

from typing import Any

from book.manuscript.directory import Directory
from book.manuscript.reading.records import CHAPTER, EVENT
from book.manuscript.stored import Stored
from editorial import history, kinds
from editorial.models import Item
from editorial.snapshot import RelationValue, Snapshot


class Comparison:
    """What every file is compared with: the wanted state of each record, its state when it came in, and who is who."""

    def __init__(self, book: Item, *, released: bool):
        self.book, self.released = book, released
        self.stored = Stored(book, book_key=book.key)
        self.items = {
            item.pk: item
            for item in Item.objects.filter(collection=book).select_related(
                "public_page__release__version__stored", "public_page__release__version__item"
            )
        }
        self.directory = Directory(book_key=book.key)
        self.stored.fill(self.directory, besides=set())
        self.wanted: dict[int, Snapshot] = {}
        self.base: dict[int, Snapshot] = {}
        for pk, item in self.items.items():
            wanted = self.state_of(item)
            if wanted is not None:
                self.wanted[pk] = wanted
        self._load_bases()
        for (path, _name), row in self.stored.rows.items():
            if row.item_id in self.items and self.items[row.item_id].kind == CHAPTER:
                self.directory.add_place(self.items[row.item_id].key, file=path)
        self.dropped_effects = self._dropped_effects()
        #: Records that a shared page could not say, and records that no file ever held.
        self.homeless: dict[int, None] = {}
        self.written: set[int] = set()

    def state_of(self, item: Item) -> Snapshot | None:
        """The draft; with ``released`` what readers see, None where they see nothing."""
        if not self.released:
            return kinds.get(item.kind).snapshot(item.row)
        release = item.public_release
        return history.snapshot_of(release.version) if release is not None else None

    def _load_bases(self) -> None:
        for pk, row in self.stored.row_of_item.items():
            if pk not in self.items:
                continue
            version = self.items[pk].versions.filter(number=row.after).select_related("stored", "item").first()
            if version is not None:
                self.base[pk] = history.snapshot_of(version)

    def changes(self, pk: int) -> tuple[dict[str, Any], dict[str, list[RelationValue]]]:
        """Fields and relations of a record that were edited since it came in."""
        wanted, base = self.wanted[pk], self.base[pk]
        fields = {
            name: value
            for name, value in wanted.fields.items()
            if name != "private_notes" and value != base.fields.get(name)
        }
        relations = {
            role: wanted.related(role)
            for role in wanted.relations
            if self.settled(wanted, role) != self.settled(base, role)
        }
        return fields, relations

    def settled(self, snapshot: Snapshot, role: str) -> list[tuple[str, ...]]:
        return [
            (
                value.kind,
                *(self.directory.find(value.kind, value.key) or [value.key]),
                value.locator,
                value.qualifier,
                value.note,
            )
            for value in snapshot.related(role)
        ]

    def _dropped_effects(self) -> dict[int, set[str]]:
        """For each cause whose edge an editor removed on the effect: every name of that effect."""
        dropped: dict[int, set[str]] = {}
        by_key = {item.key: pk for pk, item in self.items.items() if item.kind == EVENT}
        for pk, base in self.base.items():
            if self.items[pk].kind != EVENT or pk not in self.wanted:
                continue
            gone = {value.key for value in base.related("causes")} - {
                value.key for value in self.wanted[pk].related("causes")
            }
            for key in gone & set(by_key):
                names = {self.items[pk].key, *(self.wanted[pk].get("aliases") or [])}
                dropped.setdefault(by_key[key], set()).update(names)
        return dropped

    def is_touched(self, pk: int) -> bool:
        if pk not in self.base:
            return True
        fields, relations = self.changes(pk)
        return bool(fields or relations or pk in self.dropped_effects)
