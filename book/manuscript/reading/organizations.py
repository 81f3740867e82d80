"""An organization's profile: front matter, or bold lines under `# 百度 (Baidu) Organization Profile`."""

from __future__ import annotations

import re
from typing import Any

from book.manuscript.reading import page as pages
from book.manuscript.reading.events import first_paragraph
from book.manuscript.reading.page import Page
from book.manuscript.reading.records import ORGANIZATION, Record
from book.manuscript.reading.taking import Taker
from editorial.text import edtf

_SUFFIX = re.compile(
    r"\s*(?:[-–—:：|]\s*)?(?:Organi[sz]ation(?:al)? Profile|Company Profile|Profile|组织档案|机构档案|公司档案|组织简介|公司简介|档案)\s*$",
    re.IGNORECASE,
)
_OVERVIEW = re.compile(r"概述|概要|简介|overview|summary|about", re.IGNORECASE)


def is_profile_title(text: str) -> bool:
    return bool(_SUFFIX.search(text))


def read_organization(page: Page) -> list[Record]:
    """The organization of one profile."""
    written, after = pages.label_block(page)
    stated_in_front = any(
        key in page.data for key in ("organization_id", "org_id", "name", "name_zh", "organization_name")
    )
    if stated_in_front:
        written, after = [], page.first
    record = Record(ORGANIZATION, page.path, 1, stem=page.file.stem)
    record.span = (0, len(page.file.text))
    take = Taker(page, record, labels=written)
    identifier = take.find(("organization_id", "org_id", "id", "key", "slug"))
    if identifier:
        record.identifier, record.lines["identifier"] = pages.words(identifier[1]), identifier[2]
    take.name("name", "name", "name_zh", "organization_name", "title")
    take.name("name_en", "name_en", "english_name", "title_en")
    heading = page.title_heading
    if heading:
        after = max(after, heading.index + 1)
        if not record.fields.get("name"):
            name, name_en = pages.bilingual(_SUFFIX.sub("", heading.text).strip())
            record.fields["name"] = pages.clean_name(page, "name", name, line=heading.index + 1)
            record.lines["name"], record.keys["name"] = heading.index + 1, "#"
            if name_en and not record.fields.get("name_en"):
                record.fields["name_en"] = name_en
    if not record.fields.get("name"):
        record.fields["name"] = record.fields.get("name_en") or page.file.stem
    take.words_list("aliases", "aliases", "other_names", "别名")
    _country(record, take)
    founded = take.text("founded", "founded", "founded_date", "founding_date")
    if founded:
        record.fields["founded"] = _date_or_words(founded)
    take.text("website", "website", "homepage", "url")
    people = take.value("people", "people", "key_people", "key_researchers", "founders", "leaders")
    record.fields["people"] = list(_people(people, record.keys.get("people", "")))
    take.text("summary", "summary", "description")
    take.references("related", "organization", "related_organizations", "related", by="name")
    take.references("sources", "source", "sources", "references")
    record.spans["body"] = page.span(after, len(page.lines))
    record.fields["body"] = page.text(record.spans["body"])
    if "summary" not in record.fields and not take.states("summary", "description"):
        overview = any(_OVERVIEW.search(h.text) for h in page.headings if h.level > 1)
        record.fields["summary"] = first_paragraph(page, after, len(page.lines), _OVERVIEW) if overview else ""
        record.weak.add("summary")
    record.fields["front_matter"] = take.unknown(written)
    return [record]


def _country(record: Record, take: Taker) -> None:
    """The country as stated, else the last part of where the headquarters are (which is kept whole besides)."""
    if take.text("country", "country", "国家"):
        return
    place = take.find(("headquarters", "hq", "总部"))
    if place:
        take.used.difference_update(
            {place[0], *(label.label for label in take.labels.values() if label.name == "headquarters")}
        )
        parts = [part.strip() for part in re.split(r"[,，]", pages.words(place[1])) if part.strip()]
        if len(parts) > 1:
            record.fields["country"] = parts[-1][:100]


def _date_or_words(written: str) -> str:
    try:
        return edtf.read(written)
    except edtf.DateError:
        return written[:64]


def _people(value: Any, key: str):
    """People as `{"name", "role"}`."""
    role = "founder" if "founder" in key else ""
    for each in pages.items(value):
        if isinstance(each, dict):
            name = pages.words(each.get("name"))
            if name:
                yield {"name": name, "role": pages.words(each.get("role") or each.get("title")) or role}
        elif pages.words(each):
            yield {"name": pages.words(each), "role": role}
