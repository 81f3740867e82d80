"""Form fields of drafts: text, lists and relations as plain text areas, so that nothing needs a script.

Each compares what was posted with what it had shown, not with the stored value: opening and saving a form changes
nothing, whatever line breaks the browser posts.
"""

import json

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.admin import lines
from editorial.admin.lines import one_line_break
from editorial.snapshot import RelationValue


def _refuse_unstorable(text):
    """Raise ``ValidationError`` for what no database keeps: NUL characters and halves of surrogate pairs."""
    if "\0" in text:
        raise ValidationError(_("Null characters are not allowed."))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValidationError(_("This text holds a broken character.")) from error


def _read_json(text):
    """Parse JSON, refusing NaN and Infinity, which JSON does not know and PostgreSQL does not store."""

    def refuse(constant):
        raise ValueError(constant)

    value = json.loads(text, parse_constant=refuse)
    _refuse_unstorable("".join(_strings(value)))
    return value


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


class TextArea(widgets.AdminTextareaWidget):
    """A text area of ``rows`` lines."""

    def __init__(self, attrs=None, *, rows=4):
        super().__init__({"rows": rows, **(attrs or {})})


class TextField(forms.CharField):
    """Text over several lines, kept as typed except for line breaks, which become ``\\n``."""

    widget = TextArea

    def __init__(self, **kwargs):
        super().__init__(**{"strip": False, **kwargs})

    def to_python(self, value):
        text = one_line_break(super().to_python(value))
        _refuse_unstorable(text)
        return text

    def has_changed(self, initial, data):
        shown = self.prepare_value(initial) or ""
        return not self.disabled and one_line_break(data or "") != one_line_break(str(shown))


class LineField(TextField):
    """One line of text without the spaces around it."""

    widget = widgets.AdminTextInputWidget

    def to_python(self, value):
        return super().to_python(value).strip()


class RowsField(TextField):
    """Base of lists shown as lines. A value that lines cannot show exactly is shown, and read, as JSON."""

    def prepare_value(self, value):
        if not isinstance(value, list | tuple):
            return value
        try:
            text = self.write(value)
            if self.compact(self.read(one_line_break(text))) == self.compact(value):
                return text
        except (ValidationError, AttributeError, TypeError):
            pass
        return json.dumps(value, ensure_ascii=False, indent=2)

    def to_python(self, value):
        text = super().to_python(value)
        if text.lstrip().startswith("["):
            try:
                return _read_json(text)
            except (ValueError, RecursionError):
                pass
        return self.read(text)

    def compact(self, value):
        return list(value)

    def write(self, value) -> str:
        raise NotImplementedError

    def read(self, text) -> list:
        raise NotImplementedError


class ListField(RowsField):
    """A list of strings, one per line."""

    def write(self, value):
        text = "\n".join(value)
        # An entry that reads as JSON, such as [1], must not be taken for the JSON form.
        return "[" if text.lstrip().startswith("[") else text

    def read(self, text):
        return [line.strip() for line in text.split("\n") if line.strip()]


class TableField(RowsField):
    """A list of ``{column: text}``, one row per line, cells apart by ``|``. Empty cells are left out of a row."""

    def __init__(self, *, columns, **kwargs):
        self.columns = tuple(columns)
        super().__init__(**kwargs)

    def compact(self, value):
        return [{column: cell for column, cell in row.items() if cell not in ("", None)} for row in value]

    def write(self, value):
        return lines.write_rows([row.get(column, "") for column in self.columns] for row in value)

    def read(self, text):
        rows = []
        for number, cells in lines.read_rows(text):
            if len(cells) > len(self.columns):
                raise ValidationError(
                    _("Line %(line)s has more than %(count)s cells.") % {"line": number, "count": len(self.columns)}
                )
            rows.append({column: cell for column, cell in zip(self.columns, cells, strict=False) if cell})
        return rows


class JsonField(TextField):
    """Anything else in JSON, as the manuscript or a machine gave it."""

    def prepare_value(self, value):
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)

    def to_python(self, value):
        text = super().to_python(value).strip()
        if not text:
            return {}
        try:
            return _read_json(text)
        except (ValueError, RecursionError) as error:
            raise ValidationError(_("This is not valid JSON: %(reason)s") % {"reason": error}) from error


class RelationsField(TextField):
    """The relations of one role, one per line: ``key | locator | qualifier | note``.

    A key may carry its kind (``event:key``) where the role may point to several. The widget's ``data-`` attributes let
    the script draw rows with completion; without it the lines are edited as they are.
    """

    CELLS = ("locator", "qualifier", "note")
    LIMITS = {"key": 200, "locator": 200, "qualifier": 64, "note": 1000}

    def __init__(self, *, role, qualifiers=(), cells=(), **kwargs):
        self.role = role
        self.cells = tuple(cells)
        self.qualifiers = tuple(qualifiers)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        attrs = {
            "class": "vLargeTextField relations-lines", "spellcheck": "false",
            "data-role": self.role.name, "data-kinds": " ".join(self.role.targets), "data-cells": " ".join(self.cells),
        }  # fmt: skip
        if self.qualifiers:
            attrs["data-qualifiers"] = json.dumps([[value, str(label)] for value, label in self.qualifiers])
        return attrs

    def prepare_value(self, value):
        if not isinstance(value, list | tuple):
            return value
        return lines.write_rows([self._named(each), each.locator, each.qualifier, each.note] for each in value)

    def _named(self, value):
        bare = value.kind == self.role.targets[0] and value.key.partition(":")[0] not in self.role.targets
        return value.key if bare else f"{value.kind}:{value.key}"

    def to_python(self, value):
        found, seen = [], {}
        for number, cells in lines.read_rows(super().to_python(value)):
            relation = self._relation(number, cells)
            identity = (relation.kind, relation.key, relation.locator)
            if identity in seen:
                raise ValidationError(
                    _("Lines %(first)s and %(line)s name the same record and place.")
                    % {"first": seen[identity], "line": number}
                )
            seen[identity] = number
            found.append(relation)
        return found

    def _relation(self, number, cells):
        if len(cells) > 1 + len(self.CELLS):
            raise ValidationError(
                _("Line %(line)s has more than %(count)s cells.") % {"line": number, "count": 1 + len(self.CELLS)}
            )
        kind, _colon, key = cells[0].partition(":")
        if kind not in self.role.targets or not key:
            kind, key = self.role.targets[0], cells[0]
        values = {"key": key.strip(), **dict(zip(self.CELLS, cells[1:], strict=False))}
        if not values["key"]:
            raise ValidationError(_("Line %(line)s names no key.") % {"line": number})
        for name, limit in self.LIMITS.items():
            if len(values.get(name, "")) > limit:
                raise ValidationError(
                    _("Line %(line)s: a cell is longer than %(limit)s characters.") % {"line": number, "limit": limit}
                )
        allowed = [choice for choice, _label in self.qualifiers]
        if allowed and values.get("qualifier") and values["qualifier"] not in allowed:
            raise ValidationError(
                _("Line %(line)s: “%(value)s” is none of %(allowed)s.")
                % {"line": number, "value": values["qualifier"], "allowed": ", ".join(allowed)}
            )
        return RelationValue(kind, **values)
