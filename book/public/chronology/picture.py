"""The chart as a picture that stands alone: one SVG file with its own words and colours, for papers and slides.

It has no style element and no style attributes: opened at its address it obeys the same security policy as the pages.
"""

from django.utils.html import escape
from django.utils.translation import gettext as _

from book.public import wording
from book.public.chronology import controls, drawing, label_widths
from book.public.chronology.lanes import SIZE
from book.public.chronology.layout import DRAWN, UNIT
from book.public.chronology.scale import WIDTH

#: Pixels: the names of the lanes, the chart, the margin around everything, the head with title and axis.
_NAMES, _CHART, _MARGIN, _HEAD = 190, 1180, 30, 96
_SCALE = _CHART / WIDTH
_FACES = "PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"
_PAPER, _SINK, _INK, _SOFT, _LINE, _EDGE, _ACCENT, _MAJOR = (
    "#fbfaf6", "#f4f1e9", "#1e1c19", "#57524a", "#ddd7ca", "#8a8377", "#a5301c", "#1d5183",
)  # fmt: skip
_STROKES = {
    "s": f'stroke="{_EDGE}" stroke-width="2"',
    "q": f'stroke="{_EDGE}" stroke-width="2" stroke-dasharray="5 4"',
    "c": f'stroke="{_EDGE}" stroke-width="2" stroke-dasharray="1.5 3.5"',
    "x": f'stroke="{_ACCENT}"',
}


def picture(layout, naming, *, title, address) -> str:
    """Return the SVG of a layout. ``address(path)`` makes a path absolute."""
    tall = layout.height * UNIT
    width, height = 2 * _MARGIN + _NAMES + _CHART, _HEAD + tall + 2 * _MARGIN + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{_FACES}" font-size="{SIZE}" fill="{_INK}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(controls.summary(layout))}</desc>",
        f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
        f'<text x="{_MARGIN}" y="{_MARGIN + 20}" font-size="24" font-weight="700">{escape(title)}</text>',
        f'<text x="{width - _MARGIN}" y="{_MARGIN + 20}" fill="{_SOFT}" text-anchor="end">{escape(controls.summary(layout))}</text>',
    ]  # fmt: skip
    if layout.lanes:
        parts += _lanes(layout, naming)
        parts += [f'<g transform="translate({_MARGIN + _NAMES} {_HEAD})">', *_axis(layout, tall), *_under(layout)]
        parts += [_mark(layout, mark, naming, address) for mark in layout.marks]
        parts.append("</g>")
    parts += [_legend(height - _MARGIN), "</svg>", ""]
    return "\n".join(parts)


def _lanes(layout, naming):
    for number, lane in enumerate(layout.lanes):
        y, high = _HEAD + layout.tops[number] * UNIT, (layout.tops[number + 1] - layout.tops[number]) * UNIT
        if number % 2:
            yield f'<rect x="{_MARGIN}" y="{y}" width="{_NAMES + _CHART}" height="{high}" fill="{_SINK}"/>'
        yield f'<path d="M{_MARGIN} {y}h{_NAMES + _CHART}" stroke="{_LINE}"/>'
        name = fit(drawing.lane_name(lane, layout.choice.lanes, naming), _NAMES - 50, bold=True)
        count = f'<tspan dx="6" font-size="11" font-weight="400" fill="{_SOFT}">{lane.count:,}</tspan>'
        yield f'<text x="{_MARGIN}" y="{y + 19}" font-weight="700">{escape(name)}{count}</text>'


def _axis(layout, tall):
    for tick in layout.ticks:
        x = tick.x * _SCALE
        year = tick.kind in ("year", "decade")
        yield f'<path d="M{x:.1f} 0V{tall}" stroke="{_EDGE if year else _LINE}" opacity="{0.6 if year else 1}"/>'
        if tick.form:
            face = 'font-weight="700"' if year else f'font-size="11" fill="{_SOFT}"'
            yield f'<text x="{x + 5:.1f}" y="-10" {face}>{drawing.tick_label(tick)}</text>'
    yield f'<path d="M0 0H{_CHART}M0 {tall}H{_CHART}" stroke="{_EDGE}"/>'


def _under(layout):
    yield f'<g transform="scale({_SCALE} 1)" fill="none">'
    density = drawing.density(layout)
    if density:
        yield f'<path d="{"".join(density)}" fill="{_EDGE}" opacity=".75"/>'
    for name, lines in drawing.bars(layout).items():
        if lines:
            yield f'<path d="{"".join(lines)}" {_STROKES[name]} vector-effect="non-scaling-stroke"/>'
    if len(layout.links) <= DRAWN:
        for link in layout.links:
            path = drawing.curve(layout, *link)
            yield f'<path d="{path}" stroke="{_ACCENT}" opacity=".35" vector-effect="non-scaling-stroke"/>'
    yield "</g>"


def _mark(layout, mark, naming, address) -> str:
    x, y = mark.x * _SCALE, layout.top(mark) * UNIT + UNIT
    grade = drawing.code(mark.event)
    title = f"{naming.text(mark.event)} · {naming.date(mark.event.date)}"
    label = ""
    if mark.side:
        text = fit(naming.label(mark.event), mark.room * _SCALE, bold=grade == "critical")
        at, anchor = (x + 12, "start") if mark.side == "r" else (x - 12, "end")
        weight = ' font-weight="700"' if grade == "critical" else f' fill="{_SOFT}"' if grade == "minor" else ""
        label = f'<text x="{at:.1f}" y="{y + 4.5:.1f}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    return f'<a href="{escape(address(mark.event.path))}"><title>{escape(title)}</title>{shape(grade, x, y)}{label}</a>'


def shape(grade, x, y) -> str:
    """Return the mark of a grade around a point, in the colours of the light theme."""
    if grade == "critical":
        return f'<path d="M{x:.1f} {y - 7.5}l7.5 7.5l-7.5 7.5l-7.5 -7.5z" fill="{_ACCENT}"/>'
    if grade == "major":
        return f'<circle cx="{x:.1f}" cy="{y}" r="5" fill="{_MAJOR}"/>'
    if grade == "notable":
        return f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="{_PAPER}" stroke="{_SOFT}" stroke-width="2"/>'
    return f'<path d="M{x:.1f} {y - 5.5}v11" stroke="{_EDGE}" stroke-width="2"/>'


def fit(text, pixels, *, bold=False) -> str:
    """Return as much of ``text`` as ``pixels`` hold, with an ellipsis where something is left out."""
    if label_widths.pixels(text, size=SIZE, bold=bold) <= pixels:
        return text
    while text and label_widths.pixels(text + "…", size=SIZE, bold=bold) > pixels:
        text = text[:-1]
    return text.rstrip() + "…"


def _legend(y) -> str:
    x, parts = _MARGIN, []
    for grade in wording.SIGNIFICANCE:
        word = wording.word(wording.SIGNIFICANCE, grade)
        parts.append(f'{shape(grade, x + 8, y - 4)}<text x="{x + 22}" y="{y}" fill="{_SOFT}">{escape(word)}</text>')
        x += round(label_widths.pixels(word, size=SIZE)) + 50
    bars = {
        "s": _("lasted so long"),
        "q": _("only year or month known"),
        "c": _("date is a guess"),
        "x": _("dates in conflict"),
    }
    for name, word in bars.items():
        line = f'<path d="M{x} {y - 4}h26" fill="none" {_STROKES[name]}/>'
        parts.append(f'{line}<text x="{x + 34}" y="{y}" fill="{_SOFT}">{escape(word)}</text>')
        x += round(label_widths.pixels(word, size=SIZE)) + 62
    return "".join(parts)
