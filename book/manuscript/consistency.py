"""What the importer has to say about a text: numbers that disagree, links and citations that lead nowhere.

Each file is rendered once, with a context that answers from the records of this import.
"""

from __future__ import annotations

import posixpath
from pathlib import Path

from django.utils.translation import gettext as _

from book import dates
from book.manuscript import keys
from book.manuscript.directory import Directory
from book.manuscript.grouping import Group, Grouped
from book.manuscript.reading.recognising import BIBLIOGRAPHY as BIBLIOGRAPHY_SHAPE
from book.manuscript.reading.recognising import CHAPTER as CHAPTER_SHAPE
from book.manuscript.reading.records import CHAPTER, EVENT, INFO, KINDS, WARNING, Problem, Record
from editorial.resolving import Target
from editorial.text import words
from editorial.text.contexts import BROKEN, ReferenceTarget, RenderContext, Rendered
from editorial.text.markdown import render
from sources.citing import Citing
from sources.keys import AuthorYearIndex

#: Counting rules differ by about this much between word processors (measured on real chapters).
TOLERANCE = 0.01


class Bibliography:
    """The sources a manuscript may cite: by key as `[@key]`, by author and year as in older texts."""

    def __init__(self, csl_by_key: dict[str, dict], directory: Directory):
        self._csl, self._directory = csl_by_key, directory
        self.authors = AuthorYearIndex(csl_by_key.items())
        self.citing = Citing(self)

    def find(self, kind, key) -> Target | None:
        """Answer as an editorial resolver does."""
        found = self._directory.find(kind, key)
        return Target(kind, found[0], card={"csl": self._csl.get(found[0], {})}) if len(found) == 1 else None


class ManuscriptContext(RenderContext):
    """Answers from the records of a manuscript and the files of its folder."""

    def __init__(self, *, root: Path, path: str, directory: Directory, bibliography: Bibliography, **options):
        super().__init__(**options)
        self._root, self._path, self._directory, self._bibliography = root, path, directory, bibliography
        self.outside: set[str] = set()

    def reference(self, kind, key):
        found = self._directory.find(kind, key)
        return ReferenceTarget(kind, found[0], self._directory.title_of(kind, found[0])) if len(found) == 1 else None

    def citation(self, cluster):
        return self._bibliography.citing.text(cluster)

    def legacy_citation(self, authors, year, raw, line):
        return self._bibliography.authors.candidates(authors, year)

    def link(self, href):
        if not href:
            return None
        base = "" if href.startswith("/") else posixpath.dirname(self._path)
        target = posixpath.normpath(posixpath.join(base, href.lstrip("/")))
        if target == ".." or target.startswith("../"):
            self.outside.add(href)
            return BROKEN
        location = self._root / target
        try:
            inside = location.resolve().is_relative_to(self._root)
            return None if inside and location.exists() else BROKEN
        except (OSError, ValueError, RuntimeError):
            return BROKEN


def read_text(
    page_text: str,
    shape: str,
    path: str,
    *,
    root: Path,
    directory: Directory,
    bibliography: Bibliography,
    first_line: int,
    title: str = "",
) -> tuple[Rendered, list[Problem]]:
    """Render one file's text and return the problems of its links, references and citations."""
    context = ManuscriptContext(
        root=root,
        path=path,
        directory=directory,
        bibliography=bibliography,
        chapter=shape == CHAPTER_SHAPE,
        first_line=first_line,
        title=title,
    )
    rendered = render(page_text, context)
    problems = [*_links(rendered, path, context.outside), *_references(rendered, path, directory)]
    if shape != BIBLIOGRAPHY_SHAPE:
        # A bibliography explains how to cite; its examples cite nothing.
        problems += _citations(rendered, path, directory)
    return rendered, problems


def _links(rendered: Rendered, path: str, outside: set[str]):
    for link in rendered.links:
        if not link.broken:
            continue
        if link.href.partition("#")[0] in outside:
            yield Problem(
                "broken-link", WARNING, path, link.line, _("The link leads out of the folder."), link.href[:500]
            )
        elif link.image:
            yield Problem(
                "broken-link", WARNING, path, link.line, _("There is no such image in the folder."), link.href[:500]
            )
        elif link.href.startswith("#"):
            yield Problem(
                "broken-link", WARNING, path, link.line, _("There is no such heading on this page."), link.href[:500]
            )
        else:
            yield Problem(
                "broken-link", WARNING, path, link.line, _("There is no such file in the folder."), link.href[:500]
            )


def _references(rendered: Rendered, path: str, directory: Directory):
    for use in rendered.references:
        if use.known or use.origin != "bracket":
            continue
        found = directory.find(use.kind, use.key)
        if found:
            yield Problem(
                f"ambiguous-{use.kind}",
                WARNING,
                path,
                use.line,
                _("Several records answer to this: %(keys)s. None was chosen.") % {"keys": ", ".join(found)},
                use.key,
            )
        else:
            yield Problem(
                f"dangling-{use.kind if use.kind in KINDS else 'reference'}",
                WARNING,
                path,
                use.line,
                _("The text refers to a record that does not exist."),
                use.key,
            )


