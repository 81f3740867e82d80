"""BibTeX and BibLaTeX to entries. bibtexparser finds the blocks; what they mean is decided here.

Types and fields after the BibLaTeX manual (3.20, §2.1–2.3) and the mapping of Pandoc's citeproc. A broken entry is
reported with its line and the rest is read on.
"""

from __future__ import annotations

import logging
import re

import bibtexparser
from bibtexparser import model
from django.utils.translation import gettext as _

from sources.importing import bibtex_names, dates, latex
from sources.importing.bibtex_values import Macros
from sources.importing.entries import ERROR, LONGEST_RAW, WARNING, Entry, Reading

# It logs each broken block; we report them.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet", "collection": "book",
    "mvcollection": "book", "reference": "book", "inbook": "chapter", "incollection": "chapter",
    "inreference": "entry-encyclopedia", "suppbook": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "proceedings": "book", "manual": "report", "report": "report",
    "techreport": "report", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage", "patent": "patent",
    "software": "software", "dataset": "dataset", "video": "motion_picture", "movie": "motion_picture",
    "legislation": "legislation", "standard": "standard", "interview": "interview", "periodical": "periodical",
    "newsarticle": "article-newspaper", "letter": "personal_communication", "misc": "document",
}  # fmt: skip
_NAMES = {"author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author"}
#: CSL variable → the BibTeX fields that may hold it, best first.
_TEXTS = {
    "container-title": ("journaltitle", "journal", "booktitle", "maintitle", "eventtitle"),
    "publisher": ("publisher", "institution", "school", "organization"),
    "publisher-place": ("location", "address"),
    "volume": ("volume",), "number-of-volumes": ("volumes",), "edition": ("edition",),
    "collection-title": ("series",), "genre": ("type",), "version": ("version",), "ISSN": ("issn",),
    "title-short": ("shorttitle",), "event-title": ("eventtitle",), "chapter-number": ("chapter",),
    "number-of-pages": ("pagetotal",),
}  # fmt: skip
_VERBATIM = {"DOI": ("doi",), "URL": ("url",), "ISBN": ("isbn",)}
_GENRES = {"phdthesis": "PhD thesis", "mastersthesis": "Master's thesis"}
#: What an entry takes over from the one it refers to by ``crossref`` (BibLaTeX manual, appendix B).
_RENAMED = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}
_NOT_INHERITED = frozenset(
    "crossref xref entryset ids key label options keywords shorttitle sortkey sorttitle doi url urldate".split()
)
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_LANGUAGES = {
    "english": "en", "american": "en", "british": "en", "usenglish": "en", "ukenglish": "en", "chinese": "zh",
    "german": "de", "ngerman": "de", "french": "fr", "japanese": "ja", "russian": "ru", "spanish": "es",
}  # fmt: skip
_DEEPEST_CROSSREF = 8
#: Fields that name keys or months; without braces they are no abbreviations.
_BARE = frozenset(("crossref", "xref", "month", "key", "keywords"))


def read(text, *, name) -> Reading:
    """Return the entries of a .bib file called ``name``. Never raises for what the text says."""
    reading = Reading()
    library = bibtexparser.parse_string(text, parse_stack=[])
    macros = Macros()
    kept: list[model.Entry] = []
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if isinstance(block, model.String):
            macros.define(block.key, block.value)
        elif isinstance(block, model.Entry):
            kept.append(block)
        elif isinstance(block, model.DuplicateBlockKeyBlock) and isinstance(block.ignore_error_block, model.Entry):
            # Two entries with one key: both are read, and the plan tells them apart.
            kept.append(block.ignore_error_block)
        elif isinstance(block, model.DuplicateFieldKeyBlock):
            kept.append(block.ignore_error_block)
            doubled = ", ".join(sorted(block.duplicate_keys))
            message = _("The entry states these fields twice; the first statement counts: %(fields)s.")
            reading.found("double-field", WARNING, name, line, message % {"fields": doubled}, kept[-1].key)
        elif isinstance(block, model.ParsingFailedBlock):
            message = _("This entry cannot be read: a brace, quotation mark or comma is missing.")
            reading.found("bad-entry", ERROR, name, line, message, _opening(block))
    reader = _Reader(reading, name, macros, kept)
    for block in kept:
        reader.read(block)
    return reading


def _opening(block) -> str:
    return (block.raw or "").strip().partition("\n")[0][:80]


