"""A timeline as a file to take away: Markdown and Mermaid as chronicles are kept in, CSV, JSON-LD. Pure text.

The drawing is in :mod:`.picture`. All of them hold the same events as the page with the same address, in the order of
time, and both dates where sources disagree.
"""

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from book.chronicle import Event
from book.public import wording
from book.public.chronology.asking import Choice
from book.public.chronology.naming import Naming

#: Files to take away: extension, media type, what they are called.
FILES = {
    "md": ("text/markdown", "Markdown"),
    "mmd": ("text/vnd.mermaid", "Mermaid"),
    "csv": ("text/csv", "CSV"),
    "jsonld": ("application/ld+json", "JSON-LD"),
    "svg": ("image/svg+xml", "SVG"),
}
#: With more events Mermaid takes minutes to draw (10,000: it never ends), so the Markdown leaves it out.
_DRAWABLE = 100
_SIGNS = {"critical": "🔴", "major": "🔵", "notable": "⚪"}
_TAGS = {"critical": "crit, ", "major": "active, "}
_MARKUP = re.compile(r"([\\`*_\[\]<>|#])")
#: What a spreadsheet would take for the beginning of a formula (OWASP, "CSV injection").
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True)
class Selection:
    """What is exported: ``events`` in order, the heading of the view, and ``address(path)``, which makes paths absolute."""

    title: str
    events: list[Event]
    choice: Choice
    naming: Naming
    address: object

    def names(self, role, event) -> list[str]:
        records = self.naming.chronicle.named(role)
        return [self.naming.record(records[place], role) for place in getattr(event, role)]


# Markdown


def markdown(found: Selection) -> str:
    """Return a document with a table of all events; with a Mermaid drawing above it where it can be drawn."""
    naming = found.naming
    head = [_("Date"), _("Organization"), _("Event"), _("Significance"), _("Chapter")]
    lines = [f"# {_plain(found.title)}", ""]
    dated = [event for event in found.events if event.year is not None]
    if 0 < len(dated) <= _DRAWABLE:
        lines += ["```mermaid", mermaid(found).rstrip("\n"), "```", ""]
    lines += [_row(head), _row(["---"] * len(head))]
    for event in found.events:
        grade = " ".join(filter(None, (_SIGNS.get(event.significance), naming.significance(event))))
        doubt = naming.doubt(event)
        when = (event.date or _("Date unknown")) + (f" ({_plain(doubt)})" if doubt else "")
        title = f"[{_plain(naming.text(event))}]({found.address(event.path)})"
        organizations, chapters = (
            _plain(", ".join(found.names(role, event))) for role in ("organizations", "chapters")
        )
        lines.append(_row([when, organizations, title, grade, chapters]))
    legend = [f"{sign} {wording.word(wording.SIGNIFICANCE, grade)}" for grade, sign in _SIGNS.items()]
    return "\n".join([*lines, "", " · ".join(legend), ""])


