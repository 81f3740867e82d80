"""Which facts of a record differ between two versions: in its text, its fields and its relations.

Each line is ticked by whoever signs. What no line speaks of is wording.
"""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from editorial import canonical, checks
from editorial.text import fact_changes, facts

#: What the kinds of facts are called; those of a text first.
LABELS = {
    "date": _("date"),
    "number": _("figure"),
    "name": _("name"),
    "citation": _("citation"),
    "reference": _("reference"),
    "quote": _("quotation"),
    "field": _("field"),
    "relation": _("relation"),
}


@dataclass(frozen=True)
class FactLine:
    """One fact before and after; either side is empty where it is new or gone. ``token`` names it in a form."""

    kind: str
    old: str
    new: str
    where: str = ""
    label: str = ""
    reordered: bool = False
    token: str = ""

    @property
    def kind_label(self):
        return self.label or capfirst(str(LABELS[self.kind]))

    def as_dict(self) -> dict:
        """Return what a sign-off keeps of a ticked line."""
        return {"kind": self.kind, "label": self.label, "old": self.old, "new": self.new, "where": self.where}


@dataclass(frozen=True)
class FactDiff:
    """The fact lines of one record, and how many passages only changed their wording, punctuation or place."""

    lines: tuple[FactLine, ...] = ()
    wording: int = 0
    punctuation: int = 0
    moved: int = 0


def between(subject, old) -> FactDiff:
    """Return what the version ``subject`` (a checks.Subject) states otherwise than the snapshot ``old`` of its item."""
    kind, new = subject.kind, subject.snapshot
    before = checks.Subject(subject.item, old, subject.resolver, version_number=subject.version_number)
    rendered = [_rendered(each) for each in (before, subject)]
    read = set(kind.text_fields) if all(rendered) else set()
    lines, wording, punctuation, moved = [], 0, 0, 0
    if read:
        found = fact_changes.between(*(facts.of(each) for each in rendered))
        lines += [
            FactLine(each.kind, each.old, each.new, each.where, reordered=each.reordered) for each in found.changes
        ]
        wording, punctuation, moved = found.wording, found.punctuation, found.moved
    for name in kind.public_fields:
        if name in read or old.get(name) == new.get(name):
            continue
        if name in kind.prose_fields:
            found = fact_changes.between_plain(str(old.get(name) or ""), str(new.get(name) or ""))
            label = kind.field_label(name)
            lines += [
                FactLine(each.kind, each.old, each.new, each.where, reordered=each.reordered,
                         label=f"{label}: {LABELS[each.kind]}")
                for each in found.changes
            ]  # fmt: skip
            wording += found.wording
            punctuation += found.punctuation
        else:
            lines += _field_lines(kind, name, old.get(name), new.get(name))
    for role in kind.roles:
        if role.public:
            lines += _relation_lines(role, old.related(role.name), new.related(role.name))
    return FactDiff(_with_tokens(subject.item, lines), wording, punctuation, moved)


def _rendered(subject):
    return getattr(subject.reading, "rendered", None)


def _field_lines(kind, name, old, new, *, label=""):
    """One line for a field; for a list or a mapping one for each entry that is gone, new or different."""
    label = label or kind.field_label(name)
    if isinstance(old, dict) or isinstance(new, dict):
        before, after = old or {}, new or {}
        lines = []
        for each in sorted({*before, *after}):
            if before.get(each) != after.get(each):
                lines += _field_lines(kind, name, before.get(each), after.get(each), label=f"{label}: {each}")
        return lines
    if isinstance(old, list) or isinstance(new, list):
        before, after = ([_shown(each) for each in value or []] for value in (old, new))
        gone, come = (list((Counter(a) - Counter(b)).elements()) for a, b in ((before, after), (after, before)))
        if not gone and not come:
            return [FactLine("field", " · ".join(before), " · ".join(after), label=label, reordered=True)]
        length = max(len(gone), len(come))
        gone, come = (each + [""] * (length - len(each)) for each in (gone, come))
        return [FactLine("field", a, b, label=label) for a, b in zip(gone, come, strict=True)]
    return [FactLine("field", *(_shown(kind.choice_label(name, value)) for value in (old, new)), label=label)]


def _shown(value):
    if value is None:
        return ""
    if isinstance(value, dict):
        return " · ".join(_shown(each) for each in value.values() if each)
    if isinstance(value, list):
        return " · ".join(map(_shown, value))
    return str(value)


def _relation_lines(role, old, new):
    before = {(value.kind, value.key, value.locator): value for value in old}
    after = {(value.kind, value.key, value.locator): value for value in new}
    gone = [value for name, value in before.items() if after.get(name) != value]
    come = [value for name, value in after.items() if before.get(name) != value]
    lines = []
    for value in gone:
        same = next((each for each in come if (each.kind, each.key) == (value.kind, value.key)), None)
        if same is not None:
            come.remove(same)
        lines.append(FactLine("relation", _said(value), _said(same) if same else "", label=capfirst(str(role.label))))
    lines += [FactLine("relation", "", _said(value), label=capfirst(str(role.label))) for value in come]
    if not lines and role.ordered and [*before] != [*after]:
        sides = (" · ".join(_said(value) for value in side) for side in (old, new))
        lines.append(FactLine("relation", *sides, label=capfirst(str(role.label)), reordered=True))
    return lines


def _said(value):
    return " · ".join(filter(None, (f"{value.kind}:{value.key}", value.locator, value.qualifier, value.note)))


def _with_tokens(item, lines):
    """Give each line its name in a form: equal lines are told apart by their number."""
    seen = Counter()
    named = []
    for line in lines:
        stated = [item.reference, line.kind, line.old, line.new, line.where, str(line.label)]
        seen[tuple(stated)] += 1
        token = canonical.sha256([*stated, seen[tuple(stated)]])[:20]
        named.append(replace(line, token=f"fact:{token}"))
    return tuple(named)
