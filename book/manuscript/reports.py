"""What an import did and found, as people and programs read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from book.manuscript.reading.records import Problem

KIND_OF_PLURAL = {
    "chapters": "chapter",
    "events": "event",
    "organizations": "organization",
    "concepts": "concept",
    "sources": "source",
}
OUTCOMES = ("created", "updated", "unchanged", "conflict", "failed")
_WEIGHT = {"error": 0, "warning": 1, "note": 2}


@dataclass
class ImportReport:
    """Counts by kind and outcome, and every finding. ``batch`` is None where nothing was written."""

    book: str
    dry_run: bool = False
    batch: int | None = None
    counts: dict[str, dict[str, int]] = field(
        default_factory=lambda: {plural: dict.fromkeys(OUTCOMES, 0) for plural in KIND_OF_PLURAL}
    )
    problems: list[Problem] = field(default_factory=list)
    published: int = 0

    def count(self, kind: str, outcome: str) -> None:
        plural = next(plural for plural, name in KIND_OF_PLURAL.items() if name == kind)
        self.counts[plural][outcome] += 1

    @property
    def findings(self) -> list[Problem]:
        """Every finding once, by file and line, the graver first on one line."""
        return sorted(
            dict.fromkeys(self.problems),
            key=lambda p: (p.file, p.line or 0, _WEIGHT.get(p.severity, 3), p.code, p.target),
        )

    def as_json(self) -> dict[str, Any]:
        """The object the command prints."""
        return {
            "book": self.book,
            "dry_run": self.dry_run,
            "batch": self.batch,
            **self.counts,
            "findings": [problem.as_json() for problem in self.findings],
        }
