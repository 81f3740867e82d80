"""What a text refers to: records that must exist, be readable, and have a name to be shown by."""

import re

from django.utils.translation import gettext_lazy as _

from editorial.checks import Check
from editorial.models import Severity

_VERIFY = re.compile(r"[\[【［]\s*(?:VERIFY|TODO|待核实|待查证)\b[^\]】］\n]*[\]】］]", re.IGNORECASE)


def line_of(use):
    """Return the line of the body something stands on; None for what stands before the body."""
    return use.line if use.line and use.line > 0 else None


class EmptyTitle(Check):
    """A record has no title."""

    id = "empty-title"
    severity = Severity.ERROR
    sentence = _("The title is empty.")

    def run(self, subject):
        if not subject.kind.titles(subject.snapshot)[0].strip():
            yield self.problem()


class VerifyMark(Check):
    """The author left a mark to check something: ``[VERIFY]``."""

    id = "verify-mark"
    severity = Severity.ERROR
    sentence = _("A mark to check something is still in the text: %(target)s")

    def run(self, subject):
        text, first_line = subject.kind.source_text(subject.snapshot)
        for offset, line in enumerate(text.splitlines()):
            for mark in _VERIFY.finditer(line):
                number = first_line + offset
                yield self.problem(line=number if number > 0 else None, target=mark[0])


class UnknownReference(Check):
    """``[[kind:key]]`` names no record."""

    id = "unknown-reference"
    severity = Severity.ERROR
    sentence = _("There is no record “%(target)s”.")

    def run(self, subject):
        for use in subject.reading.rendered.references:
            if not use.known:
                yield self.problem(line=line_of(use), target=f"{use.kind}:{use.key}")


class UnreleasedReference(Check):
    """``[[kind:key]]`` without words of its own names a record whose title readers cannot see yet."""

    id = "unreleased-reference"
    severity = Severity.ERROR
    sentence = _(
        "“%(target)s” is not public yet, so there is no title to show. Add it to this submission or give it words."
    )

    def run(self, subject):
        for use in subject.reading.rendered.references:
            if not use.known or use.origin != "bracket":
                continue
            target = subject.resolver.find(use.kind, use.key)
            if target is not None and not target.public and self._has_no_words(subject, use, target):
                yield self.problem(line=line_of(use), target=f"{use.kind}:{use.key}")

    @staticmethod
    def _has_no_words(subject, use, target):
        """Whether the words are a key: the target's own, or another name under which it was found."""
        if use.label == target.key or target.key.endswith(f"/{use.label}"):
            return True
        found = subject.resolver.find(use.kind, use.label)
        return found is not None and found.key == target.key


class DanglingRelation(Check):
    """A record's list names something that does not exist."""

    id = "dangling-relation"
    severity = Severity.ERROR
    sentence = _("“%(role)s” names “%(target)s”, which does not exist.")

    def run(self, subject):
        for role, values in subject.reading.named.items():
            for named in values:
                if named.target is None:
                    yield self.problem(
                        target=f"{named.value.kind}:{named.value.key}", role=str(subject.kind.role(role).label)
                    )


class UnresolvedListEntry(DanglingRelation):
    """A chapter's list names something that does not exist; it may be an idea that nobody has written down yet."""

    id = "unresolved-list-entry"
    severity = Severity.WARNING
    sentence = _("The list “%(role)s” names “%(target)s”, which does not exist.")


class BrokenLink(Check):
    """A link or image leads to no page of the book."""

    id = "broken-link"
    sentence = _("The link “%(target)s” leads nowhere.")

    def run(self, subject):
        for link in subject.reading.rendered.links:
            if link.broken:
                yield self.problem(line=line_of(link), target=link.href[:300])
