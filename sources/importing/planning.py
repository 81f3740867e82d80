"""What an import would do with each entry. Reads only.

An entry is *new*; or the *same* as a source that is there (by DOI, arXiv number, address, or by its own key with
nearly the same title) and then either fills gaps of that record or brings nothing; or *near* one, for a person to
decide; or it cannot be stored. What a record already says is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import kinds
from editorial.models import Alias, Item
from sources import duplicates, identity
from sources.importing import naming
from sources.importing.entries import ERROR, WARNING, Entry, Problem
from sources.models import Source, SourceText

_CHUNK = 500


class Outcome(models.TextChoices):
    """What becomes of an entry."""

    NEW = "new", gettext_lazy("new")
    UPDATED = "updated", gettext_lazy("fills gaps")
    DUPLICATE = "duplicate", gettext_lazy("there already")
    NEAR = "near", gettext_lazy("perhaps there already")
    PROBLEM = "problem", gettext_lazy("cannot be stored")
    SKIPPED = "skipped", gettext_lazy("left out")
    FAILED = "failed", gettext_lazy("failed")

    @classmethod
    def taken(cls):
        """Outcomes that write something."""
        return (cls.NEW, cls.UPDATED)


@dataclass
class Step:
    """One entry, what becomes of it and why.

    ``other`` is the key of the record it is the same as, ``near`` the keys of those it resembles, ``gaps`` the CSL
    variables it would fill in, ``brings_text`` whether its text would be archived. ``same_as`` is an earlier step of
    the same import.
    """

    position: int
    entry: Entry
    outcome: str
    key: str = ""
    other: str = ""
    mark: str = ""
    near: tuple[str, ...] = ()
    gaps: dict = field(default_factory=dict)
    brings_text: bool = False
    same_as: Step | None = None
    reason: str = ""

    @property
    def own_key(self) -> str:
        """The key of the record that stands for this entry once the import is saved; empty where there is none."""
        if self.same_as is not None:
            return self.same_as.own_key
        if self.outcome in (Outcome.UPDATED, Outcome.DUPLICATE):
            return self.other
        return self.key if self.outcome == Outcome.NEW else ""

    @property
    def outcome_label(self):
        return Outcome(self.outcome).label

    def as_json(self) -> dict:
        return {
            "position": self.position, "file": self.entry.file, "line": self.entry.line, "key": self.key,
            "label": self.entry.label, "title": self.entry.title, "outcome": str(self.outcome), "same_as": self.other,
            "near": list(self.near), "fills": sorted(self.gaps), "reason": str(self.reason),
        }  # fmt: skip


@dataclass
class Plan:
    """Everything an import would do."""

    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many entries have each outcome, those without any left out."""
        return {
            str(outcome): number
            for outcome in Outcome
            if (number := sum(step.outcome == outcome for step in self.steps))
        }


def make_plan(entries: Iterable[Entry], problems: Iterable[Problem] = ()) -> Plan:
    """Compare entries with all sources there are, and with each other. A constant number of queries, and one more for
    each 500 entries that are there already.
    """
    return _Planner(problems).plan(list(entries))


