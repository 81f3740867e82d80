"""Walking a folder: which files are looked at, and why each other one is not.

Nothing is followed out of the folder: symbolic links are never opened. Hidden folders and
folders of built output are named once, not file by file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from book.manuscript.reading.order import BOOK_NAMES, ORDER_NAMES

BUILT = {"node_modules", "dist", "build", "_book", "_site", "__pycache__", "venv", "env", "vendor", "htmlcov"}
#: Folders that hold built pages in some repositories and texts in others.
_OFTEN_BUILT = {"site", "public", "out", "output", "target", "export", "exports"}
_PLANS = {"specs", "spec", "templates", "template", "contracts"}
_ABOUT = re.compile(r"^readme(?:[._-]|$)|^(?:changelog|contributing|licen[cs]e|code[_-]of[_-]conduct)\.", re.IGNORECASE)
#: Files about the project shout; a card about the model Claude is called claude.md.
_SHOUTED = re.compile(
    r"^(?:CLAUDE|AGENTS|GEMINI|SUMMARY|CHANGES|SECURITY|AUTHORS|CONTRIBUTORS|TODO|NOTICE|ROADMAP)\.(?:md|txt)$"
)
_TEMPLATE = re.compile(r"(?:^|[-_. ])(?:templates?|模板)(?:[-_. ]|$)", re.IGNORECASE)
MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")


@dataclass(frozen=True)
class Found:
    """A file worth reading: path relative to the root, where it is, and what it is for.

    ``role`` is order, book, csl, page, or template (a page whose name says template: one with an
    id of its own is a record about templates, any other is left out).
    """

    path: str
    location: Path
    role: str


@dataclass(frozen=True)
class Skipped:
    """A file or folder that is not read, and the reason in words."""

    path: str
    reason: str


def walk(root: Path, start: Path) -> Iterator[Found | Skipped]:
    """Everything below `start`, in path order; paths are relative to `root`."""
    try:
        entries = sorted(os.scandir(start), key=lambda entry: _natural(entry.name))
    except OSError as error:
        yield Skipped(_relative(root, start), _("The folder cannot be read: %(reason)s") % {"reason": error.strerror})
        return
    for entry in entries:
        location = Path(entry.path)
        path = _relative(root, location)
        if entry.is_symlink():
            yield Skipped(path, _("Symbolic links are not followed."))
        elif entry.is_dir(follow_symlinks=False):
            reason = _folder_reason(entry.name, location)
            if reason:
                yield Skipped(path + "/", reason)
            elif entry.name.lower() in _PLANS or _TEMPLATE.search(entry.name):
                yield from _each_skipped(root, location)
            else:
                yield from walk(root, location)
        elif entry.is_file(follow_symlinks=False):
            yield look(path, location)
        else:
            yield Skipped(path, _("This is no ordinary file."))


def look(path: str, location: Path) -> Found | Skipped:
    """Whether one file is read, from its name alone."""
    name = location.name
    lower = name.lower()
    if name.startswith("."):
        return Skipped(path, _("Hidden files are not read."))
    if lower in ORDER_NAMES:
        return Found(path, location, "order")
    if lower in BOOK_NAMES:
        return Found(path, location, "book")
    if _ABOUT.match(name) or _SHOUTED.match(name):
        return Skipped(path, _("This file speaks about the project, not for the book."))
    if lower.endswith(MARKDOWN):
        is_template = _TEMPLATE.search(name.rsplit(".", 1)[0])
        return Found(path, location, "template" if is_template else "page")
    if lower.endswith(".json") and re.search(r"references|bibliography|sources|csl|参考文献", lower):
        return Found(path, location, "csl")
    if lower.endswith((".html", ".htm")):
        return Skipped(path, _("Built pages are not read."))
    return Skipped(path, _("This is no Markdown file."))


def _folder_reason(name: str, location: Path) -> str:
    lower = name.lower()
    if name.startswith("."):
        return _("Hidden folders are not read.")
    if lower in BUILT or (lower in _OFTEN_BUILT and any(location.glob("*.htm*"))):
        return _("Built or installed files are not read.")
    return ""


def _each_skipped(root: Path, folder: Path) -> Iterator[Skipped]:
    """Templates and specifications one by one: authors look for their names in the report."""
    for entry in sorted(os.scandir(folder), key=lambda entry: _natural(entry.name)):
        location = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _each_skipped(root, location)
        else:
            yield Skipped(_relative(root, location), _("Templates and specifications are not read."))


def _relative(root: Path, location: Path) -> str:
    return location.relative_to(root).as_posix()


def _natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """`chapter-2` before `chapter-10`, `launch.md` before `launch2.md`."""
    stem, dot, suffix = name.lower().rpartition(".")
    parts = re.split(r"(\d+)", stem if dot else suffix)
    return [
        (0, int(part[:18]), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in parts if part
    ], suffix
