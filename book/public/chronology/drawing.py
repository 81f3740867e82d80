"""The chart as HTML: lanes, the list of events with their places, and the decorative drawings around it.

Written here and not in a template because four hundred marks of a template cost more than the whole layout.
"""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from book.public import wording
from book.public.chronology import places
from book.public.chronology.asking import LANES
from book.public.chronology.lanes import CELL, bar_of
from book.public.chronology.layout import DRAWN, UNIT, Layout
from book.public.chronology.naming import Naming
from book.public.chronology.periods import Period
from book.public.chronology.scale import PER_PIXEL, WIDTH, Tick

_MACHINE_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
#: Height of the highest bar of the density, in pixels.
_DENSITY = 10
#: The sort of bar that shows each extent: solid, dashed, dotted.
BARS = {"range": "s", "within": "q", "about": "c"}
_SIDES = {"r": "", "l": " ev-l", "": " ev-b"}


def chart(layout: Layout, naming: Naming, *, href) -> str:
    """Return the chart. ``href(choice)`` is the address of another view."""
    return mark_safe(  # noqa: S308 (escaped where it is put together)
        f'<div class="chart">{axis(layout.ticks)}{_lanes(layout, naming, href)}<div class="plot">'
        f"{underlay(layout)}{_groups(layout, naming, href)}</div></div>"
    )


# The frame of the chart


def axis(ticks) -> str:
    """Return the labels of the axis as a drawing; the headings of the list say the same in words."""
    texts = [
        f'<text x="{tick.x / 10:g}%" dx="5" y="19"{_strong(tick)}>{tick_label(tick)}</text>'
        for tick in ticks
        if tick.form
    ]
    return f'<svg class="scale" aria-hidden="true" width="0" height="0">{"".join(texts)}</svg>'


def _strong(tick) -> str:
    return ' class="y"' if tick.kind in ("year", "decade") else ""


def tick_label(tick: Tick) -> str:
    """Return the words of a tick."""
    if tick.form == "short":
        return f"'{tick.year % 100:02d}"  # a Chinese face would draw a curly one as wide as a character
    if tick.kind == "day":
        return _("%(day)s") % {"day": tick.day}
    if tick.form == "part" or (tick.kind == "year" and tick.month > 1):
        month = short_month(tick.month)
        return month if tick.form == "part" else _("%(month)s %(year)s") % {"year": tick.year, "month": month}
    return _("%(year)s") % {"year": tick.year}


