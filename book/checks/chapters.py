"""What a chapter's manuscript claims about itself, against what is there."""

import re

from django.utils.translation import gettext_lazy as _

from book.models import Book, Measure
from editorial.checks import Check

#: A declared count may be this far from ours, as a share, before anybody is told.
TOLERANCE = 0.10
_STANDING = re.compile(
    r"[✅✔✓☑⚠❓❌]|核实|证实|查证|验证|未经|传闻|存疑|单源|verified|confirmed|unverified|rumou?r", re.IGNORECASE
)
_END = re.compile(r"^(?:#{1,6}\s|-{3,}\s*$|\*{3,}\s*$)")


class HeadingNumber(Check):
    """The heading gives another number than the record."""

    id = "heading-number"
    sentence = _("The heading says chapter %(found)s; the record says %(target)s. Readers see the record's number.")

    def run(self, subject):
        found = subject.reading.rendered.furniture.title_number
        number = subject.snapshot.get("number")
        if found is not None and number is not None and found != number:
            yield self.problem(line=_title_line(subject), target=number, found=found)


class DeclaredWords(Check):
    """The manuscript declares another length than we count."""

    id = "declared-words"
    sentence = _("The manuscript declares %(target)s words; we count %(counted)s.")

    def run(self, subject):
        declared, counted = subject.snapshot.get("declared_words"), subject.reading.count.words
        if declared and abs(declared - counted) > TOLERANCE * max(counted, 1):
            yield self.problem(target=declared, counted=counted)


class DeclaredAnecdotes(Check):
    """The manuscript declares another number of anecdotes than we find."""

    id = "declared-anecdotes"
    sentence = _("The manuscript declares %(target)s anecdotes; we find %(found)s.")

    def run(self, subject):
        declared, found = subject.snapshot.get("declared_anecdotes"), len(_anecdotes(subject))
        if declared is not None and declared != found:
            yield self.problem(target=declared, found=found)


class WordTarget(Check):
    """A chapter is shorter or longer than its book wants."""

    id = "word-target"
    sentence = _("%(counted)s words; the book wants %(target)s.")

    def run(self, subject):
        if subject.snapshot.get("role") != "main" or not subject.item.collection_id:
            return
        book = Book.objects.only("word_target_min", "word_target_max", "word_measure").filter(
            item=subject.item.collection_id
        ).first()  # fmt: skip
        if book is None:
            return
        count = subject.reading.count
        counted = count.han if book.word_measure == Measure.CJK else count.words
        least, most = book.word_target_min, book.word_target_max
        if (least and counted < least) or (most and counted > most):
            yield self.problem(target=f"{least or 0}–{most}" if most else f"≥ {least}", counted=counted)


class UnmarkedAnecdote(Check):
    """An anecdote does not say how far it is verified; readers see it as unverified."""

    id = "unmarked-anecdote"
    sentence = _("The anecdote “%(target)s” does not say whether it is verified; it is shown as unverified.")

    def run(self, subject):
        lines = (subject.snapshot.get("body") or "").splitlines()
        for anecdote in _anecdotes(subject):
            if anecdote.verification == "unverified" and not _says_its_standing(lines, anecdote.line):
                yield self.problem(line=anecdote.line or None, target=anecdote.title)


def _anecdotes(subject):
    return subject.reading.rendered.furniture.anecdotes


def _title_line(subject):
    lines = (subject.snapshot.get("body") or "").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith("# ")), None)


def _says_its_standing(lines, first) -> bool:
    """Whether the lines of an anecdote, from its heading to the next rule or heading, carry a mark."""
    heading, *rest = lines[first - 1 :] if first else [""]
    end = next((index for index, line in enumerate(rest) if _END.match(line)), len(rest))
    return any(_STANDING.search(line) for line in (heading, *rest[:end]))
