"""出版日期与引用日期: years, full dates, and the day somebody looked (8.4.3 and 8.4.4 of GB/T 7714-2015)."""

from sources.csl import Date
from sources.gbt7714.entry import Entry


def issued(entry: Entry) -> Date | None:
    """Return the date of publication; for an article that is out before its issue, the day it went online."""
    return entry.item.date("issued") or entry.item.date("available-date")


def year(entry: Entry) -> str:
    """Return the year of publication, ``1982—1990`` for an interval.

    Estimated years stand in brackets (8.4.3.2); where nobody gives one, the year of access is the estimate.
    """
    date = issued(entry)
    if date is None:
        accessed = entry.item.date("accessed")
        return f"[{accessed.year}]" if accessed else ""
    last = _last_year(date)
    written = date.year + (entry.marks.dash + last if last else "")
    return f"[{written}]" if date.approximate else written


def years_of_serial(entry: Entry) -> str:
    """Return ``1982—[1990]``: the year a serial ended in is the estimate its last issue allows."""
    date = issued(entry)
    last = _last_year(date) if date else ""
    return f"{date.year}{entry.marks.dash}[{last}]" if last and not entry.style.old else year(entry)


def _last_year(date: Date) -> str:
    return str(date.end[0]) if date.end and date.end[0] != date.start[0] else ""


def year_with_letter(entry: Entry) -> str:
    """Return the year of the author-date order: ``2023b``, ``[2025]``, 无日期."""
    known = year(entry)
    if known.endswith("]"):
        return f"{known[:-1]}{entry.letter}]"
    return (known or entry.words.undated) + entry.letter


def day(entry: Entry) -> str:
    """Return the date as exactly as it is known: ``2024-07-02``."""
    date = issued(entry)
    return date.day if date else ""


def day_beside_year(entry: Entry) -> str:
    """Return the day for an entry found online. The year alone already stands behind the authors in the author-date
    order, and without a day of access beside it is not repeated."""
    known = day(entry)
    repeated = entry.style.author_date and known == year(entry) and not access_date(entry)
    return "" if repeated else known


def day_or_estimate(entry: Entry) -> str:
    """Return the day, else the estimated year, which the author-date order has already and does not repeat."""
    return day(entry) or ("" if entry.style.author_date else year(entry))


def access_date(entry: Entry) -> str:
    """Return 引用日期 in its brackets: ``[2025-01-02]``."""
    accessed = entry.item.date("accessed")
    return f"[{accessed.day}]" if accessed else ""
