"""CSL-JSON as it is found in the wild, read into items that always answer.

An item (https://citationstyles.org, data schema 1.0.2) is asked for a text, names or a date; what is missing or of the
wrong type is empty. ``note`` may hold further variables, one ``name: value`` to a line or as ``{:name: value}``: a
type or a date given there replaces the item's own, because reference managers put there what their forms cannot hold;
anything else only fills a gap.
"""

import html
import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from editorial.text.slugs import clean_title
from sources.csl_dates import Date, read_date

DATES = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor "
    "editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author "
    "performer producer recipient reviewed-author script-writer series-creator translator".split()
)
TEXTS = frozenset(
    "DOI ISBN ISSN PMCID PMID URL archive archive-place archive_collection archive_location authority call-number "
    "chapter-number citation-key citation-number collection-number collection-title container-title cstr dimensions "
    "division edition event-place event-title genre issue journalAbbreviation jurisdiction language license locator "
    "medium number number-of-pages number-of-volumes original-publisher original-publisher-place original-title page "
    "page-first part-number part-title printing-number publisher publisher-place references scale section source "
    "status supplement-number title title-short type version volume volume-title year-suffix".split()
)
_KNOWN = {name.lower(): name for name in DATES | NAMES | TEXTS}
#: BibLaTeX fields that converters keep in the note, such as ``tex.entrytype``.
_FOREIGN = re.compile(r"tex\.[a-z]+$")
_LINE = re.compile(r"(tex\.[A-Za-z]+|[a-z][a-z_-]*|[A-Z]+):[ \t]*(\S.*)")
_BRACES = re.compile(r"\{:([A-Za-z_.-]{2,30}):([^{}]*)\}")
#: Words for a language that are no code of two letters.
_LANGUAGES = {
    "chi": "zh", "chinese": "zh", "cmn": "zh", "zho": "zh", "中文": "zh", "汉语": "zh", "eng": "en", "english": "en",
    "英文": "en", "英语": "en",
}  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: What a line may have to be freed from, besides characters that do not print.
_UNTIDY = re.compile(r"[<&]|^\s|\s\s|\s$")
#: Halves of characters beyond the first plane; JSON can hold one alone, no file can.
_HALVES = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[A-Za-z]{2,}")
#: Latin words that make a title English.
_ENOUGH_WORDS = 3
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


class NotAnItem(ValueError):
    """What stands where a CSL item should is none; the message says why."""


@dataclass(frozen=True)
class Name:
    """A person, or with ``literal`` alone an organization or a name that is not to be cut.

    ``particle`` belongs to the family name (``van der``), ``dropping`` follows the given ones (``de``).
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    particle: str = ""
    dropping: str = ""
    suffix: str = ""

    def as_csl(self) -> dict:
        """Return the name as CSL-JSON writes it."""
        parts = {
            "family": self.family, "given": self.given, "literal": self.literal, "suffix": self.suffix,
            "non-dropping-particle": self.particle, "dropping-particle": self.dropping,
        }  # fmt: skip
        return {part: words for part, words in parts.items() if words}


class Item:
    """One CSL item: texts without markup on one line each, names, dates, all read when asked for."""

    def __init__(self, variables):
        """``variables`` is the object as JSON gives it; raises :class:`NotAnItem`."""
        if not isinstance(variables, dict):
            raise NotAnItem(_("expected a CSL object, found: %(kind)s") % {"kind": _kind(variables)})
        self._own = variables
        self._noted = _read_note(variables.get("note"))
        self._texts: dict[str, str] = {}
        self._names: dict[str, tuple[Name, ...]] = {}

    @property
    def variables(self) -> dict:
        """The object as it was given."""
        return self._own

    @property
    def id(self) -> str:
        return self.text("id")

    @property
    def type(self) -> str:
        """The CSL type; the note's word for it wins."""
        return plain(self._noted.get("type")) or self.text("type")

    @cached_property
    def language(self) -> str:
        """The language the item is written in: two letters as stated, else ``zh`` or ``en`` by its words.

        What it is called and where it appeared decide, so that an English paper by 李彦宏 is English; a name for a
        title (``Sora``) says too little, and the first author is heard as well.
        """
        stated = self.text("language").lower().replace("_", "-").partition("-")[0]
        if stated:
            return _LANGUAGES.get(stated, stated)
        written = self.text("title") + self.text("container-title") + self.text("publisher")
        if len(_WORD.findall(written)) < _ENOUGH_WORDS:
            written += "".join(name.literal or name.family for name in self.names("author")[:1])
        return "zh" if _HAN.search(written) or not written else "en"

    def text(self, variable, *others) -> str:
        """Return a variable as plain text, or the first of ``others`` that says something; empty when none does."""
        known = self._texts.get(variable)
        if known is None:
            known = self._texts[variable] = plain(self._own.get(variable)) or plain(self._noted.get(variable))
        return known or (self.text(*others) if others else "")

    def names(self, variable) -> tuple[Name, ...]:
        """Return the people and organizations in a role, in their order."""
        if variable not in self._names:
            self._names[variable] = _read_names(self._own.get(variable)) or _read_names(self._noted.get(variable))
        return self._names[variable]

    @property
    def has_unnamed_authors(self) -> bool:
        """Whether the list of authors was cut by whoever wrote it down (``custom.et_al``), so that others follow."""
        custom = self._own.get("custom")
        return isinstance(custom, dict) and bool(custom.get("et_al"))

    def date(self, variable) -> Date | None:
        """Return a date; None when there is none that can be read."""
        own, noted = read_date(self._own.get(variable)), read_date(self._noted.get(variable))
        return noted if noted and (noted.start or not own) else own

    def as_csl(self) -> dict:
        """Return the item as clean CSL-JSON: every variable of the right type, those of the note in their place."""
        made = {"id": self.id, "type": self.type}
        for variable in dict.fromkeys((*self._own, *self._noted)):
            if variable in TEXTS and variable not in made:
                made[variable] = self.text(variable)
            elif variable in NAMES:
                made[variable] = [name.as_csl() for name in self.names(variable)]
            elif variable in DATES:
                date = self.date(variable)
                made[variable] = date.as_csl() if date else {}
        return {variable: value for variable, value in made.items() if value}


