"""The desk of the book: one admin a noun. May import: ``book``, ``sources``, ``editorial``."""

from book.admin import books, chapters, concepts, events, imports, organizations  # noqa: F401  (importing registers)