def _row(cells) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(text) -> str:
    """Return text that Markdown takes literally, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


# Mermaid


def mermaid(found: Selection) -> str:
    """Return a Gantt chart: a section for each organization of a comparison, else for each year.

    A bar is as long as what is known of the date: a day, a month, a year, or the time the event lasted.
    """
    lines = ["gantt", f"    title {_task(found.title)}", "    dateFormat YYYY-MM-DD", "    axisFormat %Y"]
    dated = [event for event in found.events if event.year is not None]
    for section, members in _sections(found, dated):
        lines += ["", f"    section {_task(section)}"]
        lines += [_bar(event, found.naming) for event in members]
    left = len(found.events) - len(dated)
    if left:
        words = ngettext(
            "%(count)s event without a date is left out", "%(count)s events without a date are left out", left
        )
        lines += ["", f"    %% {words % {'count': left}}"]
    return "\n".join([*lines, ""])


def _sections(found, events):
    if len(found.choice.organizations) < 2:
        for year, members in groupby(events, key=lambda event: event.year):
            yield _("%(year)s") % {"year": year}, members
        return
    records = found.naming.chronicle.organizations
    for key in found.choice.organizations:
        place = next(number for number, each in enumerate(records) if each.key == key)
        members = [event for event in events if place in event.organizations]
        if members:
            yield found.naming.text(records[place]), members


def _bar(event, naming) -> str:
    first = event.first or event.last
    last = event.last or event.first
    tag = _TAGS.get(event.significance, "")
    return f"    {_task(naming.text(event))} :{tag}{_day(first)}, {last - first + 1}d"


def _task(text) -> str:
    """Return text that cannot end a task or begin anything else in Mermaid."""
    text = " ".join(text.split()).replace(":", "：").replace(";", "；").replace("#", "＃").replace("%%", "％％")
    return text.replace('"', "”").replace("`", "’").replace("<", "＜").replace(">", "＞") or "–"


# CSV


def csv_table(found: Selection) -> str:
    """Return a table for spreadsheets (with a byte order mark, or they guess the encoding); no cell is a formula."""
    naming = found.naming
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([
        "key", "date", "earliest", "latest", "precision", "extent", "title", "title_en", "organizations", "significance",
        "type", "verification", "disputed", "other_dates", "concepts", "chapters", "causes", "url",
    ])  # fmt: skip
    for event in found.events:
        writer.writerow(map(_cell, [
            event.key, event.date, _day(event.first), _day(event.last), event.precision, event.extent, event.title,
            event.title_en, "; ".join(found.names("organizations", event)), event.significance, event.event_type,
            event.verification, "yes" if event.disputed else "", "; ".join(each[0] for each in event.others),
            "; ".join(found.names("concepts", event)),
            "; ".join(naming.chronicle.chapters[place].key for place in event.chapters),
            "; ".join(event.causes), found.address(event.path),
        ]))  # fmt: skip
    return "\ufeff" + out.getvalue()


def _cell(text) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _day(ordinal) -> str:
    return date.fromordinal(ordinal).isoformat() if ordinal else ""


# JSON-LD


def json_ld(found: Selection) -> str:
    """Return a schema.org ItemList of Events; a date keeps its precision, contradictory ones are alternatives."""
    items = [
        {"@type": "ListItem", "position": number, "item": _event(event, found)}
        for number, event in enumerate(found.events, 1)
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "name": found.title,
        "numberOfItems": len(items),
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "itemListElement": items,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _event(event, found) -> dict:
    naming = found.naming
    records = naming.chronicle.organizations
    item = {
        "@type": "Event",
        "@id": found.address(event.path),
        "url": found.address(event.path),
        "name": naming.text(event),
    }
    if event.date:
        item |= _iso(event.date, event)
        item["temporalCoverage"] = event.date
    if event.organizations:
        item["organizer"] = [
            {"@type": "Organization", "name": naming.text(records[place])}
            | ({"@id": found.address(records[place].path)} if records[place].path else {})
            for place in event.organizations
        ]
    if event.chapters:
        chapters = naming.chronicle.chapters
        item["subjectOf"] = [
            {"@type": "Chapter", "@id": found.address(chapters[place].path), "name": naming.chapter(chapters[place])}
            for place in event.chapters
        ]
    if event.others:
        item["disambiguatingDescription"] = naming.doubt(event)
    return item


def _iso(stated, event) -> dict:
    """Return startDate and endDate as ISO 8601 writes them; a form it does not have is given by its days."""
    ends = [end for end in stated.split("/") if re.fullmatch(r"\d{4}(-\d{2}){0,2}", end)]
    if event.extent in ("day", "within") and len(ends) == 1:
        return {"startDate": ends[0]}
    if event.extent == "range" and len(ends) == 2:
        return {"startDate": ends[0], "endDate": ends[1]}
    return {name: _day(end) for name, end in (("startDate", event.first), ("endDate", event.last)) if end}
