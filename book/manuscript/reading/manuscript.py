"""From a path to a `Manuscript`: walk, decode, recognise, read. A bad file never stops a good one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from book.manuscript.reading import (
    chapters,
    concepts,
    decoding,
    events,
    folder,
    organizations,
    recognising,
    registers,
    sources,
)
from book.manuscript.reading.order import BOOK_NAMES, ORDER_NAMES, read_book, read_order
from book.manuscript.reading.page import Page, read_page
from book.manuscript.reading.records import ERROR, INFO, WARNING, Manuscript, ManuscriptFile, Problem, Record

READERS = {
    recognising.CHAPTER: chapters.read_chapter,
    recognising.EVENT: events.read_event,
    recognising.REGISTER: registers.read_register,
    recognising.ORGANIZATION: organizations.read_organization,
    recognising.CONCEPT: concepts.read_concept,
    recognising.GLOSSARY: concepts.read_glossary,
    recognising.BIBLIOGRAPHY: sources.read_bibliography,
}
KIND_OF_SHAPE = {
    recognising.CHAPTER: "chapter",
    recognising.EVENT: "event",
    recognising.REGISTER: "event",
    recognising.ORGANIZATION: "organization",
    recognising.CONCEPT: "concept",
    recognising.GLOSSARY: "concept",
    recognising.BIBLIOGRAPHY: "source",
}


def read_records(file: ManuscriptFile, shape: str) -> list[Record]:
    """The records of one file whose shape is known, as an import read them."""
    if shape == "csl":
        result = sources.read_csl_json(file)
        return result[0] if result else []
    if shape not in READERS:
        return []
    page = read_page(file)
    return [] if page.broken else READERS[shape](page)


class NothingThere(ValueError):
    """The path names neither a folder nor a file. The message is a sentence for a person."""


def read_manuscript(path: str | Path, *, progress: Callable[[int, int, str], None] | None = None) -> Manuscript:
    """Read a folder, or one file as a folder of one.

    `progress` is called with (done, total, path) before each file. Raises NothingThere.
    """
    start = Path(path)
    if start.is_symlink() and not start.exists():
        raise NothingThere(_("“%(path)s” is a link that leads nowhere.") % {"path": path})
    start = start.resolve()
    if not start.exists():
        raise NothingThere(_("There is no file or folder “%(path)s”.") % {"path": path})
    root = root_of(start)
    read = Manuscript(root=str(root), complete=start.is_dir())
    found = _look(read, root, start)
    for done, each in enumerate(found):
        if progress:
            progress(done, len(found), each.path)
        _read_one(read, each, alone=not start.is_dir())
    _check_order(read, root)
    return read


def root_of(start: Path) -> Path:
    """The folder that paths are relative to: the nearest one (at most four levels up) that says how the book is ordered."""
    here = start if start.is_dir() else start.parent
    for folder_ in [here, *list(here.parents)[:4]]:
        for names in ([f"config/{name}" for name in (*ORDER_NAMES, *BOOK_NAMES)], (*ORDER_NAMES, *BOOK_NAMES)):
            if any((folder_ / name).is_file() for name in names):
                return folder_
    return here


def _look(read: Manuscript, root: Path, start: Path) -> list[folder.Found]:
    entries = list(folder.walk(root, start)) if start.is_dir() else [_asked_for(root, start)]
    found = []
    for entry in entries:
        if isinstance(entry, folder.Skipped):
            read.problems.append(Problem("skipped", INFO, entry.path, None, entry.reason, entry.path))
        else:
            found.append(entry)
    if root != start:
        # The order and the book's own facts count also when only a part is imported.
        seen = {each.path for each in found}
        for name in (*ORDER_NAMES, *BOOK_NAMES):
            for place in (root / "config" / name, root / name):
                path = place.relative_to(root).as_posix()
                if place.is_file() and not place.is_symlink() and path not in seen:
                    found.append(folder.Found(path, place, "order" if name in ORDER_NAMES else "book"))
    # What orders and names the book is read first: it tells what other files are.
    return sorted(found, key=lambda each: ("order", "book").index(each.role) if each.role in ("order", "book") else 2)


def _asked_for(root: Path, start: Path) -> folder.Found | folder.Skipped:
    """A file named by hand is read whatever it is called, as long as it is text."""
    path = start.relative_to(root).as_posix()
    looked = folder.look(path, start)
    if isinstance(looked, folder.Skipped) and start.suffix.lower() in folder.MARKDOWN:
        return folder.Found(path, start, "page")
    return looked


def _read_one(read: Manuscript, found: folder.Found, *, alone: bool) -> None:
    try:
        raw = found.location.read_bytes()
        file, problems = decoding.read_bytes(found.path, raw)
    except OSError as error:
        _fail(
            read,
            found.path,
            Problem(
                "unreadable-file",
                ERROR,
                found.path,
                None,
                _("The file cannot be read: %(reason)s") % {"reason": error.strerror},
            ),
            role=found.role,
        )
        return
    except decoding.Undecodable as error:
        _fail(read, found.path, error.problem, role=found.role)
        return
    read.problems += problems
    if found.role == "order":
        read.order, read.order_file = read_order(file), file.path
        read.files[file.path], read.shapes[file.path] = file, "order"
    elif found.role == "book":
        read.book, problems = read_book(file)
        read.book_file = file.path
        read.files[file.path], read.shapes[file.path] = file, "book"
        read.problems += problems
    elif found.role == "csl":
        _read_csl(read, file)
    else:
        _read_markdown(read, file, alone=alone, template=found.role == "template")


def _read_csl(read: Manuscript, file: ManuscriptFile) -> None:
    result = sources.read_csl_json(file)
    if result is None:
        read.problems.append(Problem("skipped", INFO, file.path, None, _("This is no Markdown file."), file.path))
        return
    records, problems = result
    for problem in problems:
        _fail(read, file.path, problem, kind="source")
    if not problems:
        read.files[file.path], read.shapes[file.path] = file, "csl"
        read.records += records


def _read_markdown(read: Manuscript, file: ManuscriptFile, *, alone: bool, template: bool) -> None:
    ordered = frozenset(entry.path for entry in read.order)
    page: Page | None = None
    try:
        page = read_page(file)
        if not file.text.strip():
            read.problems.append(Problem("skipped", WARNING, file.path, None, _("The file is empty."), file.path))
            return
        if template and not alone and not recognising.has_own_id(page):
            read.problems.append(Problem("skipped", INFO, file.path, None, _("This is a template."), file.path))
            return
        if page.broken:
            shape = recognising.recognise(page, ordered=ordered, alone=alone)[0]
            read.failed[file.path] = KIND_OF_SHAPE.get(shape, "chapter")
            read.problems += page.problems
            return
        shape, reason = recognising.recognise(page, ordered=ordered, alone=alone)
        if not shape:
            read.problems.append(Problem("skipped", INFO, file.path, None, reason, file.path))
            return
        records = READERS[shape](page)
    except RecursionError:
        _fail(
            read, file.path, Problem("too-deep", ERROR, file.path, None, _("The file is nested too deeply to be read."))
        )
        return
    read.files[file.path], read.shapes[file.path] = file, shape
    read.records += records
    read.problems += page.problems


def _fail(read: Manuscript, path: str, problem: Problem, *, kind: str = "", role: str = "page") -> None:
    """Report a file that makes no record; one that orders or describes the book is no failed record."""
    read.problems.append(problem)
    if role in ("order", "book"):
        return
    parts = path.lower().split("/")
    by_folder = next(
        (recognising.FOLDERS[part] for part in reversed(parts[:-1]) if part in recognising.FOLDERS), "chapter"
    )
    read.failed[path] = kind or KIND_OF_SHAPE.get(by_folder, "chapter")


def _check_order(read: Manuscript, root: Path) -> None:
    """Files the order names and the folder lacks. Only what was asked for is judged."""
    seen: dict[str, int] = {}
    for entry in read.order:
        if entry.path in seen:
            message = _("This file was already named on line %(line)d.") % {"line": seen[entry.path]}
            read.problems.append(Problem("order-twice", WARNING, read.order_file, entry.line, message, entry.path))
        seen.setdefault(entry.path, entry.line)
        location = (root / entry.path).resolve()
        if not location.is_relative_to(root):
            read.problems.append(
                Problem(
                    "path-outside",
                    WARNING,
                    read.order_file,
                    entry.line,
                    _("The path leads out of the folder."),
                    entry.path,
                )
            )
        elif read.complete and not location.is_file():
            read.problems.append(
                Problem(
                    "missing-file",
                    WARNING,
                    read.order_file,
                    entry.line,
                    _("The reading order names a file that is not there."),
                    entry.path,
                )
            )
