"""The causal graph of a manuscript: edges from both ends, owned by the effect; no cycles, no effect before its cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from book import dates
from book.manuscript.directory import Directory
from book.manuscript.grouping import Group
from book.manuscript.reading.records import ERROR, EVENT, INFO, Problem, Reference
from book.manuscript.resolving import open_reference
from editorial.snapshot import RelationValue


@dataclass
class Edge:
    """Cause → effect, with every place that declares it; `ends` are the keys of the declaring records."""

    cause: str
    effect: str
    places: list[Reference] = field(default_factory=list)
    ends: set[str] = field(default_factory=set)

    @property
    def value(self) -> RelationValue:
        """The relation to store on the effect: the effect's own words before the cause's."""
        first = self.places[0]
        return RelationValue(EVENT, self.cause, "", first.qualifier, first.note)


@dataclass
class Causes:
    """What was read: edges by effect, open references of effects kept as written, problems."""

    edges: dict[str, list[Edge]] = field(default_factory=lambda: defaultdict(list))
    dangling: dict[str, list[RelationValue]] = field(default_factory=lambda: defaultdict(list))
    problems: list[Problem] = field(default_factory=list)

    def relations_of(self, key: str) -> list[RelationValue]:
        return [edge.value for edge in self.edges.get(key, ())] + self.dangling.get(key, [])


def read_causes(
    groups: Iterable[tuple[str, Group]], directory: Directory, *, stored: Iterable[tuple[str, str]] = ()
) -> Causes:
    """The graph of (key, group) pairs beside the `stored` (cause, effect) edges of other records.

    Edges that close a cycle, or whose effect ended before its cause began, are reported and left out.
    """
    causes = Causes()
    edges: dict[tuple[str, str], Edge] = {}
    pairs = [(key, group) for key, group in groups if group.kind == EVENT]
    for role in ("causes", "effects"):
        for key, group in pairs:
            for reference in group.record.relations.get(role, ()):
                _take(causes, edges, directory, key, reference, is_cause=role == "causes")
    refused = _cycles(causes, edges, set(stored)) | _out_of_order(causes, edges, directory)
    imported = {key for key, _group in pairs}
    for pair, edge in edges.items():
        if pair in refused:
            continue
        causes.edges[edge.effect].append(edge)
        if len(edge.ends) == 1 and {edge.cause, edge.effect} <= imported:
            silent = edge.effect if edge.ends == {edge.cause} else edge.cause
            first = edge.places[0]
            message = _("Only one end states this causal link; “%(event)s” does not.") % {"event": silent}
            causes.problems.append(
                Problem("one-sided-cause", INFO, first.file, first.line, message, f"{edge.cause} → {edge.effect}")
            )
    return causes


def _take(causes: Causes, edges, directory: Directory, key: str, reference: Reference, *, is_cause: bool) -> None:
    for words, found in directory.resolve(reference):
        if len(found) != 1:
            causes.problems.append(open_reference(reference, words, found))
            if is_cause:
                causes.dangling[key].append(RelationValue(EVENT, words[:200], "", reference.qualifier, reference.note))
            continue
        pair = (found[0], key) if is_cause else (key, found[0])
        edge = edges.setdefault(pair, Edge(*pair))
        edge.places.append(reference)
        edge.ends.add(key)


def _cycles(causes: Causes, edges: dict[tuple[str, str], Edge], stored: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Every edge on a cycle. One finding a cycle, at each place that declares an edge of it, with the path."""
    following: dict[str, set[str]] = defaultdict(set)
    for cause, effect in stored | set(edges):
        following[cause].add(effect)
    round_about = _in_circles(following)
    refused = set()
    for (cause, effect), edge in edges.items():
        if cause not in round_about or effect not in round_about:
            continue
        path = _path(following, effect, cause)
        if path is None:
            continue
        refused.add((cause, effect))
        words = " → ".join([cause, *path])
        for place in edge.places:
            message = _("This causal link closes a circle: %(path)s. It was not stored.") % {"path": words}
            causes.problems.append(
                Problem("causal-cycle", ERROR, place.file, place.line, message, f"{cause} → {effect}")
            )
    return refused


def _in_circles(following: dict[str, set[str]]) -> set[str]:
    """The events that can lie on a circle: what is left when beginnings and ends are taken away again and again."""
    incoming: dict[str, int] = defaultdict(int)
    for effects in following.values():
        for effect in effects:
            incoming[effect] += 1
    left = set(following) & set(incoming)
    ends = [node for node in set(following) | set(incoming) if not incoming.get(node)]
    while ends:
        node = ends.pop()
        left.discard(node)
        for effect in following.get(node, ()):
            incoming[effect] -= 1
            if incoming[effect] == 0:
                ends.append(effect)
    return left


def _path(following: dict[str, set[str]], start: str, goal: str) -> list[str] | None:
    """A shortest way from one event to another along causal links, both included; None when there is none."""
    came_from: dict[str, str | None] = {start: None}
    waiting = [start]
    for node in waiting:
        if node == goal:
            way = [node]
            while (before := came_from[way[-1]]) is not None:
                way.append(before)
            return way[::-1]
        for after in sorted(following.get(node, ())):
            if after not in came_from:
                came_from[after] = node
                waiting.append(after)
    return None


def _out_of_order(causes: Causes, edges: dict[tuple[str, str], Edge], directory: Directory) -> set[tuple[str, str]]:
    """Edges whose effect was over before the cause began. Dates that overlap, as two days of one known month may, are in order."""
    refused = set()
    for (cause, effect), edge in edges.items():
        of_cause, of_effect = dates.bounds(directory.date_of(cause)), dates.bounds(directory.date_of(effect))
        if not (of_cause and of_effect and of_effect[1] and of_cause[0] and of_effect[1] < of_cause[0]):
            continue
        refused.add((cause, effect))
        for place in edge.places:
            message = _(
                "The effect “%(effect)s” (%(late)s) happened before its cause “%(cause)s” (%(early)s). The link was not stored."
            ) % {
                "effect": effect,
                "late": directory.date_of(effect),
                "cause": cause,
                "early": directory.date_of(cause),
            }
            causes.problems.append(
                Problem("effect-before-cause", ERROR, place.file, place.line, message, f"{cause} → {effect}")
            )
    return refused
