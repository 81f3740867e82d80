"""CSL-JSON to entries: a list of items, one item, or an object that holds the list."""

from __future__ import annotations

import json
import re

from django.utils.translation import gettext as _

from sources import csl
from sources.importing.entries import ERROR, LONGEST_RAW, WARNING, Entry, Reading

_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|div|p)\b", re.IGNORECASE)
_ID = re.compile(r'"id"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+)')


def read(text, *, name) -> Reading:
    """Return the entries of a CSL-JSON file called ``name``. Never raises for what the text says."""
    reading = Reading()
    if _HTML.match(text[:200]):
        reading.found("html", ERROR, name, 1, _("This is a web page where JSON was expected."))
        return reading
    try:
        data = json.loads(text)
        # Some collections wrap each item, to keep its formatted text beside it.
        if isinstance(data, list):
            data = [
                each["csl"] if isinstance(each, dict) and isinstance(each.get("csl"), dict) else each for each in data
            ]
        items, bad = csl.read_list(data)
    except RecursionError:
        reading.found("bad-json", ERROR, name, 1, _("The file is nested too deeply."))
        return reading
    except (ValueError, csl.NotAnItem) as error:
        line = getattr(error, "lineno", 1)
        reading.found("bad-json", ERROR, name, line, _("The file is no valid JSON: %(reason)s") % {"reason": error})
        return reading
    lines = _lines_of_ids(text)
    for index, reason in bad:
        reading.found("bad-entry", ERROR, name, None, reason, f"[{index}]")
    for index, item in items:
        line = lines.get(item.id, 1)
        made = item.as_csl()
        key = str(made.pop("id", "") or made.pop("citation-key", ""))
        made.pop("citation-key", None)
        if not made.get("title"):
            reading.found(
                "no-title", ERROR, name, line, _("This entry has no title and was left out."), key or f"[{index}]"
            )
            continue
        made.setdefault("type", "document")
        if "literal" in (made.get("issued") or {}):
            message = _("“%(date)s” is no date; it was kept as words.") % {"date": made["issued"]["literal"]}
            reading.found("odd-date", WARNING, name, line, message, key)
        custom = item.variables.get("custom")
        if isinstance(custom, dict) and custom.get("et_al"):
            made["custom"] = {"et_al": True}
        raw = json.dumps(item.variables, ensure_ascii=False)
        reading.entries.append(Entry(name, line, made, key=key, raw=raw[:LONGEST_RAW]))
    return reading


def _lines_of_ids(text) -> dict[str, int]:
    """Return the line of each ``id`` in the text, in one pass."""
    lines, line, last = {}, 1, 0
    for found in _ID.finditer(text):
        line += text.count("\n", last, found.start())
        last = found.start()
        try:
            lines.setdefault(str(json.loads(found[1])), line)
        except ValueError:
            continue
    return lines
