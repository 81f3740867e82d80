"""Counting the words of a Markdown file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from editorial.text import front_matter, words


class UnreadableFile(Exception):
    """A file that could not be counted: its path and the reason in words."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = str(path), reason


@dataclass(frozen=True)
class FileCount:
    """The path as given, and the count of the text without its front matter."""

    path: str
    count: words.WordCount


def count_file(path: Path) -> FileCount:
    """Count one file, which must be UTF-8 (a byte order mark is allowed). Raises UnreadableFile."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, f"not UTF-8: byte {error.start + 1} is 0x{error.object[error.start]:02x}") from error
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error
    _, body = front_matter.split(text)
    return FileCount(str(path), words.count(body))
