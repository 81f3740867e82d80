"""Drafts without a database: snapshots, a resolver over a small world, and subjects to judge."""

from types import SimpleNamespace

from editorial import checks, kinds
from editorial.models import Item
from editorial.resolving import ReleasedResolver
from editorial.snapshot import RelationValue, Snapshot


def draft(kind, *, relations=None, **fields) -> Snapshot:
    """Return a snapshot whose unnamed fields hold their defaults; ``relations`` is {role: [key or RelationValue]}."""
    known = kinds.get(kind)
    columns = {name: known.model._meta.get_field(name) for name in known.authored_fields}
    values = {name: column.get_default() if column.has_default() else "" for name, column in columns.items()}
    values |= {name: None for name, column in columns.items() if column.null}
    stated = {
        role: [_relation(known.role(role).targets[0], each) for each in members]
        for role, members in (relations or {}).items()
    }
    return known.normalise(Snapshot(kind, {**values, **fields}, stated))


def _relation(kind, each):
    return (each if isinstance(each, RelationValue) else RelationValue(kind, each)).as_dict()


def source(*authors, year=2017, title="A paper", **csl) -> Snapshot:
    """Return a source by surnames (or organizations, where a name has no comma)."""
    names = [
        {"family": name.partition(",")[0], "given": name.partition(",")[2].strip()}
        if "," in name
        else {"literal": name}
        for name in authors
    ]
    issued = {"issued": {"date-parts": [[year]]}} if year else {}
    return draft("source", title=title, csl={"type": "article", "title": title, "author": names, **issued, **csl})


class World(ReleasedResolver):
    """A released resolver whose world is given: ``members`` of the set, ``public`` records, ``hidden`` drafts.

    Each is {(kind, key): Snapshot}; of hidden ones readers learn nothing, so their keys are enough. ``aliases`` is
    {(kind, alias): {keys}}.
    """

    def __init__(self, members=None, *, public=None, hidden=(), aliases=None, collection_key="a-book"):
        super().__init__(members, collection_key=collection_key)
        self._releases = {name: _release(*name, snapshot) for name, snapshot in (public or {}).items()}
        self._items = {*(members or {}), *(public or {}), *hidden}
        self._aliases = dict(aliases or {})
        self._loaded_all = True


def _release(kind, key, snapshot):
    title, title_en = kinds.get(kind).titles(snapshot)
    return SimpleNamespace(title=title, title_en=title_en, card=kinds.get(kind).card(snapshot))


def subject(snapshot, world=None, *, key="", collection=None) -> checks.Subject:
    """Return a version of an unsaved item, to be judged in ``world``."""
    name = key or {"chapter": "a-book/a-chapter", "book": "a-book"}.get(snapshot.kind, f"a-{snapshot.kind}")
    return checks.Subject(Item(kind=snapshot.kind, key=name, collection=collection), snapshot, world or World())


def freeze(snapshot, world=None, *, key="", collection_key="a-book"):
    """Return what would become public of a version."""
    name = subject(snapshot, key=key).item.key
    return kinds.get(snapshot.kind).freeze(
        snapshot, world or World(collection_key=collection_key), key=name, collection_key=collection_key
    )