def _citations(rendered: Rendered, path: str, directory: Directory):
    for use in rendered.citations:
        if not use.legacy:
            if not use.known:
                yield Problem("dangling-source", WARNING, path, use.line, _("There is no such source."), use.key)
        elif len(use.candidates) > 1:
            message = _("Several sources fit this citation: %(keys)s. None was chosen.") % {
                "keys": ", ".join(use.candidates)
            }
            yield Problem("ambiguous-citation", WARNING, path, use.line, message, use.raw)
        elif not use.candidates:
            yield Problem("unresolved-citation", WARNING, path, use.line, _("No source fits this citation."), use.raw)


def chapter_numbers(record: Record, rendered: Rendered) -> list[Problem]:
    """What a chapter claims of itself against what is there: number, words, anecdotes."""
    problems = []
    declared, heading = record.fields.get("number"), record.lines.get("heading_number")
    if heading and "number" in record.keys and str(declared) != record.raw:
        message = _("The front matter says chapter %(declared)s, the heading %(heading)s.") % {
            "declared": declared,
            "heading": record.raw,
        }
        problems.append(
            Problem("number-mismatch", WARNING, record.file, heading, message, f"{declared} ≠ {record.raw}")
        )
    claimed = record.fields.get("declared_words")
    counted = words.count(rendered).words
    if claimed and abs(claimed - counted) > TOLERANCE * max(claimed, counted):
        message = _("%(claimed)d words are declared; %(counted)d are there.") % {"claimed": claimed, "counted": counted}
        problems.append(
            Problem(
                "word-count-mismatch", WARNING, record.file, record.line_of("declared_words"), message, str(claimed)
            )
        )
    anecdotes = record.fields.get("declared_anecdotes")
    found = len(rendered.furniture.anecdotes)
    if anecdotes is not None and anecdotes != found:
        message = _("%(claimed)d anecdotes are declared; %(found)d are there.") % {"claimed": anecdotes, "found": found}
        problems.append(
            Problem(
                "anecdote-count-mismatch",
                WARNING,
                record.file,
                record.line_of("declared_anecdotes"),
                message,
                str(anecdotes),
            )
        )
    return problems


def several_numbers(groups: list[Group]) -> list[Problem]:
    """Chapters that claim the same number."""
    by_number: dict[int, Record] = {}
    problems = []
    for group in groups:
        number = group.record.fields.get("number") if group.kind == CHAPTER else None
        if number is None:
            continue
        first = by_number.setdefault(number, group.record)
        if first is not group.record:
            message = _("%(file)s is chapter %(number)d as well.") % {"file": first.file, "number": number}
            problems.append(
                Problem(
                    "duplicate-number", WARNING, group.record.file, group.record.line_of("number"), message, str(number)
                )
            )
    return problems


def several_dates(grouped: Grouped) -> list[Problem]:
    """Events that the files date differently. A month and a day within it agree; declared disputes are no surprise.

    A card that was left alone because another has its id still says when it thinks the event was.
    """
    problems = []
    left_alone: dict[str, list[Record]] = {}
    for record in grouped.refused:
        if record.kind == EVENT:
            left_alone.setdefault(keys.propose(record), []).append(record)
    for group in grouped.groups:
        if group.kind != EVENT or not group.record.fields.get("date"):
            continue
        own = group.record.fields["date"]
        disputed = {
            str(each.get("date")) for each in group.record.fields.get("disputed_dates", []) if isinstance(each, dict)
        }
        seen = set()
        others = [stated for record in left_alone.get(group.key, ()) for stated in record.dates]
        for date, file, line in [*group.record.dates, *others]:
            if _agree(own, date) or date in disputed or (date, file, line) in seen:
                continue
            seen.add((date, file, line))
            message = _("“%(event)s” is dated %(date)s in %(file)s and %(other)s here.") % {
                "event": group.record.label,
                "date": own,
                "file": group.record.file,
                "other": date,
            }
            problems.append(Problem("several-dates", WARNING, file, line, message, group.key))
    return [*problems, *_same_title(grouped.groups)]


def _same_title(groups: list[Group]):
    """Two events of one title and different dates may be one event recorded twice."""
    first: dict[str, Group] = {}
    for group in groups:
        if group.kind != EVENT:
            continue
        title = (group.record.fields.get("title_en") or group.record.fields.get("title") or "").casefold().strip()
        other = first.setdefault(title, group)
        if other is group or not title:
            continue
        one, two = other.record.fields.get("date", ""), group.record.fields.get("date", "")
        if one and two and not _agree(one, two):
            message = _("“%(event)s” of the same title is dated %(date)s in %(file)s and %(other)s here.") % {
                "event": other.key,
                "date": one,
                "file": other.record.file,
                "other": two,
            }
            yield Problem("several-dates", WARNING, group.record.file, group.record.line_of("date"), message, group.key)


def _agree(one: str, two: str) -> bool:
    """Whether two dates can be the same day: their ranges overlap."""
    first, second = dates.bounds(one), dates.bounds(two)
    if not first or not second:
        return True
    return not ((first[1] and second[0] and first[1] < second[0]) or (second[1] and first[0] and second[1] < first[0]))


def unlisted(read, groups: list[Group]) -> list[Problem]:
    """Chapters the reading order leaves out."""
    listed = {entry.path for entry in read.order}
    if not listed:
        return []
    message = _("The reading order does not name this chapter; it was placed by its number.")
    return [
        Problem("not-in-order", INFO, group.record.file, None, message, group.record.file)
        for group in groups
        if group.kind == CHAPTER and group.record.file not in listed and group.record.fields.get("role") == "main"
    ]
