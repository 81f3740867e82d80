"""RIS: one tag to a line (the format of reference managers; Research Information Systems, 2001 and 2011)."""

from sources.csl import Item, Name

_TYPES = {
    "article": "UNPB", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "broadcast": "MPCT", "chapter": "CHAP", "dataset": "DATA",
    "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "interview": "PCOMM", "legal_case": "CASE",
    "legislation": "STAT", "manuscript": "UNPB", "map": "MAP", "motion_picture": "MPCT", "paper-conference": "CPAPER",
    "patent": "PAT", "personal_communication": "PCOMM", "post": "ELEC", "post-weblog": "BLOG", "report": "RPRT",
    "review": "JOUR", "software": "COMP", "standard": "STAND", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
_ROLES = {"AU": "author", "A2": "editor", "A4": "translator"}
_TAGS = {
    "TI": "title", "T2": "container-title", "T3": "collection-title", "VL": "volume", "ET": "edition",
    "PB": "publisher", "CY": "publisher-place", "DO": "DOI", "UR": "URL", "LA": "language", "M3": "genre",
}  # fmt: skip


def write(items: list[Item]) -> str:
    """Return one record for each item. Lines end in CR LF, as the format asks."""
    return "".join(f"{line}\r\n" for item in items for line in _record(item))


def _record(item):
    yield f"TY  - {_TYPES.get(item.type) or ('ELEC' if item.text('URL') else 'GEN')}"
    yield from _tagged([("ID", item.id)])
    for tag, role in _ROLES.items():
        yield from _tagged((tag, _name(person)) for person in item.names(role))
    yield from _tagged((tag, item.text(variable)) for tag, variable in _TAGS.items())
    first, _dash, last = item.text("page").replace("–", "-").replace("—", "-").partition("-")
    number = item.text("issue") or item.text("number")
    standard = item.text("ISBN") or item.text("ISSN")
    yield from _tagged([("IS", number), ("SP", first.strip()), ("EP", last.strip("- ")), ("SN", standard)])
    issued, accessed = item.date("issued"), item.date("accessed")
    if issued:
        yield from _tagged([("PY", issued.year), ("DA", _day(issued) or issued.words)])
    if accessed:
        yield from _tagged([("Y2", _day(accessed))])
    yield "ER  - "
    yield ""


def _tagged(pairs):
    return (f"{tag}  - {words}" for tag, words in pairs if words)


def _day(date) -> str:
    """Return ``2017/06/12``; what is not known stays empty between the bars: ``2017/06/``."""
    if not date.start:
        return ""
    year, month, day = (*date.start, 0, 0)[:3]
    return f"{year:04d}/{month or 0:02d}/{day or 0:02d}".replace("/00", "/")


def _name(person: Name) -> str:
    """Return ``Family, Given, Suffix``; organizations and names that are not to be cut as they are."""
    if person.literal:
        return person.literal
    family = " ".join(filter(None, (person.particle or person.dropping, person.family)))
    return ", ".join(filter(None, (family, person.given, person.suffix)))
