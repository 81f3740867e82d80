"""A comparison as html, inline or side by side, both from the same operations. Every word is escaped; only <ins> and <del> mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from editorial.text.compare import Comparison, Line, Span

#: Equal lines shown around a change; the rest is folded into one row that says how many.
CONTEXT = 2

_TAGS = {"insert": "ins", "delete": "del"}


def inline(
    comparison: Comparison, *, context: int | None = CONTEXT, folded: str = "…", moved: tuple[str, str] = ("", "")
) -> str:
    """One column. context: equal lines kept around changes, None for all; folded: text of a fold, `{}` stands for its number of lines.

    moved: what stands beside a line that went elsewhere and one that came from elsewhere; `{}` stands for the other line's number.
    """
    places = _places(comparison)
    rows = []
    for line in _kept(comparison, context):
        if isinstance(line, int):
            rows.append(f'<p class="diff-fold">{escape(folded.format(line))}</p>')
        else:
            rows.append(
                f'<p class="diff-line {_classes(line)}"{_numbers(line)}>{_note(line, places, moved)}{markup(line.spans)}</p>'
            )
    return "\n".join(rows)


def side_by_side(
    comparison: Comparison, *, context: int | None = CONTEXT, folded: str = "…", moved: tuple[str, str] = ("", "")
) -> str:
    """Rows of a table body with four cells: old number, old line, new number, new line."""
    places = _places(comparison)
    rows = []
    for line in _kept(comparison, context):
        if isinstance(line, int):
            rows.append(f'<tr class="diff-fold"><td colspan="4">{escape(folded.format(line))}</td></tr>')
            continue
        note = _note(line, places, moved)
        old = note + markup(line.old_spans) if line.old is not None else ""
        new = note + markup(line.new_spans) if line.new is not None else ""
        rows.append(
            f'<tr class="{_classes(line)}"{_move(line)}><th scope="row">{line.old or ""}</th><td>{old}</td>'
            f'<th scope="row">{line.new or ""}</th><td>{new}</td></tr>'
        )
    return "\n".join(rows)


def markup(spans: Sequence[Span]) -> str:
    """The spans of a line with <ins> and <del>."""
    parts = []
    for span in spans:
        words = escape(span.text, quote=False)
        tag = _TAGS.get(span.op)
        parts.append(f"<{tag}>{words}</{tag}>" if tag else words)
    return "".join(parts)


def _kept(comparison: Comparison, context: int | None) -> Iterator[Line | int]:
    """The lines to show, and for each fold the number of lines in it."""
    last = len(comparison.blocks) - 1
    for number, block in enumerate(comparison.blocks):
        if block.kind == "changed" or context is None:
            yield from block.lines
            continue
        head = context if number else 0
        tail = context if number < last else 0
        hidden = len(block.lines) - head - tail
        if hidden <= 1:
            yield from block.lines
            continue
        yield from block.lines[:head]
        yield hidden
        yield from block.lines[len(block.lines) - tail :]


def _places(comparison: Comparison) -> dict[int, tuple[int | None, int | None]]:
    """For each moved line its number in the old text and in the new one."""
    found: dict[int, tuple[int | None, int | None]] = {}
    for line in comparison.lines:
        if line.move is not None:
            old, new = found.get(line.move, (None, None))
            found[line.move] = (line.old or old, line.new or new)
    return found


def _note(line: Line, places: dict[int, tuple[int | None, int | None]], moved: tuple[str, str]) -> str:
    if line.move is None or not any(moved):
        return ""
    words = (
        moved[0].format(places[line.move][1]) if line.kind == "moved_from" else moved[1].format(places[line.move][0])
    )
    return f'<span class="diff-note">{escape(words)}</span> '


def _classes(line: Line) -> str:
    return f"diff-{line.kind.replace('_', '-')}" + (" diff-spacing" if line.spacing else "")


def _numbers(line: Line) -> str:
    old = f' data-old="{line.old}"' if line.old is not None else ""
    new = f' data-new="{line.new}"' if line.new is not None else ""
    return old + new + _move(line)


def _move(line: Line) -> str:
    return f' data-move="{line.move}"' if line.move is not None else ""
