"""The order of the book from what the folder says: parts in book.yaml, else the reading order, else numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from book import outline
from book.manuscript.planning import Plan, Step
from book.manuscript.reading import page as pages
from book.manuscript.reading.records import CHAPTER, WARNING, Manuscript, Problem

_ROLES = ("front", "main", "back")


def make_outline(read: Manuscript, plan: Plan, *, present: str = "", keep: bool = False) -> tuple[str, list[Problem]]:
    """The outline text, and chapters named that do not exist.

    ``present`` is the order the book has now. A part of a manuscript never removes chapters
    from it; a whole one keeps chapters it does not know at the end of their role. ``keep`` leaves
    the present order as it is and only adds to it.
    """
    now = outline.parse(present)
    steps = [step for step in plan.of(CHAPTER) if step.outcome != "failed"]
    if now.chapters:
        # A chapter that was there before and has no place in the book was not given one on purpose.
        listed = {entry.path for entry in read.order}
        steps = [
            step
            for step in steps
            if step.outcome == "created" or _slug(step) in now.chapters or step.group.record.file in listed
        ]
    known = {_slug(step): str(step.group.record.fields.get("role", "main")) for step in steps}
    problems: list[Problem] = []
    if keep:
        parts = list(now.parts)
    elif read.complete and read.book.get("parts"):
        parts, problems = _from_book(read, plan)
    elif read.complete or not now.chapters:
        parts = [outline.Part(role, chapters=tuple(_in_order(read, steps, role))) for role in _ROLES]
    else:
        parts = list(now.parts)
    placed = {key for part in parts for key in part.chapters}
    for part in now.parts:
        for key in part.chapters:
            if key not in placed:
                parts = _add(parts, key, known.get(key, part.role))
                placed.add(key)
    for step in _by_number(steps):
        if _slug(step) not in placed:
            parts = _add(
                parts,
                _slug(step),
                known[_slug(step)],
                number=step.group.record.fields.get("number"),
                numbers=_numbers(steps),
            )
            placed.add(_slug(step))
    parts.sort(key=lambda part: _ROLES.index(part.role))
    return outline.format([part for part in parts if part.chapters or part.title]), problems


def _slug(step: Step) -> str:
    return step.key.rpartition("/")[2]


def _from_book(read: Manuscript, plan: Plan) -> tuple[list[outline.Part], list[Problem]]:
    parts, problems = [], []
    for given in read.book["parts"]:
        if not isinstance(given, dict):
            continue
        slugs = []
        for name in map(pages.words, pages.items(given.get("chapters"))):
            found = plan.directory.find(CHAPTER, name)
            if len(found) == 1:
                slugs.append(found[0].rpartition("/")[2])
            else:
                line = next(
                    (n for n, text in enumerate(read.files[read.book_file].text.split("\n"), 1) if name in text), 1
                )
                problems.append(
                    Problem("dangling-chapter", WARNING, read.book_file, line, _("There is no such chapter."), name)
                )
        role = given.get("role") if given.get("role") in _ROLES else "main"
        parts.append(
            outline.Part(role, pages.words(given.get("title")), pages.words(given.get("title_en")), tuple(slugs))
        )
    return parts, problems


def _in_order(read: Manuscript, steps: list[Step], role: str) -> list[str]:
    """Chapters of a role: as the reading order lists them, then by number and path."""
    position = {entry.path: index for index, entry in reversed(list(enumerate(read.order)))}
    own = [step for step in steps if step.group.record.fields.get("role") == role]
    listed = sorted(
        (step for step in own if step.group.record.file in position), key=lambda step: position[step.group.record.file]
    )
    slugs = [_slug(step) for step in listed]
    numbers = _numbers(own)
    for step in _by_number([step for step in own if step.group.record.file not in position]):
        slugs = list(_insert(slugs, _slug(step), step.group.record.fields.get("number"), numbers))
    return slugs


def _by_number(steps: list[Step]) -> list[Step]:
    return sorted(
        steps,
        key=lambda step: (
            step.group.record.fields.get("number") is None,
            step.group.record.fields.get("number") or 0,
            step.group.record.file,
        ),
    )


def _numbers(steps: list[Step]) -> dict[str, int]:
    return {
        _slug(step): step.group.record.fields["number"]
        for step in steps
        if step.group.record.fields.get("number") is not None
    }


def _insert(slugs, slug: str, number: int | None, numbers: dict[str, int]):
    """Put a chapter before the first one with a greater number; at the end where it has none."""
    slugs = list(slugs)
    place = next(
        (i for i, other in enumerate(slugs) if number is not None and numbers.get(other, -1) > number), len(slugs)
    )
    return (*slugs[:place], slug, *slugs[place:])


def _add(
    parts: list[outline.Part], slug: str, role: str, *, number: int | None = None, numbers: dict[str, int] | None = None
) -> list[outline.Part]:
    """Put a chapter into the last part of its role, which is made where it is missing."""
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if part.role == role:
            chapters = _insert(part.chapters, slug, number, numbers or {})
            return [*parts[:index], outline.Part(role, part.title, part.title_en, tuple(chapters)), *parts[index + 1 :]]
    return [*parts, outline.Part(role, chapters=(slug,))]
