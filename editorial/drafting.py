"""Applying an edit to a draft: fields, relations, aliases. Called under the item's lock by the transitions only."""

from editorial import kinds
from editorial.models import Alias, Item, Relation
from editorial.snapshot import RelationValue, Snapshot


def prepared(kind, row, stored, *, fields, relations) -> Snapshot:
    """Set ``fields`` on the unsaved ``row`` and return the snapshot it would have with ``relations`` replaced.

    ``stored`` is the present snapshot. Raises ``ValidationError`` where a value cannot be stored.
    """
    cleaned = kind.clean(dict(fields or {}))
    for name, value in cleaned.items():
        if name not in kind.authored_fields:
            raise KeyError(f"{kind.name} has no authored field {name!r}")
        setattr(row, name, value)
    kind.derive(row)
    row.clean_fields(exclude=["id", "item"])
    values = {name: kinds._plain(getattr(row, name)) for name in kind.authored_fields}
    stated = dict(stored.relations)
    for role, members in (relations or {}).items():
        kind.role(role)
        stated[role] = _without_doubles([_value(member).as_dict() for member in members])
    return kind.normalise(Snapshot(kind.name, values, stated))


def _value(member) -> RelationValue:
    return member if isinstance(member, RelationValue) else RelationValue(**member)


def _without_doubles(values):
    seen, kept = set(), []
    for value in values:
        identity = (value["kind"], value["key"], value["locator"])
        if identity not in seen:
            seen.add(identity)
            kept.append(value)
    return kept


def write_relations(item, snapshot, before):
    """Store the relations of ``snapshot`` whose role differs from ``before``."""
    for role, values in snapshot.relations.items():
        if before is not None and before.relations.get(role, []) == values:
            continue
        item.relations.filter(role=role).delete()
        Relation.objects.bulk_create(
            Relation(
                owner=item, role=role, position=position, target_kind=value["kind"], target_key=value["key"],
                target=target_item(value["kind"], value["key"], collection=item.collection),
                locator=value["locator"], qualifier=value["qualifier"], note=value["note"],
            )
            for position, value in enumerate(values)
        )  # fmt: skip


def target_item(kind, key, *, collection=None) -> Item | None:
    """Return the one item that answers to ``key``: by key, by key within the collection, or by a unique alias."""
    names = [key, f"{collection.key}/{key}"] if collection is not None else [key]
    exact = {item.key: item for item in Item.objects.standing().filter(kind=kind, key__in=names)}
    for name in names:
        if name in exact:
            return exact[name]
    owners = list(Alias.objects.filter(kind=kind, alias=key).select_related("item")[:2])
    return owners[0].item if len(owners) == 1 else None


def write_aliases(item, names):
    """Store the other names the item answers to."""
    wanted = {name[:200] for name in names if name and name != item.key}
    present = set(item.aliases.values_list("alias", flat=True))
    if wanted == present:
        return
    item.aliases.exclude(alias__in=wanted).delete()
    Alias.objects.bulk_create(Alias(item=item, kind=item.kind, alias=name) for name in sorted(wanted - present))


def bind_waiting_relations(item):
    """Let relations that named this item before it existed point to it now."""
    names = [item.key, *item.aliases.values_list("alias", flat=True)]
    if "/" in item.key:
        names.append(item.key.rpartition("/")[2])
    waiting = Relation.objects.filter(target=None, target_kind=item.kind, target_key__in=names)
    for relation in waiting.select_related("owner__collection"):
        relation.target = target_item(item.kind, relation.target_key, collection=relation.owner.collection)
        if relation.target is not None:
            relation.save(update_fields=["target"])
