"""Who answers to which name: the records of this import and those already there.

Three ranks, asked in turn: permanent keys, other ids (file names, register ids), then names of
organizations and concepts. A rank that knows one record decides; one that knows several
leaves the reference open. The first of two candidates is never taken.
"""

from __future__ import annotations

import re
from collections import defaultdict

from book.manuscript import keys
from book.manuscript.grouping import Group
from book.manuscript.reading.records import CHAPTER, CONCEPT, EVENT, ORGANIZATION, SOURCE, Reference

_JOINED = re.compile(r"\s*(?:[,，、/;；&+|]|\band\b|与|和|联合)\s*")
_ALSO = re.compile(r"^(?P<first>[^()（）]+?)\s*[(（](?P<second>[^()（）]+)[)）]$")


class Directory:
    """Finds records by what authors call them. Keys of chapters are `book/slug`; both forms answer."""

    def __init__(self, *, book_key: str):
        self.book_key = book_key
        self._ranks: list[dict[tuple[str, str], set[str]]] = [defaultdict(set), defaultdict(set), defaultdict(set)]
        self._titles: dict[tuple[str, str], str] = {}
        self._dates: dict[str, str] = {}
        self._entries: dict[str, str] = {}
        self._files: dict[str, str] = {}
        self._chapter_folders: set[str] = set()

    def add(self, kind: str, key: str, *, ids=(), names=(), title: str = "") -> None:
        """Make a record known."""
        self._titles.setdefault((kind, key), title)
        for rank, words in enumerate(([key, key.rpartition("/")[2]] if kind == CHAPTER else [key], ids, names)):
            for word in words:
                folded = self._folded(kind, word)
                if folded:
                    self._ranks[rank][kind, folded].add(key)

    def add_group(self, group: Group, key: str) -> None:
        """Make the records of a group known under the key they have or will have."""
        for record in [*group.records, *group.revisions]:
            called = keys.names_of(record)
            ids = [word for word in called if word in (record.identifier, record.stem, *record.aliases)]
            self.add(
                group.kind, key, ids=ids, names=[word for word in called if word not in ids], title=group.record.label
            )
            if group.kind == SOURCE:
                self.add_place(key, entry=f"{record.file}:{record.line}")
            if group.kind == CHAPTER:
                self.add_place(key, file=record.file)
        if group.kind == EVENT:
            self._dates[key] = group.record.fields.get("date", "")

    def add_place(self, key: str, *, entry: str = "", file: str = "") -> None:
        """Make known which source a line of a list is (``path:line``), or which chapter a file is."""
        if entry:
            self._entries[entry] = key
        if file:
            self._files[file] = key
            self._chapter_folders |= set(file.split("/")[:-1])

    def add_date(self, key: str, date: str) -> None:
        self._dates.setdefault(key, date)

    def title_of(self, kind: str, key: str) -> str:
        return self._titles.get((kind, key), "")

    def date_of(self, key: str) -> str:
        return self._dates.get(key, "")

    def find(self, kind: str, text: str) -> list[str]:
        """The keys that answer to a word; [] nobody, more than one: undecided."""
        folded = self._folded(kind, text.rpartition("/")[2] if kind == CHAPTER else text)
        for rank in self._ranks:
            found = rank.get((kind, folded))
            if found:
                return sorted(found)
        return []

    def resolve(self, reference: Reference) -> list[tuple[str, list[str]]]:
        """(words, keys that answer) for each record a reference names.

        `OpenAI / Microsoft` names two organizations unless one is called so; `Meta (Facebook)`
        answers to either name.
        """
        if reference.by == "entry":
            key = self._entries.get(reference.text)
            return [(reference.text, [key])] if key else []
        if reference.by == "path":
            return self._by_path(reference)
        found = self.find(reference.kind, reference.text)
        if found or reference.by != "name":
            return [(reference.text, found)]
        both = _ALSO.match(reference.text)
        if both:
            either = {key for name in both.groups() for key in self.find(reference.kind, name)}
            if either:
                return [(reference.text, sorted(either))]
        parts = [part for part in _JOINED.split(reference.text) if part]
        several = [(part, self.find(reference.kind, part)) for part in parts]
        if len(parts) > 1 and any(keys_ for _part, keys_ in several):
            return several
        return [(reference.text, [])]

    def is_chapter_folder(self, text: str) -> bool:
        """Whether a "chapter id" is the name of a folder that holds chapters."""
        return text in self._chapter_folders

    def _by_path(self, reference: Reference) -> list[tuple[str, list[str]]]:
        folder = reference.file.rpartition("/")[0]
        path = reference.text.split("#")[0]
        parts: list[str] = [] if path.startswith("/") else [part for part in folder.split("/") if part]
        for part in path.split("/"):
            if part == ".." and parts:
                parts.pop()
            elif part not in ("", ".", ".."):
                parts.append(part)
        key = self._files.get("/".join(parts))
        return [(reference.text, [key])] if key else []

    @staticmethod
    def _folded(kind: str, text: str) -> str:
        if kind == SOURCE:
            return text.strip().casefold()
        if kind in (ORGANIZATION, CONCEPT):
            return keys.fold(text)
        return keys.key_of(text)
