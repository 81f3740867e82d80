"""The tables of the book, one file a noun."""

from book.models.anecdote import Anecdote
from book.models.book import Book, Measure
from book.models.book_file import BookFile, FileFormat, FileState
from book.models.causal_link import CausalLink
from book.models.chapter import Chapter, ChapterRole
from book.models.concept import Concept, ConceptKind
from book.models.event import CausalRelation, Event, EventType, Significance, Verification
from book.models.finding_basis import FindingBasis, LookedUp
from book.models.importing import ImportBatch, ImportedFile, ImportedRecord
from book.models.organization import Organization
from book.models.search_gram import SearchGram
from book.models.search_section import SearchSection
from book.models.timeline import Timeline, TimelineScope
from book.models.word_count import CountOf, WordCount

__all__ = [
    "Anecdote", "Book", "BookFile", "CausalLink", "CausalRelation", "Chapter", "ChapterRole", "Concept", "ConceptKind", "CountOf",
    "Event", "EventType", "FileFormat", "FileState", "FindingBasis", "ImportBatch", "ImportedFile", "ImportedRecord", "LookedUp", "Measure",
    "Organization", "SearchGram", "SearchSection", "Significance", "Timeline", "TimelineScope", "Verification", "WordCount",
]  # fmt: skip
