"""Shapes of JSON fields: lists of words and lists of small records, tidied or refused with a sentence."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Longest list and longest text inside one, far above any honest use.
MOST_ENTRIES = 500
LONGEST_TEXT = 2000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def refuse_unstorable(fields):
    """Raise ``ValidationError`` where a text in ``fields``, at any depth, holds what no database keeps.

    These are NUL, which PostgreSQL refuses, and lone surrogates, which are no Unicode text.
    """
    for name, value in fields.items():
        if any(_UNSTORABLE.search(text) for text in _texts(value)):
            raise _refusal(name, _("“%(field)s” contains a character that cannot be stored."))


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, content in value.items():
            yield from _texts(name)
            yield from _texts(content)
    elif isinstance(value, list | tuple):
        for content in value:
            yield from _texts(content)


def words(value, *, field) -> list[str]:
    """Return a list of texts without blanks and doubles; a single text counts as a list of one.

    Raises ``ValidationError`` for anything else.
    """
    if value is None:
        return []
    entries = [value] if isinstance(value, str) else value
    if not isinstance(entries, list | tuple) or len(entries) > MOST_ENTRIES:
        raise _refusal(field, _("“%(field)s” must be a list of words."))
    tidied = []
    for entry in entries:
        if isinstance(entry, bool) or not isinstance(entry, str | int | float):
            raise _refusal(field, _("“%(field)s” must be a list of words."))
        text = " ".join(str(entry).split())
        if len(text) > LONGEST_TEXT:
            raise _refusal(field, _("A text in “%(field)s” is too long."))
        if text:
            tidied.append(text)
    return list(dict.fromkeys(tidied))


def records(value, *, field, needed, optional=()) -> list[dict]:
    """Return a list of ``{name: text}`` with the key ``needed`` filled and only the ``optional`` ones beside it.

    A bare text stands for a record of ``needed`` alone; rows that are blank throughout are dropped. Raises
    ``ValidationError`` for unknown keys, a missing needed one, or values that are no text.
    """
    if value is None or value == "":
        return []
    if not isinstance(value, list | tuple) or len(value) > MOST_ENTRIES:
        raise _refusal(field, _("“%(field)s” must be a list."))
    tidied = []
    for entry in value:
        row = {needed: entry} if isinstance(entry, str) else entry
        if not isinstance(row, dict) or set(row) - {needed, *optional}:
            raise _refusal(field, _("An entry of “%(field)s” has a key that is not known there."))
        filled = {name: _text(row.get(name), field=field) for name in (needed, *optional)}
        if not any(filled.values()):
            continue
        if not filled[needed]:
            raise _refusal(field, _("An entry of “%(field)s” is empty where it must not be."))
        tidied.append({name: text for name, text in filled.items() if text or name == needed})
    return tidied


def mapping(value, *, field) -> dict:
    """Return a JSON object; None counts as empty."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _refusal(field, _("“%(field)s” must be a set of names and values."))
    return value


def _text(value, *, field) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _refusal(field, _("An entry of “%(field)s” is not text."))
    text = " ".join(str(value).split())
    if len(text) > LONGEST_TEXT:
        raise _refusal(field, _("A text in “%(field)s” is too long."))
    return text


def _refusal(field, sentence):
    return ValidationError({field: ValidationError(sentence % {"field": field}, code="shape")})
