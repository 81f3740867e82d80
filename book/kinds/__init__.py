"""One Kind per noun of the book: what the engine asks about it."""

from book.kinds.book import BookKind
from book.kinds.chapter import ChapterKind
from book.kinds.concept import ConceptKind
from book.kinds.event import EventKind
from book.kinds.organization import OrganizationKind

KINDS = [BookKind, ChapterKind, EventKind, OrganizationKind, ConceptKind]
