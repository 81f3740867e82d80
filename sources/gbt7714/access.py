"""获取和访问路径与数字对象唯一标识符: where a source is read online (8.6 and 8.7 of GB/T 7714-2015)."""

import re

from sources.gbt7714.entry import Entry

_BEFORE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_BEFORE_CSTR = re.compile(r"(?:https?://(?:www\.)?cstr\.cn/|cstr:\s*)", re.IGNORECASE)


def access(entry: Entry) -> list[str]:
    """Return the address and the identifiers that it does not hold already (8.7)."""
    address = entry.text("URL")
    doi = _BEFORE_DOI.sub("", entry.text("DOI"), count=1)
    cstr = _BEFORE_CSTR.sub("", entry.text("cstr"), count=1)
    named = [("DOI", doi), ("CSTR", cstr)]
    known = address.lower()
    return [address, *(f"{kind}:{number}" for kind, number in named if number and number.lower() not in known)]
