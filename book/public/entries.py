"""Entry: one public record as lists and links show it, in the language of the page."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.html import escape, format_html, format_html_join

from book.public import wording
from editorial.text import edtf
from editorial.text.slugs import pinyin_sort_key

_HAN = re.compile("[\u3400-\u9fff]")
#: What HTML accepts in ``<time datetime>``; other EDTF forms are shown as plain text.
_MACHINE_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
ENGLISH = "en"


def prefix(language) -> str:
    """Return what stands before every public path in ``language``."""
    return "/en" if language == ENGLISH else ""


def language_tag(language) -> str:
    """Return the BCP 47 tag for ``lang`` attributes."""
    return "en" if language == ENGLISH else "zh-Hans"


def show_date(value, language) -> str:
    """Return an EDTF date in words; the stored text where it cannot be read."""
    try:
        return edtf.display(value, language) if value else ""
    except edtf.DateError:
        return value


def is_foreign(value, language) -> bool:
    """Return whether words of a record are Chinese ones on an English page."""
    return language == ENGLISH and bool(_HAN.search(str(value)))


def in_language(value, language) -> str:
    """Return words of a record as HTML; Chinese ones are marked as such on an English page."""
    if is_foreign(value, language):
        return format_html('<span lang="zh-Hans">{}</span>', value)
    return escape(value)


def listed(values, language) -> str:
    """Return names one after the other, with the comma of the page's language."""
    return format_html_join(
        "、" if language != ENGLISH else ", ", "{}", ((in_language(each, language),) for each in values)
    )


