"""Checks: one small class each, listed explicitly by the kind they look at.

A check reads a :class:`Subject` and yields :class:`Problem`. Errors stand in the way of submitting and signing.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils import translation

from editorial import canonical, kinds
from editorial.models import Finding, Severity


@dataclass(frozen=True)
class Problem:
    """What a check found. ``params`` fill the check's sentence; ``target`` names the thing it is about."""

    check: "Check"
    line: int | None = None
    target: str = ""
    params: dict = field(default_factory=dict)
    severity: str = ""

    @property
    def level(self) -> str:
        return self.severity or self.check.severity

    @property
    def message(self) -> str:
        """The sentence, in the language that is active."""
        return str(self.check.sentence) % {"target": self.target, **self.params}

    @property
    def fingerprint(self) -> str:
        """The same for the same problem wherever it moves in the text."""
        return canonical.sha256([self.check.id, self.target, self.params])


class Check:
    """One rule. Subclasses set ``id`` (kebab-case), ``severity``, ``sentence`` (lazy, %-named) and ``run``."""

    id = ""
    severity = Severity.WARNING
    sentence: object = ""

    def run(self, subject):
        """Yield the problems of a subject."""
        raise NotImplementedError

    def problem(self, *, line=None, target="", severity="", **params) -> Problem:
        return Problem(self, line, str(target), params, severity)


@dataclass
class Subject:
    """One version of one item, with what checks need to judge it. ``resolver`` knows the set it travels with."""

    item: object
    snapshot: object
    resolver: object
    version_number: int = 0

    @property
    def kind(self):
        return kinds.get(self.item.kind)

    @property
    def collection_key(self) -> str:
        return self.item.collection.key if self.item.collection_id else ""

    @cached_property
    def frozen(self):
        """What would become public; computed once for all checks."""
        return self.kind.freeze(
            self.snapshot, self.resolver, key=self.item.key, collection_key=self.collection_key, reading=self.reading
        )

    @cached_property
    def reading(self):
        """What the text says, as the kind reads it (None for kinds without text); computed once for all checks."""
        return self.kind.read(self.snapshot, self.resolver, key=self.item.key, collection_key=self.collection_key)


def run(subject) -> list[Problem]:
    """Return every problem the kind's checks find, errors first, then by line."""
    problems = [problem for check in subject.kind.checks for problem in check.run(subject)]
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return sorted(problems, key=lambda problem: (order[problem.level], problem.line or 0, problem.check.id))


def find(check_id) -> Check | None:
    """Return the check with this id from any kind."""
    for kind in kinds.all_kinds():
        for check in kind.checks:
            if check.id == check_id:
                return check
    return None


def store(item, version_number, problems):
    """Replace the findings of an item in one short write; dismissals survive while their fingerprint does."""
    dismissed = {finding.fingerprint: finding for finding in item.findings.exclude(dismissed_by_name="").order_by("pk")}
    rows = []
    for problem in problems:
        kept = dismissed.get(problem.fingerprint)
        with translation.override("en"):
            message = problem.message
        rows.append(
            Finding(
                item=item,
                version_number=version_number,
                check_id=problem.check.id,
                severity=problem.level,
                line=problem.line,
                target=problem.target[:300],
                message=message,
                params=problem.params,
                fingerprint=problem.fingerprint,
                dismissed_by_id=kept.dismissed_by_id if kept else None,
                dismissed_by_name=kept.dismissed_by_name if kept else "",
                dismissed_reason=kept.dismissed_reason if kept else "",
            )
        )
    item.findings.all().delete()
    Finding.objects.bulk_create(rows)
    open_rows = [row for row in rows if not row.dismissed_by_name]
    type(item).objects.filter(pk=item.pk).update(
        error_count=sum(row.severity == Severity.ERROR for row in open_rows),
        warning_count=sum(row.severity == Severity.WARNING for row in open_rows),
    )
