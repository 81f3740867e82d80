"""Writing lists as lines of text and reading them back: ``key | locator | qualifier | note``.

A cell may hold any text: ``|``, a line break and the backslash itself are written ``\\|``, ``\\n`` and ``\\\\``. Reading what
was written gives back the same cells; blank lines are skipped.
"""

import re

SEPARATOR = " | "
_UNESCAPED_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def one_line_break(text) -> str:
    """Return ``text`` with every line break as ``\\n``: browsers post ``\\r\\n`` whatever was there before."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_row(cells) -> str:
    """Return one line for ``cells``; empty cells at the end are left out."""
    written = [_write_cell(cell) for cell in cells]
    while len(written) > 1 and not written[-1]:
        written.pop()
    return SEPARATOR.join(written).rstrip()


def write_rows(rows) -> str:
    return "\n".join(write_row(cells) for cells in rows)


def read_rows(text) -> list[tuple[int, list[str]]]:
    """Return ``[(line number from 1, cells)]`` of the lines that hold something."""
    lines = one_line_break(text).split("\n")
    return [(number, read_row(line)) for number, line in enumerate(lines, start=1) if line.strip()]


def read_row(line) -> list[str]:
    """Return the cells of one line, without the spaces around them."""
    return [_read_cell(cell.strip()) for cell in _UNESCAPED_PIPE.sub("\\1\0", line).split("\0")]


def _write_cell(cell) -> str:
    text = "" if cell is None else one_line_break(str(cell))
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _read_cell(text) -> str:
    return _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], text)