@dataclass(frozen=True)
class Entry:
    """A current public record: its address, both titles and its card, seen from a page in ``language``."""

    kind: str
    key: str
    path: str
    title: str
    title_en: str = ""
    card: dict = field(default_factory=dict, hash=False)
    language: str = "zh-hans"
    updated_at: object = None
    pk: int | None = None

    @cached_property
    def href(self) -> str:
        return prefix(self.language) + self.path

    @property
    def english(self) -> bool:
        return self.language == ENGLISH

    # Names

    @cached_property
    def name(self) -> str:
        return (self.english and self.title_en) or self.title or self.title_en or self.key

    @cached_property
    def name_lang(self) -> str:
        """The ``lang`` of :attr:`name` where it differs from the page's; a name without Han letters fits any page."""
        if self.english:
            return "zh-Hans" if _HAN.search(self.name) else ""
        if self.kind == "source" and str(self.card.get("language") or "").startswith("en"):
            return "en"
        return "" if self.title else "en"

    @property
    def fallback(self) -> bool:
        """True where an English page must show the Chinese title for want of an English one."""
        return self.english and self.name_lang == "zh-Hans"

    @property
    def second(self) -> str:
        """The title in the other language, where it adds something."""
        other = self.title if self.english else self.title_en
        return "" if other == self.name else other

    @property
    def second_lang(self) -> str:
        return "zh-Hans" if self.english else "en"

    @cached_property
    def link(self) -> str:
        """The name as a link; plain words while the record is not public."""
        if not self.path:
            return format_html('<span lang="{}">{}</span>', self.name_lang or language_tag(self.language), self.name)
        if self.name_lang:
            return format_html('<a href="{}" lang="{}">{}</a>', self.href, self.name_lang, self.name)
        return format_html('<a href="{}">{}</a>', self.href, self.name)

    @property
    def full_name(self) -> str:
        return f"{self.number}　{self.name}" if self.number and not self.english else self.name

    @property
    def kind_word(self) -> str:
        return wording.word(wording.KINDS, self.kind)

    # Chapters

    @property
    def number(self) -> str:
        return wording.chapter_number(self.card.get("number"), language=self.language)

    @property
    def words(self) -> str:
        return wording.length(self.card.get("words"))

    @property
    def minutes(self) -> str:
        return wording.minutes(self.card.get("reading_minutes"))

    @property
    def period(self) -> str:
        return show_date(self.card.get("period"), self.language)

    # Events

    @cached_property
    def when(self) -> str:
        return show_date(self.card.get("date"), self.language)

    @cached_property
    def when_html(self) -> str:
        value = self.card.get("date") or ""
        if _MACHINE_DATE.fullmatch(value):
            return format_html('<time datetime="{}">{}</time>', value, self.when)
        return format_html("<span>{}</span>", self.when) if self.when else ""

    @property
    def precision_word(self) -> str:
        """Say when less than a day is known, so that nobody takes a month for its first day."""
        value = self.card.get("date") or ""
        if not value or value.endswith(("~", "?", "%")):
            return wording.word(wording.PRECISION, "approximate") if value else ""
        if re.fullmatch(r"\d{4}-\d{2}", value):
            return wording.word(wording.PRECISION, "month")
        return wording.word(wording.PRECISION, "year") if re.fullmatch(r"\d{4}", value) else ""

    @property
    def mark(self) -> str:
        """The shape a list draws for an event's significance; unknown grades are drawn as minor."""
        code = self.card.get("significance")
        return code if code in wording.SIGNIFICANCE else "minor" if code else ""

    @property
    def significance(self) -> str:
        return wording.word(wording.SIGNIFICANCE, self.card.get("significance"))

    @property
    def type_word(self) -> str:
        return wording.word(wording.EVENT_TYPES, self.card.get("event_type"))

    @property
    def verification(self) -> str:
        return wording.word(wording.VERIFICATION, self.card.get("verification"))

    @property
    def verification_class(self) -> str:
        code = self.card.get("verification")
        return "tag-warn" if code in wording.DOUBTFUL else "tag-good" if code in wording.SOUND else ""

    @property
    def doubt(self) -> str:
        """What a reader of a list must know before believing the line."""
        if self.card.get("disputed"):
            return wording.word(wording.VERIFICATION, "disputed")
        return self.verification if self.card.get("verification") in wording.DOUBTFUL else ""

    @property
    def organization_names(self) -> str:
        names = (
            (self.english and each.get("title_en")) or each.get("title") or ""
            for each in self.card.get("organizations") or ()
        )
        return listed(filter(None, names), self.language)

    @property
    def place(self) -> str:
        return in_language(self.card.get("place") or "", self.language)

    # Organizations, concepts, sources

    @property
    def country(self) -> str:
        return in_language(self.card.get("country") or "", self.language)

    @property
    def founded(self) -> str:
        return show_date(str(self.card.get("founded") or ""), self.language)

    @property
    def kind_of(self) -> str:
        return wording.word(wording.CONCEPT_KINDS, self.card.get("kind_of"))

    @property
    def source_type(self) -> str:
        return wording.word(wording.SOURCE_TYPES, self.card.get("type"))

    @property
    def reference(self) -> str:
        return self.card.get("reference") or self.title

    @property
    def reference_lang(self) -> str:
        written = str(self.card.get("language") or "")[:2]
        return "en" if written == "en" and not self.english else "zh-Hans" if written == "zh" and self.english else ""

    @property
    def tier(self) -> str:
        return wording.word(wording.SOURCE_TIERS, self.card.get("tier"))

    @property
    def warning(self) -> str:
        code = self.card.get("status")
        return wording.word(wording.SOURCE_WARNINGS, code) if code in wording.SOURCE_WARNINGS else ""

    @cached_property
    def sort_key(self) -> str:
        """The stored key; for records without one their pinyin, as a machine reads it."""
        return str(self.card.get("sort_key") or pinyin_sort_key(self.name)).casefold()

    @property
    def letter(self) -> str:
        """The initial a list groups this under: A to Z, or # for anything else."""
        first = self.sort_key[:1].upper()
        return first if "A" <= first <= "Z" else "#"

    @property
    def meta(self) -> str:
        """The small line of a list row, by kind."""
        if self.kind == "event":
            parts = (self.organization_names, self.significance, self.type_word, self.doubt)
        elif self.kind == "organization":
            parts = (self.country, self.founded)
        elif self.kind == "concept":
            parts = (self.kind_of, listed((self.card.get("other_forms") or ())[:4], self.language))
        else:
            parts = ()
        return format_html_join(" · ", "{}", ((part,) for part in parts if part))
