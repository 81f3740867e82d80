"""Dates as readers see them, in Chinese and English: never finer than what is stored."""

from __future__ import annotations

from functools import lru_cache

from editorial.text.date_model import Part, ends_of, parse, part_of_year

_MONTHS = "January February March April May June July August September October November December".split()
_SEASONS = {"21": ("春", "Spring"), "22": ("夏", "Summer"), "23": ("秋", "Autumn"), "24": ("冬", "Winter")}
_QUARTERS = {"33": "一", "34": "二", "35": "三", "36": "四"}
_HALVES = {"40": ("上半年", "first half of"), "41": ("下半年", "second half of")}
_PARTS = {"early": ("初", "early"), "mid": ("中", "mid"), "late": ("底", "late")}


@lru_cache(maxsize=8192)
def display(edtf: str, language: str = "zh-hans") -> str:
    """The date in words: 2024年2月15日 / 15 February 2024, 约2022年 / c. 2022, 2025年8月某日 / August 2025 (day unknown).

    Raises DateError when it is no date.
    """
    chinese = not language.startswith("en")
    found = parse(edtf)
    part = part_of_year(found.edtf)
    if part:
        year, name = part
        return f"{year}年{_PARTS[name][0]}" if chinese else f"{_PARTS[name][1]} {year}".replace("mid ", "mid-")
    ends = ends_of(found.edtf)
    if ends is None:  # rare forms: the years they lie in say nothing too fine
        first, last = found.earliest.year, found.latest.year
        years = f"{first}" if first == last else f"{first}—{last}" if chinese else f"{first}–{last}"
        return _marked(f"{years}年" if chinese else years, _mark(found.approximate, found.uncertain), chinese)
    start, end = ends
    if start and not found.interval:
        return _single(start, chinese)
    return _interval(start, end, chinese)


def _mark(approximate: bool, uncertain: bool) -> str:
    return "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else ""


def _marked(words: str, mark: str, chinese: bool) -> str:
    if mark in ("~", "%"):
        words = f"约{words}" if chinese else f"c. {words}"
    if mark in ("?", "%"):
        words = f"{words}（存疑）" if chinese else f"{words} (uncertain)"
    return words


def _single(part: Part, chinese: bool) -> str:
    return _marked(_chinese(part) if chinese else _english(part), part.mark, chinese)


def _number(digits: str) -> str:
    return str(int(digits))


def _chinese(part: Part) -> str:
    year = _chinese_year(part)
    if not part.month:
        return year
    if part.month == "XX":
        return f"{year}某月" if not part.day else f"{year}某日"
    if part.month in _SEASONS:
        return f"{year}{_SEASONS[part.month][0]}"
    if part.month in _QUARTERS:
        return f"{year}第{_QUARTERS[part.month]}季度"
    if part.month in _HALVES:
        return f"{year}{_HALVES[part.month][0]}"
    return f"{year}{_number(part.month)}月{_chinese_day(part)}"


def _chinese_year(part: Part) -> str:
    if part.precision == "decade":
        return f"{_number(part.year[:3] + '0')}年代"
    if part.precision == "century":
        return f"{int(part.year[:2]) + 1}世纪"
    return f"{_number(part.year)}年"


def _chinese_day(part: Part) -> str:
    if not part.day:
        return ""
    return "某日" if part.day == "XX" else f"{_number(part.day)}日"


def _english(part: Part) -> str:
    year = _number(part.year) if part.year.isdigit() else part.year
    if part.precision == "decade":
        return f"{_number(part.year[:3] + '0')}s"
    if part.precision == "century":
        return _ordinal(int(part.year[:2]) + 1) + " century"
    if not part.month:
        return year
    if part.month == "XX":
        return f"{year} (month unknown)" if not part.day else f"{year} (day unknown)"
    if part.month in _SEASONS:
        return f"{_SEASONS[part.month][1]} {year}"
    if part.month in _QUARTERS:
        return f"Q{int(part.month) - 32} {year}"
    if part.month in _HALVES:
        return f"{_HALVES[part.month][1]} {year}"
    month = f"{_MONTHS[int(part.month) - 1]} {year}"
    if part.day == "XX":
        return f"{month} (day unknown)"
    return f"{_number(part.day)} {month}" if part.day else month


def _ordinal(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _interval(start: Part | None, end: Part | None, chinese: bool) -> str:
    if start is None and end:
        return f"{_single(end, chinese)}或以前" if chinese else f"{_single(end, chinese)} or earlier"
    if end is None and start:
        return f"{_single(start, chinese)}或以后" if chinese else f"{_single(start, chinese)} or later"
    assert start and end  # noqa: S101
    if start.mark or end.mark or not (start.year.isdigit() and end.year.isdigit()):
        return _single(start, chinese) + ("至" if chinese else " – ") + _single(end, chinese)
    return _chinese_interval(start, end) if chinese else _english_interval(start, end)


def _chinese_interval(start: Part, end: Part) -> str:
    if not start.month and not end.month:
        return f"{_number(start.year)}—{_chinese(end)}" if start.year != end.year else _chinese(end)
    last = _chinese(end)
    if start.year == end.year and end.month:
        last = last.removeprefix(_chinese_year(end))
        if start.month == end.month and start.day and end.day:
            last = last.removeprefix(f"{_number(end.month)}月")
    return f"{_chinese(start)}至{last}"


def _english_interval(start: Part, end: Part) -> str:
    first, last = _english(start), _english(end)
    if start.year == end.year and start.month and end.month and "unknown" not in first:
        first = first.removesuffix(f" {_number(start.year)}")
        if start.month == end.month and start.day and end.day:
            first = first.split(" ")[0]
    dash = " – " if " " in first or (" " in last and start.day != "") and not first.isdigit() else "–"
    return f"{first}{dash}{last}"
