"""An import becomes drafts: through the same acts as everybody's edits, in one audited batch.

Each record is written in a savepoint of its own, so that a bad one stops no other and leaves nothing half-written;
a transaction holds a hundred of them, so that others can save meanwhile.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, errors, guards, roles, transitions
from editorial.models import Act, Item, Origin
from editorial.snapshot import RelationValue
from sources import archiving
from sources.importing.entries import ERROR, Problem
from sources.importing.planning import Outcome, Plan, Step, gaps
from sources.models import Source, SourceImport

_CHUNK = 100
#: What a person may decide about an entry.
NEW, FILL, SKIP = "new", "fill", "skip"


def open_batch(*, actor, name, files=(), collection=None) -> SourceImport:
    """Return a new import of ``actor``, not saved yet. Raises NotAllowed."""
    guards.insist(guards.to_create(actor, kind="source", collection=collection))
    return SourceImport.objects.create(
        actor=actor, actor_name=roles.name_of(actor), at=clock.now(), name=name[:500], files=list(files),
        collection=collection,
    )  # fmt: skip


def save(batch: SourceImport, plan: Plan, *, actor, choices=None, progress=None) -> Plan:
    """Save the entries of ``plan`` as drafts and return it with what became of each.

    ``choices`` ({position: new|fill|skip}) are a person's decisions; without one, new entries are made, gaps are
    filled, and what is only near is left out. ``progress`` is called with (stage, done, total, name). Saving a batch
    twice is refused. Raises NotAllowed and WrongState.
    """
    guards.insist(guards.to_create(actor, kind="source", collection=batch.collection))
    with transaction.atomic():
        locked = SourceImport.objects.select_for_update().get(pk=batch.pk)
        if locked.saved_at is not None:
            raise errors.WrongState(_("This import was saved already."))
        SourceImport.objects.filter(pk=batch.pk).update(saved_at=clock.now())
    tell = progress or (lambda *_: None)
    decided = choices or {}
    # What others cite comes first: a relation then finds its target.
    ordered = sorted(plan.steps, key=lambda step: (bool(step.entry.cites), step.position))
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        tell("save", start, len(ordered), chunk[0].key)
        with transaction.atomic():
            for step in chunk:
                _decide(step, decided.get(step.position))
            made = _create_together(batch, plan, chunk, actor=actor)
            for step in chunk:
                if step.position not in made:
                    _write(batch, plan, step, actor=actor)
    tell("save", len(ordered), len(ordered), "")
    _close(batch, plan, actor=actor)
    return plan


def _close(batch, plan, *, actor):
    """Store the report and the batch's line in the audit trail."""
    with transaction.atomic():
        batch.report = report_of(plan)
        batch.files = []
        batch.saved_at = clock.now()
        batch.save(update_fields=["report", "files", "saved_at"])
        audit.write(
            Act.IMPORT, actor=actor, label=_("sources from %(name)s") % {"name": batch.name[:200]},
            reason=note_of(batch), detail={"batch": batch.pk, "counts": plan.counts()},
        )  # fmt: skip


def report_of(plan) -> dict:
    """Return the report of an import as JSON."""
    return {
        "counts": plan.counts(),
        "entries": [step.as_json() for step in plan.steps],
        "problems": [problem.as_json() for problem in plan.problems],
    }


def note_of(batch) -> str:
    """The reason that versions and audit rows of a batch carry."""
    return f"source import {batch.pk}"


def _create_together(batch, plan, chunk, *, actor) -> set[int]:
    """Make the new records of a chunk at once; returns the positions of those made.

    None where one of them is refused: then each is tried by itself, and the refusal told at its place.
    """
    steps = [step for step in chunk if step.outcome == Outcome.NEW]
    records = [transitions.New(step.key, **_stated(plan, step)) for step in steps]
    try:
        with transaction.atomic():
            items = transitions.create_many(
                "source", records, actor=actor, collection=batch.collection, origin=Origin.IMPORT, note=note_of(batch)
            )  # fmt: skip
            for item, step in zip(items, steps, strict=True):
                _keep_text(item, step.entry, actor=actor)
    except (ValidationError, errors.EditorialError):
        return set()
    return {step.position for step in steps}


