"""Acts on drafts: create, edit, restore, discard, delete. What readers see stays as it is."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, drafting, errors, guards, history, jobs, kinds
from editorial.models import Act, Item, Origin
from editorial.snapshot import Snapshot
from editorial.text import names
from editorial.transitions.settling import ask_for_derived, lock, settle


@transaction.atomic
def create(kind, *, key, actor, fields, relations=None, collection=None, origin=Origin.EDIT, note="") -> Item:
    """Make a new item of ``kind`` (a name) with its first version. Raises NotAllowed, WrongState, ValidationError."""
    kind = kinds.get(kind)
    guards.insist(guards.to_create(actor, kind=kind.name, collection=collection))
    taken = errors.WrongState(_("There is already a record “%(key)s”.") % {"key": f"{kind.name}:{key}"})
    if Item.objects.filter(kind=kind.name, key=key).exists():
        raise taken
    now = clock.now()
    item = Item(kind=kind.name, key=key, collection=collection, owner=actor, created_at=now, updated_at=now)
    item.clean_fields(exclude=["owner", "collection"])
    row = kind.model(item=item)
    snapshot = drafting.prepared(kind, row, Snapshot(kind.name), fields=fields, relations=relations)
    try:
        with transaction.atomic():
            item.save()
    except IntegrityError as error:  # somebody else made it since we looked
        raise taken from error
    row.item = item
    _store(item, row, kind, snapshot, None, actor=actor, act=Act.CREATE, origin=origin, note=note)
    drafting.bind_waiting_relations(item)
    ask_for_derived(Act.CREATE, [item])
    return item


@transaction.atomic
def edit(
    item, *, actor, fields=None, relations=None, expected_lock=None, origin=Origin.EDIT, note="", act=Act.EDIT
):  # fmt: skip
    """Change a draft; returns the new DraftVersion, or None where nothing changed (no version, no audit row).

    ``relations`` replaces the roles it names. ``expected_lock`` is the lock version the person started from; any
    other value now raises EditConflict and changes nothing. Private changes leave the status alone.
    """
    (item,) = lock([item])
    guards.insist(guards.to_edit(item, actor))
    if expected_lock is not None and expected_lock != item.lock_version:
        raise errors.EditConflict(
            _("Somebody else saved “%(title)s” while you were writing. Nothing was overwritten.")
            % {"title": item.title},
            current_lock=item.lock_version,
        )
    kind = kinds.get(item.kind)
    row = item.row
    before = kind.snapshot(row)
    after = drafting.prepared(kind, row, before, fields=fields, relations=relations)
    if after.sha256 == before.sha256:
        return None
    if any(before.get(name) != after.get(name) for name in kind.ruling_fields):
        guards.insist(guards.to_change_rules(actor, item))
    version = _store(item, row, kind, after, before, actor=actor, act=act, origin=origin, note=note)
    ask_for_derived(act, [item])
    return version


def _store(item, row, kind, after, before, *, actor, act, origin, note):
    """Save row, relations, version and audit row; bring status and caches of the item up to date."""
    kind.validate_relations(item, {role: after.related(role) for role in after.relations})
    _save_row(row, kind)
    drafting.write_relations(item, after, before)
    merged = item.merged.values_list("key", flat=True) if before is not None else ()
    drafting.write_aliases(item, [*kind.aliases(after), *merged])
    hash_before = item.content_sha256
    item.title, item.title_en = (title[:500] for title in kind.titles(after))
    item.names = names.index([item.key, *kind.names(after)])
    item.byline = kind.byline(after)[:120]
    item.content_sha256 = kind.content_sha256(after)
    # Corrections beside the draft take numbers too.
    number = item.lock_version = (history.newest_number(item) or 0) + 1
    item.updated_at = clock.now()
    item.save(update_fields=["title", "title_en", "names", "byline", "content_sha256", "lock_version", "updated_at"])
    version = history.record(
        item,
        row,
        actor=actor,
        snapshot=after,
        content_sha256=item.content_sha256,
        number=number,
        origin=origin,
        note=note,
    )
    audit.write(
        act, actor=actor, item=item, version=version, before=hash_before, after=item.content_sha256, reason=str(note)
    )
    settle(item)
    return version


def _save_row(row, kind):
    """Save a content row; what only the database could see (two people at once) becomes the kind's own refusal."""
    try:
        row.save()
    except IntegrityError as error:
        refusal = kind.collision(row)
        if refusal is None:
            raise
        raise refusal from error


@transaction.atomic
def restore(item, number, *, actor):
    """Make old version ``number`` the new draft. What readers see, states and counters stay as they are.

    Returns the new version, or None where the draft already says the same.
    """
    guards.insist(guards.to_restore(item, actor))
    old = history.version(item, number)
    if old.is_correction:
        raise errors.WrongState(_("This version is a correction beside the draft; it is merged, not restored."))
    return _return_to(
        item, old, actor=actor, act=Act.RESTORE, origin=Origin.RESTORE,
        note=_("from version %(number)s") % {"number": number},
    )  # fmt: skip


@transaction.atomic
def discard(item, *, actor):
    """Bring the draft back to what is public."""
    (item,) = lock([item])
    guards.insist(guards.to_discard(item, actor))
    release = item.public_release
    if release.version.is_correction:
        Item.objects.filter(pk=item.pk).update(correction_number=release.version_number)
    return _return_to(
        item, release.version, actor=actor, act=Act.DISCARD, origin=Origin.DISCARD,
        note=_("back to release %(number)s") % {"number": release.number},
    )  # fmt: skip


def _return_to(item, version, *, actor, act, origin, note):
    kind = kinds.get(item.kind)
    old = history.snapshot_of(version)
    known = {name: value for name, value in old.fields.items() if name in kind.authored_fields}
    return edit(
        item, actor=actor, fields=known, relations={role.name: old.related(role.name) for role in kind.roles},
        origin=origin, note=note, act=act,
    )  # fmt: skip


@transaction.atomic
def delete(item, *, actor, reason=""):
    """Delete a draft that was never submitted or public. Its audit rows stay."""
    (item,) = lock([item])
    guards.insist(guards.to_delete(item, actor))
    audit.write(Act.DELETE, actor=actor, item=item, before=item.content_sha256, reason=reason)
    stored = [version.stored for version in item.versions.select_related("stored").defer("stored__serialized_data")]
    item.versions.all().delete()
    for each in stored:
        each.revision.delete()
    names = list(kinds.get(item.kind).jobs_for(Act.DELETE, item))
    item.row.delete()
    item.delete()
    jobs.want(names)
