"""Two people saved the same draft: the version one started from, what the other saved, and what one wrote oneself."""

from dataclasses import dataclass

from editorial import history, kinds
from editorial.admin.differences import Difference, as_text
from editorial.models import DraftVersion


@dataclass(frozen=True)
class Way:
    """One field that somebody changed: base → theirs and base → mine, as texts."""

    label: str
    base: str
    theirs: Difference
    mine: Difference

    @property
    def both(self) -> bool:
        """Whether both changed it, differently."""
        return self.theirs.changed and self.mine.changed and self.theirs.new != self.mine.new


@dataclass(frozen=True)
class Merge:
    """The page of a conflict. ``form`` holds the person's own changes on top of what the others saved."""

    form: object
    ways: tuple[Way, ...]
    base_number: int | None
    their_versions: tuple[DraftVersion, ...]


def opened_on(item, posted) -> bool:
    """Return whether a form that says ``posted`` was opened on the present version of ``item``."""
    return posted is not None and posted == str(item.lock_version)


def three_ways(form_class, row, data) -> Merge:
    """Compare what was posted (``data``) with the version it began from and the present one."""
    item = row.item
    theirs = kinds.get(item.kind).snapshot(row)
    base_version = _version(item, data.get("lock_version"))
    base = history.snapshot_of(base_version) if base_version is not None else theirs
    base_initial, their_initial = form_class.initial_of(base), form_class.initial_of(theirs)
    posted = form_class(data, initial=base_initial, label_suffix="")
    mine = set(posted.changed_content)
    ways = []
    for name, field in posted.fields.items():
        if name not in their_initial:
            continue
        base_text, their_text = (_shown(field, initial.get(name)) for initial in (base_initial, their_initial))
        my_text = _shown(field, posted[name].data) if name in mine else base_text
        if their_text != base_text or name in mine:
            label = str(field.label)
            ways.append(
                Way(
                    label, base_text, Difference(name, label, base_text, their_text),
                    Difference(name, label, base_text, my_text),
                )
            )  # fmt: skip
    merged = data.copy()
    for name, field in posted.fields.items():
        if name in their_initial and name not in mine:
            merged[name] = field.prepare_value(their_initial[name])
    merged["lock_version"] = str(item.lock_version)
    form = form_class(merged, initial={**their_initial, "lock_version": item.lock_version}, label_suffix="")
    number = base_version.number if base_version is not None else None
    newer = item.versions.filter(number__gt=number) if number is not None else item.versions.all()
    return Merge(form, tuple(ways), number, tuple(newer.order_by("number")[:20]))


def _version(item, posted):
    return item.versions.filter(number=int(posted)).first() if posted and posted.isdecimal() else None


def _shown(field, value) -> str:
    shown = field.prepare_value(value)
    return as_text(shown).replace("\r\n", "\n")