def short_month(month) -> str:
    """Return 2月 or Feb."""
    names = [_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")]  # fmt: skip
    return names[month - 1]


def _lanes(layout, naming, href) -> str:
    items = []
    for number, lane in enumerate(layout.lanes):
        high = layout.tops[number + 1] - layout.tops[number]
        count = (
            f' <small aria-hidden="true">{lane.count:,}</small><span class="vh"> {escape(_events(lane.count))}</span>'
        )
        items.append(f'<li class="{places.steps(high)}">{_lane_name(lane, layout, naming, href)}{count}</li>')
    labels = {"organizations": _("Organizations"), "concepts": _("Concepts"), "chapters": _("Chapters")}
    return f'<ul class="lanes" aria-label="{escape(labels[layout.choice.lanes])}">{"".join(items)}</ul>'


def _events(count) -> str:
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": f"{count:,}"}


def _lane_name(lane, layout, naming, href) -> str:
    text = lane_name(lane, layout.choice.lanes, naming)
    if lane.named is None:
        return f"<span>{escape(text)}</span>"
    choice = narrowed(layout.choice, lane.named)
    return f'<a data-go href="{escape(href(choice))}"{naming.lang(text)}>{escape(text)}</a>'


def lane_name(lane, role, naming) -> str:
    """Return what a lane is called, as text."""
    if lane.named is not None:
        return naming.record(lane.named, role)
    if lane.rest:
        words = {
            "organizations": ngettext("%(count)s other organization", "%(count)s other organizations", lane.rest),
            "concepts": ngettext("%(count)s other concept", "%(count)s other concepts", lane.rest),
            "chapters": ngettext("%(count)s other chapter", "%(count)s other chapters", lane.rest),
        }
        return words[role] % {"count": lane.rest}
    return {"organizations": _("No organization"), "concepts": _("No concept"), "chapters": _("In no chapter")}[role]


def narrowed(choice, named):
    """Return the choice that leaves one lane; from a comparison, or from concepts or chapters, to that record alone."""
    if choice.lanes == LANES[0]:
        return choice.but(organizations=(named.key,))
    return choice.but(lanes=LANES[0], **{choice.lanes.removesuffix("s"): named.key})


# The list


def _groups(layout, naming, href) -> str:
    found = []
    for heading, numbers, hidden in layout.groups:
        items = [_item(layout, layout.marks[number], naming) for number in numbers]
        if hidden:
            items.append(_more(layout, heading, hidden, href))
        title = heading_words(heading, layout)
        found.append(f'<section class="yr"><h2>{escape(title)}</h2><ol>{"".join(items)}</ol></section>')
    return "".join(found)


def heading_words(heading, layout) -> str:
    """Return the words over a group of events."""
    if not layout.by_month:
        return _("%(year)s") % {"year": heading}
    if heading is None:
        return _("Month not known")
    return month_words(heading)


def month_words(month) -> str:
    return _("%(month)s %(year)s") % {"year": month // 12, "month": short_month(month % 12 + 1)}


def _item(layout, mark, naming) -> str:
    event = mark.event
    classes = f"ev ev-{code(event)}{_SIDES[mark.side]} {places.left(mark.x)} {places.steps(layout.top(mark))}"
    if mark.room:
        classes += f" {places.room(mark.room)}"
    return f'<li class="{classes}">{link(event, naming)}</li>'


def code(event) -> str:
    """Return the grade that an event is drawn as; unknown ones are drawn as minor."""
    return event.significance if event.significance in wording.SIGNIFICANCE else "minor"


def link(event, naming) -> str:
    """Return the link of an event with everything a list says of it: title, date, who, how much it matters, doubts."""
    text = naming.text(event)
    meta = [when(event, naming), naming.organizations(event), escape(naming.significance(event))]
    if event.significance == "critical":
        meta[2] = f"<b>{meta[2]}</b>"
    doubt = naming.doubt(event)
    if doubt:
        meta.append(f"<em>{escape(doubt)}</em>")
    kind = " ab" if event.extent == "about" else ""
    kind += " di" if event.disputed else ""
    return (
        f'<a href="{naming.prefix}{escape(event.path)}"><span class="t{kind}"{naming.lang(text)}>{escape(text)}</span> '
        f'<span class="meta">{" · ".join(filter(None, meta))}</span></a>'
    )


def when(event, naming) -> str:
    """Return the date in words; ``datetime`` keeps its precision, and is left out where HTML has no form for it."""
    if not event.date:
        return ""
    words = escape(naming.date(event.date))
    if _MACHINE_DATE.fullmatch(event.date):
        return f'<time datetime="{event.date}">{words}</time>'
    return f"<span>{words}</span>"


def _more(layout, heading, hidden, href) -> str:
    """Return the way to the events of a group that are only counted: a narrower view, at last the plain list."""
    choice = layout.choice
    start = end = None
    if not layout.by_month:
        start, end = heading * 12, heading * 12 + 11
        address = href(choice.within(Period(start, end)))
        words = ngettext("%(count)s more event in %(when)s", "%(count)s more events in %(when)s", hidden)
    else:
        whole = heading is None or layout.period.months == 1
        if heading is not None:
            start = end = heading
        period = layout.period if heading is None else Period(start, end)
        address = href(choice.within(period), "/events/" if whole else "")
        words = ngettext("%(count)s more event: %(when)s", "%(count)s more events: %(when)s", hidden)
    words = words % {"count": f"{hidden:,}", "when": heading_words(heading, layout)}
    place, tight, few = " loose", "", f"{escape(heading_words(heading, layout))} +{hidden:,}"
    if start is not None:
        few = f"+{hidden:,}"
        bounds = Period(start, end)
        x, after = layout.scale(bounds.start), layout.scale(bounds.end)
        place, tight = f" {places.left(x)}", "" if after - x >= (16 + 7 * len(f"{hidden:,}")) * PER_PIXEL else " tight"
    go = "" if address.startswith("/") else " data-go"
    return (
        f'<li class="more{place}{tight}"><a{go} href="{escape(address)}"><span class="few" aria-hidden="true">{few}'
        f'</span><span class="all">{escape(words)}</span></a></li>'
    )


# The drawing underneath


def underlay(layout: Layout) -> str:
    """Return the drawing under the marks: grid, bars of known periods, contradictory dates, density, causal links."""
    tall = layout.height * UNIT
    parts = [
        _path("g", [f"M{tick.x} 0V{tall}" for tick in layout.ticks if tick.kind in ("month", "day") and tick.x]),
        _path("g y", [f"M{tick.x} 0V{tall}" for tick in layout.ticks if tick.kind in ("year", "decade")]),
        _path("d", density(layout)),
        *(_path(name, lines) for name, lines in bars(layout).items()),
        *_links(layout),
    ]
    return (
        f'<svg class="under" aria-hidden="true" width="0" height="0" viewBox="0 0 {WIDTH} {tall}" preserveAspectRatio="none">'
        f"{''.join(parts)}</svg>"
    )


def _path(name, lines) -> str:
    return f'<path class="{name}" d="{"".join(lines)}"/>' if lines else ""


def density(layout) -> list[str]:
    most = max((max(lane.density.values()) for lane in layout.lanes if lane.density), default=1)
    lines = []
    for number, lane in enumerate(layout.lanes):
        foot = layout.tops[number + 1] * UNIT
        for cell, count in sorted(lane.density.items()):
            lines.append(f"M{cell * CELL + 1} {foot}v-{2 + _DENSITY * (count / most) ** 0.5:.1f}h{CELL - 2}V{foot}z")
    return lines


def bars(layout) -> dict[str, list[str]]:
    """Return the lines of each sort of bar: solid for what lasted, dashed for what is not known, dotted for a guess;
    an open end thins out. Contradictory dates stand at the end of a fine line."""
    found = {"s": [], "q": [], "c": [], "x": []}
    for mark in layout.marks:
        y = layout.top(mark) * UNIT + 25
        extent = mark.event.extent
        if extent == "from":
            found["s"].append(f"M{mark.x} {y}h24m5 0h11m5 0h4")
        elif extent == "until":
            found["s"].append(f"M{mark.x} {y}h-24m-5 0h-11m-5 0h-4")
        elif bar_of(mark.event, mark.begin, mark.end):
            found[BARS[extent]].append(f"M{mark.begin + 1} {y}H{mark.end - 1}")
        for _date, first, last in mark.event.others:
            if (last or first) >= layout.period.start and (first or last) < layout.period.end:
                other = layout.scale.middle(first or last, last or first)
                if abs(other - mark.x) > 2:
                    found["x"].append(f"M{mark.x} {y - 2}H{other}m0 -5v8")
    return found


def _links(layout) -> list[str]:
    drawn = " on" if len(layout.links) <= DRAWN else ""
    return [
        f'<path class="lk{drawn}" data-l="{cause} {effect}" d="{curve(layout, cause, effect)}"/>'
        for cause, effect in layout.links
    ]


def curve(layout, cause, effect) -> str:
    """Return the line from a cause to its effect, two places in the marks."""
    one, other = layout.marks[cause], layout.marks[effect]
    y1, y2 = (layout.top(mark) * UNIT + UNIT for mark in (one, other))
    half = (one.x + other.x) // 2
    bend = -20 if y1 == y2 else 0
    return f"M{one.x} {y1}C{half} {y1 + bend} {half} {y2 + bend} {other.x} {y2}"
