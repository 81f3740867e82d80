"""Changing single keys of a front matter, and nothing else in the file."""

from __future__ import annotations

import hashlib
from typing import Any

from book.manuscript.reading.page import Page, read_page
from book.manuscript.reading.records import ManuscriptFile
from editorial.text import front_matter


def file_of(path: str, text: str) -> ManuscriptFile:
    """A text as a file, for reading it again."""
    raw = text.encode("utf-8", "surrogatepass")
    return ManuscriptFile(path, raw, hashlib.sha256(raw).hexdigest(), "utf-8", False, "\n", text)


def dump(values: dict[str, Any]) -> str:
    """`key: value` lines of YAML, in the given order."""
    return front_matter.join(values, "")[4:-4]


def set_key(text: str, key: str, value: Any) -> str:
    """The text with one key of its front matter set. Other lines, their order and comments stay as they are.

    A missing key goes last; a missing front matter is put in front.
    """
    page = read_page(file_of("", text))
    lines = dump({key: value})
    if not page.first:
        return f"---\n{lines}---\n\n{text}" if text else f"---\n{lines}---\n"
    where = _lines_of(page, key)
    if where is None:
        at = page.offset(page.first - 1)
        return text[:at] + lines + text[at:]
    return text[: page.offset(where[0])] + lines + text[page.offset(where[1]) :]


def remove_key(text: str, key: str) -> str:
    """The text without one key of its front matter."""
    page = read_page(file_of("", text))
    where = _lines_of(page, key)
    return text if where is None else text[: page.offset(where[0])] + text[page.offset(where[1]) :]


def _lines_of(page: Page, key: str) -> tuple[int, int] | None:
    """Indices [first, end) of a key's lines; comments and blank lines before the next key belong to that."""
    if key not in page.key_lines:
        return None
    first = page.key_lines[key] - 1
    later = [line - 1 for line in page.key_lines.values() if line - 1 > first]
    end = min([*later, page.first - 1])
    while end > first + 1 and (not page.lines[end - 1].strip() or page.lines[end - 1].startswith("#")):
        end -= 1
    return first, end
