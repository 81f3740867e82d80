"""A list of CSL items as references in one style: the house's own or one of GB/T 7714."""

from dataclasses import dataclass

from sources import csl, gbt7714, styles

HOUSE = "house"
#: The names of all styles.
STYLE_NAMES = (HOUSE, *gbt7714.STYLES)


@dataclass(frozen=True)
class Formatted:
    """``references`` are ``{"id", "text"}`` in the order of the list; ``problems`` are (index from 0, reason)."""

    references: list[dict]
    problems: list[tuple[int, str]]


def format_references(data, *, style) -> Formatted:
    """Return the references of a CSL-JSON list. What is no item is a problem, and the others are formatted.

    ``style`` is one of STYLE_NAMES. Raises :class:`sources.csl.NotAnItem` when ``data`` is no list at all.
    """
    found, problems = csl.read_list(data)
    items = [item for _index, item in found]
    texts = format_items(items, style=style)
    references = [{"id": item.id, "text": text} for item, text in zip(items, texts, strict=True)]
    return Formatted(references, problems)


def format_items(items, *, style) -> list[str]:
    """Return the references of CSL items in their order."""
    return _house(items) if style == HOUSE else gbt7714.bibliography(items, style=gbt7714.STYLES[style])


def _house(items) -> list[str]:
    written = [item.as_csl() for item in items]
    letters = styles.letters({index: (entry, "") for index, entry in enumerate(written)})
    return [styles.reference(entry, letter=letters.get(index, "")) for index, entry in enumerate(written)]
