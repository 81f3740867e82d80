"""Metadata written as bold lines, the way people do without front matter.

`**事件ID**: HW-001`, `**Event ID**: `gpt1-release-2018``, `**Founded:** 2015`; the colon may be
inside or outside the bold and full-width. Known labels are translated to the field names used
in front matter; others keep their own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LINE = re.compile(
    r"^\s{0,3}(?:[-*+]\s+)?\*\*(?P<label>[^*\n]{1,60}?)\s*(?:[:：]\s*\*\*|\*\*\s*(?:\([^)\n]{1,60}\)\s*)?[:：])"
    r"[ \t]*(?P<value>.*)$"
)

NAMES = {
    "event_id": ("事件id", "事件编号", "event id", "event-id", "id", "编号"),
    "date": ("日期", "时间", "date", "event date", "发生时间", "发生日期"),
    "place": ("地点", "place", "location"),
    "organization": ("组织", "机构", "公司", "organization", "organizations", "organisation", "company"),
    "event_type": ("事件类型", "类型", "event type", "type"),
    "significance_level": (
        "意义级别",
        "重要性",
        "重要程度",
        "意义",
        "significance",
        "significance level",
        "重要级别",
    ),
    "verification_status": (
        "状态",
        "验证状态",
        "核实状态",
        "verification status",
        "verification",
        "status",
    ),
    "sources": ("来源", "source", "sources", "信息来源"),
    "technical_concepts": ("技术概念", "相关概念", "concepts", "technical concepts", "related concepts"),
    "tags": ("标签", "tags"),
    "title": ("标题", "名称"),
    "title_en": ("title", "英文标题", "english title"),
    "summary": ("摘要", "summary"),
    "founded": ("founded", "成立", "成立时间", "成立日期", "创立", "创立时间", "founded date"),
    "headquarters": ("headquarters", "总部", "总部地点", "hq"),
    "country": ("country", "国家", "国家/地区", "国别"),
    "website": ("website", "官网", "网站", "homepage", "url"),
    "founders": ("founder", "founders", "创始人", "联合创始人"),
    "aliases": ("别名", "aliases", "also known as", "又名", "简称"),
    "first_appearance": ("首次出现", "first appearance", "first appears"),
    "category": ("类别", "分类", "category"),
    "introduced": ("提出时间", "introduced"),
    "period": ("时期", "时间范围", "period"),
    "organization_id": ("组织id", "organization id"),
    "concept_id": ("概念id", "concept id"),
}
_BY_LABEL = {label: name for name, labels in NAMES.items() for label in labels}


@dataclass(frozen=True)
class Label:
    """One bold line: its words, the field it means ("" when unknown), the value, its line, and where the value stands."""

    label: str
    name: str
    value: str
    line: int
    start: int
    end: int


def read_line(text: str, *, line: int = 1, offset: int = 0) -> Label | None:
    """The label of one line, or None. Values keep their inner markup; outer backticks go."""
    if "**" not in text:
        return None
    found = _LINE.match(text)
    if not found:
        return None
    label = found["label"].strip().strip(":：").strip()
    value = found["value"].rstrip()
    start = offset + found.start("value")
    if len(value) >= 2 and value[0] == value[-1] == "`":
        value, start = value[1:-1], start + 1
    return Label(label, _BY_LABEL.get(label.lower(), ""), value, line, start, start + len(value))


def block_after_heading(lines: list[str], first: int, *, offset: int) -> tuple[list[Label], int]:
    """The labels standing together below a heading.

    `lines` are the file's lines, `first` the index after the heading, `offset` the character
    position of that line. Blank lines between labels belong to the block. Returns the labels
    and the index of the first line after the last of them.
    """
    labels: list[Label] = []
    end = first
    for index in range(first, len(lines)):
        text = lines[index]
        found = read_line(text, line=index + 1, offset=offset)
        if found and not (labels and not found.name and not found.value):
            labels.append(found)
            end = index + 1
        elif text.strip():
            break
        offset += len(text) + 1
    return labels, end


def field(labels: Iterable[Label], name: str) -> Label | None:
    """The first label that means a field."""
    return next((label for label in labels if label.name == name), None)
