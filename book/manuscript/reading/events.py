"""An event card: front matter, or bold lines under the title, or both (front matter decides)."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from book.manuscript.reading import page as pages
from book.manuscript.reading import vocabulary
from book.manuscript.reading.page import Page
from book.manuscript.reading.records import EVENT, INFO, WARNING, Record, Reference
from book.manuscript.reading.taking import Taker
from editorial.text import edtf

TRAILING_DATE = re.compile(r"\s*[(（]\s*(?P<date>(?:1[5-9]|20)\d\d[^()（）]{0,24})\s*[)）]\s*$")
_OVERVIEW = re.compile(r"概述|概要|摘要|简介|overview|summary|description|what happened", re.IGNORECASE)
_NOT_PROSE = re.compile(
    r"^\s*(?:[-*+]\s|\d+[.)]\s|#|>|\||```|~~~|---|\*\*[^*]+\*\*\s*[:：]?\s*$|\*\*[^*]+\*\*\s*\||\*\*[^*]+[:：]?\*\*[:：]?\s*$|<|!\[)"
)


def read_event(page: Page) -> list[Record]:
    """The event of one card."""
    written, after = ([], page.first) if _is_card(page.data) else pages.label_block(page)
    record = Record(EVENT, page.path, 1, stem=page.file.stem)
    record.span = (0, len(page.file.text))
    take = Taker(page, record, labels=written)
    heading = page.title_heading
    take_event(page, record, take)
    heading_date = ""
    if heading:
        in_title = TRAILING_DATE.search(heading.text)
        heading_date = in_title["date"] if in_title else ""
        if not record.fields.get("title"):
            title = TRAILING_DATE.sub("", heading.text) if in_title else heading.text
            title = re.sub(r"^(?:Event|事件)\s*[:：]\s*", "", title)
            record.fields["title"] = pages.clean_name(page, "title", title, line=heading.index + 1)
            record.lines["title"], record.keys["title"] = heading.index + 1, "#"
        after = max(after, heading.index + 1)
    if not record.fields.get("title"):
        record.fields["title"] = record.fields.get("title_en") or page.file.stem
        page.problem(
            "no-title",
            WARNING,
            _("The file states no title; another name stands in."),
            line=1,
            target=record.fields["title"],
        )
    record.spans["body"] = page.span(after, len(page.lines))
    record.fields["body"] = page.text(record.spans["body"])
    if "summary" not in record.fields and not take.states("summary", "description"):
        record.fields["summary"] = first_paragraph(page, after, len(page.lines), _OVERVIEW)
        record.weak.add("summary")
    record.fields["front_matter"] |= take.unknown(written)
    _other_dates(page, record, heading_date, heading.index + 1 if heading else 1)
    return [record]


def take_event(page: Page, record: Record, take: Taker) -> None:
    """The fields and relations a card or register entry states."""
    record.fields.setdefault("front_matter", {})
    identifier = take.find(("event_id", "id", "key", "slug"))
    if identifier:
        record.identifier = pages.words(identifier[1])
        record.lines["identifier"] = identifier[2]
    take.name("title", "title", "title_zh", "标题")
    take.name("title_en", "title_en", "english_title")
    title, title_en = pages.bilingual(record.fields.get("title", ""))
    if title_en and title_en == record.fields.get("title_en"):
        # `论文发表 (Paper)` beside `title_en: Paper` says the same thing twice.
        record.fields["title"] = title
    take_date(page, record, take)
    take.text("place", "place", "location", "地点")
    take.text("date_note", "date_note")
    take.text("summary", "summary", "description")
    take.words_list("tags", "tags", "标签")
    record.aliases += take.listed("aliases", "other_ids", "register_id", "also_known_as")
    _take_grade(page, record, take, "event_type", ("event_type", "type"), vocabulary.event_type)
    _take_grade(
        page,
        record,
        take,
        "significance",
        ("significance_level", "significance", "importance"),
        vocabulary.significance,
    )
    _take_grade(page, record, take, "verification", ("verification_status", "verification"), vocabulary.verification)
    take.references(
        "organizations",
        "organization",
        "organization",
        "organizations",
        "organization_id",
        "org",
        "orgs",
        "company",
        by="name",
    )
    take.references("sources", "source", "sources", "references")
    take.references("concepts", "concept", "technical_concepts", "concepts")
    take.references("chapters", "chapter", "chapter_id", "chapters", "chapter")
    _take_causes(page, record, take)
    disputed = take.value("disputed_dates", "dates_disputed", "disputed_dates")
    if disputed:
        record.fields["disputed_dates"] = list(_disputed(page, record, disputed))


def take_date(page: Page, record: Record, take: Taker) -> None:
    """The date as EDTF; what cannot be read stays as a note, never as a guessed day."""
    found = take.find(("date", "event_date", "日期"))
    if not found:
        return
    key, value, line = found
    written = pages.words(value)
    take.place("date", key, line)
    try:
        record.fields["date"] = edtf.read(written)
        record.dates.append((record.fields["date"], page.path, line))
    except edtf.DateError as error:
        record.fields["date_note"] = written[:500]
        page.problem(
            "unreadable-date",
            WARNING,
            error.sentence(get_language() or "en"),
            line=line,
            target=written[:200],
        )


def first_paragraph(page: Page, first: int, end: int, under: re.Pattern[str] | None = None) -> str:
    """The first paragraph of prose, under a heading that matches where there is one. At most 1,000 characters."""
    start = first
    if under:
        start = next(
            (h.index + 1 for h in page.headings if first <= h.index < end and h.level > 1 and under.search(h.text)),
            first,
        )
    paragraph: list[str] = []
    fenced = False
    for line in page.lines[start:end]:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and line.strip() and not _NOT_PROSE.match(line):
            paragraph.append(line.strip())
            continue
        if paragraph:
            break
    return "\n".join(paragraph)[:1000]


def _is_card(data: dict[str, Any]) -> bool:
    return any(key in data for key in ("event_id", "date", "event_type", "significance_level"))


def _take_grade(page: Page, record: Record, take: Taker, field: str, names: tuple[str, ...], known) -> None:
    found = take.find(names)
    if not found:
        return
    key, value, line = found
    written = pages.words(value)
    grade = known(written)
    take.place(field, key, line)
    if grade:
        record.fields[field] = grade
    if grade != written:
        # Ours is a translation: the author's own word stays beside it.
        record.fields["front_matter"][key] = written
    if not grade:
        page.problem(
            "unknown-grade",
            INFO,
            _("“%(value)s” is none of the grades known here; it was kept as written.") % {"value": written},
            line=line,
            target=written[:200],
        )


def _take_causes(page: Page, record: Record, take: Taker) -> None:
    """Causal links in the shapes people write: `- enables: [a, b]`, `enables: [a]`, `- {event: a, relation: enables}`.

    Causes go to `causes`; effects to `effects`, because the effect owns the edge. A phrase
    where ids are expected (`foundation_for: all_later_models`) is no reference and is kept.
    """
    causes: list[Reference] = []
    effects: list[Reference] = []
    found = take.find(("causal_connections", "causal_links", "causality", "因果关系"))
    stated: list[tuple[str, str, Any]] = []
    if found:
        stated += [(found[0], verb, value) for verb, value in _pairs(page, found[0], found[1], found[2])]
        take.place("causes", found[0], found[2])
        record.fields["front_matter"].update(_phrases(found[0], found[1]))
    for verb in (*vocabulary.CAUSES, *vocabulary.EFFECTS):
        direct = take.find((verb,)) if verb in page.data else None
        if direct:
            stated.append((direct[0], verb, direct[1]))
    for key, verb, value in stated:
        bucket, relation = (
            (causes, vocabulary.CAUSES.get(verb))
            if verb in vocabulary.CAUSES
            else (effects, vocabulary.EFFECTS.get(verb))
        )
        for text, note in _ends(value):
            line = page.line_of(key, text) if key in page.data else record.line_of("causes")
            if relation is None:
                if isinstance(value, list):
                    page.problem(
                        "unknown-causal-relation",
                        WARNING,
                        _("“%(verb)s” says neither cause nor effect; the link was not made.") % {"verb": verb},
                        line=line,
                        target=text,
                    )
                continue
            bucket.append(Reference(EVENT, text, page.path, line, qualifier=relation, note=note[:1000]))
    if found or causes:
        record.relations["causes"] = causes
    record.relations["effects"] = effects


def _pairs(page: Page, key: str, value: Any, line: int):
    """(verb, ends) pairs of a causal block; plain ids have no direction and are reported."""
    for each in value if isinstance(value, list) else [value]:
        if (
            isinstance(each, dict)
            and any(name in each for name in ("event", "target", "cause", "effect"))
            and not isinstance(each.get("event"), list)
        ):
            end = each.get("event") or each.get("target") or each.get("cause") or each.get("effect")
            verb = pages.words(
                each.get("relation")
                or each.get("type")
                or ("caused_by" if "cause" in each else "causes" if "effect" in each else "")
            )
            yield _verb(verb), [{"id": end, "note": each.get("note", "")}]
        elif isinstance(each, dict):
            for verb, ends in each.items():
                yield _verb(str(verb)), ends
        elif isinstance(each, str):
            page.problem(
                "causal-direction",
                WARNING,
                _("“%(id)s” is named without saying whether it is cause or effect; no link was made.") % {"id": each},
                line=page.line_of(key, each),
                target=each,
            )


def _verb(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def _ends(value: Any):
    """(id, note) of each end. A lone word with an underscore or space is a phrase, not an id."""
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                text = pages.words(each.get("id") or each.get("event"))
                if text:
                    yield text, pages.words(each.get("note"))
            elif pages.words(each):
                yield pages.words(each), ""
    elif isinstance(value, str) and re.fullmatch(r"[^\s_]+", value.strip()) and "-" in value:
        yield value.strip(), ""


def _phrases(key: str, value: Any) -> dict[str, Any]:
    """The parts of a causal block that are words rather than ids."""
    kept = [
        {str(verb): ends}
        for each in (value if isinstance(value, list) else [value])
        if isinstance(each, dict)
        for verb, ends in each.items()
        if isinstance(ends, str)
        and not list(_ends(ends))
        and verb not in ("event", "target", "relation", "type", "note", "cause", "effect")
    ]
    return {key: kept} if kept else {}


def _disputed(page: Page, record: Record, value: Any):
    for each in value if isinstance(value, list) else [value]:
        given = each if isinstance(each, dict) else {"date": each}
        written = pages.words(given.get("date"))
        try:
            date = edtf.read(written)
        except edtf.DateError:
            page.problem(
                "unreadable-date",
                WARNING,
                _("“%(date)s” is no date we can read.") % {"date": written},
                line=record.line_of("disputed_dates"),
                target=written[:200],
            )
            record.fields["front_matter"].setdefault("dates_disputed", []).append(pages.plain(each))
            continue
        yield {"date": date, "source": pages.words(given.get("source")), "note": pages.words(given.get("note"))}


def _other_dates(page: Page, record: Record, heading_date: str, heading_line: int) -> None:
    """Dates the same card states elsewhere: in its title and in bold lines. Compared when all is read."""
    others: list[tuple[str, int]] = [(heading_date, heading_line)] if heading_date else []
    if _is_card(page.data):
        labels, _after = pages.label_block(page)
        others += [(label.value, label.line) for label in labels if label.name == "date"]
    for written, line in others:
        try:
            record.dates.append((edtf.read(written), page.path, line))
        except edtf.DateError:
            continue
