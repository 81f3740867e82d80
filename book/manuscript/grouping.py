"""Which records of a manuscript are one and the same thing.

A card wins over a register entry or glossary term about the same thing; a bibliography
entry with a key over the line of a chapter's own list. Two cards with one id are a mistake
that only the author can settle: the first stands, the others are reported and left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from book.manuscript import keys
from book.manuscript.reading.records import CHAPTER, CONCEPT, ERROR, EVENT, KINDS, SOURCE, WARNING, Problem, Record
from sources.importing import references as bibliography

_ORIGINS = ("card", "csl", "bibliography", "register", "glossary", "list")
_NEWER = re.compile(
    r"(?:^|[-_ .])(?:newer|new|latest|final|rev(?:ised)?|updated|新|定稿|修订)(?:[-_ .]|$)", re.IGNORECASE
)
_OLDER = re.compile(r"(?:^|[-_ .])(?:older|old|first|original|initial|旧|初稿)(?:[-_ .]|$)", re.IGNORECASE)


@dataclass
class Group:
    """One thing: the record that speaks for it, and the others that were merged into it.

    `revisions` are earlier states of the same text in other files, oldest first.
    """

    kind: str
    record: Record
    key: str
    merged: list[Record] = field(default_factory=list)
    revisions: list[Record] = field(default_factory=list)

    @property
    def records(self) -> list[Record]:
        return [self.record, *self.merged]

    @property
    def is_explicit(self) -> bool:
        """Whether the author gave an id, rather than us making one."""
        return bool(self.record.identifier)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(name for each in [*self.records, *self.revisions] for name in keys.names_of(each)))


@dataclass
class Grouped:
    """All groups of a manuscript; `entries` finds the source of a chapter's list line, `refused` holds records left alone."""

    groups: list[Group] = field(default_factory=list)
    entries: dict[str, Group] = field(default_factory=dict)
    refused: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def of(self, kind: str) -> list[Group]:
        return [group for group in self.groups if group.kind == kind]


def group(records: list[Record]) -> Grouped:
    """Bring the records of a manuscript together."""
    grouped = Grouped()
    for kind in KINDS:
        own = sorted((r for r in records if r.kind == kind), key=lambda r: _ORIGINS.index(r.origin))
        if kind == SOURCE:
            _group_sources(grouped, own)
        else:
            _group_named(grouped, kind, own)
    return grouped


def _group_named(grouped: Grouped, kind: str, records: list[Record]) -> None:
    by_key: dict[str, Group] = {}
    cards: dict[str, list[Group]] = defaultdict(list)
    for record in records:
        if record.origin in ("register", "glossary"):
            found = _cards_for(record, cards)
            if len(found) == 1:
                _merge(found[0], record)
                continue
            if len(found) > 1:
                _refuse(
                    grouped,
                    record,
                    "ambiguous-id",
                    _("Several cards answer to this name: %(files)s. None was chosen."),
                    [g.record for g in found],
                )
                continue
        key = keys.propose(record)
        if not key:
            _refuse(grouped, record, "empty-slug", _("Nothing in the name makes an address; please give an id."), [])
            continue
        same = by_key.get(key) or _same_text(record, by_key.values())
        if same is not None and record.origin in ("register", "glossary") and same.record.origin == "card":
            _merge(same, record)
            continue
        if same is not None:
            _take_second(grouped, same, record)
            continue
        new = Group(kind, record, key)
        by_key[key] = new
        grouped.groups.append(new)
        if record.origin == "card":
            for name in {_folded(kind, each) for each in keys.names_of(record)}:
                cards[name].append(new)


def _folded(kind: str, name: str) -> str:
    return keys.key_of(name) if kind == EVENT else keys.fold(name)


def _cards_for(record: Record, cards: dict[str, list[Group]]) -> list[Group]:
    """The cards an entry of a register or glossary may be about."""
    names = {_folded(record.kind, name) for name in keys.names_of(record)} - {""}
    found = {id(each): each for name in names for each in cards.get(name, ())}
    return list(found.values())


def _merge(into: Group, record: Record) -> None:
    """Let a card answer to the entry's id too; a card without a definition of its own takes the glossary's."""
    into.merged.append(record)
    into.record.dates += record.dates
    if record.kind != CONCEPT:
        return
    card = into.record
    if record.fields.get("definition") and "definition" in card.weak:
        card.fields["definition"] = record.fields["definition"]
    if record.fields.get("original") and not card.fields.get("original"):
        card.fields["original"] = record.fields["original"]
    for role in ("first_mention", "related"):
        if role in record.relations and role not in card.relations:
            card.relations[role] = record.relations[role]
    others = [
        form
        for form in record.fields.get("other_forms", [])
        if form not in (card.fields.get("preferred"), card.fields.get("original"))
    ]
    if others:
        card.fields["other_forms"] = list(dict.fromkeys([*card.fields.get("other_forms", []), *others]))


