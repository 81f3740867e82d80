"""What stands around the chart: the filters, the overview strip, zooming, and what the view is called."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from book.public import wording
from book.public.chronology.drawing import month_words
from book.public.chronology.periods import Period, write_month
from editorial.text.slugs import pinyin_sort_key

#: Links on the overview strip: of 24 pixels at least, so that a phone of 390 shows 14 before the strip scrolls.
_STRIP = 20
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
#: Height of the highest bar of the strip, and bars under one of its links.
_HIGH, _BARS = 30, 12
#: Choices in one list of the form; more would outweigh the chart.
_OPTIONS = 200


# The form


@dataclass(frozen=True)
class Select:
    """A list of the form; ``options`` are (value, words, whether chosen, lang)."""

    label: str
    name: str
    options: list


def filters(choice, chronicle, naming) -> list[Select]:
    """Return the lists of the form, without the organizations, of which several can be chosen."""
    every = [("", _("All"))]
    grades = {
        "critical": _("Critical only"),
        "major": _("Major and above"),
        "notable": _("Notable and above"),
    }
    known = [code for code in wording.EVENT_TYPES if code in chronicle.types]
    types = [(code, wording.word(wording.EVENT_TYPES, code)) for code in known]
    lanes = [
        ("organizations", _("Organizations")), ("concepts", _("Concepts: milestones")), ("chapters", _("Chapters")),
    ]  # fmt: skip
    lists = [
        (_("From"), "from", every + _spans(choice.first, chronicle.years), _month(choice.first)),
        (_("To"), "to", every + _spans(choice.last, chronicle.years, last=True), _month(choice.last, last=True)),
        (_("Significance"), "significance", every + list(grades.items()), choice.significance),
        (_("Type"), "type", every + types, choice.event_type),
        (_("Chapter"), "chapter", every + _records(chronicle, "chapters", naming, choice.chapter), choice.chapter),
        (_("Concept"), "concept", every + _records(chronicle, "concepts", naming, choice.concept), choice.concept),
        (_("One lane for each of"), "lanes", lanes, choice.lanes),
    ]
    return [
        Select(label, name, [(value, words, value == chosen, naming.lang(words)) for value, words in options])
        for label, name, options, chosen in lists
        if len(options) > 1
    ]


def _month(month, *, last=False) -> str:
    return "" if month is None else write_month(month, last=last)


def _spans(chosen, years, *, last=False) -> list[tuple[str, str]]:
    """Return the years to choose from; of very many only the decades, and always what is chosen."""
    if years is None:
        return []
    step = 1 if years[1] - years[0] < _OPTIONS else 10 if years[1] - years[0] < 10 * _OPTIONS else 100
    found = [
        (str(year), _("%(year)s") % {"year": year})
        for year in range(years[0] // step * step or step, years[1] + 1, step)
    ]
    written = _month(chosen, last=last)
    if written and written not in dict(found):
        found.append((written, month_words(chosen) if "-" in written else _("%(year)s") % {"year": int(written)}))
        found.sort(key=lambda each: each[0].zfill(7))
    return found


def _records(chronicle, role, naming, chosen) -> list[tuple[str, str]]:
    """Return the records of a role that most events name, in the order of their names (chapters: of the book)."""
    often = {place for place, _count in chronicle.counts[role].most_common(_OPTIONS)}
    rows = [
        (each.key, naming.record(each, role))
        for place, each in enumerate(chronicle.named(role))
        if place in often or each.key == chosen
    ]
    return rows if role == "chapters" else sorted(rows, key=lambda row: pinyin_sort_key(row[1]).casefold())


def organizations(choice, chronicle, naming) -> list[tuple]:
    """Return (key, name, events, whether chosen, lang) of the organizations to choose from, those with most first."""
    counts = chronicle.counts["organizations"]
    rows = [
        (each.key, naming.text(each), counts[place], each.key in choice.organizations)
        for place, each in enumerate(chronicle.organizations)
    ]
    rows.sort(key=lambda row: (not row[3], -row[2], row[0]))
    return [(*row, naming.lang(row[1])) for row in rows[:_OPTIONS]]


# The overview


def strip(chronicle, layout, bounds, href) -> str:
    """Return one link for each year of ``bounds`` (decade, century, where there are many) with small bars.

    An event of which only the year is known is spread over all of it: it must not seem to be of any month.
    """
    if bounds is None or bounds.years[0] == bounds.years[1]:
        return ""
    first, last = bounds.years
    step = next((each for each in _STEPS if (last // each - first // each + 1) <= _STRIP), _STEPS[-1])
    everything = layout.found is chronicle.events
    bins, counts = _bins_of_all(chronicle, step) if everything else _bins(layout.found, step)
    most = max(bins.values(), default=1)
    links = []
    for start in range(first // step, last // step + 1):
        period = Period.of_years(max(start * step, 1), min(start * step + step - 1, 9998))
        bars = "".join(
            f"M{number}.1 {_HIGH}v-{max(1.5, (bins[start, number] / most) ** 0.5 * (_HIGH - 1)):.1f}h.8V{_HIGH}z"
            for number in range(_BARS)
            if bins[start, number]
        )
        words = ngettext("%(when)s: %(count)s event", "%(when)s: %(count)s events", counts[start])
        label = words % {"when": _span_words(period, step), "count": f"{counts[start]:,}"}
        shown = layout.period and layout.period.first <= period.last and period.first <= layout.period.last
        on = ' aria-current="true"' if shown and layout.choice.first is not None else ""
        drawing = f'<path d="{bars}"/>' if bars else ""
        links.append(
            f'<a data-go href="{escape(href(layout.choice.within(period)))}"{on}><svg aria-hidden="true" width="0" height="0" '
            f'viewBox="0 0 {_BARS} {_HIGH}" preserveAspectRatio="none">{drawing}</svg><span aria-hidden="true">'
            f'{_short(start * step, step)}</span><span class="vh">{escape(label)}</span></a>'
        )
    return mark_safe("".join(links))  # noqa: S308 (escaped where it is put together)


@lru_cache(maxsize=2)
def _bins_of_all(chronicle, step):
    """The same for every reader who has not filtered anything yet."""
    return _bins(chronicle.events, step)


def _bins(found, step):
    """Return the events of each twelfth of each link, and of each link."""
    bins, coarse = Counter(), 366 * step / _BARS + 1
    low = [
        (event.year, event.first or event.last)
        for event in found
        if event.year is not None and (event.extent == "day" or event.extent == "range" or not _longer(event, coarse))
    ]
    of = date.fromordinal
    counts = Counter([event.year // step for event in found if event.year is not None])
    bins.update([(year // step, (year % step * _BARS + of(day).month - 1) // step) for year, day in low])
    for event in found:
        if event.extent not in ("day", "range", "") and _longer(event, coarse):
            for number in range(_BARS):
                bins[event.year // step, number] += 1 / _BARS
    return bins, counts


def _longer(event, days) -> bool:
    return bool(event.first and event.last and event.last - event.first > days)


def _span_words(period, step) -> str:
    first, last = period.years
    if first == last:
        return _("%(year)s") % {"year": first}
    return _("%(first)s–%(last)s") % {"first": first, "last": last}


def _short(year, step) -> str:
    return f"{year % 100:02d}" if step == 1 else str(year)


# Zooming


def zoom(layout, bounds, href) -> list[dict]:
    """Return the links that change the period: ``act``, address and words; only those that lead somewhere else.

    The one that leads closer goes to the half that holds more events; it also says where the halves meet (``x``) and
    the addresses of both, for a reader who has chosen an event.
    """
    if layout.period is None or bounds is None:
        return []
    shown, found = layout.period, []
    halves = _halves(layout)
    everything = layout.choice.first is None and layout.choice.last is None
    if halves:
        later = len([1 for event in layout.shown if (event.first or event.last) >= halves[1].start])
        found.append(("in", "＋", _("Closer"), halves[later * 2 > len(layout.shown)]))
    if not everything:
        length = shown.months
        wider = Period(shown.first - length // 2, shown.last + length - length // 2).clamped(bounds)
        if (wider.first, wider.last) != (shown.first, shown.last):
            found.append(("out", "−", _("Wider"), None if wider == bounds else wider))
        for act, sign, words, by in (("prev", "‹", _("Earlier"), -length), ("next", "›", _("Later"), length)):
            moved = Period(max(shown.first + by, 12), max(shown.last + by, 12))
            if moved.last >= bounds.first and moved.first <= bounds.last:
                found.append((act, sign, words, moved))
        found.append(("all", "", _("All years"), None))
    links = [
        {"act": act, "sign": sign, "words": words, "href": href(layout.choice.within(period))}
        for act, sign, words, period in found
    ]
    if halves:
        early, late = (href(layout.choice.within(half)) for half in halves)
        links[0] |= {"x": layout.scale(halves[1].start), "early": early, "late": late}
    return links


def _halves(layout) -> list[Period]:
    """Return both halves of the period on show, in whole years while there are several; none of a single month."""
    shown = layout.period
    if shown.months == 1:
        return []
    if shown.whole_years and shown.months > 12:
        first, last = shown.years
        middle = (first + last) // 2
        return [Period.of_years(first, middle), Period.of_years(middle + 1, last)]
    middle = shown.first + (shown.months - 1) // 2
    return [Period(shown.first, middle), Period(middle + 1, shown.last)]


def switch(layout, href) -> dict | None:
    """Return the other way of sharing out the width: its address and words."""
    if layout.period is None or layout.period.months <= 12:
        return None
    other, words = ("equal", _("Equal years")) if layout.fitted else ("fitted", _("Room by events"))
    return {"href": href(layout.choice.but(scale=other)), "words": words}


# What it is called


def title(choice, chronicle, naming) -> str:
    """Return the heading of a view as text: whose timeline it is."""
    names = {each.key: naming.text(each) for each in chronicle.organizations}
    chosen = [names[key] for key in choice.organizations if key in names]
    if len(chosen) > 1:
        return _("Compared: %(names)s") % {"names": (", " if naming.english else "、").join(chosen)}
    if chosen:
        return _("Timeline of %(name)s") % {"name": chosen[0]}
    for role, key in (("chapters", choice.chapter), ("concepts", choice.concept)):
        named = next((each for each in chronicle.named(role) if each.key == key), None) if key else None
        if named is not None:
            return _("Timeline: %(name)s") % {"name": naming.record(named, role)}
    return {"concepts": _("Milestones by concept"), "chapters": _("Timeline by chapter")}.get(
        choice.lanes, _("Timeline")
    )


def summary(layout) -> str:
    """Return what is on show, in one sentence, as text."""
    if layout.period is None:
        return ""
    count, drawn = len(layout.shown), len(layout.marks)
    when = period_words(layout.period)
    words = ngettext("%(when)s: %(count)s event", "%(when)s: %(count)s events", count)
    sentence = words % {"when": when, "count": f"{count:,}"}
    if count == drawn:
        return sentence
    rest = _("%(drawn)s drawn one by one, the others as bars at the foot of their lane") % {"drawn": f"{drawn:,}"}
    return _("%(sentence)s; %(rest)s") % {"sentence": sentence, "rest": rest}


def period_words(period) -> str:
    """Return a period in words."""
    if period.whole_years:
        return _span_words(period, 1)
    first, last = month_words(period.first), month_words(period.last)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
