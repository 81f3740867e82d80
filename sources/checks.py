"""What can be wrong with citations in a text, and with a source itself.

The checks of citations read ``subject.reading`` (see :mod:`book.reading`): they need its citations and its ``citing``.
"""

from django.utils.translation import gettext_lazy as _

from editorial.checks import Check
from editorial.models import Severity
from sources import keys, reliance
from sources.models import LinkCheck, SourceStatus


class UnknownCitation(Check):
    """``[@key]`` names no source."""

    id = "unknown-citation"
    severity = Severity.ERROR
    sentence = _("There is no source “%(target)s”.")

    def run(self, subject):
        for use, source in _keyed_citations(subject):
            if source is None:
                yield self.problem(line=_line(use), target=use.key)


class UnreleasedCitation(Check):
    """A cited source is neither public nor part of the submission."""

    id = "unreleased-citation"
    severity = Severity.ERROR
    sentence = _("The source “%(target)s” is not public yet. Add it to this submission.")

    def run(self, subject):
        reported = set()
        for use, source in _keyed_citations(subject):
            if source is not None and not source.public and source.key not in reported:
                reported.add(source.key)
                yield self.problem(line=_line(use), target=source.key)
        for key in subject.reading.listed:
            source = subject.reading.citing.find(key)
            if not source.public and key not in reported:
                reported.add(key)
                yield self.problem(target=key)


class AmbiguousCitation(Check):
    """``(Author, Year)`` fits several sources."""

    id = "ambiguous-citation"
    sentence = _("“%(target)s” fits several sources: %(candidates)s. Cite the one you mean by its key.")

    def run(self, subject):
        for use in _written_citations(subject):
            if len(use.candidates) > 1:
                yield self.problem(line=_line(use), target=use.raw, candidates=", ".join(use.candidates))


class UnresolvedCitation(Check):
    """``(Author, Year)`` fits no source."""

    id = "unresolved-citation"
    sentence = _("“%(target)s” fits no known source.")

    def run(self, subject):
        for use in _written_citations(subject):
            if not use.candidates:
                yield self.problem(line=_line(use), target=use.raw)


class OtherNameCited(Check):
    """A citation uses another name of a source."""

    id = "citation-by-other-name"
    severity = Severity.NOTE
    sentence = _("“%(target)s” is another name of the source “%(key)s”.")

    def run(self, subject):
        # The reading already carries the permanent keys; what was typed is kept in the words of the citation.
        for use in subject.reading.rendered.citations:
            if not use.legacy and use.known and use.key not in use.raw:
                yield self.problem(line=_line(use), target=use.raw, key=use.key)


class UncoveredReference(Check):
    """A line of the written reference list stands for no source."""

    id = "reference-without-source"
    sentence = _("This reference has no source record and is shown as written: %(target)s")

    def run(self, subject):
        for entry in subject.reading.bibliography:
            if not entry["key"]:
                yield self.problem(target=entry["text"][:200])


class DeadLinkCited(Check):
    """A cited source's link led nowhere in two runs. Never in the way of publishing."""

    id = "dead-link-cited"
    severity = Severity.NOTE
    sentence = _("The link of the cited source “%(target)s” leads nowhere.")

    def run(self, subject):
        if not subject.item.pk:
            return
        cited = [(use, source.key) for use, source in _keyed_citations(subject) if source is not None]
        if not cited:
            return
        dead = set(_dead_links({key for _use, key in cited}).values_list("item__key", flat=True))
        for use, key in cited:
            if key in dead:
                yield self.problem(line=_line(use), target=key)


def _dead_links(source_keys):
    return LinkCheck.objects.filter(
        item__kind="source", item__key__in=source_keys, failures__gte=LinkCheck.DEAD_AFTER
    )  # fmt: skip


