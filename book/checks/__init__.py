"""The checks of the book, one small class each, listed here by the kind they look at."""

from book.checks import chapters, concepts, dates, outlines, references
from sources.checks import CITATION_CHECKS

#: Every text of the book.
TEXT = (
    references.EmptyTitle(), references.VerifyMark(), references.UnknownReference(), references.UnreleasedReference(),
    references.BrokenLink(), concepts.RejectedForm(), *CITATION_CHECKS,
)  # fmt: skip

BOOK = (*TEXT, outlines.UnreadableOutline(), outlines.UnknownChapter(), outlines.UnplacedChapter())
CHAPTER = (
    *TEXT, references.UnresolvedListEntry(), dates.UnreadablePeriod(), chapters.HeadingNumber(),
    chapters.DeclaredWords(), chapters.DeclaredAnecdotes(), chapters.WordTarget(), chapters.UnmarkedAnecdote(),
)  # fmt: skip
EVENT = (*TEXT, references.DanglingRelation(), dates.UnreadableDate(), dates.MissingDate(), dates.CausalContradiction())
ORGANIZATION = (*TEXT, references.DanglingRelation())
CONCEPT = (*TEXT, references.DanglingRelation())
