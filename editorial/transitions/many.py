"""Making many records at once: the same rules as :func:`~editorial.transitions.create`, a few dozen statements in all.

An import of thousands of records would spend its time on round trips. All are made, or none: whoever needs to know
which one is refused makes them one by one.
"""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, drafting, errors, guards, history, jobs, kinds, queries
from editorial.models import Act, Alias, Item, Origin, Relation
from editorial.snapshot import Snapshot
from editorial.text import names


@dataclass(frozen=True)
class New:
    """A record to be made: its key, fields and relations, as ``create`` takes them."""

    key: str
    fields: dict
    relations: dict = field(default_factory=dict)


@transaction.atomic
def create_many(kind, records, *, actor, collection=None, origin=Origin.EDIT, note="") -> list[Item]:
    """Make new items of ``kind`` (a name) with their first versions, in the order of ``records`` (:class:`New`).

    Raises NotAllowed, WrongState and ValidationError, and then has made none.
    """
    kind = kinds.get(kind)
    guards.insist(guards.to_create(actor, kind=kind.name, collection=collection))
    _refuse_taken(kind, [record.key for record in records])
    now = clock.now()
    made = [_prepared(kind, record, actor=actor, collection=collection, now=now) for record in records]
    items = [item for item, _row, _snapshot in made]
    try:
        with transaction.atomic():
            Item.objects.bulk_create(items)
            for item, row, _snapshot in made:
                row.item = item
            kind.validate_new([(item, row, snapshot) for item, row, snapshot in made])
            kind.model.objects.bulk_create([row for _item, row, _snapshot in made])
    except IntegrityError as error:  # somebody else made one of them since we looked
        refusal = kind.collision(made[0][1]) if made else None
        raise refusal or errors.WrongState(_("Somebody has just made one of these records.")) from error
    aliases = _write_aliases(kind, made)
    _write_relations(made, collection)
    versions = history.record_first(made, actor=actor, origin=origin, note=note)
    audit.write_many(Act.CREATE, versions, actor=actor, reason=str(note))
    _bind_waiting(kind, {item.key for item in items} | {alias.alias for alias in aliases})
    jobs.want(name for item in items for name in kind.jobs_for(Act.CREATE, item))
    return items


def _refuse_taken(kind, keys):
    doubled = (
        next((key for place, key in enumerate(keys) if key in keys[:place]), None)
        if len(set(keys)) < len(keys)
        else None
    )
    taken = doubled or Item.objects.filter(kind=kind.name, key__in=keys).values_list("key", flat=True).first()
    if taken is not None:
        raise errors.WrongState(_("There is already a record “%(key)s”.") % {"key": f"{kind.name}:{taken}"})


def _prepared(kind, record, *, actor, collection, now):
    item = Item(
        kind=kind.name, key=record.key, collection=collection, owner=actor, created_at=now, updated_at=now, lock_version=1
    )  # fmt: skip
    item.clean_fields(exclude=["owner", "collection"])
    row = kind.model(item=item)
    snapshot = drafting.prepared(kind, row, Snapshot(kind.name), fields=record.fields, relations=record.relations)
    item.title, item.title_en = (title[:500] for title in kind.titles(snapshot))
    item.names = names.index([item.key, *kind.names(snapshot)])
    item.byline = kind.byline(snapshot)[:120]
    item.content_sha256 = kind.content_sha256(snapshot)
    return item, row, snapshot


def _write_aliases(kind, made) -> list[Alias]:
    return Alias.objects.bulk_create(
        Alias(item=item, kind=item.kind, alias=alias)
        for item, _row, snapshot in made
        for alias in sorted({name[:200] for name in kind.aliases(snapshot) if name and name != item.key})
    )


def _write_relations(made, collection):
    stated = [
        (item, role, position, value)
        for item, _row, snapshot in made
        for role, values in snapshot.relations.items()
        for position, value in enumerate(values)
    ]
    found = queries.items_called({(value["kind"], value["key"]) for *_rest, value in stated}, collection=collection)
    Relation.objects.bulk_create(
        Relation(
            owner=item, role=role, position=position, target_kind=value["kind"], target_key=value["key"],
            target=found.get((value["kind"], value["key"])), locator=value["locator"], qualifier=value["qualifier"],
            note=value["note"],
        )
        for item, role, position, value in stated
    )  # fmt: skip


def _bind_waiting(kind, called):
    """Let relations that named one of the new items before it existed point to it now."""
    called |= {name.rpartition("/")[2] for name in called}
    waiting = Relation.objects.filter(target=None, target_kind=kind.name, target_key__in=called)
    for relation in waiting.select_related("owner__collection"):
        relation.target = drafting.target_item(kind.name, relation.target_key, collection=relation.owner.collection)
        if relation.target is not None:
            relation.save(update_fields=["target"])
