"""One import from beginning to end: the function behind the command and the admin's two pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sources.importing import detecting, planning, saving
from sources.importing.entries import Problem
from sources.importing.opening import Opened
from sources.importing.planning import Plan
from sources.models import SourceImport


@dataclass
class Report:
    """What an import did, or would do. ``formats`` is {file: format}; ``batch`` the number of a saved one."""

    plan: Plan
    formats: dict[str, str] = field(default_factory=dict)
    batch: int | None = None
    dry_run: bool = False

    def as_json(self) -> dict:
        return {
            "dry_run": self.dry_run,
            "batch": self.batch,
            "formats": self.formats,
            **saving.report_of(self.plan),
        }


def read_all(opened: Iterable[Opened], *, format="", progress=None) -> tuple[list, list[Problem], dict[str, str]]:
    """Return the entries of all files, every problem, and {file: format}."""
    entries, problems, formats = [], [], {}
    for done, file in enumerate(opened):
        if progress is not None:
            progress("read", done, done + 1, file.name)
        problems += file.problems
        if not file.readable:
            continue
        formats[file.name], reading = detecting.read(file.text, name=file.name, format=format)
        entries += reading.entries
        problems += reading.problems
    return entries, problems, formats


def preview(opened: Iterable[Opened], *, format="") -> tuple[Plan, dict[str, str]]:
    """Return what an import of these files would do, and the formats they are in. Writes nothing."""
    entries, problems, formats = read_all(opened, format=format)
    return planning.make_plan(entries, problems), formats


def import_sources(
    opened: Iterable[Opened], *, actor, name="", format="", collection=None, choices=None, dry_run=False, progress=None
) -> Report:
    """Import files as drafts of ``actor``, in one audited batch; ``dry_run`` writes nothing and needs no actor.

    Raises NotAllowed. What cannot be read or stored is in the report, with its place.
    """
    entries, problems, formats = read_all(opened, format=format, progress=progress)
    plan = planning.make_plan(entries, problems)
    if dry_run:
        return Report(plan, formats, dry_run=True)
    batch: SourceImport = saving.open_batch(
        actor=actor, name=name or ", ".join(formats) or "–", collection=collection
    )  # fmt: skip
    saving.save(batch, plan, actor=actor, choices=choices, progress=progress)
    return Report(plan, formats, batch=batch.pk)