class _Planner:
    def __init__(self, problems):
        self.made = Plan(problems=list(problems))
        self.known = duplicates.Known()
        self.stored_keys = set(Item.objects.filter(kind="source").values_list("key", flat=True))
        self.taken = self.stored_keys | set(Alias.objects.filter(kind="source").values_list("alias", flat=True))
        self.in_import: dict[str, Step] = {}
        self.kind = kinds.get("source")

    def plan(self, entries) -> Plan:
        for position, entry in enumerate(entries):
            self.made.steps.append(self._step(position, entry))
        self._compare_with_stored()
        return self.made

    def _step(self, position, entry) -> Step:
        who = identity.of(entry.csl)
        refusal = self._refusal(entry)
        if refusal:
            self._found("cannot-be-stored", ERROR, entry, refusal, entry.key or entry.title)
            return Step(position, entry, Outcome.PROBLEM, reason=refusal)
        written = naming.written(entry.key) if entry.key else ""
        same = self.known.same(who)
        if same is not None:
            return self._same(Step(position, entry, Outcome.DUPLICATE, other=same[0], mark=same[1]))
        near = self.known.near(who)
        if written in near:
            return self._same(Step(position, entry, Outcome.DUPLICATE, other=written, mark="key"))
        if entry.key and not _is_citable(written):
            message = _("“%(key)s” cannot be a key; the source gets another one.") % {"key": entry.key[:60]}
            self._found("bad-key", WARNING, entry, message, entry.key)
            written = ""
        key = naming.free(written or naming.made(entry.csl) or f"source-{position + 1}", self.taken)
        if written and key != written:
            message = _("The key “%(key)s” belongs to another source; this one is called “%(other)s”.")
            self._found("key-taken", WARNING, entry, message % {"key": written, "other": key}, written)
        step = Step(position, entry, Outcome.NEAR if near else Outcome.NEW, key=key, near=tuple(near[:5]))
        self.taken.add(key)
        self.in_import[key] = step
        self.known.add(key, who)
        return step

    def _same(self, step) -> Step:
        step.same_as = self.in_import.get(step.other)
        if step.same_as is not None:
            first = step.same_as.entry
            step.reason = _("the same as on line %(line)s of %(file)s") % {"line": first.line, "file": first.file}
        return step

    def _refusal(self, entry) -> str:
        try:
            cleaned = self.kind.clean({"title": entry.title[:500], "csl": dict(entry.csl), "raw": entry.raw})
        except ValidationError as error:
            return " ".join(error.messages)
        return "" if cleaned.get("title") else _("The entry has no title.")

    def _found(self, code, severity, entry, message, target):
        self.made.problems.append(Problem(code, severity, entry.file, entry.line, str(message), str(target)[:300]))

    def _compare_with_stored(self):
        """Say of what is there already whether the entry fills gaps in it."""
        steps = [
            step for step in self.made.steps if step.outcome == Outcome.DUPLICATE and step.other in self.stored_keys
        ]
        names = sorted({step.other for step in steps})
        rows, texts = {}, set()
        for start in range(0, len(names), _CHUNK):
            chunk = names[start : start + _CHUNK]
            found = Source.objects.filter(item__key__in=chunk).values_list("item__key", "title", "csl")
            rows |= {key: (title, csl) for key, title, csl in found}
            texts |= set(
                SourceText.objects.filter(item__key__in=chunk, item__kind="source").values_list("item__key", flat=True)
            )
        for step in steps:
            title, csl = rows[step.other]
            step.gaps = gaps(csl, step.entry.csl, title=title)
            step.brings_text = bool(step.entry.text) and step.other not in texts
            step.outcome = Outcome.UPDATED if step.gaps or step.brings_text else Outcome.DUPLICATE
            rows[step.other] = (title, {**csl, **step.gaps})
            if step.brings_text:
                texts.add(step.other)


def gaps(stored, stated, *, title="") -> dict:
    """Return the CSL variables that ``stated`` knows and ``stored`` does not; a bare identifier is no title."""
    found = {
        variable: value for variable, value in stated.items()
        if variable not in stored and variable not in ("custom", "title", "language") and value
    }  # fmt: skip
    if stored.get("type") in (None, "document") and stated.get("type") not in (None, "document"):
        found["type"] = stated["type"]
    if is_placeholder(title or stored.get("title") or "", stored) and not is_placeholder(
        stated.get("title") or "", stated
    ):
        found["title"] = stated["title"]
    return found


def is_placeholder(title, csl) -> bool:
    """Whether a title is only an identifier that stands for one."""
    who = identity.of(csl)
    return title in ("", csl.get("DOI"), csl.get("URL"), who.doi, f"arXiv:{who.arxiv}")


def _is_citable(key) -> bool:
    return bool(key) and key[0].isalnum() and key.isascii()
