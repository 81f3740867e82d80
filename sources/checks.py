"""What can be wrong with citations in a text, and with a source itself.

The checks of citations read ``subject.reading`` (see :mod:`book.reading`): they need its citations and its ``citing``.
"""

from django.utils.translation import gettext_lazy as _

from editorial.checks import Check
from editorial.models import Severity
from sources import keys


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


CITATION_CHECKS = (
    UnknownCitation(), UnreleasedCitation(), AmbiguousCitation(), UnresolvedCitation(), OtherNameCited(),
    UncoveredReference(),
)  # fmt: skip


class SourceWithoutTitle(Check):
    """A source has no title."""

    id = "source-without-title"
    severity = Severity.ERROR
    sentence = _("The source has no title.")

    def run(self, subject):
        if not (subject.snapshot.get("title") or "").strip():
            yield self.problem()


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


SOURCE_CHECKS = (SourceWithoutTitle(), SourceWithoutAuthor(), SourceWithoutYear())


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
