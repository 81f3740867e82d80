"""Bringing one record of an existing file up to what the draft says, touching only what differs.

Each change is tried in the gentlest way first: the body's own lines, a labelled value, the words
of a heading, a front matter key. The result is read again; the caller falls back to a file of
the record's own where it does not say what it should.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from book.manuscript.reading import vocabulary
from book.manuscript.reading.page import read_page
from book.manuscript.reading.records import EVENT, Record
from book.manuscript.writing import front, values
from editorial.snapshot import RelationValue

Reader = Callable[[str], Record | None]


def patch(
    text: str, record: Record, read: Reader, *, fields: dict[str, Any], relations: dict[str, list[RelationValue]]
) -> str:
    """The text with the given fields and relations of one record changed.

    ``read`` finds the record again in a changed text. Only what is passed is changed.
    """
    for name, value in fields.items():
        if name == "front_matter":
            text = _set_unknown(text, record, value)
        elif name in ("body", "definition") and name in record.spans:
            text = _set_span(text, record.spans[name], str(value))
        else:
            text = _set_field(text, record, name, value)
        record = read(text) or record
    for role, stated in relations.items():
        text = _set_relation(text, record, role, stated)
        record = read(text) or record
    return text


def drop_effects(text: str, path: str, names: set[str]) -> str:
    """The text of a cause without the effects whose edges were removed."""
    if not names:
        return text
    page = read_page(front.file_of(path, text))
    for key, block in page.data.items():
        verb = str(key).lower()
        if verb in vocabulary.EFFECTS and isinstance(block, list):
            left: Any = [end for end in block if str(end) not in names]
        elif isinstance(block, list) and any(isinstance(each, dict) for each in block):
            left = [_without(each, names) for each in block]
            left = [each for each in left if each]
        else:
            continue
        if left != block:
            text = front.set_key(text, str(key), left) if left else front.remove_key(text, str(key))
    return text


def _without(each: Any, names: set[str]) -> Any:
    if not isinstance(each, dict):
        return each
    left = {}
    for verb, ends in each.items():
        if str(verb).lower() in vocabulary.EFFECTS and isinstance(ends, list):
            ends = [end for end in ends if str(end) not in names]
            if not ends:
                continue
        left[verb] = ends
    return left


def _set_span(text: str, span: tuple[int, int], words: str) -> str:
    """Replace a range; an empty one gets a blank line around what is put there."""
    start, end = span
    words = words.strip("\n").rstrip()
    if start != end or not words:
        return text[:start] + words + text[end:]
    before = text[:start].rstrip("\n")
    return f"{before}\n\n{words}\n{text[start:].lstrip(chr(10))}" if before else f"{words}\n{text[end:]}"


def _set_field(text: str, record: Record, name: str, value: Any) -> str:
    key = record.keys.get(name, "")
    if name in record.spans and isinstance(value, str | int) and "\n" not in str(value):
        start, end = record.spans[name]
        return text[:start] + str(value) + text[end:]
    if key == "#" and isinstance(value, str):
        changed = _reword_heading(text, record, name, value)
        if changed is not None:
            return changed
    if record.origin != "card":
        return text
    if key in ("", "#") or name in record.spans:
        key = values.NAMES[record.kind].get(name, name)
    page = read_page(front.file_of(record.file, text))
    if value in (None, [], {}) or (value == "" and name not in ("summary", "definition")):
        return front.remove_key(text, key)
    written = page.data.get(key)
    if name == "kind_of" and isinstance(written, str) and not value:
        return front.remove_key(text, key)
    return front.set_key(text, key, value)


def _reword_heading(text: str, record: Record, name: str, value: str) -> str | None:
    """A heading with the old words replaced; None where they do not stand there exactly once."""
    page = read_page(front.file_of(record.file, text))
    index = record.line_of(name) - 1
    old = str(record.fields.get(name, ""))
    line = page.lines[index] if index < len(page.lines) else ""
    if not old or line.count(old) != 1 or not re.match(r"\s{0,3}#", line):
        return None
    start = page.offset(index)
    return text[:start] + line.replace(old, value) + text[start + len(line) :]


def _set_unknown(text: str, record: Record, value: dict[str, Any]) -> str:
    """Keys nobody here knows: set what changed, remove what went."""
    before = record.fields.get("front_matter", {})
    page = read_page(front.file_of(record.file, text))
    for key in before:
        if key not in value and key in page.data:
            text = front.remove_key(text, key)
    for key, content in value.items():
        if before.get(key) != content and record.origin == "card":
            text = front.set_key(text, key, content)
    return text


def _set_relation(text: str, record: Record, role: str, stated: list[RelationValue]) -> str:
    if record.origin != "card":
        return text
    key = record.keys.get(role) or values.NAMES[record.kind].get(role, role)
    if role in record.spans:
        start, end = record.spans[role]
        return text[:start] + ", ".join(value.key for value in stated) + text[end:]
    page = read_page(front.file_of(record.file, text))
    if role == "causes" and record.kind == EVENT:
        written = values.causes(stated, others=_not_causes(page.data.get(key)))
    else:
        written = values.relation(stated)
    if len(written) == 1 and isinstance(page.data.get(key), str):
        written = written[0]
    return front.set_key(text, key, written) if written else front.remove_key(text, key)


def _not_causes(block: Any) -> list[Any]:
    """The parts of a causal block that name effects, or are phrases."""
    kept = []
    for each in block if isinstance(block, list) else [block] if isinstance(block, dict) else []:
        if isinstance(each, dict):
            rest = {
                verb: ends
                for verb, ends in each.items()
                if str(verb).strip().lower().replace(" ", "_").replace("-", "_") not in vocabulary.CAUSES
            }
            if rest:
                kept.append(rest)
    return kept
