"""The tables of the sources, one file a noun."""

from sources.models.citation import IN_TEXT, Citation, DraftCitation
from sources.models.source import Source

__all__ = ["IN_TEXT", "Citation", "DraftCitation", "Source"]
