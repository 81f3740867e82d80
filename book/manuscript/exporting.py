"""The folder, written back: what nobody touched byte for byte, the rest changed only where it was edited.

Records that came from a page shared by many (a register, a glossary, a bibliography) get a file of
their own when they were edited and the page cannot say so in place: a card wins over a
register or glossary, CSL-JSON over a bibliography, so importing the folder again changes
nothing. Private notes stay in the database; everything else goes out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from book.manuscript import resolving
from book.manuscript.comparing import Comparison
from book.manuscript.grouping import Group
from book.manuscript.planning import DEFAULTS
from book.manuscript.reading import decoding
from book.manuscript.reading.manuscript import read_records
from book.manuscript.reading.records import CHAPTER, CONCEPT, EVENT, ORGANIZATION, SOURCE, WARNING, Problem, Record
from book.manuscript.stored import place_of
from book.manuscript.writing import files, front, orders, patching, placing, values
from book.models import ImportedFile, ImportedRecord
from editorial import drafting, history, kinds
from editorial.models import Item
from editorial.snapshot import RelationValue, Snapshot

_OWN = {"aliases", "other_keys", "private_notes", "sort_key"}


@dataclass
class ExportReport:
    """Paths by what happened to them, and what could not be said in a file."""

    book: str
    unchanged: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "book": self.book,
            "unchanged": self.unchanged,
            "changed": self.changed,
            "new": self.new,
            "findings": [problem.as_json() for problem in self.problems],
        }


def export_manuscript(
    directory: str | Path,
    *,
    book: Item,
    released: bool = False,
    progress: Callable[[str, int, int, str], None] | None = None,
) -> ExportReport:
    """Write the manuscript of ``book`` into ``directory``, made where it is missing.

    ``released`` writes what readers see and leaves out what was never published. Files in the
    directory that are not part of the manuscript are left alone. Raises OSError, and
    files.UnsafePath where a path would leave the directory.
    """
    home = files.prepare(directory)
    export = Comparison(book, released=released)
    report = ExportReport(book.key)
    stored = list(ImportedFile.objects.current().filter(book=book).values_list("pk", "path"))
    newest = {path: pk for pk, path in stored}
    for done, (path, pk) in enumerate(sorted(newest.items())):
        if progress:
            progress("write", done, len(newest), path)
        _write_file(home, ImportedFile.objects.get(pk=pk), export, report)
    _write_new(home, export, report, taken=set(newest))
    _write_order(home, export, report, newest)
    return report


def _write_file(home: Path, stored: ImportedFile, export: Comparison, report: ExportReport) -> None:
    files.check(stored.path)
    raw = bytes(stored.content)
    file, _problems = decoding.read_bytes(stored.path, raw)
    records = read_records(file, stored.shape)
    if stored.shape in ("order", "book"):
        return
    owners = {
        place_of(record): row.item_id
        for record in records
        if (row := export.stored.rows.get(place_of(record))) is not None
    }
    own = [record for record in records if place_of(record) in owners]
    cards = [record for record in own if record.origin == "card"]
    if records and not own or cards and all(owners[place_of(record)] not in export.wanted for record in cards):
        # Nothing of it is left, or none of it is public yet.
        return
    text = file.text
    for record in own:
        if record.kind == SOURCE and record.origin == "list":
            export.directory.add_place(export.items[owners[place_of(record)]].key, entry=f"{record.file}:{record.line}")
    for place in [place_of(record) for record in own]:
        pk = owners[place]
        if (
            pk in export.written
            or export.stored.row_of_item[pk].path != place[0]
            or export.stored.row_of_item[pk].name != place[1]
        ):
            continue
        export.written.add(pk)
        if pk not in export.wanted:
            text = _cut_out(text, stored, place)
        elif export.is_touched(pk):
            text = _bring_up(text, stored, place, pk, export, report)
    if text == file.text:
        files.write(home, stored.path, raw)
        report.unchanged.append(stored.path)
    else:
        files.write(home, stored.path, decoding.encode_like(file, text))
        report.changed.append(stored.path)


def _find(text: str, stored: ImportedFile, place: tuple[str, str]) -> Record | None:
    records = read_records(front.file_of(stored.path, text), stored.shape)
    return next((record for record in records if place_of(record) == place), None)


def _cut_out(text: str, stored: ImportedFile, place: tuple[str, str]) -> str:
    record = _find(text, stored, place)
    if record is None or record.origin in ("card", "list"):
        return text
    return text[: record.span[0]] + text[record.span[1] :].lstrip("\n")


def _bring_up(
    text: str, stored: ImportedFile, place: tuple[str, str], pk: int, export: Comparison, report: ExportReport
) -> str:
    """The text with one edited record brought up to the draft; unchanged, and the record homeless, where that cannot be."""
    record = _find(text, stored, place)
    if record is None or record.kind == SOURCE:
        export.homeless[pk] = None
        return text
    fields, relations = export.changes(pk)
    ids = {"aliases", "other_keys"} & set(fields) if record.kind != ORGANIZATION else set()
    changed = text
    for name in ids:
        extra = [each for each in fields.pop(name) if each not in (record.identifier, record.stem)]
        changed = front.set_key(changed, values.NAMES[record.kind][name], extra) if record.origin == "card" else changed

    def read(words: str) -> Record | None:
        return _find(words, stored, place)

    changed = patching.patch(changed, read(changed) or record, read, fields=fields, relations=relations)
    changed = patching.drop_effects(changed, stored.path, export.dropped_effects.get(pk, set()))
    again = read(changed)
    if again is not None and again.origin == "card":
        # What was taken from the prose before may read differently now: say it outright.
        fields, relations = _differences(again, pk, export)
        changed = patching.patch(changed, again, read, fields=fields, relations=relations)
        again = read(changed)
    if (
        again is not None
        and not any(_differences(again, pk, export))
        and _others_unharmed(text, changed, stored, place)
    ):
        return changed
    if record.origin == "card":
        message = _("The file could not be made to say everything the draft says.")
        report.problems.append(Problem("not-said", WARNING, stored.path, record.line, message, export.items[pk].key))
        return changed
    export.homeless[pk] = None
    return text


def _differences(record: Record, pk: int, export: Comparison) -> tuple[dict[str, Any], dict[str, list[RelationValue]]]:
    """Fields and relations that a file says otherwise than wanted. Causes may be stated by either end and are not compared."""
    item, wanted = export.items[pk], export.wanted[pk]
    kind = kinds.get(item.kind)
    said = {name: record.fields.get(name, default) for name, default in DEFAULTS[item.kind].items() if name not in _OWN}
    relations, _problems = resolving.relations_of(Group(item.kind, record, item.key), export.directory)
    try:
        snapshot = drafting.prepared(kind, kind.model(item=item), Snapshot(item.kind), fields=said, relations=relations)
    except ValidationError:
        return {}, {}
    fields = {name: wanted.fields.get(name) for name in said if snapshot.fields.get(name) != wanted.fields.get(name)}
    roles = {
        role: wanted.related(role)
        for role in relations
        if sorted(export.settled(snapshot, role)) != sorted(export.settled(wanted, role))
    }
    return fields, roles


def _others_unharmed(before: str, after: str, stored: ImportedFile, place: tuple[str, str]) -> bool:
    def digests(text: str) -> dict[tuple[str, str], str]:
        found = read_records(front.file_of(stored.path, text), stored.shape)
        for record in found:
            record.seal()
        # A chapter's reference list is part of its text: edited with it, it may list others.
        return {
            place_of(record): record.digest for record in found if place_of(record) != place and record.origin != "list"
        }

    return digests(before) == digests(after)


def _write_new(home: Path, export: Comparison, report: ExportReport, *, taken: set[str]) -> None:
    """Files for records that none held before, and for edited ones that a shared page could not say."""
    fresh = [pk for pk in export.wanted if pk not in export.written and pk not in export.stored.row_of_item]
    sources = []
    for pk in sorted({*fresh, *export.homeless}, key=lambda pk: (export.items[pk].kind, export.items[pk].key)):
        item, wanted = export.items[pk], export.wanted[pk]
        if item.kind == SOURCE:
            sources.append((item.key, wanted))
            continue
        path = placing.path_for(item.kind, item.key, wanted, taken)
        taken.add(path)
        files.write(home, path, _new_page(item, wanted, path).encode())
        report.new.append(path)
    if sources:
        path = placing.sources_path(taken)
        files.write(home, path, placing.csl_json(sources).encode())
        report.new.append(path)


def _new_page(item: Item, wanted: Snapshot, path: str) -> str:
    slug = item.key.rpartition("/")[2]
    fields = {name: value for name, value in wanted.fields.items() if name != "private_notes"}
    stem = path.rpartition("/")[2].removesuffix(".md")
    for name in ("aliases", "other_keys"):
        if name in fields and item.kind in (EVENT, CONCEPT, CHAPTER):
            fields[name] = [each for each in fields[name] if each not in (slug, stem)]
    written = values.new_front_matter(
        item.kind, slug, fields, {role: wanted.related(role) for role in wanted.relations}
    )
    heading = (
        "" if item.kind == CHAPTER else f"# {fields.get('title') or fields.get('name') or fields.get('preferred')}\n\n"
    )
    return f"---\n{front.dump(written)}---\n\n{heading}{fields.get('body') or ''}".rstrip("\n") + "\n"


def _write_order(home: Path, export: Comparison, report: ExportReport, newest: dict[str, int]) -> None:
    """The reading order and book.yaml: as they came in, or changed where the book's own record was."""
    book = export.book
    wanted = export.state_of(book)
    row = ImportedRecord.objects.current().filter(book=book, item=book).last()
    version = book.versions.filter(number=row.after).select_related("stored", "item").first() if row else None
    base = history.snapshot_of(version) if version else None
    kept = ImportedFile.objects.filter(pk__in=newest.values(), shape__in=("order", "book"))
    paths = {
        export.items[pk].key.rpartition("/")[2]: row.path
        for pk, row in export.stored.row_of_item.items()
        if pk in export.items and export.items[pk].kind == CHAPTER
    }
    paths |= {
        path.rpartition("/")[2].removesuffix(".md"): path for path in report.new if path.startswith(placing.MANUSCRIPT)
    }
    for stored in kept:
        file, _problems = decoding.read_bytes(stored.path, bytes(stored.content))
        text = file.text
        if wanted is not None and base is not None and wanted.fields != base.fields:
            text = (
                orders.rewrite_order(text, wanted, paths)
                if stored.shape == "order"
                else orders.rewrite_book(text, wanted, base)
            )
        raw = bytes(stored.content) if text == file.text else decoding.encode_like(file, text)
        files.write(home, stored.path, raw)
        (report.unchanged if text == file.text else report.changed).append(stored.path)
    if (
        wanted is not None
        and not any(stored.shape == "book" for stored in kept)
        and (base is None or wanted.fields != base.fields)
    ):
        files.write(home, "config/book.yaml", orders.new_book(book.key, wanted).encode())
        report.new.append("config/book.yaml")