CITATION_CHECKS = (
    UnknownCitation(), UnreleasedCitation(), AmbiguousCitation(), UnresolvedCitation(), OtherNameCited(),
    UncoveredReference(), DeadLinkCited(), *reliance.RELIANCE_CHECKS,
)  # fmt: skip


class SourceWithoutTitle(Check):
    """A source has no title."""

    id = "source-without-title"
    severity = Severity.ERROR
    sentence = _("The source has no title.")

    def run(self, subject):
        if not (subject.snapshot.get("title") or "").strip():
            yield self.problem()


class PlaceholderTitle(Check):
    """A source was made of a citation, and its title is still to be found."""

    id = "source-title-to-verify"
    severity = Severity.ERROR
    sentence = _("The title of the source is still to be filled in: %(target)s")

    def run(self, subject):
        title = subject.snapshot.get("title") or ""
        if "[VERIFY]" in title:
            yield self.problem(target=title)


class SourceWithoutAuthor(Check):
    """A source names nobody."""

    id = "source-without-author"
    sentence = _("The source names no author, editor or organization.")

    def run(self, subject):
        if not keys.first_author(subject.snapshot.get("csl") or {}):
            yield self.problem()


class SourceWithoutYear(Check):
    """A source has no date of publication."""

    id = "source-without-year"
    sentence = _("The source does not say when it was published.")

    def run(self, subject):
        if not keys.year_of(subject.snapshot.get("csl") or {}):
            yield self.problem()


class UnknownRelatedSource(Check):
    """What a source is said to rewrite or depend on has no record."""

    id = "unknown-related-source"
    severity = Severity.ERROR
    sentence = _("There is no source “%(target)s”.")

    def run(self, subject):
        for role in subject.kind.roles:
            for value in subject.snapshot.related(role.name):
                if subject.resolver.find("source", value.key) is None:
                    yield self.problem(target=value.key)


class StandingWithoutProof(Check):
    """A source is called retracted, corrected, superseded or dead, and nothing shows it."""

    id = "standing-without-proof"
    sentence = _("The source is marked “%(status)s”, but neither since when nor what shows it is stated.")

    def run(self, subject):
        stated = subject.snapshot.get("status") or SourceStatus.OK
        told = subject.snapshot.get("status_date") or subject.snapshot.get("status_proof")
        if stated not in (SourceStatus.OK, SourceStatus.PAYWALLED) and not told:
            yield self.problem(status=SourceStatus(stated).label)


class TierWithoutReason(Check):
    """A source has a tier and nobody says why."""

    id = "tier-without-reason"
    severity = Severity.NOTE
    sentence = _("The source is put in tier %(target)s without a reason.")

    def run(self, subject):
        tier = subject.snapshot.get("tier")
        if tier and not (subject.snapshot.get("tier_reason") or "").strip():
            yield self.problem(target=tier)


class DeadLink(Check):
    """The link of a source led nowhere in two runs."""

    id = "dead-link"
    sentence = _("The link leads nowhere, twice in a row: %(target)s")

    def run(self, subject):
        check = _dead_links([subject.item.key]).first() if subject.item.pk else None
        if check is not None and subject.snapshot.get("status") != SourceStatus.DEAD:
            yield self.problem(target=check.url)


SOURCE_CHECKS = (
    SourceWithoutTitle(), PlaceholderTitle(), SourceWithoutAuthor(), SourceWithoutYear(), UnknownRelatedSource(), StandingWithoutProof(),
    TierWithoutReason(), reliance.StandingTouchesTexts(), DeadLink(),
)  # fmt: skip


def _keyed_citations(subject):
    """Yield (use, source or None) of every citation by key."""
    for use in subject.reading.rendered.citations:
        if not use.legacy:
            yield use, subject.reading.citing.find(use.key)


def _written_citations(subject):
    return (use for use in subject.reading.rendered.citations if use.legacy)


def _line(use):
    """The line in the body; None for what stands in the summary before it."""
    return use.line if use.line > 0 else None
