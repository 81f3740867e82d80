"""Taking fields and relations out of front matter, whatever the key is called in this repository.

A `Taker` remembers which keys were used, so that all others can be kept as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from book.manuscript.reading import page as pages
from book.manuscript.reading.labels import Label
from book.manuscript.reading.page import Page
from book.manuscript.reading.records import WARNING, Record, Reference

_SOURCE_WITH_PLACE = re.compile(
    r"^(?P<key>[^\s,，;；]+)\s*[,，;；]\s*(?P<locator>(?:pp?\.|p\s|第|sec|ch|§|fig|图|表|页|line).{1,150})$",
    re.IGNORECASE,
)


class Taker:
    """Moves values from a page's front matter, or its bold labels, into a record."""

    def __init__(self, page: Page, record: Record, *, labels: Iterable[Label] = ()):
        self.page = page
        self.record = record
        self.labels = {label.name: label for label in reversed(list(labels)) if label.name}
        self.used: set[str] = set()
        self._label_spans: dict[str, tuple[int, int]] = {}

    def find(self, names: Iterable[str]) -> tuple[str, Any, int] | None:
        """The first of the keys that is there and not empty: key, value, line. Labels answer after front matter."""
        names = tuple(names)
        for name in names:
            if name in self.page.data:
                self.used.add(name)
                if self.page.data[name] not in (None, "", [], {}):
                    return name, self.page.data[name], self.page.line_of(name)
        for name in names:
            label = self.labels.get(name)
            if label and label.value.strip():
                self.used.add(label.label)
                self._label_spans[name] = (label.start, label.end)
                return name, label.value.strip(), label.line
        return None

    def text(self, field: str, *names: str) -> str:
        """A field of one line or paragraph."""
        found = self.find(names)
        if not found:
            return ""
        key, value, line = found
        if isinstance(value, dict | list):
            self.page.problem(
                "wrong-type",
                WARNING,
                _("“%(key)s” should be words, not a list or a mapping; it was kept aside.") % {"key": key},
                line=line,
                target=key,
            )
            self.used.discard(key)
            return ""
        return self._keep(field, key, line, pages.words(value))

    def name(self, field: str, *names: str) -> str:
        """A title or name: text without characters that hide or turn it."""
        written = self.text(field, *names)
        if written:
            written = pages.clean_name(self.page, field, written, line=self.record.line_of(field))
            self.record.fields[field] = written
        return written

    def number(self, field: str, *names: str) -> int | None:
        found = self.find(names)
        if not found:
            return None
        key, value, line = found
        counted = pages.number(value)
        if counted is None:
            self.page.problem(
                "not-a-number",
                WARNING,
                _("“%(key)s” is not a whole number that counts something.") % {"key": key},
                line=line,
                target=pages.words(value)[:200],
            )
            self.used.discard(key)
            return None
        return self._keep(field, key, line, counted)

    def words_list(self, field: str, *names: str) -> list[str]:
        """A list of words, such as tags or aliases."""
        found = self.find(names)
        if not found:
            return []
        key, value, line = found
        listed = [pages.words(each) for each in pages.items(value) if not isinstance(each, dict | list)]
        return self._keep(field, key, line, [each for each in listed if each])

    def listed(self, *names: str) -> list[str]:
        """Words that are no field of their own, such as other ids."""
        found = self.find(names)
        written = pages.items(found[1]) if found else []
        return [word for each in written if not isinstance(each, dict | list) and (word := pages.words(each))]

    def value(self, field: str, *names: str) -> Any:
        """Whatever stands there, as JSON can hold it."""
        found = self.find(names)
        if not found:
            return None
        key, value, line = found
        return self._keep(field, key, line, pages.plain(value))

    def references(self, role: str, kind: str, *names: str, by: str = "id") -> list[Reference]:
        """The records named under a key: a list of ids or names, or of mappings with `id`, `locator`, `note`."""
        found = self.find(names)
        if not found:
            return []
        key, value, line = found
        # An organization may have a comma in its name: split words only where they cannot be one name.
        several = pages.items(value) if not (by == "name" and isinstance(value, str)) else [value]
        taken = []
        for each in several:
            reference = self._reference(each, kind, key, line, by=by)
            if reference:
                taken.append(reference)
        self.record.relations[role] = taken
        self.place(role, key, line)
        return taken

    def states(self, *names: str) -> bool:
        """Whether the file says something under one of these keys, even that there is nothing (`summary: ""`)."""
        return any(name in self.page.data for name in names)

    def place(self, field: str, key: str, line: int) -> None:
        """Remember where a field was read, so that an export can change it there."""
        self.record.keys[field] = key
        self.record.lines[field] = line
        if key not in self.page.data and key in self._label_spans:
            self.record.spans[field] = self._label_spans[key]

    def unknown(self, labels: Iterable[Label] = ()) -> dict[str, Any]:
        """Every key and label nobody asked for, kept verbatim."""
        kept = {key: pages.plain(value) for key, value in self.page.data.items() if key not in self.used}
        for label in labels:
            if label.label not in self.used and label.label not in kept and label.value:
                kept[label.label] = label.value
        return kept

    def _reference(self, written: Any, kind: str, key: str, line: int, *, by: str) -> Reference | None:
        locator = note = ""
        if isinstance(written, dict):
            name = next((n for n in ("id", "key", "source", "ref", "event", "name", "target") if written.get(n)), None)
            if name is None and len(written) == 1 and kind == "source":
                # `- vaswani2017: p. 6`
                (text, locator) = next(iter(written.items()))
                text, locator = pages.words(text), pages.words(locator)
            else:
                text = pages.words(written.get(name)) if name else ""
                locator = pages.words(
                    next((written[n] for n in ("locator", "page", "pages", "at") if written.get(n)), "")
                )
                note = pages.words(written.get("note") or written.get("comment"))
        else:
            text = pages.words(written)
            placed = _SOURCE_WITH_PLACE.match(text) if kind == "source" else None
            if placed:
                text, locator = placed["key"], placed["locator"].strip()
        as_written = text if isinstance(written, dict) else pages.words(written)
        text = text.strip().strip("`")
        if kind == "source":
            text = text.removeprefix("[").removesuffix("]").removeprefix("@")
        if not text:
            return None
        where = self.page.line_of(key, as_written) if key in self.page.data else line
        return Reference(kind, text, self.page.path, where, by=by, locator=locator[:200], note=note[:1000])

    def _keep(self, field: str, key: str, line: int, value: Any) -> Any:
        self.record.fields[field] = value
        self.place(field, key, line)
        return value
