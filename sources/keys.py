"""Citation keys, and what the `(Author, Year)` of older manuscripts may mean.

A key is taken as written (NFKC, without ``@``). Author and year only ever suggest: the index returns every source
that fits, and whoever asks decides what two of them mean.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass

_NOT_LETTERS = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_OTHERS = re.compile(r"\s*(?:[,，、]\s*)?(?:\bet\s+al\b\.?|等人?|\band\s+others\b)\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:&|＆|;|；|、|，|\band\b|和|与|及)\s*|,\s+(?=\S{2,})")
_YEAR = re.compile(r"(\d{4})([a-z]?)")


def normalise(key) -> str:
    """Return a citation key as it is stored: NFKC, trimmed, without a leading ``@``."""
    return unicodedata.normalize("NFKC", str(key)).strip().lstrip("@").strip()


def fold(name) -> str:
    """Return a name for comparison: letters and digits only, lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", name).replace("ł", "l").replace("Ł", "L")
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", plain)).casefold()


def name_forms(name) -> list[str]:
    """Return the folded forms a CSL name may be cited by: surname, whole name in either order, organization."""
    literal = name.get("literal") or ""
    family, given = name.get("family") or "", name.get("given") or ""
    if literal:
        return [fold(literal)]
    particle = name.get("non-dropping-particle") or ""
    forms = [family, f"{particle} {family}", f"{family} {given}", f"{given} {family}"]
    return [form for form in dict.fromkeys(fold(form) for form in forms) if form]


def year_of(csl) -> str:
    """Return the year a source was issued, as four digits or as written; empty when nobody says."""
    issued = csl.get("issued") or {}
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    if parts and parts[0] and parts[0][0]:
        return str(parts[0][0])
    written = str(issued.get("raw") or issued.get("literal") or "") if isinstance(issued, dict) else str(issued)
    found = _YEAR.search(written)
    return found[1] if found else written.strip()[:16]


def authors_of(csl) -> list[dict]:
    """Return the CSL names responsible for a source: authors, else editors."""
    names = csl.get("author") or csl.get("editor") or []
    return [name for name in names if isinstance(name, dict)]


def first_author(csl) -> str:
    """Return the word a bibliography files the source under: surname, full Chinese name, or organization."""
    names = authors_of(csl)
    if not names:
        return ""
    name = names[0]
    family, given = name.get("family") or "", name.get("given") or ""
    if name.get("literal"):
        return name["literal"]
    return family + given if _HAN.search(family) else family or given


@dataclass(frozen=True)
class Written:
    """An author-year citation as somebody wrote it: folded names, whether others follow, year, letter."""

    names: tuple[str, ...]
    others: bool
    year: str
    letter: str


def read_author_year(authors, year) -> Written:
    """Take ``Vaswani et al.`` and ``2017a`` apart."""
    alone = _OTHERS.sub("", authors)
    found = _YEAR.fullmatch(year.strip())
    whole = fold(alone)
    pieces = [fold(piece) for piece in _BETWEEN.split(alone)]
    # The whole comes first: an organization may have a comma or an “and” in its name.
    names = tuple(dict.fromkeys(name for name in (whole, *pieces) if name))
    return Written(names, alone != authors, found[1] if found else year.strip(), found[2] if found else "")


def split_authors(authors) -> list[str]:
    """Return the names of ``Vaswani & Shazeer et al.`` as written, without what stands for others."""
    return [piece.strip() for piece in _BETWEEN.split(_OTHERS.sub("", authors)) if piece and piece.strip()]


class AuthorYearIndex:
    """Sources by author and year: built once, asked for every legacy citation."""

    def __init__(self, sources):
        """``sources`` is an iterable of (key, CSL)."""
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._csl = {}
        for key, csl in sorted(sources, key=lambda source: source[0]):
            names = authors_of(csl)
            if not names:
                continue
            self._csl[key] = csl
            for form in name_forms(names[0]):
                self._by_name[form, year_of(csl)].append(key)

    def candidates(self, authors, year) -> tuple[str, ...]:
        """Return the keys of the sources that ``(authors, year)`` can mean, in the order of the keys.

        The first author and the year must fit. Where several do, a second author, ``et al.`` and the letter of the
        year are used to tell them apart; what they cannot decide stays undecided.
        """
        written = read_author_year(authors, year)
        found = next((keys for name in written.names[:2] if (keys := self._by_name.get((name, written.year)))), [])
        for fits in (self._same_letter, self._same_company):
            if len(found) > 1:
                found = [key for key in found if fits(self._csl[key], written)] or found
        return tuple(found)

    @staticmethod
    def _same_letter(csl, written):
        return bool(written.letter) and csl.get("year-suffix") == written.letter

    @staticmethod
    def _same_company(csl, written):
        names = authors_of(csl)
        if written.others:
            return len(names) > 2 or bool((csl.get("custom") or {}).get("et_al"))
        second = written.names[2] if len(written.names) > 2 else ""
        if second:
            return len(names) > 1 and second in name_forms(names[1])
        return len(names) == 1
