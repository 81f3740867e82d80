"""One run of the importer: what every step of it needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from book.manuscript.planning import Plan
from book.manuscript.reading.records import Manuscript, Problem
from book.manuscript.reports import ImportReport
from book.models import ImportBatch


@dataclass(frozen=True)
class Run:
    """What was read and planned, the batch that is written, who writes, and the report that grows."""

    read: Manuscript
    plan: Plan
    report: ImportReport
    batch: ImportBatch
    actor: Any

    @property
    def note(self) -> str:
        """The reason that versions, audit rows and an override carry."""
        return f"import batch {self.batch.pk}"

    def found(self, code: str, severity: str, file: str, line: int | None, message: str, target: str = "") -> None:
        self.report.problems.append(Problem(code, severity, file, line, message, target))
