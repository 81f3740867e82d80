"""What an import would do, record by record, before anything is written. A dry run ends here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from book.manuscript import consistency, resolving
from book.manuscript.causes import Causes, read_causes
from book.manuscript.directory import Directory
from book.manuscript.grouping import Group, Grouped, group
from book.manuscript.reading.page import read_page
from book.manuscript.reading.records import (
    CHAPTER,
    CONCEPT,
    ERROR,
    EVENT,
    ORGANIZATION,
    SOURCE,
    Manuscript,
    Problem,
    Record,
)
from book.manuscript.stored import Stored, place_of
from book.models import CausalLink
from editorial import drafting, history, kinds
from editorial.models import Item
from editorial.snapshot import RelationValue, Snapshot

#: Fields that the files decide, as they are where the files say nothing.
DEFAULTS: dict[str, dict[str, Any]] = {
    CHAPTER: {
        "number": None, "role": "main", "title": "", "title_en": "", "period": "", "standfirst": "", "body": "",
        "other_keys": [], "declared_words": None, "declared_anecdotes": None, "front_matter": {},
    },
    EVENT: {
        "title": "", "title_en": "", "date": "", "date_note": "", "disputed_dates": [], "place": "", "event_type": "other",
        "significance": "notable", "verification": "unverified", "summary": "", "body": "", "tags": [], "aliases": [],
        "front_matter": {},
    },
    ORGANIZATION: {
        "name": "", "name_en": "", "aliases": [], "country": "", "founded": "", "website": "", "people": [], "summary": "",
        "body": "", "front_matter": {},
    },
    CONCEPT: {
        "kind_of": "term", "preferred": "", "original": "", "other_forms": [], "rejected_forms": [], "aliases": [],
        "definition": "", "category": "", "introduced": "", "body": "", "front_matter": {},
    },
    SOURCE: {"title": "", "csl": {}, "language": "", "raw": "", "other_keys": [], "front_matter": {}},
}  # fmt: skip
#: Records that others name come first, so that relations find their targets.
ORDER = (SOURCE, ORGANIZATION, CONCEPT, EVENT, CHAPTER)


@dataclass
class Step:
    """One record's way into the database.

    `states` are the fields and relations of each state, oldest first. `base_version` is the version
    the files already became, where they say nothing new and the draft may have moved on.
    """

    group: Group
    key: str
    item: Item | None
    outcome: str = ""
    base_version: int | None = None
    states: list[tuple[dict[str, Any], dict[str, list[RelationValue]]]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.group.kind


@dataclass
class Plan:
    """Every step, the problems found on the way, and who is called what."""

    steps: list[Step]
    grouped: Grouped
    directory: Directory
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[Step]:
        return [step for step in self.steps if step.kind == kind]


def make_plan(read: Manuscript, stored: Stored, *, progress: Callable[[int, int, str], None] | None = None) -> Plan:
    """Compare a manuscript with the database. Reads only."""
    for record in read.records:
        record.seal()
    grouped = group(read.records)
    directory = Directory(book_key=stored.book_key)
    steps = []
    for kind in ORDER:
        for each in grouped.of(kind):
            item = stored.match(each)
            step = Step(each, item.key if item else stored.key_for(each), item)
            steps.append(step)
            directory.add_group(each, step.key)
    stored.fill(directory, besides={(step.kind, step.key) for step in steps})
    plan = Plan(steps, grouped, directory)
    plan.problems += read.problems + grouped.problems
    _refuse_shared_items(plan)
    imported = {step.key for step in plan.of(EVENT)}
    edges = [
        (cause or written, effect)
        for cause, written, effect in CausalLink.objects.values_list("target__key", "target_key", "owner__key")
        if effect not in imported
    ]
    causes = read_causes([(step.key, step.group) for step in plan.steps if not step.outcome], directory, stored=edges)
    plan.problems += causes.problems
    for done, step in enumerate(plan.steps):
        if progress:
            progress(done, len(plan.steps), step.key)
        if not step.outcome:
            _judge(plan, step, stored, causes, complete=read.complete)
    _look_at_texts(read, plan, stored)
    return plan


def _refuse_shared_items(plan: Plan) -> None:
    """Two records that turn out to be one item (an id and another's recorded path): the second is left alone."""
    taken: dict[tuple[str, str], Step] = {}
    for step in plan.steps:
        first = taken.setdefault((step.kind, step.key), step)
        if first is not step:
            record = step.group.record
            message = _("%(file)s is already the record “%(key)s”.") % {
                "file": first.group.record.file,
                "key": step.key,
            }
            plan.problems.append(
                Problem("duplicate-id", ERROR, record.file, record.line_of("identifier"), message, step.key)
            )
            step.outcome = "failed"


def _judge(plan: Plan, step: Step, stored: Stored, causes: Causes, *, complete: bool) -> None:
    """Decide a step's outcome and what would be written."""
    revisions = step.group.revisions if step.item is None else []
    for record in [*revisions, step.group.record]:
        relations, problems = resolving.relations_of(Group(step.kind, record, step.group.key), plan.directory)
        if record is step.group.record:
            plan.problems += problems
        if step.kind == EVENT:
            relations["causes"] = causes.relations_of(step.key)
        step.states.append((fields_of(step, record, keep_weak=complete or step.item is None), relations))
    if step.item is None:
        step.outcome = "created"
        _validate(plan, step, None)
        return
    row = step.item.row
    base = stored.row_of_item.get(step.item.pk)
    others = not stored.is_ours(step.item)
    if step.group.record.origin == "list" and (
        others or base is None or place_of(step.group.record) not in stored.rows
    ):
        # A chapter's own list names a source that somebody described elsewhere: it changes nothing there.
        step.outcome = "unchanged"
        return
    if base is not None and not others and _says_nothing_new(step, stored):
        step.outcome, step.base_version = "unchanged", base.after
        return
    kind = kinds.get(step.kind)
    before = kind.snapshot(row)
    if step.kind == EVENT:
        _keep_causes_of_others(step, before, plan)
    after = _validate(plan, step, before)
    if after is None:
        return
    record = step.group.record
    if _same(plan.directory, before, after):
        step.outcome = "unchanged"
    elif others:
        step.outcome = "conflict"
        message = _("“%(key)s” belongs to another book and says something else there. It was left alone.") % {
            "key": step.key
        }
        plan.problems.append(Problem("other-book", ERROR, record.file, record.line, message, step.key))
    elif base is None or _draft_moved(step.item, base, before):
        step.outcome = "conflict"
        message = _(
            "Both this file and the draft “%(key)s” changed since the last import. Nothing was overwritten."
        ) % {"key": step.key}
        plan.problems.append(Problem("conflict", ERROR, record.file, record.line, message, step.key))
    else:
        step.outcome = "updated"


def _says_nothing_new(step: Step, stored: Stored) -> bool:
    """Whether the files say of a record what they said before. A card's word counts, not that of a register beside it."""
    group_ = step.group
    if step.kind == CONCEPT:
        return all(stored.is_known(record) for record in group_.records)
    return stored.is_known(group_.record) and all(place_of(record) in stored.rows for record in group_.merged)


def fields_of(step: Step, record: Record, *, keep_weak: bool) -> dict[str, Any]:
    """Every field the file decides, with our default where it says nothing, and all other names the record answers to."""
    known = DEFAULTS[step.kind]
    fields = {name: record.fields.get(name, default) for name, default in known.items()}
    if record.fields.get("sort_key"):
        fields["sort_key"] = record.fields["sort_key"]
    if not keep_weak:
        fields = {name: value for name, value in fields.items() if name not in record.weak}
    slug = step.key.rpartition("/")[2]
    ids = [each.identifier for each in step.group.records] + [
        each.stem for each in [*step.group.records, *step.group.revisions]
    ]
    ids += [alias for each in step.group.records for alias in each.aliases]
    others = [name for name in dict.fromkeys(ids) if name and name not in (slug, step.key)]
    if step.kind in (EVENT, CONCEPT):
        fields["aliases"] = others
    elif step.kind == CHAPTER:
        fields["other_keys"] = others
    elif step.kind == SOURCE:
        fields["other_keys"] = [name for name in others if not name.isdigit()]
    return fields


def _keep_causes_of_others(step: Step, before: Snapshot, plan: Plan) -> None:
    """Causes that a record outside this import stated stay on the effect."""
    imported = {each.key for each in plan.of(EVENT)}
    fields, relations = step.states[-1]
    present = {value.key for value in relations["causes"]}
    for value in before.related("causes"):
        if value.key not in present and value.key not in imported and len(plan.directory.find(EVENT, value.key)) == 1:
            relations["causes"].append(value)


def _validate(plan: Plan, step: Step, before: Snapshot | None) -> Snapshot | None:
    """The snapshot a step would end with; None, and a failed step, where a value cannot be stored."""
    kind = kinds.get(step.kind)
    row = kind.model(item=step.item) if before is None else step.item.row
    after = before or Snapshot(step.kind)
    try:
        for fields, relations in step.states:
            after = drafting.prepared(kind, row, after, fields=fields, relations=relations)
    except ValidationError as error:
        step.outcome = "failed"
        plan.problems += invalid(step.group.record, error)
        return None
    return after


def invalid(record: Record, error: ValidationError) -> list[Problem]:
    """One problem for each field that cannot be stored."""
    if hasattr(error, "error_dict"):
        return [
            Problem("invalid-value", ERROR, record.file, record.line_of(name), " ".join(each.messages), name)
            for name, errors in error.error_dict.items()
            for each in errors
        ]
    return [
        Problem(
            "invalid-value",
            ERROR,
            record.file,
            record.line,
            " ".join(error.messages),
            record.identifier or record.label,
        )
    ]


def _same(directory: Directory, before: Snapshot, after: Snapshot) -> bool:
    """Whether two snapshots say the same; a reference that has found its record since is no difference."""
    return before.fields == after.fields and _settled(directory, before) == _settled(directory, after)


def _settled(directory: Directory, snapshot: Snapshot) -> dict[str, list[tuple[str, ...]]]:
    settled = {}
    for role, values in snapshot.relations.items():
        named = []
        for value in values:
            found = directory.find(value["kind"], value["key"])
            named.append(
                (
                    value["kind"],
                    found[0] if len(found) == 1 else value["key"],
                    value["locator"],
                    value["qualifier"],
                    value["note"],
                )
            )
        settled[role] = sorted(named)
    return settled


def _draft_moved(item: Item, base, before: Snapshot) -> bool:
    """Whether the draft says something else than after the last import; private notes aside."""
    version = item.versions.filter(number=base.after).select_related("stored", "item").first()
    if version is None:
        return True
    if version.snapshot_sha256 == before.sha256:
        return False
    then = history.snapshot_of(version)
    return {**then.fields, "private_notes": ""} != {
        **before.fields,
        "private_notes": "",
    } or then.relations != before.relations


def _look_at_texts(read: Manuscript, plan: Plan, stored: Stored) -> None:
    """Findings about the words themselves."""
    root = Path(read.root)
    known = {step.key: step.group.record.fields.get("csl", {}) for step in plan.of(SOURCE)}
    bibliography = consistency.Bibliography(stored.sources | known, plan.directory)
    chapters = {each.group.record.file: each.group.record for each in plan.of(CHAPTER)}
    chapters |= {record.file: record for each in plan.of(CHAPTER) for record in each.group.revisions}
    for path, file in read.files.items():
        if read.shapes[path] in ("order", "book", "csl"):
            continue
        page = read_page(file)
        record = chapters.get(path)
        text = "\n".join(page.lines[page.first :])
        rendered, problems = consistency.read_text(
            text,
            read.shapes[path],
            path,
            root=root,
            directory=plan.directory,
            bibliography=bibliography,
            first_line=page.first + 1,
            title=str(record.fields.get("title", "")) if record else "",
        )
        plan.problems += problems
        if record is not None:
            plan.problems += consistency.chapter_numbers(record, rendered)
    plan.problems += consistency.several_dates(plan.grouped)
    plan.problems += consistency.several_numbers(plan.grouped.groups)
    plan.problems += consistency.unlisted(read, plan.grouped.groups)
