"""Time drawn small: the events of a chapter or organization on one axis, and the period of a chapter as a bar.

Positions are percentages of the width, so that the shapes keep their size and no style attribute is needed.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from book.public.entries import prefix, show_date
from editorial.text import edtf

#: Space kept at both ends for half a mark, in percent.
_MARGIN = 1.5
#: Least distance of two labels, in percent: on a phone of 390 px “2017年6月” takes 17 and half a year 4.
_APART = 24
_ROWS = {"critical": 12, "major": 12, "notable": 31, "minor": 31}


@dataclass(frozen=True)
class Dot:
    x: float
    y: int
    mark: str


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Mini:
    """A small timeline: dots, two or three labels under the axis, one sentence, and the way to the large one."""

    dots: list[Dot]
    ticks: list[Tick]
    label: str
    href: str


@dataclass(frozen=True)
class Bar:
    x: float
    width: float


def bounds(value) -> tuple[date, date] | None:
    """Return the first and last day of an EDTF date; None when it cannot be read or has no beginning.

    What has not ended counts up to its beginning: a drawing must not depend on the day it is made.
    """
    try:
        parsed = edtf.parse(value) if value else None
    except edtf.DateError:
        return None
    if parsed is None or parsed.earliest == date.min:
        return None
    return parsed.earliest, parsed.latest if parsed.latest != date.max else parsed.earliest


def _days(event) -> tuple[date, date] | None:
    try:
        first = date.fromisoformat(str(event.card.get("earliest") or ""))
        return first, date.fromisoformat(str(event.card.get("latest") or first))
    except ValueError:
        return None


def mini(events, *, language, period=None) -> Mini | None:
    """Return the small timeline of dated ``events``; None for fewer than two.

    The axis runs over ``period`` (EDTF), widened to the events. A mark stands in the middle of what is known of its
    date, never on an invented day.
    """
    placed = [(event, days) for event in events if (days := _days(event))]
    if len(placed) < 2:
        return None
    edges = [days for _event, days in placed]
    if given := bounds(period):
        edges.append(given)
    first, last = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    width = max((last - first).days, 1)

    def position(days):
        middle = ((days[0] - first).days + (days[1] - first).days) / 2
        return round(_MARGIN + middle / width * (100 - 2 * _MARGIN), 2)

    dots = [Dot(position(days), _ROWS.get(event.mark, 31), event.mark or "minor") for event, days in placed]
    ends = (show_date(f"{first:%Y-%m}", language), show_date(f"{last:%Y-%m}", language))
    count = len(placed)
    label = ngettext(
        "From %(first)s to %(last)s: %(count)s event.", "From %(first)s to %(last)s: %(count)s events.", count
    ) % {"first": ends[0], "last": ends[1], "count": count}
    return Mini(
        dots, _ticks(first, last, ends), label, f"{prefix(language)}/timeline/?from={first.year}&to={last.year}"
    )


def _ticks(first, last, ends) -> list[Tick]:
    """Both ends in words; the Januaries between them as years where there is room."""
    width = max((last - first).days, 1)
    ticks = [Tick(0, ends[0], "start")]
    at = 0.0
    for year in range(first.year + 1, last.year + 1):
        x = (date(year, 1, 1) - first).days / width * 100
        if x - at >= _APART and 100 - x >= _APART:
            ticks.append(Tick(round(x, 2), str(year), "middle"))
            at = x
    return [*ticks, Tick(100, ends[1], "end")]


def bars(periods) -> list[Bar | None]:
    """Return one bar for each EDTF period, all on the axis from the earliest to the latest; None where unknown."""
    known = [bounds(period) for period in periods]
    days = [edge for edge in known if edge]
    if len(days) < 2:
        return [None] * len(known)
    first, last = min(edge[0] for edge in days), max(edge[1] for edge in days)
    width = max((last - first).days, 1)
    return [edge and _bar(edge, first, width) for edge in known]


def _bar(edge, first, width) -> Bar:
    x = (edge[0] - first).days / width * 100
    return Bar(round(x, 2), round(max((edge[1] - edge[0]).days / width * 100, 2), 2))
