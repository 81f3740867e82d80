"""The words of citations and bibliographies. The house style: author and year in the text, the author-date form of
GB/T 7714-2025 in the bibliography; a book may choose another (see :mod:`sources.manners`).

Each entry speaks its own language (等 or et al.), whatever the text around it speaks; Chinese names are written
without a space.
"""

import re

from sources import filing, gbt7714, keys
from sources.csl import Item

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_WORDS = {
    "zh": {"others": "等", "nobody": "佚名", "undated": "无日期"},
    "en": {"others": "et al.", "nobody": "Anon", "undated": "n.d."},
}


def language_of(csl, language="") -> str:
    """Return the language an entry is written in: its own word for it, else ``zh`` or ``en`` by its letters."""
    return Item({**csl, "language": language} if language else csl).language


def _words(csl, language):
    return _WORDS["en" if language_of(csl, language) == "en" else "zh"]


# In the text


def short_authors(csl, *, language="") -> str:
    """Return the authors as a citation names them: one, two, or the first and 等 / et al."""
    names = keys.authors_of(csl)
    words = _words(csl, language)
    if not names:
        return _plain(csl.get("title-short") or csl.get("title") or "")[:30] or words["nobody"]
    shown = [_short(name) for name in names]
    if len(shown) > 2 or (csl.get("custom") or {}).get("et_al"):
        tight = words is _WORDS["zh"] and _HAN.search(shown[0][-1:])
        return shown[0] + ("" if tight else " ") + words["others"]
    return ("、" if _HAN.search(shown[0]) else " & ").join(shown)


def _short(name) -> str:
    family, given = name.get("family") or "", name.get("given") or ""
    if name.get("literal"):
        return name["literal"]
    if _HAN.search(family + given):
        return family + given
    return " ".join(filter(None, (name.get("non-dropping-particle"), family or given)))


def shown_year(csl, *, language="", letter="") -> str:
    """Return the year with its letter; ``[2025]`` from the day of access, 无日期 / n.d. where nothing is known."""
    year = keys.year_of(csl)
    if year:
        return year + letter
    accessed = keys.year_of({"issued": csl.get("accessed") or {}})
    return f"[{accessed}{letter}]" if accessed else _words(csl, language)["undated"] + letter


def inline(csl, *, language="", letter="", year_only=False, comma=", ") -> str:
    """Return the words of a citation without brackets: ``李彦宏等, 2023a``."""
    year = shown_year(csl, language=language, letter=letter)
    return year if year_only else f"{short_authors(csl, language=language)}{comma}{year}"


def letters(sources) -> dict[str, str]:
    """Return {key: letter} for those of ``sources`` ({key: (csl, language)}) that would read alike in the text.

    Letters that the sources bring along (``year-suffix``) are kept where they tell all of a group apart; otherwise
    they are given by title.
    """
    alike: dict[str, list[str]] = {}
    for key, (csl, language) in sources.items():
        alike.setdefault(inline(csl, language=language), []).append(key)
    given = {}
    for group in alike.values():
        if len(group) > 1:
            given.update(_letters_of(group, sources))
    return given


def _letters_of(group, sources):
    own = {key: str(sources[key][0].get("year-suffix") or "") for key in group}
    if all(own.values()) and len(set(own.values())) == len(group):
        return own
    ordered = sorted(group, key=lambda key: (filing.place(sources[key][0]), key))
    return {key: _letter(place) for place, key in enumerate(ordered)}


def _letter(place) -> str:
    head, last = divmod(place, 26)
    return (_letter(head - 1) if head else "") + chr(ord("a") + last)


# In the bibliography


def reference(csl, *, language="", letter="", style=gbt7714.STYLES["gbt7714-2025-author-date"]) -> str:
    """Return one entry of the bibliography as plain text; ``letter`` tells it apart in an author-date style."""
    item = Item({**csl, "language": language_of(csl, language)})
    return gbt7714.reference(item, style=style, letter=letter)


def address(csl) -> str:
    """Return where the source can be read: its URL, else the resolver of its DOI."""
    if csl.get("URL"):
        return str(csl["URL"])
    return f"https://doi.org/{csl['DOI']}" if csl.get("DOI") else ""


def _plain(text) -> str:
    return " ".join(_TAG.sub("", str(text or "")).split())
