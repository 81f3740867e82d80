"""Snapshot: one canonical picture of a draft, its fields and its relations. Versions, hashes and diffs work on it.

Shape (JSON)::

    {"fields": {name: value, …},
     "relations": {role: [{"kind", "key", "locator", "qualifier", "note"}, …]}}

Relations are named by key, never by primary key or title: a renamed or deleted target changes no snapshot. They are
sorted by key unless their order is authored.
"""

from dataclasses import dataclass, field

from editorial import canonical

RELATION_COLUMNS = ("kind", "key", "locator", "qualifier", "note")


@dataclass(frozen=True)
class RelationValue:
    """One relation as the author states it."""

    kind: str
    key: str
    locator: str = ""
    qualifier: str = ""
    note: str = ""

    def as_dict(self) -> dict:
        return {column: getattr(self, column) for column in RELATION_COLUMNS}


@dataclass(frozen=True)
class Snapshot:
    """Fields and relations of one version of one item of ``kind``."""

    kind: str
    fields: dict = field(default_factory=dict)
    relations: dict = field(default_factory=dict)

    def get(self, name, default=None):
        return self.fields.get(name, default)

    def related(self, role) -> list[RelationValue]:
        """Return the relations of ``role`` in their order."""
        return [RelationValue(**value) for value in self.relations.get(role, ())]

    def as_dict(self) -> dict:
        return {"fields": self.fields, "relations": self.relations}

    @property
    def sha256(self) -> str:
        """Hash of everything authored."""
        return canonical.sha256(self.as_dict())

    def content_sha256(self, *, public_fields, public_roles) -> str:
        """Hash of what readers would see: the public fields and relations."""
        return canonical.sha256(
            {
                "kind": self.kind,
                "fields": {name: self.fields.get(name) for name in public_fields},
                "relations": {role: self.relations.get(role, []) for role in public_roles},
            }
        )
