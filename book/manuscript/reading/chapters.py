"""A chapter, or a front or back page, from its file. The text is kept whole, title line included."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from book.manuscript.reading import page as pages
from book.manuscript.reading.page import Page
from book.manuscript.reading.records import CHAPTER, INFO, SOURCE, WARNING, Record, Reference
from book.manuscript.reading.taking import Taker
from editorial.text import numerals
from sources.importing import references as bibliography

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_NUMBERED = re.compile(
    r"^(?:Chapter|Ch\.|CHAPTER)\s+(?P<latin>\d{1,4})\b\s*[:：.—–-]?\s*(?P<first>.*)$"
    rf"|^(?:Chapter|Ch\.)\s+(?P<word>[IVXL]{{1,6}}|{'|'.join(_WORDS)})(?:\s*[:：.—–-]\s*(?P<third>.*))?$"
    rf"|^第\s*(?P<han>[0-9]{{1,4}}|[{numerals.CLASS}]{{1,6}})\s*[章回讲]\s*[:：.、—–-]?\s*(?P<second>.*)$",
    re.IGNORECASE,
)
_STEM_NUMBER = re.compile(r"^(?:chapter|ch|chap)?[-_ ]?(\d{1,3})(?:[-_. ]|$)", re.IGNORECASE)
_FRONT = ("front", "frontmatter", "前言", "卷首", "prelims")
_BACK = ("back", "backmatter", "appendix", "appendices", "附录", "卷末", "后记")
_FRONT_STEMS = (
    "preface",
    "foreword",
    "cover",
    "title",
    "dedication",
    "prologue",
    "reading-guide",
    "前言",
    "序",
    "序言",
    "自序",
    "导读",
    "封面",
)
#: Front pages too, unless they stand in a numbered folder and so open one part of the book.
_OPENING_STEMS = ("introduction", "intro", "引言", "导言", "绪论")
_BACK_STEMS = (
    "acknowledgments",
    "acknowledgements",
    "colophon",
    "afterword",
    "epilogue",
    "appendix",
    "index",
    "about",
    "致谢",
    "后记",
    "跋",
    "附录",
    "索引",
    "版权",
)
_LIST_HEADING = re.compile(
    r"^(?:#{1,6}\s*)?(?:\*\*)?(?:📚\s*)?(?:本章)?(?:参考文献|参考资料|引用文献|References|Chapter References|Bibliography)(?:\*\*)?\s*(?:[(（][^)）]*[)）])?\s*(?:\*\*)?\s*[:：]?\s*$",
    re.IGNORECASE,
)
_CITED = re.compile(r"^[-*+\d.)\s]*\[?@(?P<key>[^\s\],;，；]+)[^\]]*\]?\s*$")


def read_chapter(page: Page) -> list[Record]:
    """One chapter record, and a source record for every entry of its own reference list."""
    record = Record(CHAPTER, page.path, 1, stem=page.file.stem)
    take = Taker(page, record)
    heading = page.title_heading
    words, number_in_heading = title_words(heading.text) if heading else ("", None)
    _take_names(page, record, take, heading_words=words)
    declared = take.number("number", "chapter_number", "number", "chapter", "chapter_no", "章节号", "no")
    if number_in_heading is not None and heading is not None:
        record.lines["heading_number"] = heading.index + 1
        record.raw = str(number_in_heading)
    if declared is None and number_in_heading is not None:
        record.fields["number"] = number_in_heading
    record.fields["role"] = _role(page, record, take)
    if record.fields["role"] == "main" and "number" not in record.fields:
        from_name = _STEM_NUMBER.match(page.file.stem)
        if from_name:
            record.fields["number"] = int(from_name[1])
    record.fields.setdefault("number", None)
    record.aliases += take.listed("other_ids", "aliases", "other_keys")
    take.text("period", "period", "time_period", "时期", "时间范围")
    take.text("standfirst", "standfirst", "lead", "abstract", "导语")
    take.number("declared_words", "word_count", "words", "wordcount", "字数")
    take.number("declared_anecdotes", "anecdote_count", "anecdotes", "轶事数")
    take.references("events", "event", "key_events", "events")
    take.references("organizations", "organization", "key_organizations", "organizations", "orgs")
    take.references("concepts", "concept", "technical_concepts", "key_concepts", "concepts", "terms")
    take.references("sources", "source", "key_sources", "sources")
    record.fields["front_matter"] = take.unknown()
    record.spans["body"] = page.span(page.first, len(page.lines))
    record.span = (0, len(page.file.text))
    record.fields["body"] = page.text(record.spans["body"])
    if not record.fields["body"]:
        page.problem("empty-text", WARNING, _("The chapter has no text."), line=page.first + 1)
    return [record, *_own_sources(page, record)]


def title_words(heading: str) -> tuple[str, int | None]:
    """`Chapter 6: 多模态` → (多模态, 6); `第十二章 终局` → (终局, 12); `Chapter IV: Home` → (Home, 4); other headings → (words, None)."""
    found = _NUMBERED.match(heading)
    if not found:
        return heading, None
    if found["latin"]:
        return found["first"].strip(), int(found["latin"])
    if found["word"]:
        return (found["third"] or "").strip(), _latin_number(found["word"])
    return found["second"].strip(), numerals.read(found["han"])


def _latin_number(word: str) -> int:
    """`Twelve` → 12, `XIV` → 14."""
    if word.lower() in _WORDS:
        return _WORDS.index(word.lower())
    values = [_ROMAN[letter] for letter in word.upper()]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


def _take_names(page: Page, record: Record, take: Taker, *, heading_words: str) -> None:
    # Two different keys may both be written; the one that says "chapter" is the more exact.
    take.name("title", "title", "chapter_title", "标题", "name")
    take.name("title_en", "title_en", "chapter_title_en", "english_title", "titleEn", "title_english", "英文标题")
    explicit = take.find(("slug", "chapter_key", "key", "id", "chapter_id"))
    folders = page.path.split("/")[:-1]
    if explicit and explicit[0] == "chapter_id" and pages.words(explicit[1]) in folders:
        # The folder's name, shared by all its chapters: it identifies none of them.
        take.used.discard("chapter_id")
    elif explicit and not isinstance(explicit[1], dict | list):
        record.identifier = pages.words(explicit[1])
        record.lines["identifier"] = explicit[2]
        other = page.data.get("chapter_id")
        take.used.add("chapter_id")
        if other and pages.words(other) != record.identifier:
            record.aliases.append(pages.words(other))
    if record.fields.get("title"):
        return
    if heading_words:
        line = page.title_heading.index + 1
        title, title_en = pages.bilingual(heading_words)
        record.fields["title"] = pages.clean_name(page, "title", title, line=line)
        if title_en:
            record.fields.setdefault("title_en", title_en)
        record.lines["title"] = line
        record.keys["title"] = "#"
    else:
        record.fields["title"] = page.file.stem
        page.problem(
            "no-title", WARNING, _("The file states no title; its file name stands in."), line=1, target=page.file.stem
        )


def _role(page: Page, record: Record, take: Taker) -> str:
    stated = take.find(("role", "matter"))
    if stated and pages.words(stated[1]).lower() in ("front", "main", "back"):
        record.keys["role"] = stated[0]
        return pages.words(stated[1]).lower()
    if stated:
        take.used.discard(stated[0])
    if record.fields.get("number") is not None:
        return "main"
    folders = [part.lower() for part in page.path.split("/")[:-1]]
    for folder in folders:
        bare = re.sub(r"^\d+[-_. ]*", "", folder)
        if bare.startswith(_FRONT):
            return "front"
        if bare.startswith(_BACK):
            return "back"
    stem = re.sub(r"^\d+[-_. ]*", "", page.file.stem.lower())
    if stem in _FRONT_STEMS or (stem in _OPENING_STEMS and not any(folder[:1].isdigit() for folder in folders)):
        return "front"
    if stem in _BACK_STEMS or stem.startswith("appendix"):
        return "back"
    return "main"


def _own_sources(page: Page, chapter: Record) -> list[Record]:
    """The chapter's written reference list: one source record an entry, and the chapter's relation to each."""
    start = next(
        (
            index
            for index in range(len(page.lines) - 1, page.first - 1, -1)
            if _LIST_HEADING.match(page.lines[index].strip())
        ),
        None,
    )
    if start is None:
        return []
    records: list[Record] = []
    named = chapter.relations.setdefault("sources", [])
    listed = {reference.text for reference in named}
    for index in range(start + 1, len(page.lines)):
        line = page.lines[index]
        if not line.strip():
            continue
        if re.match(r"^\s{0,3}(#{1,6}\s|---|\*\*\*|\[\^)", line):
            break
        cited = _CITED.match(line.strip())
        if cited:
            if cited["key"] not in listed:
                named.append(Reference(SOURCE, cited["key"], page.path, index + 1))
                listed.add(cited["key"])
            continue
        entry = bibliography.read_entry(line)
        if entry is None:
            page.problem(
                "unreadable-reference",
                INFO,
                _("This line of the reference list names no author, year and title; it made no record."),
                line=index + 1,
                target=line.strip()[:200],
            )
            continue
        records.append(source_record(page, entry, index, origin="list"))
        named.append(Reference(SOURCE, f"{page.path}:{index + 1}", page.path, index + 1, by="entry"))
    return records


def source_record(page: Page, entry: bibliography.Entry, index: int, *, origin: str) -> Record:
    """A bibliography entry as a record of its own."""
    record = Record(SOURCE, page.path, index + 1, identifier=entry.key, origin=origin, raw=entry.raw)
    record.fields = {
        "title": entry.title[:500],
        "csl": entry.csl,
        "language": "zh" if entry.csl.get("language", "").startswith("zh") else "en",
        "raw": entry.raw,
    }
    record.span = record.spans["entry"] = page.span(index, index + 1)
    return record
