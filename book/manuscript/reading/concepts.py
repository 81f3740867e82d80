"""Concept cards and glossary terms."""

from __future__ import annotations

import re

from book.manuscript.reading import labels
from book.manuscript.reading import page as pages
from book.manuscript.reading.events import first_paragraph
from book.manuscript.reading.page import Page
from book.manuscript.reading.records import CONCEPT, Record, Reference
from book.manuscript.reading.taking import Taker

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ABBREVIATED = re.compile(r"^(?P<long>.+?)\s*[(（](?P<short>[A-Z][A-Za-z0-9-]{1,9})[)）]$")
_WHAT_IS = re.compile(r"什么是|定义|definition|what is|概述|overview|简介", re.IGNORECASE)
_LETTER = re.compile(r"^(?:[A-Z]|[A-Z]\s*[-–]\s*[A-Z]|#|0-9|数字|符号)$")
_LINK = re.compile(r"\[[^\]]*\]\((?P<href>[^)\s]+)")
_COLUMNS = {
    "术语": "preferred", "中文": "preferred", "词条": "preferred", "term": "preferred", "英文": "original",
    "english": "original", "原文": "original", "定义": "definition", "解释": "definition", "释义": "definition",
    "definition": "definition", "说明": "definition",
}  # fmt: skip
KINDS = {
    "term": "term",
    "person": "person",
    "model": "model",
    "product": "product",
    "人物": "person",
    "模型": "model",
    "产品": "product",
    "术语": "term",
}


def read_concept(page: Page) -> list[Record]:
    """The concept of one card."""
    has_front = bool(page.data)
    written, after = ([], page.first) if has_front else pages.label_block(page)
    record = Record(CONCEPT, page.path, 1, stem=page.file.stem)
    record.span = (0, len(page.file.text))
    take = Taker(page, record, labels=written)
    identifier = take.find(("concept_id", "term_id", "id", "key", "slug"))
    if identifier:
        record.identifier, record.lines["identifier"] = pages.words(identifier[1]), identifier[2]
    take.name("preferred", "preferred", "concept_name_zh", "name_zh", "concept_name", "term", "name", "title")
    original = take.name("original", "original", "concept_name_en", "name_en", "english", "title_en")
    take.words_list("other_forms", "other_forms", "aliases", "synonyms", "abbreviation", "abbreviations")
    take.words_list("rejected_forms", "rejected_forms", "avoid", "deprecated_forms")
    record.aliases += take.listed("other_ids", "ids")
    short = _ABBREVIATED.match(original or "")
    if short:
        record.fields["original"] = short["long"]
        record.fields["other_forms"] = _add(record.fields.get("other_forms", []), short["short"])
    heading = page.title_heading
    if heading:
        after = max(after, heading.index + 1)
        if not record.fields.get("preferred"):
            _from_heading(page, record, heading.text, heading.index + 1)
    if not record.fields.get("preferred"):
        record.fields["preferred"] = record.fields.get("original") or page.file.stem
    _take_rest(record, take)
    record.spans["body"] = page.span(after, len(page.lines))
    record.fields["body"] = page.text(record.spans["body"])
    if "definition" not in record.fields and not take.states("definition", "summary"):
        record.fields["definition"] = first_paragraph(page, after, len(page.lines), _WHAT_IS)
        record.weak.add("definition")
    record.fields["front_matter"] = take.unknown(written)
    return [record]


def read_glossary(page: Page) -> list[Record]:
    """One concept for each term of a glossary: `### 注意力机制 (Attention Mechanism)`, or a bold term at the start of a line or list item."""
    level = _term_level(page)
    records = []
    for position, heading in enumerate(page.headings):
        if heading.level != level or _LETTER.match(heading.text):
            continue
        end = next((h.index for h in page.headings[position + 1 :] if h.level <= level), len(page.lines))
        end = next((i for i in range(heading.index + 1, end) if re.fullmatch(r"\s{0,3}-{3,}\s*", page.lines[i])), end)
        records.append(_read_term(page, heading.text, heading.index, end))
    return records or _bold_terms(page) or _table_terms(page)


def forms_of(text: str) -> list[str]:
    """The forms a headword gives: `AGI (Artificial General Intelligence, 通用人工智能)` → all three, headword first."""
    found = re.fullmatch(r"(?P<head>[^()（）]+?)\s*[(（](?P<inner>[^()（）]+)[)）]", text.strip())
    if not found:
        return [text.strip()]
    inner = [part.strip() for part in re.split(r"[,，、;；]", found["inner"]) if part.strip()]
    return [found["head"].strip(), *inner]


def _term_level(page: Page) -> int:
    """The heading level of terms: the one used most below the title, letters of the alphabet aside."""
    counts: dict[int, int] = {}
    for heading in page.headings:
        if heading.level > 1 and not _LETTER.match(heading.text):
            counts[heading.level] = counts.get(heading.level, 0) + 1
    return max(counts, key=lambda level: (counts[level], level), default=0)


def _read_term(page: Page, words: str, index: int, end: int) -> Record:
    record = Record(CONCEPT, page.path, index + 1, origin="glossary")
    record.span = page.span(index, end)
    _from_heading(page, record, words, index + 1)
    paragraph: list[str] = []
    rest_from = index + 1
    found: list[labels.Label] = []
    offset = page.offset(index + 1)
    for number in range(index + 1, end):
        line = page.lines[number]
        label = labels.read_line(line, line=number + 1, offset=offset)
        offset += len(line) + 1
        if label:
            found.append(label)
            rest_from = number + 1
        elif line.strip() and not found and (not paragraph or page.lines[number - 1].strip()):
            paragraph.append(line.strip())
            rest_from = number + 1
    record.fields["definition"] = "\n".join(paragraph)
    record.lines["definition"] = index + 2
    record.spans["definition"] = (
        page.span(index + 1, index + 1 + max(1, len(paragraph) + 1)) if paragraph else page.span(rest_from, rest_from)
    )
    record.spans["body"] = page.span(rest_from, end)
    record.fields["body"] = page.text(record.spans["body"])
    _take_labels(page, record, found)
    return record


