"""Events in the order of time: the timeline, its files to take away, and the plain list of events."""

from django.db.models import Q
from django.utils.translation import gettext as _

from book import timelines
from book.public import answering, current, frames, paging, uses, wording
from book.public.chronology import asking, controls, drawing
from book.public.chronology.label_widths import pixels
from book.public.chronology.lanes import SIZE
from book.public.chronology.layout import lay_out
from book.public.chronology.naming import Naming
from book.public.chronology.periods import Period
from editorial.models import PublicPage

#: Events without a date that the timeline itself lists.
UNDATED = 60
#: Kinds whose records a timeline shows or can be narrowed to.
_DRAWN = ("event", "organization", "concept", "chapter")
#: Pixels that the name of a lane has on one line, and those of a line.
_NAME, _LINE = 128, 18


@answering.public
def timeline(request, *, language):
    """The timeline. Three queries: which state the job left, what was withdrawn since, the books."""
    chronicle = public_chronicle()
    choice = asking.read(request.GET, chronicle)
    naming = Naming(chronicle, language)

    def href(other, path=""):
        if not other.query:
            return naming.prefix + (path or "/timeline/")
        return f"{naming.prefix + path if path else ''}?{other.query}"

    layout = lay_out(chronicle, choice, title=naming.label, tall=lambda lane: _tall(lane, choice, naming))
    bounds = Period.of_years(*chronicle.years) if chronicle.years else None
    found = bool(layout.shown or layout.undated)
    heading = controls.title(choice, chronicle, naming)
    lede = _(
        "What happened, in order. A mark's shape shows how much an event matters; every event leads to its sources."
    )
    context = {
        "frame": frames.plain(
            language=language, path="/timeline/", title=heading, description=lede, query=choice.query
        ),
        "lede": lede,
        "filters": controls.filters(choice, chronicle, naming),
        "organizations": controls.organizations(choice, chronicle, naming),
        "choice": choice,
        "strip": controls.strip(layout.found, layout, bounds, href),
        "zoom": controls.zoom(layout, bounds, href),
        "summary": controls.summary(layout),
        "switch": _switch(layout, href),
        "chart": drawing.chart(layout, naming, href=href) if layout.shown else "",
        "undated": [drawing.link(event, naming) for event in layout.undated[:UNDATED]],
        "undated_rest": max(0, len(layout.undated) - UNDATED),
        "legend": [(code, wording.word(wording.SIGNIFICANCE, code)) for code in wording.SIGNIFICANCE],
        "empty": "" if found else _("No event fits. Widen the choice above.") if chronicle.events else _("No event has been published yet."),
        "query": choice.query,
    }  # fmt: skip
    return answering.page("public/timeline.html", context)


def public_chronicle():
    """Return what the timeline job laid out, without what was withdrawn since it ran. Two queries.

    What was published since follows with its next run.
    """
    uses.note("timeline", *(f"kind {kind}" for kind in _DRAWN))
    chronicle = timelines.of_site()
    gone = PublicPage.objects.filter(kind__in=_DRAWN, release=None)
    return chronicle.without(set(gone.values_list("kind", "key")))


def _tall(lane, choice, naming) -> int:
    """Return the least height of a lane, in steps, that holds its name and count."""
    name = f"{drawing.lane_name(lane, choice.lanes, naming)} {lane.count:,}"
    lines = -(-int(pixels(name, size=SIZE, bold=True)) // _NAME)
    return -(-(lines * _LINE + 8) // 14)


def _switch(layout, href):
    """Return the other way of sharing out the width: its address and words."""
    if layout.period is None or layout.period.months <= 12:
        return None
    other, words = ("equal", _("Equal years")) if layout.fitted else ("fitted", _("Room by events"))
    return {"href": href(layout.choice.but(scale=other)), "words": words}


@answering.public
def events(request, *, language):
    """The list of events with type and verification. Four queries: those of the timeline, and the rows of this page."""
    chronicle = public_chronicle()
    choice = asking.read(request.GET, chronicle)
    naming = Naming(chronicle, language)
    found = asking.select(choice, chronicle)
    if choice.first is not None or choice.last is not None:
        period = choice.period(found)
        found = asking.inside(found, period) if period else []
    pager = paging.pager(request.GET, len(found))
    keys = [event.key for event in found[pager.slice]]
    entries = {each.key: each for each in current.entries(Q(kind="event", key__in=keys), language=language)}
    lede = _("Every event of this book, with its type and how well it is attested.")
    context = {
        "frame": frames.plain(
            language=language, path="/events/", title=_("Events"), description=lede, query=request.GET.urlencode()
        ),
        "lede": lede,
        "filters": [each for each in controls.filters(choice, chronicle, naming) if each.name != "lanes"],
        "entries": [entries[key] for key in keys if key in entries],
        "empty": "" if found else _("No event fits. Widen the choice above.") if chronicle.events else _("No event has been published yet."),
        "pager": pager,
    }  # fmt: skip
    return answering.page("public/events.html", context)
