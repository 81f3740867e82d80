"""Dates that cannot be read or contradict each other."""

from weakref import WeakKeyDictionary

from django.utils.translation import gettext_lazy as _

from book import causality, dates
from editorial.checks import Check
from editorial.models import Severity


class UnreadableDate(Check):
    """The date of an event, or one of its disputed dates, is no EDTF."""

    id = "unreadable-date"
    severity = Severity.ERROR
    sentence = _("“%(target)s” is not a date that can be read.")

    def run(self, subject):
        disputed = [each.get("date") or "" for each in subject.snapshot.get("disputed_dates") or []]
        for value in dict.fromkeys(filter(None, [subject.snapshot.get("date"), *disputed])):
            if not dates.is_readable(value):
                yield self.problem(target=value)


class MissingDate(Check):
    """An event does not say when."""

    id = "missing-date"
    sentence = _("The event has no date.")

    def run(self, subject):
        if not subject.snapshot.get("date"):
            yield self.problem()


class UnreadablePeriod(Check):
    """The period of a chapter is words, so it stands on no timeline."""

    id = "unreadable-period"
    sentence = _("The period “%(target)s” cannot be shown on a timeline. Write it as 2023/2024 or 2017-06/2018.")

    def run(self, subject):
        period = subject.snapshot.get("period")
        if period and not dates.is_readable(period):
            yield self.problem(target=period)


class CausalContradiction(Check):
    """A cause comes after its effect, or the causes run in a circle, as the drafts stand now."""

    id = "causal-contradiction"
    severity = Severity.ERROR
    sentence = _("%(reason)s")

    def __init__(self):
        self._graphs = WeakKeyDictionary()

    def run(self, subject):
        causes = [named.key for named in subject.reading.named.get("causes", ())]
        if not causes:
            return
        found = causality.objections(
            key=subject.item.key,
            date=subject.snapshot.get("date"),
            causes=causes,
            graph=self._graph(subject.resolver),
        )
        for objection in found:
            yield self.problem(target=objection.key, reason=objection.sentence)

    def _graph(self, resolver):
        """Return the graph, read once for each resolver: for each set that is judged."""
        if resolver not in self._graphs:
            self._graphs[resolver] = causality.LoadedGraph()
        return self._graphs[resolver]
