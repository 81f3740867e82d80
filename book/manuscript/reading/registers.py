"""Event registers: one page with many entries, `### 2017-06-12: title ✅` and bold lines below.

A card about the same event wins over its register entry; that is decided when all is read.
"""

from __future__ import annotations

import re

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from book.manuscript.reading import labels, vocabulary
from book.manuscript.reading import page as pages
from book.manuscript.reading.events import TRAILING_DATE, first_paragraph, take_event
from book.manuscript.reading.page import Page
from book.manuscript.reading.records import EVENT, INFO, WARNING, Record
from book.manuscript.reading.taking import Taker
from editorial.text import edtf

_ENTRY = re.compile(
    r"^(?P<date>[\[(（]?(?:c\.|约|~)?\s*\d{4}[^:：]{0,30}?[\])）]?)\s*(?:[:：]|\s[-–—]\s|\s{2,})\s*(?P<title>.+)$"
)
_ID = re.compile(
    r"\*\*(?:Event ID|事件ID|事件编号)\*\*\s*[:：]|\*\*(?:Event ID|事件ID|事件编号)[:：]\*\*", re.IGNORECASE
)


def looks_like_register(page: Page) -> bool:
    """Whether headings below the title give event ids: one where it is dated, else several."""
    if "event_id" in page.data:
        return False
    with_id = [position for position in _entries(page) if _has_id(page, position)]
    return len(with_id) > 1 or any(_split(page.headings[position].text)[0] for position in with_id)


def read_register(page: Page) -> list[Record]:
    """One event record for each entry with an id; entries without one are reported and left."""
    records = []
    entries = _entries(page)
    level = max((page.headings[position].level for position in entries if _has_id(page, position)), default=0)
    for position in entries:
        heading = page.headings[position]
        if heading.level < level:
            continue
        if not _has_id(page, position):
            page.problem(
                "register-entry-without-id",
                INFO,
                _("This entry gives no event id; it made no record."),
                line=heading.index + 1,
                target=heading.text[:200],
            )
            continue
        records.append(_read_entry(page, position))
    return records


def _entries(page: Page) -> list[int]:
    """Headings that open an entry: dated, or followed by an event id."""
    return [
        position
        for position, heading in enumerate(page.headings)
        if heading.level >= 2 and (_ENTRY.match(heading.text) or _has_id(page, position))
    ]


def _split(heading: str) -> tuple[str, str]:
    """(date, title) of `2017-06-12: title ✅`, `title (2017-06)` or `title`."""
    first = _ENTRY.match(heading)
    if first:
        return first["date"].strip("[]()（） "), first["title"]
    last = TRAILING_DATE.search(heading)
    return (last["date"].strip(), heading[: last.start()]) if last else ("", heading)


def _end(page: Page, position: int) -> int:
    """The index after an entry's last line: the next heading of its level or above, or a rule."""
    heading = page.headings[position]
    end = next((h.index for h in page.headings[position + 1 :] if h.level <= heading.level), len(page.lines))
    for index in range(heading.index + 1, end):
        if re.fullmatch(r"\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*", page.lines[index]):
            return index
    return end


def _has_id(page: Page, position: int) -> bool:
    start = page.headings[position].index + 1
    following = page.headings[position + 1].index if position + 1 < len(page.headings) else len(page.lines)
    return any(_ID.search(line) for line in page.lines[start : min(start + 12, following)])


def _read_entry(page: Page, position: int) -> Record:
    heading, end = page.headings[position], _end(page, position)
    in_heading, words = _split(heading.text)
    first = heading.index + 1
    written, after = labels.block_after_heading(page.lines[:end], first, offset=page.offset(first))
    written = [label for label in written if label.line <= end]
    record = Record(EVENT, page.path, heading.index + 1, origin="register")
    record.span = page.span(heading.index, end)
    # The bold line **Title** of a register is the paper's or product's own title; the heading has ours.
    own_title = labels.field(written, "title_en")
    take = Taker(
        _without_front_matter(page),
        record,
        labels=[label for label in written if label.name not in ("title", "title_en", "date")],
    )
    take_event(page, record, take)
    title = re.sub(r"\s*(?:✅|✓|⚠️?|❌|🔴|🔵|⚪)\s*", " ", words).strip()
    record.fields["title"] = pages.clean_name(page, "title", title, line=record.line)
    record.lines["title"], record.keys["title"] = record.line, "#"
    if own_title:
        take.used.add(own_title.label)
        record.lines["title_en"], record.keys["title_en"] = own_title.line, own_title.label
        record.fields["title_en"] = pages.clean_name(
            page, "title_en", own_title.value.strip().strip('"“”'), line=own_title.line
        )
    if not record.fields.get("verification"):
        grade = vocabulary.verification(heading.text[len(in_heading) :])
        marks = [mark for mark in ("✅", "✓", "⚠") if mark in heading.text]
        if grade or marks:
            record.fields["verification"] = grade or vocabulary.verification(marks[0])
    _dates(page, record, in_heading, written)
    start, stop = page.span(after, end)
    record.spans["body"] = (start, stop)
    record.fields["body"] = page.text((start, stop))
    if not record.fields.get("summary"):
        record.fields["summary"] = first_paragraph(page, after, end)
        record.weak.add("summary")
    record.fields["front_matter"] |= {
        label.label: label.value for label in written if label.label not in take.used and label.value
    }
    return record


def _dates(page: Page, record: Record, in_heading: str, written: list[labels.Label]) -> None:
    stated = labels.field(written, "date")
    places = [(stated.value, stated.line)] if stated else []
    places += [(in_heading, record.line)] if in_heading else []
    for text, line in places:
        try:
            date = edtf.read(text)
        except edtf.DateError as error:
            page.problem(
                "unreadable-date",
                WARNING,
                error.sentence(get_language() or "en"),
                line=line,
                target=text,
            )
            record.fields.setdefault("date_note", text)
            continue
        record.dates.append((date, page.path, line))
        if "date" not in record.fields:
            record.fields["date"] = date
            record.lines["date"] = line
            record.keys["date"] = stated.label if stated and line == stated.line else "#"


def _without_front_matter(page: Page) -> Page:
    """The page seen without its front matter, which speaks of the register and not of its entries."""
    bare = Page(page.file, lines=page.lines, offsets=page.offsets, first=page.first, headings=page.headings)
    bare.problems = page.problems
    return bare
