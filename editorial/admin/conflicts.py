"""Two people saved the same draft: the version one started from, what the other saved, what one wrote; and their merge.

What the two did is kept where it does not touch (:mod:`editorial.text.merge`): text by paragraphs and words, lists and
relations by rows, everything else as a whole. Where it does touch, the page asks; nothing is decided by itself.
"""

from dataclasses import dataclass
from functools import cached_property

from django.forms import ChoiceField
from django.utils.translation import gettext_lazy as _

from editorial import history, kinds
from editorial.admin import fields as our
from editorial.admin import lines
from editorial.admin.comparing import inline
from editorial.admin.differences import Difference, as_text
from editorial.models import DraftVersion
from editorial.text import merge

#: Fields that hold one row a line.
ROWS = our.RowsField | our.RelationsField
#: How a stretch that both changed can be decided.
CHOICES = {"mine": _("Mine"), "theirs": _("Theirs"), "both": _("Both, theirs first"), "base": _("As it was before")}


@dataclass(frozen=True)
class Hunk:
    """One stretch of a field that both changed. ``name`` is its input; ``choice`` what was chosen, or empty."""

    name: str
    choice: str
    conflict: merge.Conflict
    choices: tuple[str, ...]

    @property
    def options(self):
        return [(choice, CHOICES[choice], choice == self.choice) for choice in self.choices]

    @property
    def base(self):
        return "\n".join(self.conflict.base)

    @cached_property
    def theirs(self):
        return self._beside(self.conflict.theirs)

    @cached_property
    def mine(self):
        return self._beside(self.conflict.mine)

    def _beside(self, changed):
        text = "\n".join(changed)
        return inline(self.base, text) if text else ""


@dataclass(frozen=True)
class Way:
    """One field that somebody changed: base → theirs and base → mine, as texts, and the stretches both changed."""

    label: str
    base: str
    theirs: Difference
    mine: Difference
    hunks: tuple[Hunk, ...] = ()

    @property
    def both(self) -> bool:
        """Whether both changed it, differently."""
        return self.theirs.changed and self.mine.changed and self.theirs.new != self.mine.new


@dataclass(frozen=True)
class Merge:
    """The page of a conflict.

    ``form`` holds the merged draft, on the present version. While a stretch is undecided (``open_hunks``), ``kept``
    holds what the person wrote, untouched, on the version it began from; that is what is posted with the choices.
    """

    form: object
    kept: object
    ways: tuple[Way, ...]
    base_number: int | None
    their_number: int
    their_versions: tuple[DraftVersion, ...]

    @property
    def hunks(self) -> list[Hunk]:
        return [hunk for way in self.ways for hunk in way.hunks]

    @property
    def open_hunks(self) -> list[Hunk]:
        return [hunk for hunk in self.hunks if not hunk.choice]


def opened_on(item, posted) -> bool:
    """Return whether a form that says ``posted`` was opened on the present version of ``item``."""
    return posted is not None and posted == str(item.lock_version)


def three_ways(form_class, row, data) -> Merge:
    """Merge what was posted (``data``) with the present version, over the version it began from.

    Choices (``choose-<field>-<number>``) count only while the version they were made against
    (``merge_against``) is still the present one.
    """
    item = row.item
    theirs = kinds.get(item.kind).snapshot(row)
    base_version = _version(item, data.get("lock_version"))
    base = history.snapshot_of(base_version) if base_version is not None else theirs
    base_initial, their_initial = form_class.initial_of(base), form_class.initial_of(theirs)
    lock = data.get("lock_version")
    kept = form_class(data, initial={**base_initial, "lock_version": lock}, label_suffix="")
    choices = data if opened_on(item, data.get("merge_against")) else {}
    merged, ways = data.copy(), []
    for name in kept.fields:
        if name not in their_initial:
            continue
        texts = _Texts(kept[name], base_initial.get(name), their_initial.get(name))
        if not texts.changed:
            continue
        hunks = tuple(texts.hunks(choices))
        ways.append(texts.way(hunks))
        merged[name] = texts.decided([hunk.choice or "mine" for hunk in hunks])
    merged["lock_version"] = str(item.lock_version)
    form = form_class(merged, initial={**their_initial, "lock_version": item.lock_version}, label_suffix="")
    number = base_version.number if base_version is not None else None
    newer = item.versions.filter(number__gt=number) if number is not None else item.versions.all()
    versions = tuple(newer.order_by("number")[:20])
    return Merge(form, kept, tuple(ways), number, item.lock_version, versions)


class _Texts:
    """One field as base, theirs and mine, and their merge."""

    def __init__(self, bound, base, theirs):
        self.bound = bound
        self.field = bound.field
        self.their_value = theirs
        self.base, self.theirs = shown(self.field, base), shown(self.field, theirs)
        self.is_mine = self.field.has_changed(base, bound.data)
        self.mine = shown(self.field, bound.data) if self.is_mine else self.base
        self.changed = self.is_mine or self.theirs != self.base

    @cached_property
    def merged(self) -> merge.Merged:
        texts = (self.base, self.theirs, self.mine)
        if isinstance(self.field, ROWS) and not any(text.lstrip().startswith("[") for text in texts):
            rows = ([line for line in text.split("\n") if line.strip()] for text in texts)
            return merge.merge_rows(*rows, identity=self._identity)
        if isinstance(self.field, our.TextField) and not isinstance(self.field, our.LineField | our.JsonField):
            return merge.merge(*texts)
        return merge.merge_values(*texts)

    def _identity(self, row):
        """A relation is the same while it names the same record at the same place."""
        if not isinstance(self.field, our.RelationsField):
            return row
        for _number, cells in lines.read_rows(row):
            return cells[0], cells[1] if len(cells) > 1 else ""
        return row

    @property
    def _is_text(self):
        return isinstance(self.field, our.TextField)

    def hunks(self, posted):
        whole = not self._is_text or isinstance(self.field, our.LineField | our.JsonField | ROWS)
        choices = tuple(choice for choice in CHOICES if not (whole and choice == "both"))
        for number, conflict in enumerate(self.merged.conflicts):
            name = f"choose-{self.bound.name}-{number}"
            choice = posted.get(name, "")
            yield Hunk(name, choice if choice in choices else "", conflict, choices)

    def decided(self, choices):
        """Return the value that the merged form posts."""
        if self._is_text:
            return self.merged.text(choices)
        if (choices and choices[0] == "mine") or (not choices and self.is_mine):
            return self.bound.data
        return self.field.prepare_value(self.their_value)

    def way(self, hunks):
        label = str(self.field.label)
        theirs = Difference(self.bound.name, label, self.base, self.theirs)
        return Way(label, self.base, theirs, Difference(self.bound.name, label, self.base, self.mine), hunks)


def _version(item, posted):
    return item.versions.filter(number=int(posted)).first() if posted and posted.isdecimal() else None


def shown(field, value) -> str:
    """Return the value of a form field, stored or posted, as a person reads it."""
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value) or "")
    text = as_text(field.prepare_value(value)).replace("\r\n", "\n")
    return text.strip("\n") if isinstance(field, ROWS) else text
