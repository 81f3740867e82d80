"""A small drawing of some events on one axis, with labels and links: an organization's lane, what led to an event.

For pages of records. It is an SVG whose positions are percentages, so it takes any width without a style attribute; the
page says the same in words beside it. ``public/includes/lane.html`` shows it, ``css/lane.css`` is its style.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from book.chronicle import Event, years_of
from book.public.chronology import drawing, lanes
from book.public.chronology.naming import Naming
from book.public.chronology.periods import Period
from book.public.chronology.picture import fit
from book.public.chronology.scale import Scale
from book.public.entries import prefix
from book.timelines import extent_of

#: Pixels of the column that pages of records give it where labels are shown, and the height of a row and of the axis.
_WIDTH, _ROW, _AXIS = 640, 26, 24
#: Pixels above the first row, so that a curve between two marks of it has room.
_TOP = 8


@dataclass(frozen=True)
class Dot:
    """A mark: position in percent and pixels, grade, and its label with the side it stands on (start or end)."""

    x: float
    y: int
    mark: str
    label: str
    anchor: str
    lang: str
    focus: bool


@dataclass(frozen=True)
class Span:
    """A bar under a mark: what is known of its date (``q``, ``c``) or how long it lasted (``s``), in percent."""

    x1: float
    x2: float
    y: int
    kind: str


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Mini:
    """What ``public/includes/lane.html`` draws. ``curves`` are paths in a box of 1000 by ``height``."""

    dots: list[Dot]
    spans: list[Span]
    ticks: list[Tick]
    curves: list[str]
    height: int
    axis: int
    label: str
    href: str


def of_organization(key, entries, *, language) -> Mini | None:
    """Return the lane of an organization from the entries of its events; None for fewer than two with a date."""
    return _draw(entries, language=language, query=f"organization={key}")


def around(entry, causes, effects, *, language) -> Mini | None:
    """Return an event between what led to it and what followed from it (entries); None where nothing can be drawn."""
    links = [(each.key, entry.key) for each in causes] + [(entry.key, each.key) for each in effects]
    return _draw([entry, *causes, *effects], language=language, links=links, focus=entry.key)


def _draw(entries, *, language, query="", links=(), focus="") -> Mini | None:
    naming = Naming(None, language)
    events = [event for entry in {each.key: each for each in entries}.values() if (event := _event(entry)).year]
    if len(events) < 2:
        return None
    # The event the drawing is about is never left out for want of room.
    events.sort(key=lambda event: (event.first or event.last, event.key))
    period = Period.of_years(*years_of(events))
    scale = Scale(period, events, fitted=True)
    row = lanes.Lane(None, len(events))
    ranked = [event._replace(significance="critical") if event.key == focus else event for event in events]
    marks = lanes.place(ranked, [row], [range(len(ranked))], scale, title=naming.text, width=_WIDTH)
    axis = _TOP + row.rows * _ROW + 4
    points = {mark.event.key: (mark.x, _TOP + mark.row * _ROW + _ROW // 2) for mark in marks}
    grades = {event.key: drawing.code(event) for event in events}
    first, last = period.years
    count = len(events)
    words = ngettext("%(first)s–%(last)s: %(count)s event.", "%(first)s–%(last)s: %(count)s events.", count)
    asked = "&".join(filter(None, (query, "" if query else f"from={first}&to={last}")))
    return Mini(
        [_dot(mark, grades[mark.event.key], naming, mark.event.key == focus) for mark in marks],
        [
            Span(mark.begin / 10, mark.end / 10, _TOP + mark.row * _ROW + _ROW - 2, drawing.BARS[mark.event.extent])
            for mark in marks
            if lanes.bar_of(mark.event, mark.begin, mark.end)
        ],
        [Tick(tick.x / 10, drawing.tick_label(tick)) for tick in scale.ticks() if tick.form and tick.kind != "month"],
        [_curve(points[cause], points[effect]) for cause, effect in links if cause in points and effect in points],
        axis + _AXIS, axis, words % {"first": first, "last": last, "count": count},
        f"{prefix(language)}/timeline/?{asked}",
    )  # fmt: skip


def _event(entry) -> Event:
    """Return an entry as an event of a chronicle, with what the drawing needs."""

    def day(name):
        try:
            return date.fromisoformat(str(entry.card.get(name) or "")).toordinal()
        except ValueError:
            return None

    stated, first, last = str(entry.card.get("date") or ""), day("earliest"), day("latest")
    known = first or last
    return Event(
        entry.key, entry.path, entry.title, entry.title_en, stated, date.fromordinal(known).year if known else None,
        first, last, extent_of(stated), "", str(entry.card.get("significance") or ""), "", "", False, [], [], [], [], [],
    )  # fmt: skip


def _dot(mark, grade, naming, focus) -> Dot:
    bold = grade == "critical" or focus
    text = naming.text(mark.event)
    label = fit(text, mark.room * _WIDTH / 1000, bold=bold) if mark.side else ""
    lang = "zh-Hans" if naming.lang(label) else ""
    return Dot(
        mark.x / 10,
        _TOP + mark.row * _ROW + _ROW // 2,
        grade,
        label,
        "end" if mark.side == "l" else "start",
        lang,
        focus,
    )


def _curve(one, other) -> str:
    (x1, y1), (x2, y2) = one, other
    half, bend = (x1 + x2) // 2, -18 if y1 == y2 else 0
    return f"M{x1} {y1}C{half} {y1 + bend} {half} {y2 + bend} {x2} {y2}"