def _take_labels(page: Page, record: Record, found: list[labels.Label]) -> None:
    kept = {}
    for label in found:
        if label.label in ("相关概念", "相关术语", "Related", "Related concepts", "See also", "参见"):
            names = [re.sub(r"[*`\[\]]", "", name).strip() for name in re.split(r"[,，、;；]", label.value)]
            record.relations["related"] = [
                Reference(CONCEPT, name, page.path, label.line, by="mention") for name in names if name
            ]
            record.keys["related"] = label.label
        elif label.name == "first_appearance":
            link = _LINK.search(label.value)
            if link:
                record.relations["first_mention"] = [
                    Reference("chapter", link["href"], page.path, label.line, by="path")
                ]
                record.keys["first_mention"] = label.label
        elif label.name == "category":
            record.fields["category"], record.keys["category"] = label.value[:100], label.label
        elif label.name in ("concept_id", "event_id"):
            record.identifier = label.value
            continue
        kept[label.label] = label.value
    record.fields["front_matter"] = kept


def _from_heading(page: Page, record: Record, words: str, line: int) -> None:
    head, *inner = [pages.clean_name(page, "preferred", form, line=line) for form in forms_of(words)] or [""]
    record.fields["preferred"] = head
    record.lines["preferred"], record.keys["preferred"] = line, "#"
    latin = [form for form in inner if not _HAN.search(form)]
    # `注意力机制 (Attention Mechanism)`: the original is the foreign form; `API (Application …)`: the long one.
    if latin and not record.fields.get("original"):
        record.fields["original"] = latin[0]
    others = [form for form in inner if form != record.fields.get("original")]
    if others:
        record.fields["other_forms"] = _add(record.fields.get("other_forms", []), *others)


def _take_rest(record: Record, take: Taker) -> None:
    take.text("definition", "definition", "summary", "定义")
    take.text("category", "category", "类别")
    take.text("introduced", "introduced", "introduced_date")
    take.text("sort_key", "sort_key", "pinyin")
    kind = take.find(("kind_of", "kind", "type"))
    if kind and pages.words(kind[1]).lower() in KINDS:
        record.fields["kind_of"], record.keys["kind_of"] = KINDS[pages.words(kind[1]).lower()], kind[0]
    elif kind:
        take.used.discard(kind[0])
    take.references("related", "concept", "related_concepts", "related")
    take.references("sources", "source", "sources", "references")
    first = take.find(("first_chapter_appearance", "first_mention"))
    if first:
        record.relations["first_mention"] = [Reference("chapter", pages.words(first[1]), record.file, first[2])]
        record.keys["first_mention"] = first[0]


def _bold_terms(page: Page) -> list[Record]:
    """A glossary without headings: `- **词元 (Token)**：…` or `**词元** (Token)：…`, one a line."""
    records = []
    for index in range(page.first, len(page.lines)):
        found = re.match(
            r"^\s*(?:[-*+]\s+)?\*\*(?P<term>[^*]{1,120}?)[:：]?\*\*(?P<forms>\s*[(（][^()（）]{1,120}[)）](?=\s*[:：—–-]))?"
            r"\s*[:：—–-]?\s*(?P<definition>\S.*)$",
            page.lines[index][:20_000],
        )
        if not found:
            continue
        record = Record(CONCEPT, page.path, index + 1, origin="glossary")
        _from_heading(page, record, found["term"] + (found["forms"] or ""), index + 1)
        record.fields["definition"] = found["definition"].strip()
        record.fields["body"] = ""
        record.fields["front_matter"] = {}
        record.span = page.span(index, index + 1)
        start = page.offset(index) + found.start("definition")
        record.spans["definition"] = (start, start + len(record.fields["definition"]))
        records.append(record)
    return records


def _table_terms(page: Page) -> list[Record]:
    """A glossary as a table whose header names its columns: `| 术语 | 英文 | 定义 |`."""
    columns: dict[str, int] = {}
    records = []
    for index in range(page.first, len(page.lines)):
        cells = [cell.strip() for cell in page.lines[index][:20_000].strip().strip("|").split("|")]
        if len(cells) < 2 or "|" not in page.lines[index]:
            columns = {}
        elif not columns:
            columns = {_COLUMNS[cell.lower()]: place for place, cell in enumerate(cells) if cell.lower() in _COLUMNS}
        elif "preferred" in columns and not set("".join(cells)) <= set(":- "):
            given = {name: cells[place] for name, place in columns.items() if place < len(cells) and cells[place]}
            if given.get("preferred"):
                records.append(_row(page, index, given))
    return records


def _row(page: Page, index: int, given: dict[str, str]) -> Record:
    record = Record(CONCEPT, page.path, index + 1, origin="glossary")
    record.span = page.span(index, index + 1)
    _from_heading(page, record, re.sub(r"[*`]", "", given["preferred"]), index + 1)
    if given.get("original"):
        record.fields["original"] = given["original"]
    record.fields |= {"definition": given.get("definition", ""), "body": "", "front_matter": {}}
    return record


def _add(forms: list[str], *more: str) -> list[str]:
    return list(dict.fromkeys([*forms, *more]))