def _write(batch, plan, step, *, actor):
    if step.outcome not in Outcome.taken():
        return
    try:
        with transaction.atomic():
            if step.outcome == Outcome.NEW:
                item = _create(batch, plan, step, actor=actor)
            else:
                item = _fill(batch, plan, step, actor=actor)
            _keep_text(item, step.entry, actor=actor)
    except ValidationError as error:
        _failed(plan, step, " ".join(error.messages))
    except errors.EditorialError as error:
        _failed(plan, step, str(error))
    except Item.DoesNotExist:
        _failed(plan, step, _("There is no source “%(target)s” (any more).") % {"target": step.other})


def _decide(step: Step, choice):
    """Bring a step into line with what a person, or the rule for nobody's choice, says."""
    if choice == SKIP or (step.outcome == Outcome.NEAR and choice is None):
        step.outcome = Outcome.SKIPPED if step.outcome in (*Outcome.taken(), Outcome.NEAR) else step.outcome
    elif step.outcome == Outcome.NEAR:
        if choice == FILL and step.near:
            step.outcome, step.other = Outcome.UPDATED, step.near[0]
        else:
            step.outcome = Outcome.NEW


def _failed(plan, step, message):
    step.outcome, step.reason = Outcome.FAILED, message
    plan.problems.append(Problem("refused", ERROR, step.entry.file, step.entry.line, message, step.key or step.other))


def _create(batch, plan, step, *, actor) -> Item:
    return transitions.create(
        "source", key=step.key, actor=actor, collection=batch.collection, origin=Origin.IMPORT, note=note_of(batch),
        **_stated(plan, step),
    )  # fmt: skip


def _stated(plan, step) -> dict:
    """Return fields and relations of the record an entry becomes."""
    entry = step.entry
    return {
        "fields": {
            "title": entry.title[:500], "csl": entry.csl, "raw": entry.raw,
            "language": str(entry.csl.get("language") or "")[:2], "front_matter": entry.front_matter,
            "other_keys": _other_keys(step),
        },
        "relations": {"depends_on": _dependencies(plan, step)},
    }  # fmt: skip


def _other_keys(step) -> list[str]:
    """The key somebody wrote stays a name of the source where it had to be changed to be citable, unless it is taken."""
    written = " ".join(step.entry.key.split())[:200]
    taken_by_another = written and step.key.startswith(written) and step.key != written
    return [written] if written and written != step.key and not taken_by_another and re.search(r"\w", written) else []


def _fill(batch, plan, step, *, actor) -> Item:
    """Fill the gaps of the record there is; what it says stays."""
    item = Item.objects.get(kind="source", key=step.other)
    row = Source.objects.get(item=item)
    found = gaps(row.csl, step.entry.csl, title=row.title)
    fields = {"csl": {**row.csl, **found}} if found else {}
    if "title" in found:
        fields["title"] = found["title"][:500]
    relations = {}
    missing = _dependencies(plan, step)
    if missing:
        stored = [
            RelationValue(each.target_kind, each.target_key, each.locator, each.qualifier, each.note)
            for each in item.relations.filter(role="depends_on").order_by("position")
        ]
        present = {(each.key, each.locator) for each in stored}
        relations = {"depends_on": [*stored, *(each for each in missing if (each.key, each.locator) not in present)]}
    transitions.edit(
        item, actor=actor, fields=fields, relations=relations, origin=Origin.IMPORT, note=note_of(batch)
    )  # fmt: skip
    return item


def _dependencies(plan, step) -> list[RelationValue]:
    """Return what an entry cites as relations, with the labels it has there. Positions count within its file."""
    if not step.entry.cites:
        return []
    first = step.position
    found = []
    for cited in step.entry.cites:
        target = plan.steps[first + cited.position]
        key = target.own_key
        if key and key != (step.other or step.key):
            found.append(RelationValue("source", key, locator=cited.label, note=target.entry.title[:300]))
    return found


def _keep_text(item, entry, *, actor):
    if entry.text and not hasattr(item, "source_text"):
        archiving.keep_text(item, text=entry.text, captured_on=entry.captured_on, origin=entry.file, actor=actor)