def read_list(data) -> tuple[list[tuple[int, Item]], list[tuple[int, str]]]:
    """Return ``[(index, item)]`` and, for what is no item, ``[(index, reason)]``; indexes count from 0.

    A single item, and an object that holds the list under ``items``, are taken as what they mean.
    Raises :class:`NotAnItem` when ``data`` is neither.
    """
    if isinstance(data, dict):
        data = data["items"] if isinstance(data.get("items"), list) else [data]
    if not isinstance(data, list):
        raise NotAnItem(_("expected a list of CSL objects, found: %(kind)s") % {"kind": _kind(data)})
    good, bad = [], []
    for index, entry in enumerate(data):
        try:
            good.append((index, Item(entry)))
        except NotAnItem as error:
            bad.append((index, str(error)))
    return good, bad


def plain(value) -> str:
    """Return a text or number as one line without markup, controls and entities; anything else is empty."""
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if not isinstance(value, str):
        # Neither NaN nor integers that are too long to be written.
        return f"{value:.15g}" if abs(value) < 10**15 else ""
    if value.isprintable() and not _UNTIDY.search(value):
        return value
    if "<" in value:
        value = _TAG.sub("", value)
    if "&" in value:
        value = _ENTITY.sub(lambda entity: html.unescape(entity[0]), value)
    return clean_title(_HALVES.sub("\ufffd", value))


def _kind(value) -> str:
    """The word that JSON has for what ``value`` is."""
    words = {type(None): "null", bool: "boolean", str: "string", list: "array", dict: "object"}
    return words.get(type(value), "number")


def _read_names(value) -> tuple[Name, ...]:
    """Read a list of names; a single one may stand alone."""
    if not value:
        return ()
    entries = value if isinstance(value, list) else [value]
    return tuple(name for entry in entries if (name := _read_name(entry)))


def _read_name(entry) -> Name | None:
    """Read one name; None when it says nothing."""
    if isinstance(entry, str):
        literal = plain(entry)
        return Name(literal=literal) if literal else None
    if not isinstance(entry, dict):
        return None
    family, given, literal = (plain(entry.get(part)) for part in ("family", "given", "literal"))
    if not family and not given:
        return Name(literal=literal) if literal else None
    if not family:
        return Name(literal=given)
    return Name(
        family=family,
        given=given,
        particle=plain(entry.get("non-dropping-particle")),
        dropping=plain(entry.get("dropping-particle")),
        suffix=plain(entry.get("suffix")),
    )


def _read_note(note) -> dict:
    """Read the variables of a note: ``{variable: text}``, names as a list of CSL names."""
    if not isinstance(note, str):
        return {}
    found = {}
    pairs = [match.groups() for line in note.splitlines() if (match := _LINE.fullmatch(line.strip()))]
    for written, value in [*pairs, *_BRACES.findall(note)]:
        folded = written.lower()
        variable = folded if _FOREIGN.match(folded) else _KNOWN.get(folded)
        if variable in NAMES:
            found.setdefault(variable, []).append(_noted_name(value))
        elif variable:
            found.setdefault(variable, value.strip())
    return found


def _noted_name(value) -> dict:
    """``Veen || Pieter`` is a family and a given name; without the bars the words stay together."""
    family, bars, given = value.partition("||")
    return {"family": family.strip(), "given": given.strip()} if bars else {"literal": value.strip()}
