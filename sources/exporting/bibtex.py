"""BibTeX, with the fields of BibLaTeX where BibTeX has none (https://ctan.org/pkg/biblatex, sections 2.1 and 2.2)."""

import re
import unicodedata

from sources.csl import Item, Name

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "collection": "collection", "dataset": "dataset", "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference", "paper-conference": "inproceedings", "patent": "patent",
    "periodical": "periodical", "post": "online", "post-weblog": "online", "report": "report", "review": "article",
    "software": "software", "standard": "standard", "thesis": "thesis", "webpage": "online",
}  # fmt: skip
#: BibTeX field → CSL variables, the first that says something.
_FIELDS = {
    "edition": ("edition",), "volume": ("volume",), "pages": ("page",), "publisher": ("publisher",),
    "location": ("publisher-place",), "series": ("collection-title",), "version": ("version",), "isbn": ("ISBN",),
    "issn": ("ISSN",), "doi": ("DOI",), "url": ("URL",), "langid": ("language",),
}  # fmt: skip
_ROLES = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
#: What these hold is read to the letter; everything else is typeset.
_VERBATIM = frozenset(("doi", "url"))
#: Braces are named, not escaped: BibTeX counts an escaped one too, and a single one would swallow the file.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
}  # fmt: skip
_ESCAPED = str.maketrans(_SPECIAL)
#: In an address these would end the field or begin a comment; percent signs in BibTeX do neither.
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20", "\n": "", "\r": ""})
_NOT_IN_KEYS = re.compile(r"""[\s,{}()"'#%=~\\@]+""")
_AND = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_RANGE = re.compile(r"\s*[-–—−‐‑]+\s*")


def write(items: list[Item]) -> str:
    """Return one entry for each item, apart by blank lines; keys stay unique."""
    taken: set[str] = set()
    return "\n\n".join(_entry(item, _key(item, taken)) for item in items) + ("\n" if items else "")


def _key(item, taken) -> str:
    """Return the item's key without what BibTeX would trip over; a second one of the same name gets a number."""
    wanted = _NOT_IN_KEYS.sub("-", unicodedata.normalize("NFC", item.id)).strip("-") or "source"
    name, count = wanted, 1
    while name.casefold() in taken:
        count += 1
        name = f"{wanted}-{count}"
    taken.add(name.casefold())
    return name


def _entry(item, key) -> str:
    kind = _TYPES.get(item.type) or ("online" if item.text("URL") else "misc")
    lines = [f"  {name} = {{{value}}}" for name, value in _fields(item, kind).items() if value]
    return f"@{kind}{{{key},\n" + "".join(f"{line},\n" for line in lines) + "}"


def _fields(item, kind) -> dict:
    found = {role: names(item.names(variable)) for role, variable in _ROLES.items()}
    if item.has_unnamed_authors and found["author"]:
        found["author"] += " and others"
    # Doubled braces keep capitals the way they are in every style.
    found["title"] = f"{{{escape(item.text('title'))}}}" if item.text("title") else ""
    within = "journaltitle" if kind == "article" else "booktitle"
    found[within] = escape(item.text("container-title", "event-title"))
    found |= _dates(item)
    for field, variables in _FIELDS.items():
        value = next(filter(None, map(item.text, variables)), "")
        found[field] = value.translate(_ADDRESS) if field in _VERBATIM else escape(value)
    found["pages"] = _RANGE.sub("--", found["pages"])
    found["number"] = escape(item.text("issue") or item.text("number"))
    found["type"] = escape(item.text("genre"))
    if item.text("archive").lower() == "arxiv":
        found |= {"eprint": escape(item.text("archive_location")), "eprinttype": "arxiv"}
    return found


def _dates(item) -> dict:
    issued, accessed = item.date("issued"), item.date("accessed")
    found = {"date": "", "year": "", "urldate": ""}
    if issued and issued.start:
        mark = "~" if issued.approximate else ""
        last = "-".join(f"{part:02d}" for part in issued.end)
        found["date"] = issued.day + mark + (f"/{last}" if last else "/" if issued.ongoing else "")
        found["year"] = issued.year  # BibTeX itself knows no date
    elif issued:
        found["year"] = escape(issued.words)
    if accessed and accessed.start:
        found["urldate"] = accessed.day
    return found


def names(people: tuple[Name, ...]) -> str:
    """Return names the way BibTeX takes them apart again: ``von Neumann, John and {OpenAI}``."""
    return " and ".join(filter(None, map(_name, people)))


def _name(person) -> str:
    if person.literal or not (person.given or person.suffix or person.dropping):
        return f"{{{escape(person.literal or ' '.join(filter(None, (person.particle, person.family))))}}}"
    family = " ".join(filter(None, (person.particle or person.dropping, person.family)))
    return ", ".join(_part(part) for part in (family, person.suffix, person.given) if part)


def _part(words) -> str:
    """Braces hold together what a comma or the word *and* would split."""
    written = escape(words)
    return f"{{{written}}}" if "," in words or _AND.search(words) else written


def escape(text) -> str:
    """Return ``text`` as TeX typesets it: every special character written out, accents and Chinese as they are."""
    return text.translate(_ESCAPED)
