"""Bibliographies to take away: BibTeX, CSL-JSON, RIS and plain text, of one source or of many.

Made from CSL items alone, without a database. What a reader may have is decided by whoever calls.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sources.csl import Item
from sources.exporting import bibtex, ris
from sources.formatting import HOUSE, format_items

__all__ = ["FORMATS", "Exported", "Format", "write"]


@dataclass(frozen=True)
class Exported:
    """A source on its way out: its permanent key, CSL-JSON and language (empty: as its own words say)."""

    key: str
    csl: dict
    language: str = ""

    @property
    def item(self) -> Item:
        """The source as a CSL item, its key as ``id``."""
        stated = {"language": self.language} if self.language and not self.csl.get("language") else {}
        return Item({**self.csl, **stated, "id": self.key})


@dataclass(frozen=True)
class Format:
    """A file format: its name on buttons, the ending of its files, and what a browser is told it is."""

    name: str
    ending: str
    content_type: str


#: By ending, in the order of buttons.
FORMATS = {
    each.ending: each
    for each in (
        Format("BibTeX", "bib", "application/x-bibtex; charset=utf-8"),
        Format("CSL-JSON", "json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
        Format("RIS", "ris", "application/x-research-info-systems; charset=utf-8"),
        Format("TXT", "txt", "text/plain; charset=utf-8"),
    )
}


def write(sources: Iterable[Exported], *, ending, style=HOUSE) -> str:
    """Return ``sources`` in their order as one file; ``style`` (see :mod:`sources.formatting`) words plain text.

    Raises KeyError for an ending that is none of FORMATS.
    """
    items = [source.item for source in sources]
    return _WRITERS[ending](items, style)


def _json(items, style) -> str:
    return json.dumps([item.as_csl() for item in items], ensure_ascii=False, indent=2) + "\n"


def _text(items, style) -> str:
    return "".join(f"{text}\n" for text in format_items(items, style=style))


_WRITERS = {
    "bib": lambda items, style: bibtex.write(items),
    "json": _json,
    "ris": lambda items, style: ris.write(items),
    "txt": _text,
}
