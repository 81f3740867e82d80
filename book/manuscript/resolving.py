"""From what authors wrote to relations: one candidate is linked, none is kept dangling and reported, several are reported."""

from __future__ import annotations

from django.utils.translation import gettext as _

from book.manuscript.directory import Directory
from book.manuscript.grouping import Group
from book.manuscript.reading.records import CHAPTER, CONCEPT, EVENT, ORGANIZATION, SOURCE, WARNING, Problem, Reference
from editorial.snapshot import RelationValue

ROLES = {
    CHAPTER: ("events", "organizations", "concepts", "sources"),
    EVENT: ("organizations", "sources", "concepts", "chapters"),
    ORGANIZATION: ("related", "sources"),
    CONCEPT: ("related", "sources", "first_mention"),
    SOURCE: (),
}


def relations_of(group: Group, directory: Directory) -> tuple[dict[str, list[RelationValue]], list[Problem]]:
    """Every relation of a group except causes, with a problem for each reference that leads nowhere or to several.

    Roles the files do not state are empty.
    """
    relations: dict[str, list[RelationValue]] = {}
    problems: list[Problem] = []
    for role in ROLES[group.kind]:
        values: dict[tuple[str, str, str], RelationValue] = {}
        for reference in group.record.relations.get(role, ()):
            for value in _values(reference, directory, problems):
                values.setdefault((value.kind, value.key, value.locator), value)
        relations[role] = list(values.values())
    return relations, problems


def _values(reference: Reference, directory: Directory, problems: list[Problem]):
    for words, found in directory.resolve(reference):
        if len(found) == 1:
            yield _value(reference, found[0])
            continue
        if reference.by == "mention" or (reference.kind == CHAPTER and directory.is_chapter_folder(words)):
            continue
        problems.append(open_reference(reference, words, found))
        yield _value(reference, words)


def open_reference(reference: Reference, words: str, found: list[str]) -> Problem:
    """The problem of a reference that leads nowhere, or to several records."""
    if found:
        message = _("Several records answer to this: %(keys)s. None was chosen.") % {"keys": ", ".join(found)}
        return Problem(f"ambiguous-{reference.kind}", WARNING, reference.file, reference.line, message, words)
    messages = {
        CHAPTER: _("There is no such chapter."),
        EVENT: _("There is no such event."),
        ORGANIZATION: _("There is no such organization."),
        CONCEPT: _("There is no such concept."),
        SOURCE: _("There is no such source."),
    }
    return Problem(
        f"dangling-{reference.kind}", WARNING, reference.file, reference.line, messages[reference.kind], words
    )


def _value(reference: Reference, key: str) -> RelationValue:
    return RelationValue(reference.kind, key[:200], reference.locator, reference.qualifier, reference.note)