class _Reader:
    """The entries of one file, with what they refer to."""

    def __init__(self, reading, name, macros, blocks):
        self.reading, self.name, self.macros = reading, name, macros
        self._raw_fields: dict[str, dict] = {}
        for block in blocks:
            self._raw_fields.setdefault(block.key.lower(), self._fields(block))

    @staticmethod
    def _fields(block) -> dict:
        fields = {}
        for field in block.fields:
            fields.setdefault(field.key.lower(), field.value)
        return fields

    def read(self, block):
        line = (block.start_line or 0) + 1
        kind = block.entry_type.lower()
        if kind in ("set", "xdata"):
            return
        fields = self._inherited(self._fields(block), block.key, line)
        values = {}
        for field, written in fields.items():
            value, unknown = self.macros.value(written)
            values[field] = value
            for macro in unknown if field not in _BARE else ():
                message = _("“%(macro)s” is an abbreviation that no @string explains; it was kept as a word.")
                self._found("unknown-string", WARNING, line, message % {"macro": macro}, block.key)
        csl = self._csl(kind, values, block.key, line)
        if not csl.get("title"):
            self._found("no-title", ERROR, line, _("This entry has no title and was left out."), block.key)
            return
        self.reading.entries.append(
            Entry(self.name, line, csl, key=block.key.strip(), raw=(block.raw or "").strip()[:LONGEST_RAW])
        )

    def _found(self, code, severity, line, message, target):
        self.reading.found(code, severity, self.name, line, message, target)

    def _inherited(self, fields, key, line) -> dict:
        """Return the fields with those of the entries that ``crossref`` leads to, nearest first."""
        merged, seen, target = dict(fields), [key.lower()], fields.get("crossref")
        while target is not None:
            parent_key = self.macros.value(target)[0].strip()
            parent = self._raw_fields.get(parent_key.lower())
            if parent is None:
                message = _("The entry “%(key)s” it refers to with crossref is not in this file.")
                self._found("unknown-crossref", WARNING, line, message % {"key": parent_key}, key)
                break
            if parent_key.lower() in seen or len(seen) > _DEEPEST_CROSSREF:
                chain = " → ".join([*seen, parent_key.lower()])
                message = _("The references by crossref lead in a circle: %(chain)s.") % {"chain": chain}
                self._found("cyclic-crossref", WARNING, line, message, key)
                break
            seen.append(parent_key.lower())
            for field, value in parent.items():
                if field not in _NOT_INHERITED:
                    merged.setdefault(_RENAMED.get(field, field), value)
            target = parent.get("crossref")
        return merged

    def _csl(self, kind, values, key, line) -> dict:
        csl: dict = {"type": _TYPES.get(kind, "document")}
        understood = True

        def words(field):
            nonlocal understood
            decoded, whole = latex.decode(values.get(field, ""))
            understood = understood and whole
            return decoded

        title, subtitle = words("title"), words("subtitle")
        csl["title"] = f"{title}: {subtitle}" if title and subtitle else title
        for field, variable in _NAMES.items():
            if values.get(field):
                names, cut_short = bibtex_names.read(values[field])
                csl[variable] = names
                if cut_short and variable == "author":
                    csl["custom"] = {"et_al": True}
        for variable, fields in _TEXTS.items():
            csl[variable] = next((found for field in fields if (found := words(field))), "")
        for variable, fields in _VERBATIM.items():
            csl[variable] = next((found for field in fields if (found := _verbatim(values.get(field, "")))), "")
        csl["URL"] = csl["URL"] or _address_in(values.get("howpublished", ""))
        csl["page"] = words("pages").replace("–", "-").replace("—", "-")
        csl["number" if csl["type"] in ("report", "patent", "standard") else "issue"] = words("number")
        csl["genre"] = csl["genre"] or _GENRES.get(kind, "")
        csl["language"] = _language(words("langid") or words("language"))
        csl["issued"], csl["accessed"] = _issued(values), dates.read(words("urldate"))
        csl |= _eprint(values)
        if not understood:
            self._found("latex", WARNING, line, _("Some LaTeX in this entry was not understood; please check it."), key)
        if "literal" in csl["issued"]:
            message = _("“%(date)s” is no date; it was kept as words.") % {"date": csl["issued"]["literal"]}
            self._found("odd-date", WARNING, line, message, key)
        return {variable: value for variable, value in csl.items() if value}


def _verbatim(value) -> str:
    """DOIs and addresses are taken as they are, except for LaTeX's escapes."""
    return re.sub(r"\\([_%&#~{}])", r"\1", value.replace("\\url", "")).strip().strip("{}<> ")


def _address_in(value) -> str:
    found = re.search(r"https?://[^\s{}]+", value)
    return _verbatim(found[0]) if found else ""


def _issued(values) -> dict:
    """BibLaTeX's ``date``, else ``year`` with ``month`` and ``day``."""
    if values.get("date"):
        return dates.read(values["date"].strip("{} "))
    year = latex.decode(values.get("year", ""))[0]
    if not re.fullmatch(r"\d{4}", year, re.ASCII):
        return dates.read(year)
    month, _sep, more = latex.decode(values.get("month", ""))[0].lower().strip(" .").partition(" ")
    number = int(month) if re.fullmatch(r"\d{1,2}", month, re.ASCII) else _MONTHS.get(month[:3], 0)
    if not 1 <= number <= 12:
        return {"date-parts": [[int(year)]]}
    day = (values.get("day") or more).strip(" ,.~")
    day_known = re.fullmatch(r"\d{1,2}", day, re.ASCII) and 1 <= int(day) <= 31
    return dates.read(f"{year}-{number:02d}" + (f"-{int(day):02d}" if day_known else ""))


def _eprint(values) -> dict:
    archive = (values.get("archiveprefix") or values.get("eprinttype") or "").strip("{} ")
    number = _verbatim(values.get("eprint", ""))
    if not number or archive.lower() not in ("arxiv", ""):
        return {}
    if not archive and not re.fullmatch(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?", number):
        return {}
    return {"archive": "arXiv", "archive_location": number}


def _language(word) -> str:
    word = word.lower().strip()
    return _LANGUAGES.get(word, word if re.fullmatch(r"[a-z]{2}(-[a-z]{2,4})?", word) else "")
