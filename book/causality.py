"""The causal graph of events: it has no cycle, and no effect comes before its cause.

An edge is stored once, on the effect, by the key of its cause; so an edge to an event that does not exist yet counts
as well, and closes no cycle later. Dates are compared as far as they are known: an effect is too early only where its
last possible day lies before the first possible day of the cause.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from book import dates
from book.models import CausalLink, Event

#: Of PostgreSQL's advisory locks, the one over the whole graph ("causes" read as a number).
_GRAPH_LOCK = 0x636175736573


@dataclass(frozen=True)
class Objection:
    """Why a causal link cannot stand: ``code`` is self, cycle or order; ``key`` names the cause (or effect) at fault."""

    code: str
    key: str
    sentence: str


def find_path(start, goals, causes_of) -> list[str] | None:
    """Return the shortest path from ``start`` along causes to one of ``goals``, both ends included; None for none.

    ``causes_of(keys)`` returns {effect: [cause]} for a set of keys: one question for each step away from the start.
    """
    if start in goals:
        return [start]
    came_from: dict[str, str | None] = {start: None}
    frontier = [start]
    while frontier:
        following = []
        for effect, causes in causes_of(frontier).items():
            for cause in causes:
                if cause in came_from:
                    continue
                came_from[cause] = effect
                if cause in goals:
                    return _walk_back(cause, came_from)
                following.append(cause)
        frontier = following
    return None


def _walk_back(key, came_from) -> list[str]:
    path = [key]
    while came_from[path[-1]] is not None:
        path.append(came_from[path[-1]])
    return path[::-1]


class StoredGraph:
    """The graph of the working drafts, read step by step: for one event among many."""

    def causes_of(self, effects) -> dict[str, list[str]]:
        """Return {effect: [cause]} for these keys. One query."""
        found: dict[str, list[str]] = {}
        for effect, cause in _edges(CausalLink.objects.filter(owner__kind="event", owner__key__in=effects)):
            found.setdefault(effect, []).append(cause)
        return found

    def dates_of(self, keys) -> dict[str, str]:
        """Return {key: date} of the events called so. One query."""
        return dict(Event.objects.filter(item__key__in=keys).order_by("item__key").values_list("item__key", "date"))

    def effects_of(self, key) -> list[str]:
        """Return the keys of the events that name ``key`` as a cause. One query."""
        rows = CausalLink.objects.filter(target__kind="event", target__key=key).exclude(owner__key=key)
        return sorted(set(rows.values_list("owner__key", flat=True)))


class LoadedGraph(StoredGraph):
    """The same graph read as a whole, in two queries: for judging many events."""

    def __init__(self):
        self._causes: dict[str, list[str]] = {}
        for effect, cause in _edges(CausalLink.objects.filter(owner__kind="event")):
            self._causes.setdefault(effect, []).append(cause)
        self._dates = dict(Event.objects.values_list("item__key", "date"))

    def causes_of(self, effects):
        return {effect: self._causes[effect] for effect in effects if effect in self._causes}

    def dates_of(self, keys):
        return {key: self._dates[key] for key in sorted(keys) if key in self._dates}


def _edges(links):
    """Yield (effect, cause) in the order of the effects' lists; a cause that does not exist by the key written."""
    rows = links.order_by("owner__key", "position").values_list("owner__key", "target__key", "target_key")
    return ((effect, cause or written) for effect, cause, written in rows)


def lock_graph():
    """Let one transaction at a time add edges; until its end. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_GRAPH_LOCK])


def objections(*, key, date, causes, names=(), effects=(), graph=None) -> list[Objection]:
    """Return what stands against ``causes`` (keys) of the event ``key`` with its EDTF ``date``.

    ``names`` are other keys the event answers to; ``effects`` are keys of events that must not come before it.
    """
    graph = graph or StoredGraph()
    own = {key, *names}
    found = []
    for cause in causes:
        if cause in own:
            found.append(Objection("self", cause, _("An event cannot be its own cause.")))
        elif path := find_path(cause, own, graph.causes_of):
            shown = " → ".join(reversed([key, *path[:-1], key]))
            found.append(Objection("cycle", cause, _("These causes run in a circle: %(path)s.") % {"path": shown}))
    when = dates.bounds(date)
    others = graph.dates_of({*causes, *effects} - own) if when else {}
    for other, other_date in others.items():
        if other in causes and _is_before(when, dates.bounds(other_date)):
            found.append(_too_early(effect=(key, date), cause=(other, other_date), at_fault=other))
        elif other in effects and _is_before(dates.bounds(other_date), when):
            found.append(_too_early(effect=(other, other_date), cause=(key, date), at_fault=other))
    return found


def _is_before(effect, cause) -> bool:
    """Whether all of ``effect`` lies before all of ``cause``; anything unknown or overlapping is no contradiction."""
    return bool(effect and cause and effect[1] and cause[0] and effect[1] < cause[0])


def _too_early(*, effect, cause, at_fault) -> Objection:
    sentence = _("“%(effect)s” (%(effect_date)s) comes before its cause “%(cause)s” (%(cause_date)s).")
    return Objection(
        "order", at_fault,
        sentence
        % {
            "effect": effect[0], "effect_date": dates.shown(effect[1]),
            "cause": cause[0], "cause_date": dates.shown(cause[1]),
        },
    )  # fmt: skip


def insist(*, key, date, causes, names=()):
    """Raise ``ValidationError`` with every objection to storing an event; hold the graph until the transaction ends."""
    graph = StoredGraph()
    effects = graph.effects_of(key)
    if causes or effects:
        lock_graph()
        effects = graph.effects_of(key)
    found = objections(key=key, date=date, causes=causes, names=names, effects=effects, graph=graph)
    if found:
        raise ValidationError([ValidationError(each.sentence, code=f"causal-{each.code}") for each in found])
