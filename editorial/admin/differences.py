"""What differs between two versions, field by field, ready to be shown."""

import json
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.admin import lines
from editorial.admin.comparing import inline, side_by_side


@dataclass(frozen=True)
class Difference:
    """One field or relation role, before and after, as text."""

    name: str
    label: str
    old: str
    new: str
    private: bool = False
    hide_respellings: bool = False

    @property
    def changed(self) -> bool:
        return self.old != self.new

    @cached_property
    def inline(self):
        """HTML of both texts in one, deletions and insertions marked."""
        return inline(self.old, self.new, hide_respellings=self.hide_respellings)

    @cached_property
    def side_by_side(self):
        """HTML of a table with the old text left and the new right."""
        return side_by_side(self.old, self.new, hide_respellings=self.hide_respellings)


@dataclass(frozen=True)
class Value:
    """One field or relation role of one version, as text."""

    name: str
    label: str
    text: str
    private: bool = False
    long: bool = False


def between(kind, old, new, *, hide_respellings=False) -> list[Difference]:
    """Return the differences of two snapshots of ``kind``; either may be None (nothing yet, nothing left).

    ``hide_respellings`` leaves out, within the Markdown texts, what readers see no difference in.
    """
    before = {value.name: value for value in values(kind, old)}
    after = {value.name: value for value in values(kind, new)}
    found = []
    for name in {**before, **after}:
        known = after.get(name) or before[name]
        difference = Difference(
            name, known.label, before[name].text if name in before else "", after[name].text if name in after else "",
            private=known.private, hide_respellings=hide_respellings and name in kind.text_fields,
        )  # fmt: skip
        if difference.changed:
            found.append(difference)
    return found


def values(kind, snapshot) -> list[Value]:
    """Return every field and relation role of a snapshot in the kind's order; unknown ones last, under their own name."""
    if snapshot is None:
        return []
    order = [name for name in kind.authored_fields if name in snapshot.fields]
    order += sorted(set(snapshot.fields) - set(order))
    shown = [
        Value(
            name, kind.field_label(name), text := as_text(kind.choice_label(name, snapshot.fields[name])),
            private=name not in kind.public_fields, long="\n" in text or len(text) > 120,
        )
        for name in order
    ]  # fmt: skip
    for role in kind.roles:
        text = relations_text(snapshot.related(role.name))
        shown.append(Value(role.name, capfirst(str(role.label)), text, private=not role.public, long="\n" in text))
    return shown


def relations_text(relations) -> str:
    """Return relations as lines ``kind:key | locator | qualifier | note``."""
    return lines.write_rows([f"{each.kind}:{each.key}", each.locator, each.qualifier, each.note] for each in relations)


def as_text(value) -> str:
    """Return a stored value as a person reads it."""
    if value is None or value in ({}, []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return lines.write_rows([as_text(cell) for cell in row.values()] for row in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=2)
    return str(value)
