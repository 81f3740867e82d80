"""The order of elements for each kind of document (clause 4 of GB/T 7714-2015), after the responsible and the year."""

from sources.gbt7714 import dates
from sources.gbt7714.access import access
from sources.gbt7714.document_types import document_type, is_online, mark, type_mark
from sources.gbt7714.entry import Entry, joined
from sources.gbt7714.publication import cited_on, dated_pages, imprint, pages, publication
from sources.gbt7714.responsibility import host, translators
from sources.gbt7714.titles import edition, title, volume


def elements(entry: Entry) -> list[str]:
    """Return the elements of an entry, each to be followed by a full stop; empty ones say nothing."""
    form = _BY_TYPE.get(document_type(entry)) or _BY_MARK[type_mark(entry)]
    if form in (monograph, report, archive) and entry.text("container-title"):
        form = part
    return [*form(entry), *access(entry)]


def _titled(entry: Entry) -> str:
    return title(entry) + mark(entry)


def monograph(entry: Entry) -> list[str]:
    """专著 (4.1): books, collections, theses, maps."""
    printed = publication(entry, required=type_mark(entry) in _PRINTED)
    return [_titled(entry), translators(entry), edition(entry), printed, entry.text("dimensions")]


def part(entry: Entry) -> list[str]:
    """专著中的析出文献 (4.2): a chapter, a paper in proceedings, an entry of an encyclopedia."""
    container = entry.text("container-title", "event-title")
    if not container:
        return monograph(entry)
    within = joined(_titled(entry), translators(entry)) + "//" + joined(host(entry), container)
    if entry.text("issue"):
        return [within + entry.marks.comma + issue(entry)]
    within += volume(entry)
    if imprint(entry) or edition(entry) or (type_mark(entry) != "C" and not is_online(entry)):
        return [within, edition(entry), publication(entry, required=type_mark(entry) in _PRINTED)]
    return [within + dated_pages(entry, after=container)]


def serial(entry: Entry) -> list[str]:
    """连续出版物 (4.3): a journal or newspaper as a whole, with the issues meant."""
    years = "" if entry.style.author_date else dates.years_of_serial(entry)
    printed = entry.marks.comma.join(filter(None, (imprint(entry), years))) + cited_on(entry)
    return [_titled(entry), entry.text("volume") + entry.marks.bracketed(entry.text("issue")), printed]


def article(entry: Entry) -> list[str]:
    """期刊中的析出文献 (4.4): the journal, then 年，卷（期）：页码."""
    return [_titled(entry), translators(entry), _in_serial(entry, issue(entry))]


def newspaper_article(entry: Entry) -> list[str]:
    """报纸中的析出文献 (4.4): the newspaper, the day and 版次 (8.8.3): ``2024-03-01（5）``."""
    day = dates.day_or_estimate(entry) + entry.marks.bracketed(pages(entry)) + cited_on(entry)
    return [_titled(entry), translators(entry), _in_serial(entry, day)]


def _in_serial(entry: Entry, place) -> str:
    """Return the title of the serial and the place in it; a bracket needs no comma before it."""
    name = entry.text("container-title")
    comma = entry.marks.comma if name and place and place[0] != entry.marks.brackets[0] else ""
    return name + comma + place


def issue(entry: Entry) -> str:
    """Return ``2018，12（3）：7-9``; what has neither volume nor issue is told by its date, in both orders."""
    number = entry.text("volume") + entry.marks.bracketed(entry.text("issue"))
    if not number:
        number = dates.day_or_estimate(entry)
    elif not entry.style.author_date:
        year = dates.year(entry)
        number = year + (entry.marks.comma if year and entry.text("volume") else "") + number
    # An article that is published by itself has a number where others have pages.
    place = pages(entry) or entry.text("number")
    return entry.marks.colon.join(filter(None, (number, place))) + cited_on(entry)


def standard(entry: Entry) -> list[str]:
    """标准文献: number and title say all; the edition of 2015 names the publisher too."""
    return [_titled(entry), publication(entry) if entry.style.old else ""]


def patent(entry: Entry) -> list[str]:
    """专利文献 (4.5): the day it was announced."""
    return [_titled(entry), _dated(entry)]


def report(entry: Entry) -> list[str]:
    """报告: published like a book, or dated."""
    return monograph(entry) if imprint(entry) else [_titled(entry), _unpublished(entry)]


def archive(entry: Entry) -> list[str]:
    """档案: the place and the archive that keep it, and its date."""
    place, keeper = entry.text("archive-place", "publisher-place"), entry.text("archive", "publisher")
    if not place and not keeper:
        return [_titled(entry), _unpublished(entry)]
    kept = entry.marks.colon.join(filter(None, (place, keeper)))
    return [_titled(entry), entry.marks.comma.join(filter(None, (kept, _dated(entry))))]


def electronic(entry: Entry) -> list[str]:
    """电子资源 (4.6), 数据集, 预印本: version, who put it there, its date and the day it was read."""
    version = entry.text("version")
    numbered = f"V{version}" if version[:1].isdecimal() else version
    if imprint(entry) and (entry.style.old or (entry.text("publisher-place") and not is_online(entry))):
        # Published on a carrier, a program or a database is told like a book.
        return [_titled(entry), numbered, publication(entry)]
    publisher = entry.text("publisher", "container-title", "archive")
    return [_titled(entry), numbered, publisher + _updated(entry)]


def _dated(entry: Entry) -> str:
    return entry.marks.colon.join(filter(None, (dates.day_or_estimate(entry), pages(entry)))) + cited_on(entry)


def _unpublished(entry: Entry) -> str:
    """What only stands on the net is an electronic resource to the edition of 2015."""
    return _updated(entry) if entry.style.old and is_online(entry) else _dated(entry)


def _updated(entry: Entry) -> str:
    """Return ``（2024-02-15）[2025-01-02]``: 更新或修改日期 and 引用日期."""
    return entry.marks.bracketed(dates.day_beside_year(entry)) + dates.access_date(entry)


#: Marks of what has a place and a publisher, even where nobody knows them.
_PRINTED = frozenset(("M", "C", "G", "D"))
#: Parts stand in another work, and serials are more than one.
_BY_TYPE = {
    "chapter": part, "entry-dictionary": part, "entry-encyclopedia": part, "paper-conference": part,
    "newspaper": serial, "periodical": serial,
}  # fmt: skip
_BY_MARK = {
    "A": archive, "CM": monograph, "CP": electronic, "D": monograph, "DB": electronic, "DS": electronic,
    "EB": electronic, "G": monograph, "J": article, "M": monograph, "N": newspaper_article, "P": patent,
    "PP": electronic, "R": report, "S": standard, "Z": monograph,
}  # fmt: skip
