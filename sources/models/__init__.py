"""The tables of the sources, one file a noun."""

from sources.models.citation import IN_TEXT, Citation, DraftCitation
from sources.models.link_check import LinkCheck, LinkOutcome
from sources.models.look_up import LookUp, LookUpState
from sources.models.source import Source, SourceStatus, Tier
from sources.models.source_import import SourceImport
from sources.models.source_text import SourceText

__all__ = [
    "IN_TEXT", "Citation", "DraftCitation", "LinkCheck", "LinkOutcome", "LookUp", "LookUpState", "Source",
    "SourceImport", "SourceStatus", "SourceText", "Tier",
]  # fmt: skip
