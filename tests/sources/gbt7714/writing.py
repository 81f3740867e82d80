"""Short words for CSL items and for what the formatter makes of them."""

from sources.csl import Item
from sources.gbt7714 import STYLES, reference


def person(family, given="", **parts):
    return {"family": family, "given": given} | {name.replace("_", "-"): words for name, words in parts.items()}


def group(*names):
    return [{"literal": name} for name in names]


def on(*parts):
    return {"date-parts": [list(parts)]}


def item(kind, title, **variables):
    """A CSL item; ``container_title`` stands for ``container-title``, and archive_location for itself."""
    own = {name if name == "archive_location" else name.replace("_", "-"): value for name, value in variables.items()}
    return {"type": kind, "title": title} | own


def both_orders(csl, *, edition=2025):
    """The numeric and the author-date form of an item."""
    return tuple(
        reference(Item(csl), style=STYLES[f"gbt7714-{edition}-{order}"]) for order in ("numeric", "author-date")
    )
