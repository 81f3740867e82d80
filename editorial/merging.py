"""Bringing a correction that readers see into the draft that was under way: what both keep, and what a person decides."""

from dataclasses import dataclass

from editorial import history, kinds
from editorial.snapshot import RelationValue, Snapshot
from editorial.text.merge import Merged, merge, merge_values

#: Texts of at most so many characters on one line are values, not prose: two dates are never woven into a third.
_SHORT = 80


@dataclass(frozen=True)
class FieldMerge:
    """One public field that the correction changed. In ``merged`` what both did is kept where it does not touch."""

    name: str
    base: object
    theirs: object
    mine: object
    merged: Merged | None

    @property
    def conflicts(self) -> list:
        """What has to be decided: stretches of a text, or None for a value that cannot be taken apart."""
        return [None] if self.merged is None else self.merged.conflicts

    def value(self, choices=()):
        """Return the value with its conflicts decided in their order: mine, theirs, both (of a text) or base."""
        if self.merged is not None:
            return self.merged.text(choices) if isinstance(self.mine, str) else self.theirs
        return self.theirs if list(choices)[:1] == ["theirs"] else self.mine


@dataclass(frozen=True)
class SnapshotMerge:
    """The draft with the correction taken in, as far as both do not touch."""

    fields: tuple[FieldMerge, ...]
    relations: dict

    @property
    def conflicts(self) -> list[FieldMerge]:
        return [each for each in self.fields if each.conflicts]

    def values(self, choices=None) -> dict:
        """Return {field: value}; ``choices`` is {field: [choice]} for the conflicts of each field."""
        return {each.name: each.value((choices or {}).get(each.name, ())) for each in self.fields}


def correction_and_base(item):
    """Return (version readers see, the version both it and the draft come from)."""
    theirs = item.public_release.version
    line = {
        each.number: each for each in item.versions.filter(number__lte=theirs.number).select_related("stored", "item")
    }
    base = line[theirs.number]
    while base.is_correction and base.number > item.correction_number and base.made_from in line:
        base = line[base.made_from]
    return line[theirs.number], base


def of(item) -> SnapshotMerge:
    """Merge the public text into the draft of ``item``, field by field and line by line. Reads only."""
    kind = kinds.get(item.kind)
    theirs, base = correction_and_base(item)
    return three_way(kind, history.snapshot_of(base), history.snapshot_of(theirs), kind.snapshot(item.row))


def three_way(kind, base: Snapshot, theirs: Snapshot, mine: Snapshot) -> SnapshotMerge:
    """Merge two snapshots that come from ``base``: public fields and relations that ``theirs`` changed."""
    fields = []
    for name in kind.public_fields:
        was, their, my = (snapshot.get(name) for snapshot in (base, theirs, mine))
        if their in (was, my):
            continue
        fields.append(_field(name, was, their, my))
    relations = {}
    for role in kind.roles:
        if role.public and theirs.relations.get(role.name, []) != base.relations.get(role.name, []):
            relations[role.name] = _relations(*(each.related(role.name) for each in (base, theirs, mine)))
    return SnapshotMerge(tuple(fields), relations)


def _field(name, was, their, my):
    if all(isinstance(each, str) for each in (was, their, my)):
        whole = not any("\n" in each or len(each) > _SHORT for each in (was, their, my))
        return FieldMerge(name, was, their, my, (merge_values if whole else merge)(was, their, my))
    return FieldMerge(name, was, their, my, Merged(()) if my == was else None)


def _relations(base, theirs, mine) -> list[RelationValue]:
    """Relations of the draft, without those the correction took away and with those it brought or changed."""

    def named(values):
        return {(value.kind, value.key, value.locator): value for value in values}

    before, after = named(base), named(theirs)
    kept = []
    for name, value in named(mine).items():
        if name in before and name not in after:
            continue
        changed_there = name in after and name in before and after[name] != before[name] and value == before[name]
        kept.append(after[name] if changed_there else value)
    known = named(kept)
    return kept + [value for name, value in after.items() if name not in before and name not in known]