def _same_text(record: Record, groups) -> Group | None:
    """A chapter without an id is the one with its English title."""
    title = keys.fold(record.fields.get("title_en") or "")
    if record.kind != CHAPTER or record.identifier or not title:
        return None
    for group_ in groups:
        if not group_.is_explicit and keys.fold(group_.record.fields.get("title_en") or "") == title:
            return group_
    return None


def _take_second(grouped: Grouped, group_: Group, record: Record) -> None:
    """Two files for one thing: revisions of one chapter follow each other; anything else is a mistake to report."""
    first = group_.record
    title = keys.fold(record.fields.get("title_en") or "")
    if record.kind == CHAPTER and title and title == keys.fold(first.fields.get("title_en") or ""):
        states = sorted([*group_.revisions, first, record], key=_age)
        group_.revisions, group_.record = states[:-1], states[-1]
        message = _("“%(first)s” and this file are the same chapter; the older one became an earlier version.") % {
            "first": first.file
        }
        grouped.problems.append(
            Problem("duplicate-id", WARNING, record.file, record.line_of("identifier"), message, group_.key)
        )
        return
    if record.origin == first.origin == "register" or record.origin == "glossary":
        first.dates += record.dates
    _refuse(
        grouped,
        record,
        "duplicate-id",
        _("The id is already taken by %(files)s; this one was left alone."),
        [first],
        target=record.identifier or group_.key,
    )


def _age(record: Record) -> tuple:
    """Sorts the states of one chapter, oldest first: by its own dates, then by what the file is called."""
    front = record.fields.get("front_matter", {})
    changed = str(front.get("last_updated") or front.get("updated") or "")
    hint = 1 if _NEWER.search(record.stem) else -1 if _OLDER.search(record.stem) else 0
    return changed, hint, record.file


def _refuse(
    grouped: Grouped, record: Record, code: str, message: str, others: list[Record], *, target: str = ""
) -> None:
    files = ", ".join(f"{other.file}:{other.line}" for other in others)
    text = message % {"files": files} if others else message
    grouped.problems.append(
        Problem(
            code, ERROR, record.file, record.line_of("identifier"), text, target or record.identifier or record.label
        )
    )
    grouped.refused.append(record)


def _group_sources(grouped: Grouped, records: list[Record]) -> None:
    by_key: dict[str, Group] = {}
    by_mark: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for record in records:
        marks = bibliography.fingerprints(record.fields["csl"])
        if record.origin == "csl" and record.fields.get("raw"):
            # The entry it was before somebody edited it still stands in a chapter's list.
            marks += bibliography.fingerprints(bibliography.read_csl(record.fields["raw"]) or {})
        if not record.identifier:
            same = _same_source(marks, by_mark)
            if len(same) == 1:
                same[0].merged.append(record)
                grouped.entries[f"{record.file}:{record.line}"] = same[0]
                continue
            if len(same) > 1:
                names = ", ".join(each.key for each in same)
                grouped.problems.append(
                    Problem(
                        "ambiguous-source",
                        WARNING,
                        record.file,
                        record.line,
                        _("Several sources fit this entry: %(keys)s. None was chosen.") % {"keys": names},
                        record.fields["title"],
                    )
                )
                continue
        key = keys.propose(record)
        if not key:
            _refuse(
                grouped, record, "empty-slug", _("Nothing in the entry makes a key; please give one in brackets."), []
            )
            continue
        if key in by_key and not record.identifier:
            key = _next_free(key, by_key)
        if key in by_key:
            if record.origin == by_key[key].record.origin:
                _refuse(
                    grouped,
                    record,
                    "duplicate-id",
                    _("The id is already taken by %(files)s; this one was left alone."),
                    [by_key[key].record],
                    target=key,
                )
            else:
                by_key[key].merged.append(record)
            continue
        new = Group(SOURCE, record, key)
        by_key[key] = new
        grouped.groups.append(new)
        grouped.entries[f"{record.file}:{record.line}"] = new
        for mark in marks:
            by_mark[mark].append(new)


def _same_source(marks: list[tuple[str, ...]], by_mark: dict[tuple[str, ...], list[Group]]) -> list[Group]:
    """Sources with the strongest mark the entry shares with any: number first, then title with year and author."""
    for mark in marks:
        if by_mark.get(mark):
            return by_mark[mark]
    return []


def _next_free(key: str, taken: dict[str, Group]) -> str:
    return next(
        f"{key}{letter}"
        for letter in (*"bcdefghijklmnopqrstuvwxyz", *(str(n) for n in range(2, 10_000)))
        if f"{key}{letter}" not in taken
    )
