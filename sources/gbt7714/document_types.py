"""文献类型和文献载体标识代码: the marks in square brackets after a title (annex B of GB/T 7714-2015).

The edition of 2025 adds PP for preprints.
"""

from sources.gbt7714.entry import Entry

#: CSL type → 文献类型标识. What has no mark of its own is EB where it is read online and Z elsewhere.
#: Laws and papers of governments are 档案, which the standard keeps for files that are to be consulted later.
_MARKS = {
    "article": "PP", "article-journal": "J", "article-magazine": "J", "article-newspaper": "N", "bill": "A",
    "book": "M", "chapter": "M", "classic": "M", "collection": "G", "database": "DB", "dataset": "DS",
    "entry-dictionary": "M", "entry-encyclopedia": "M", "hearing": "A", "legal_case": "A", "legislation": "A",
    "manuscript": "A", "map": "CM", "newspaper": "N", "pamphlet": "A", "paper-conference": "C", "patent": "P",
    "periodical": "J", "personal_communication": "A", "post": "EB", "post-weblog": "EB", "regulation": "A",
    "report": "R", "review": "J", "review-book": "J", "software": "CP", "standard": "S", "thesis": "D",
    "treaty": "A", "webpage": "EB",
}  # fmt: skip
#: What CSL has no type for, told by ``genre`` or by the BibLaTeX entry type that converters keep in ``tex.entrytype``.
_DATABASES = ("database", "数据库")
_FOREIGN = {"archive": "manuscript", "newspaper": "newspaper", "periodical": "periodical"}
#: ``medium`` → 文献载体标识.
_CARRIERS = {
    "MT": ("mt", "magnetic tape", "tape", "磁带"),
    "DK": ("dk", "disk", "diskette", "floppy disk", "磁盘"),
    "CD": ("cd", "cd-rom", "dvd", "光盘"),
    "OL": ("ol", "online", "联机网络", "网络"),
}
_CARRIER = {word: mark for mark, words in _CARRIERS.items() for word in words}


def document_type(entry: Entry) -> str:
    """Return the CSL type, or where CSL has none the better word for it."""
    kind, foreign = entry.item.type, entry.text("tex.entrytype").lower()
    if kind == "dataset" and (foreign in _DATABASES or entry.text("genre").lower() in _DATABASES):
        return "database"
    return kind if kind in _MARKS else _FOREIGN.get(foreign, kind)


def type_mark(entry: Entry) -> str:
    """Return 文献类型标识: M, J, EB, …"""
    mark = _MARKS.get(document_type(entry))
    if is_kept(entry):
        mark = "A"
    if mark is None or (mark == "PP" and entry.style.old):
        mark = "EB" if is_online(entry) else "Z"
    return mark


def is_kept(entry: Entry) -> bool:
    """Whether this is something an archive keeps: CSL has collections, and no type at all for much of the rest."""
    kept = entry.text("archive", "archive-place", "archive_location", "archive_collection")
    return bool(kept) and _MARKS.get(document_type(entry), "G") == "G"


def carrier(entry: Entry) -> str:
    """Return 文献载体标识: OL, CD, DK, MT, or nothing for paper."""
    return _CARRIER.get(entry.text("medium").lower()) or ("OL" if is_online(entry) else "")


def is_online(entry: Entry) -> bool:
    return bool(entry.text("URL", "DOI", "cstr")) or _MARKS.get(entry.item.type) == "EB"


def mark(entry: Entry) -> str:
    """Return both marks in their brackets: ``[M]``, ``[J/OL]``."""
    return f"[{'/'.join(filter(None, (type_mark(entry), carrier(entry))))}]"
