"""主要责任者与其他责任者: who a source is by (8.1 of GB/T 7714-2015).

Personal names have the family name first (8.1.1), up to three are named and 等 / et al. stands for the rest (8.1.2);
without anybody, the numeric order starts with the title and the author-date order with 佚名 / Anon (8.1.3).
"""

import re

from sources.csl import Name
from sources.gbt7714.entry import Entry

_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_BETWEEN_GIVEN = re.compile(r"[\s.·-]+")
#: Who answers for a source when nobody is called its author, the likeliest first.
_RESPONSIBLE = (
    "author", "editor", "compiler", "director", "composer", "performer", "illustrator", "script-writer", "organizer",
    "chair", "curator", "contributor", "series-creator",
)  # fmt: skip
_OF_THE_WHOLE = ("editor", "compiler")
#: What a body with authority issues, which CSL names apart from authors.
_OF_AUTHORITIES = frozenset(("bill", "hearing", "legal_case", "legislation", "regulation", "treaty"))
#: So many are named before 等 or et al. (8.1.2).
NAMED = 3


def principal(entry: Entry) -> str:
    """Return 主要责任者, or nothing."""
    return name_list(entry, principal_names(entry), more=entry.item.has_unnamed_authors)


def principal_names(entry: Entry) -> tuple[Name, ...]:
    """Return the names that 主要责任者 are taken from; the editors of the work a part stands in are not its own."""
    within = entry.text("container-title")
    roles = (role for role in _RESPONSIBLE if not (within and role in _OF_THE_WHOLE))
    named = next(filter(None, map(entry.item.names, roles)), ())
    if not named and entry.item.type in _OF_AUTHORITIES and entry.text("authority"):
        return (Name(literal=entry.text("authority")),)
    return named


def host(entry: Entry) -> str:
    """Return those responsible for the work a part stands in."""
    roles = ("container-author", "editor", "editorial-director", "collection-editor")
    return name_list(entry, next(filter(None, map(entry.item.names, roles)), ()))


def translators(entry: Entry) -> str:
    """Return 其他责任者 with their part: ``甲，乙，译``.

    After 等 the edition of 2015 has no comma: ``甲，乙，丙，等译``.
    """
    names = entry.item.names("translator")
    if not names:
        return ""
    written = name_list(entry, names)
    direct = entry.style.old and written.endswith("等")
    return written + ("" if direct else entry.marks.comma) + entry.words.translated


def name_list(entry: Entry, names, *, more=False) -> str:
    """Write up to three names; 等 or et al. tells of others, whether they are listed or ``more`` is all we know."""
    written = [write_name(name, capitals=entry.style.old) for name in names[:NAMED]]
    others = len(names) > NAMED or (more and bool(written))
    return entry.marks.comma.join([*written, *([entry.words.others] if others else [])])


def write_name(name: Name, *, capitals=False) -> str:
    """Return ``von Neumann J``, ``李彦宏``, ``Steele G L Jr``, or the organization.

    Given names are their initials without full stops where the script has capital letters. ``capitals`` sets the
    family name in them, as the edition of 2015 does (8.1.1).
    """
    if name.literal:
        return name.literal
    if _EAST_ASIAN.search(name.family) and (not name.given or _EAST_ASIAN.search(name.given)):
        return name.family + name.given
    family = " ".join(filter(None, (name.particle, name.family)))
    if capitals:
        family = family.upper()
    return " ".join(filter(None, (family, initials(name.given), name.dropping, name.suffix)))


def initials(given) -> str:
    """Return ``D J`` for ``David J.``; names in scripts without capital letters stay whole."""
    parts = [part for part in _BETWEEN_GIVEN.split(given) if part]
    return " ".join(part if part[0].upper() == part[0].lower() else part[0].upper() for part in parts)
