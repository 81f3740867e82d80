"""Bytes to text, without guessing twice and without losing a byte.

UTF-8 is the rule. UTF-16 is taken with its mark, GB18030 only where the whole file is valid
and reads as Chinese; both are reported. One broken byte refuses the file and names the line,
because a replaced character could never be taken home again.
"""

from __future__ import annotations

import codecs
import difflib
import hashlib
import re

from django.utils.translation import gettext as _

from book.manuscript.reading.records import ERROR, INFO, WARNING, ManuscriptFile, Problem
from editorial.text.decoding import reads_as_chinese

MAX_BYTES = 20 * 1024 * 1024

_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Undecodable(ValueError):
    """The bytes cannot be read as text; carries the problem to report."""

    def __init__(self, problem: Problem):
        super().__init__(problem.message)
        self.problem = problem


def read_bytes(path: str, raw: bytes) -> tuple[ManuscriptFile, list[Problem]]:
    """Decode one file.

    Returns the file and what is worth knowing about its encoding.
    Raises Undecodable when the bytes are no text, contain NUL, or are too many.
    """
    if len(raw) > MAX_BYTES:
        message = _("The file is larger than %(limit)d MB.") % {"limit": MAX_BYTES >> 20}
        raise Undecodable(Problem("file-too-large", ERROR, path, None, message))
    text, encoding, bom, problems = _decode(path, raw)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = _("The file contains a NUL character.")
        raise Undecodable(Problem("nul-character", ERROR, path, line, message))
    newline = _newline_style(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems += _odd_characters(path, text)
    found = ManuscriptFile(
        path=path,
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=encoding,
        bom=bom,
        newline=newline,
        text=text,
    )
    return found, problems


def encode_like(file: ManuscriptFile, text: str) -> bytes:
    """A changed text in the encoding and with the newlines of the file it came from.

    Where a file uses several kinds of newline, each line that stayed keeps its own.
    """
    if file.newline == "mixed":
        text = _with_old_newlines(file, text)
    elif file.newline != "\n":
        text = text.replace("\n", file.newline)
    mark = _MARKS.get(file.encoding, b"") if file.bom else b""
    return mark + text.encode(file.encoding)


_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def _with_old_newlines(file: ManuscriptFile, text: str) -> str:
    original = file.raw.removeprefix(_MARKS.get(file.encoding, b"") if file.bom else b"").decode(file.encoding)
    before = re.split(r"(\r\n|\r|\n)", original)
    old, ends = before[::2], before[1::2]
    new = text.split("\n")
    kept = ["\n"] * (len(new) - 1)
    for tag, start, end, new_start, _new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            for step in range(end - start):
                if start + step < len(ends) and new_start + step < len(kept):
                    kept[new_start + step] = ends[start + step]
    return "".join(line + end for line, end in zip(new, [*kept, ""], strict=True))


def _decode(path: str, raw: bytes) -> tuple[str, str, bool, list[Problem]]:
    if raw.startswith(codecs.BOM_UTF8):
        return _strict(path, raw[3:], "utf-8"), "utf-8", True, []
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            text = _strict(path, raw[2:], encoding)
            return text, encoding, True, [_converted(path, "UTF-16")]
    try:
        return raw.decode("utf-8"), "utf-8", False, []
    except UnicodeDecodeError as error:
        if reads_as_chinese(raw):
            line = raw.count(b"\n", 0, error.start) + 1
            return raw.decode("gb18030"), "gb18030", False, [_converted(path, "GB18030", line)]
        raise Undecodable(_broken_byte(path, raw, error)) from error


def _strict(path: str, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Undecodable(_broken_byte(path, raw, error)) from error


def _broken_byte(path: str, raw: bytes, error: UnicodeDecodeError) -> Problem:
    line = raw.count(b"\n", 0, error.start) + 1
    message = _("Byte 0x%(byte)02X at offset %(offset)d is not %(encoding)s.") % {
        "byte": raw[error.start],
        "offset": error.start,
        "encoding": error.encoding.upper(),
    }
    return Problem("broken-encoding", ERROR, path, line, message, f"0x{raw[error.start]:02X}")


def _converted(path: str, name: str, line: int = 1) -> Problem:
    message = _("The file is written in %(encoding)s; it was read as such.") % {"encoding": name}
    return Problem("encoding", WARNING, path, line, message, name)


def _newline_style(text: str) -> str:
    """ "\\n", "\\r\\n", "\\r", or "mixed" where a file uses several."""
    crlf = text.count("\r\n")
    cr = text.count("\r") - crlf
    lf = text.count("\n") - crlf
    used = [style for style, count in (("\r\n", crlf), ("\r", cr), ("\n", lf)) if count]
    return used[0] if len(used) == 1 else ("mixed" if used else "\n")


def _odd_characters(path: str, text: str) -> list[Problem]:
    problems = []
    for code, pattern, message in (
        ("control-character", _CONTROLS, _("The text contains a control character.")),
        ("bidi-control", BIDI, _("The text contains a character that turns the reading direction.")),
    ):
        found = pattern.search(text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            severity = WARNING if code == "bidi-control" else INFO
            problems.append(Problem(code, severity, path, line, message, f"U+{ord(found.group()):04X}"))
    return problems
