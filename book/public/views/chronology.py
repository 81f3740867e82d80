"""Events in the order of time: the timeline by year, and the list of events. Both filter by a GET form."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from book import timelines
from book.public import answering, current, frames, ordering, paging, wording
from book.public.entries import Entry
from editorial.models import PublicPage


@dataclass(frozen=True)
class Row:
    """One event as the filter sees it."""

    pk: int
    year: int | None
    significance: str


@dataclass(frozen=True)
class Choice:
    """What the form asks for; None and "" mean no restriction."""

    first: int | None
    last: int | None
    significance: str
    organization: str

    def admits(self, row) -> bool:
        if self.significance and ordering.weight(row.significance) > ordering.weight(self.significance):
            return False
        if self.first is None and self.last is None:
            return True
        return row.year is not None and (self.first or 0) <= row.year <= (self.last or 9999)


@dataclass(frozen=True)
class Year:
    """The events of one year on the timeline."""

    year: str
    label: str
    count: str
    entries: list[Entry]


@answering.public
def timeline(request, *, language):
    """The plain timeline: one list by year."""
    context = _chosen(
        request, language=language, path="/timeline/", title=_("Timeline"),
        lede=_("What happened, in order. A mark's shape shows how much an event matters; every event leads to its sources."),
    )  # fmt: skip
    return answering.page("public/timeline.html", context)


@answering.public
def events(request, *, language):
    """The list of events with type and verification."""
    context = _chosen(
        request, language=language, path="/events/", title=_("Events"),
        lede=_("Every event of this book, with its type and how well it is attested."),
    )  # fmt: skip
    return answering.page("public/events.html", context)


def _chosen(request, *, language, path, title, lede):
    """Return the context of a chronological page. Six queries: the timeline and what of it is public,
    organizations for the form, events of the chosen one, the rows of this page, the books."""
    everything = _rows()
    organizations = sorted(current.entries(Q(kind="organization"), language=language), key=lambda each: each.sort_key)
    choice = _choice(request.GET, everything, organizations)
    within = _events_of(choice.organization)
    rows = [row for row in everything if choice.admits(row) and (not choice.organization or row.pk in within)]
    pager = paging.pager(request.GET, len(rows))
    entries = _entries([row.pk for row in rows[pager.slice]], language)
    undated = _("Date unknown")
    return {
        "frame": frames.plain(language=language, path=path, title=title, description=lede, query=request.GET.urlencode()),
        "lede": lede,
        "filters": _filters(choice, everything, organizations),
        "strip": _strip(everything),
        "legend": [(code, wording.word(wording.SIGNIFICANCE, code)) for code in wording.SIGNIFICANCE],
        "entries": entries,
        "years": _years(entries, rows, undated),
        "empty": "" if rows else _("No event fits. Widen the choice above.") if everything else _("No event has been published yet."),
        "pager": pager,
    }  # fmt: skip


def _rows() -> list[Row]:
    """Return every public event in the order the timeline job gave them. Two queries.

    What was withdrawn since the job ran is left out at once; what was published since follows with its next run.
    """
    pages = dict(PublicPage.objects.live().filter(kind="event").values_list("key", "pk"))
    return [
        Row(pages[event["key"]], ordering.year_of(event), event["significance"])
        for event in timelines.events_of_site()
        if event["key"] in pages
    ]


def _choice(query, rows, organizations) -> Choice:
    """Read the form; what is not among its options is taken as not chosen."""
    years = {row.year for row in rows if row.year}

    def year(name):
        given = query.get(name, "")
        return int(given) if given.isascii() and given.isdigit() and len(given) <= 4 and years else None

    first, last = year("from"), year("to")
    if first is not None and last is not None and first > last:
        first, last = last, first
    grade = query.get("significance", "")
    keys = {entry.key for entry in organizations}
    asked = query.get("organization", "")
    return Choice(first, last, grade if grade in wording.SIGNIFICANCE else "", asked if asked in keys else "")


def _events_of(organization) -> set[int]:
    """Return the pages of current events that name an organization. Asked even for none, to keep the count fixed."""
    pages = PublicPage.objects.live().filter(
        kind="event", release__links__role="organizations", release__links__target_key=organization
    )
    return set(pages.values_list("pk", flat=True))


def _entries(pks, language) -> list[Entry]:
    found = {entry.pk: entry for entry in current.entries(Q(pk__in=pks), language=language)}
    return [found[pk] for pk in pks if pk in found]


def _years(entries, rows, undated) -> list[Year]:
    totals = Counter(row.year for row in rows)
    found = []
    for year, members in groupby(entries, key=lambda each: ordering.year_of(each.card)):
        count = ngettext("%(count)s event", "%(count)s events", totals[year]) % {"count": totals[year]}
        label = _("%(year)s") % {"year": year} if year else undated
        found.append(Year(str(year or "none"), label, count, list(members)))
    return found


def _filters(choice, rows, organizations) -> list[dict]:
    years = sorted({row.year for row in rows if row.year})
    every = [("", _("All"), False)]
    grades = {
        "critical": _("Critical only"),
        "major": _("Major and above"),
        "notable": _("Notable and above"),
    }

    def select(label, name, options, chosen):
        return {
            "label": label,
            "name": name,
            "options": every + [(value, text, value == chosen) for value, text in options],
        }

    spans = [(year, str(year)) for year in years]
    return [
        select(_("From"), "from", spans, choice.first),
        select(_("To"), "to", spans, choice.last),
        select(_("Significance"), "significance", grades.items(), choice.significance),
        select(
            _("Organization"), "organization", [(each.key, each.name) for each in organizations], choice.organization
        ),
    ]


def _strip(rows) -> list[dict]:
    """Return one link for each year from the first to the last, with the height of its bar (of 34)."""
    counts = Counter(row.year for row in rows if row.year)
    if len(counts) < 2:
        return []
    most = max(counts.values())
    found = []
    for year in range(min(counts), max(counts) + 1):
        height = round((counts[year] / most) ** 0.5 * 32, 1)
        words = ngettext("%(year)s: %(count)s event", "%(year)s: %(count)s events", counts[year])
        found.append({
            "href": f"?from={year}&to={year}", "height": height, "top": 34 - height, "short": f"{year % 100:02d}",
            "label": words % {"year": year, "count": counts[year]},
        })  # fmt: skip
    return found if len(found) <= 60 else []
