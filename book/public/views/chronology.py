"""Events in the order of time: the timeline, its files to take away, and the plain list of events."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from book import timelines
from book.public import answering, current, frames, paging, uses, wording
from book.public.chronology import asking, controls, drawing, exporting
from book.public.chronology.label_widths import lines
from book.public.chronology.lanes import SIZE
from book.public.chronology.layout import UNIT, lay_out
from book.public.chronology.naming import Naming
from book.public.chronology.periods import Period
from book.public.chronology.picture import picture
from editorial.models import PublicPage

#: Events without a date that the timeline itself lists.
UNDATED = 60
#: Kinds whose records a timeline shows or can be narrowed to.
_DRAWN = ("event", "organization", "concept", "chapter")
#: Pixels that the name of a lane has on one line, and those of a line.
_NAME, _LINE = 140, 18


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

    layout = _lay_out(chronicle, choice, naming)
    bounds = Period.of_years(*chronicle.years) if chronicle.years else None
    lede = _(
        "What happened, in order. A mark's shape shows how much an event matters; every event leads to its sources."
    )
    context = {
        "frame": frames.plain(
            language=language, path="/timeline/", title=controls.title(choice, chronicle, naming), description=lede,
            query=choice.query,
        ),
        "lede": lede,
        "filters": controls.filters(choice, chronicle, naming),
        "organizations": controls.organizations(choice, chronicle, naming),
        "choice": choice,
        "query": choice.query,
        "strip": controls.strip(chronicle, layout, bounds, href),
        "legend": [(code, wording.word(wording.SIGNIFICANCE, code)) for code in wording.SIGNIFICANCE],
        "zoom": controls.zoom(layout, bounds, href),
        "switch": controls.switch(layout, href),
        "summary": controls.summary(layout),
        "chart": drawing.chart(layout, naming, href=href) if layout.shown else "",
        "undated": [drawing.link(event, naming) for event in layout.undated[:UNDATED]],
        "undated_rest": max(0, len(layout.undated) - UNDATED),
        "empty": _nothing(chronicle, layout.shown or layout.undated),
        "files": [(extension, name) for extension, (_media_type, name) in exporting.FILES.items()],
    }  # fmt: skip
    return answering.page("public/timeline.html", context)


@answering.public
def timeline_file(request, extension, key=None, *, language):
    """The events of a view as a file; with ``key`` those of one organization. Two queries."""
    chronicle = public_chronicle()
    choice = asking.read(request.GET, chronicle)
    if key is not None:
        if key not in {each.key for each in chronicle.organizations}:
            raise Http404
        choice = choice.but(organizations=(key,), lanes=asking.LANES[0])
    naming = Naming(chronicle, language)
    media_type, _name = exporting.FILES[extension]
    response = HttpResponse(_written(extension, chronicle, choice, naming), content_type=f"{media_type}; charset=utf-8")
    name = f"timeline-{key}" if key else "timeline"
    manner = "attachment" if extension == "csv" else "inline"
    response["Content-Disposition"] = (
        content_disposition_header(manner == "attachment", f"{name}.{extension}") or manner
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _written(extension, chronicle, choice, naming) -> str:
    def address(path):
        return frames.absolute(path, naming.language)

    title = controls.title(choice, chronicle, naming)
    if extension == "svg":
        return picture(_lay_out(chronicle, choice, naming), naming, title=title, address=address)
    write = {
        "md": exporting.markdown,
        "mmd": exporting.mermaid,
        "csv": exporting.csv_table,
        "jsonld": exporting.json_ld,
    }
    events = _within(choice, asking.select(choice, chronicle))
    return write[extension](exporting.Selection(title, events, choice, naming, address))


def _lay_out(chronicle, choice, naming):
    return lay_out(chronicle, choice, title=naming.label, tall=lambda lane: _tall(lane, choice, naming))


def _within(choice, events) -> list:
    """Return those of ``events`` that a part of the period belongs to; without one all, also those without a date."""
    if choice.first is None and choice.last is None:
        return events
    period = choice.period(events)
    return asking.inside(events, period) if period else []


def _nothing(chronicle, found) -> str:
    if found:
        return ""
    return _("No event fits. Widen the choice above.") if chronicle.events else _("No event has been published yet.")


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
    return -(-(lines(name, width=_NAME, size=SIZE, bold=True) * _LINE + 6) // UNIT)


@answering.public
def events(request, *, language):
    """The list of events with type and verification. Four queries: those of the timeline, and the rows of this page."""
    chronicle = public_chronicle()
    choice = asking.read(request.GET, chronicle)
    naming = Naming(chronicle, language)
    found = _within(choice, asking.select(choice, chronicle))
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
        "empty": _nothing(chronicle, found),
        "pager": pager,
    }  # fmt: skip
    return answering.page("public/events.html", context)
