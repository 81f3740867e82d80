"""Files and archives to texts: what can be read, within limits, and what is wrong with the rest.

A ZIP archive is read member by member with a limit on what comes out, not on what its directory claims; archives
inside archives are not opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from editorial.text import decoding
from sources.importing.entries import ERROR, WARNING, Problem

#: Bytes of one file, of everything that comes out of one archive, and how many files one may hold.
MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 50 * 2**20
MOST_FILES = 2000
SUFFIXES = (".bib", ".bibtex", ".biblatex", ".ris", ".json", ".csljson", ".md", ".markdown", ".txt", ".text", ".zip")


@dataclass(frozen=True)
class Opened:
    """The text of one file, or the problem that kept it from being read."""

    name: str
    text: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def readable(self) -> bool:
        return not any(problem.severity == ERROR for problem in self.problems)


class NothingThere(ValueError):
    """There is no file at a path. The message is a sentence for a person."""


def paths(given) -> Iterator[Opened]:
    """Yield the texts of files and folders (with everything below them that has a known ending), in a fixed order."""
    for each in given:
        path = Path(each)
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix.lower() in SUFFIXES)
            for file in found:
                yield from _file(file, str(file.relative_to(path)))
        elif path.is_file():
            yield from _file(path, path.name)
        else:
            raise NothingThere(_("There is no file “%(path)s”.") % {"path": each})


def _file(path, name):
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            yield _refused(name, "file-too-large", _too_large(MOST_BYTES))
            return
        raw = path.read_bytes()
    except OSError as error:
        yield _refused(name, "unreadable", _("The file cannot be read: %(reason)s") % {"reason": error.strerror})
        return
    yield from data(raw, name=name)


def data(raw, *, name) -> Iterator[Opened]:
    """Yield the text of the bytes of a file, or the texts in the archive they are."""
    if len(raw) > MOST_BYTES:
        yield _refused(name, "file-too-large", _too_large(MOST_BYTES))
    elif raw[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        yield from _archive(raw, name)
    else:
        yield decoded(raw, name=name)


def decoded(raw, *, name) -> Opened:
    """Return the text of bytes: UTF-8, UTF-16 with its mark, or GB18030."""
    try:
        text, encoding = decoding.decode(raw)
    except decoding.Undecodable as error:
        return _refused(name, "broken-encoding", _not_text(error), error.line)
    problems = ()
    if encoding not in ("utf-8",):
        message = _("The file is written in %(encoding)s; it was read as such.") % {"encoding": encoding.upper()}
        problems = (Problem("encoding", WARNING, name, 1, message, encoding.upper()),)
    return Opened(name, text.replace("\r\n", "\n").replace("\r", "\n"), problems)


def _not_text(error) -> str:
    if error.byte < 0:
        return _("The file contains a NUL character.")
    return _("Byte 0x%(byte)02X at offset %(offset)d is not %(encoding)s.") % vars(error)


def _archive(raw, name):
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = [member for member in archive.infolist() if _is_wanted(member)]
            if len(members) > MOST_FILES:
                message = _("The archive holds more than %(count)s files.") % {"count": MOST_FILES}
                yield _refused(name, "too-many-files", message)
                return
            left = MOST_UNPACKED
            for member in members:
                inside = f"{name}/{member.filename}"
                if member.flag_bits & 1:
                    yield _refused(inside, "encrypted", _("The file is encrypted."))
                    continue
                limit = min(left, MOST_BYTES)
                unpacked = _unpacked(archive, member, limit)
                if unpacked is None:
                    yield _refused(inside, "file-too-large", _too_large(limit))
                    if limit == left:
                        return
                    left -= limit
                    continue
                left -= len(unpacked)
                if unpacked[:4] == b"PK\x03\x04":
                    yield _refused(inside, "nested-archive", _("An archive inside an archive is not opened."))
                else:
                    yield decoded(unpacked, name=inside)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        message = _("The archive cannot be read: %(reason)s") % {"reason": error}
        yield _refused(name, "bad-archive", message)


def _is_wanted(member) -> bool:
    hidden = any(part.startswith((".", "__MACOSX")) for part in member.filename.split("/"))
    return not member.is_dir() and not hidden and member.filename.lower().endswith(SUFFIXES)


def _unpacked(archive, member, limit) -> bytes | None:
    """Return what a member holds; None where more than ``limit`` bytes come out of it."""
    with archive.open(member) as stream:
        unpacked = stream.read(limit + 1)
    return unpacked if len(unpacked) <= limit else None


def _too_large(limit) -> str:
    return _("The file is larger than %(limit)s MB.") % {"limit": max(limit >> 20, 1)}


def _refused(name, code, message, line=None) -> Opened:
    return Opened(name, problems=(Problem(code, ERROR, name, line, str(message)),))
