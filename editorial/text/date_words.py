"""Dates as people type them, in Chinese and English, turned into EDTF; and dates found in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from editorial.text import numerals
from editorial.text.date_model import LIMIT, PARTS_OF_YEAR, DateError, parse

_HAN_DIGITS = "〇零一二三四五六七八九"
_UNIT = rf"""
    (?:(?P<about>约|大约|大概)\s?)?
    (?P<year>(?<!\d)(?:1\d|20)\d\d|(?<![{_HAN_DIGITS}十百千万])[一二][{_HAN_DIGITS}]{{3}})\s?年(?P<rest>\s?(?:
        (?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?
            (?:\s?(?P<day>3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]|(?P<someday>某[日天]))?
      | 第?\s?(?P<quarter>[一二三四1-4])\s?季度
      | [Qq](?P<q>[1-4])(?!\d)
      | (?P<season>[春夏秋冬])(?:季|天|(?![节晚运奥眠]))
      | (?P<half>[上下])半年
      | (?P<somemonth>某月)
      | 年?(?P<part>初(?!创|期|步|代|版|始|级|衷|次)|底|末(?!端|尾)|中期|(?<=年年)中|中(?=$|[，,。、；;）)\s]))
    ))?
"""
_CHINESE = re.compile(_UNIT, re.VERBOSE)
#: 783年, 公元23年4月: a year alone of two digits may be short for one of our own time, and a running text's 300年 a span.
_ANCIENT = re.compile(
    r"^(?:公元\s?(?P<stated>\d{1,4})|(?P<year>[1-9]\d\d))\s?年"
    r"(?:\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?[日号])?)?$"
)
_LATER = re.compile(  # what may stand after 至 with the year, or year and month, left out
    r"(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?)?"
    r"(?:\s?(?P<day>3[01]|[12]\d|0?[1-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号])?$"
)
_TO = r"\s?(?:至|到|—{1,2}|–|-|~|～)\s?"
_UP_TO = re.compile(_TO)
_YEAR = re.compile(rf"(?<!\d)(?:1\d|20)\d\d|[一二][{_HAN_DIGITS}]{{3}}(?=\s?年)")
_ABOUT = re.compile(r"(?:大约|约|大概)\s?$")
_CHINESE_LATER = re.compile(
    rf"{_TO}(?:(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月份?(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?[日号])?"
    r"|(?P<only>3[01]|[12]\d|0?[1-9])\s?[日号])"
)
_ENGLISH_MONTHS = {
    name[:length]: f"{number:02d}"
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
    for length in (3, len(name))
} | {"sept": "09"}
_MONTH = r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_ENGLISH = re.compile(
    rf"\b(?:(?P<before>[0-3]?\d)(?:st|nd|rd|th)?\s)?{_MONTH}\.?\s(?:(?P<after>[0-3]?\d)(?:st|nd|rd|th)?,?\s)?(?P<year>(?:1\d|20)\d\d)\b",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?<![\d\w./-])(?P<year>(?:1\d|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?![\d\w]|-\d)"
)
_YEARS = re.compile(
    r"(?<![\d.,$-])(?P<year>(?:19|20)\d\d)(?:年)?\s?[-–—~～至到]\s?(?P<end>(?:19|20)\d\d)(?:\s?年|(?![\d.,]*\d|[-%万亿元美]))"
)
_SEASONS = {
    "春": "21",
    "夏": "22",
    "秋": "23",
    "冬": "24",
    "spring": "21",
    "summer": "22",
    "autumn": "23",
    "fall": "23",
    "winter": "24",
}
_PARTS = {"初": "early", "中": "mid", "中期": "mid", "底": "late", "末": "late"}
_BEFORE_CHRIST = re.compile(r"公元前|\bB\.?C\.?(?:E\.?)?$")
_NUMERIC = re.compile(r"^(\d{4})\s?[-./年]\s?(\d{1,2})(?:\s?[-./月]\s?(\d{1,2}))?[日/]?(?:[T\s/]+\d{1,2}:\d\d.*)?$")


def read(text: str) -> str:
    """The EDTF string for what a person typed: EDTF itself, 2017/6/12, 2022年初, 约2022年, June 2017, Q3 2023, before 2020, ranges.

    Raises DateError.
    """
    if len(text) > 4 * LIMIT:
        raise DateError("too_long", text)
    cleaned = " ".join(unicodedata.normalize("NFKC", text).split())
    if not cleaned:
        raise DateError("empty")
    if _BEFORE_CHRIST.search(cleaned):
        raise DateError("out_of_range", text)
    cleaned = re.sub(r"^(\d{4}-\d\d-\d\d)[T ]\d\d:.*$", r"\1", cleaned)
    for candidate in dict.fromkeys((cleaned, cleaned.upper().replace("U", "X"))):
        try:
            return parse(candidate).edtf
        except DateError as error:
            if error.code in ("impossible", "out_of_range", "reversed") and not _NUMERIC.match(cleaned):
                raise
    match = _NUMERIC.match(cleaned)
    if match:
        return parse(_iso(match[1], match[2], match[3])).edtf
    if re.match(r"^\d{8}$", cleaned):
        return parse(f"{cleaned[:4]}-{cleaned[4:6]}-{cleaned[6:]}").edtf
    found = _chinese(cleaned) if re.search("[\u3400-\u9fff〇]", cleaned) else _english(cleaned)
    if found is None:
        raise DateError("unreadable", text)
    return parse(found).edtf


def from_chinese(text: str) -> str:
    """The EDTF string for a Chinese date: 2024年2月 is 2024-02, 2025年8月某日 is 2025-08-XX. Raises DateError."""
    cleaned = " ".join(unicodedata.normalize("NFKC", text[: 4 * LIMIT]).split())
    found = _chinese(cleaned)
    if found is None:
        raise DateError("unreadable" if cleaned else "empty", text)
    return parse(found).edtf


def _iso(year: str, month: str | None = None, day: str | None = None) -> str:
    parts = [year] + [f"{int(part):02d}" for part in (month, day) if part]
    return "-".join(parts)


def _number(text: str) -> str:
    return f"{numerals.read(text):02d}"


def _chinese(text: str) -> str | None:
    """EDTF for a whole Chinese expression, unchecked; None when it is none."""
    text, about = _affix(text, r"^(?:约|大约|大概)\s?", r"\s?(?:左右|前后)$")
    text, opened = _affix(text, r"^(?:早于|不晚于|截至|截止到?)\s?", r"\s?(?:之前|或?以前|前)$")
    text, closed = _affix(text, r"^(?:晚于|不早于|自|从)\s?(?!.*[至到](?!今))", r"\s?(?:之后|或?以后|后|起|以来|至今)$")
    text, doubted = _affix(text, r"^(?:可能是?|疑似)\s?", r"\s?(?:\?|\(存疑\)|\(\?\))$")
    found = _chinese_range(text) or _chinese_unit(text)
    return _marked(found, about=about, doubted=doubted, opened=opened, closed=closed)


def _marked(found, *, about, doubted, opened, closed) -> str | None:
    """Put EDTF's marks on a date: ``~`` about, ``?`` in doubt, ``%`` both; or open it at one end."""
    if found is None:
        return None
    mark = "%" if about and doubted else "~" if about else "?" if doubted else ""
    if mark and "/" not in found:
        found += mark
    if opened:
        return f"../{found.rpartition('/')[2]}"
    return f"{found.partition('/')[0]}/.." if closed else found


def _affix(text: str, prefix: str, suffix: str) -> tuple[str, bool]:
    """The text without this beginning and end, and whether it had either."""
    shorter = re.sub(suffix, "", re.sub(prefix, "", text, count=1), count=1)
    return shorter, shorter != text


def _chinese_unit(text: str) -> str | None:
    decade = re.match(r"^((?:1\d|20)\d)0年代$", text)
    if decade:
        return f"{decade[1]}X"
    century = re.match(r"^(\d\d?)世纪$", text)
    if century:
        return f"{int(century[1]) - 1:02d}XX"
    if re.match(r"^(?:1\d|20)\d\d$", text):
        return text
    ancient = _ANCIENT.match(text)
    if ancient:
        return _iso((ancient["stated"] or ancient["year"]).zfill(4), ancient["month"], ancient["day"])
    match = _CHINESE.fullmatch(re.sub(r"月(?:初|底|末|中旬|上旬|下旬)$", "月", text))
    return _unit(match) if match else None


def _unit(match: re.Match[str]) -> str:
    """EDTF of one matched Chinese date."""
    year = match["year"] if match["year"].isascii() else str(numerals.read(match["year"]))
    part = _PARTS.get(match["part"] or "")
    if part:
        first, last = PARTS_OF_YEAR[part]
        return f"{year}-{first}~/{year}-{last}~"
    tail = ""
    if match["month"]:
        day = _number(match["day"]) if match["day"] else "XX" if match["someday"] else ""
        tail = f"-{_number(match['month'])}" + (f"-{day}" if day else "")
    elif match["quarter"] or match["q"]:
        tail = f"-{32 + (numerals.read(match['quarter'] or match['q']) or 1)}"
    elif match["season"]:
        tail = f"-{_SEASONS[match['season']]}"
    elif match["half"]:
        tail = "-40" if match["half"] == "上" else "-41"
    elif match["somemonth"]:
        tail = "-XX"
    return year + tail + ("~" if match["about"] else "")


def _chinese_range(text: str) -> str | None:
    pieces = [piece for piece in re.split(r"\s?(?:至|到|—{1,2}|–|-|~)\s?", text) if piece]
    if len(pieces) != 2:
        return None
    start, end = pieces
    if re.match(r"^\d{4}$", start) and re.match(r"^\d{4}年$", end):
        return f"{start}/{end[:4]}"
    first = _chinese_unit(start.removeprefix("从").removeprefix("自"))
    if first is None:
        return None
    last = _chinese_unit(end) or _inherited(first, end)
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}" if last else None


def _inherited(first: str, end: str) -> str | None:
    """The second date of a range with its year, or year and month, taken from the first."""
    match = _LATER.match(end)
    parts = first.rstrip("~").split("-")
    if not match or not end or not (match["month"] or (match["day"] and len(parts) > 1)):
        return None
    month = _number(match["month"]) if match["month"] else parts[1]
    return f"{parts[0]}-{month}" + (f"-{_number(match['day'])}" if match["day"] else "")


def _english(text: str) -> str | None:
    """EDTF for a whole English expression, unchecked; None when it is none."""
    text, opened = _affix(
        text, r"(?i)^(?:before|by|until|till|up to|prior to|no later than)\s", r"(?i)\sor (?:earlier|before)$"
    )
    text, closed = _affix(
        text, r"(?i)^(?:after|since|from(?!.*\bto\b)|no earlier than)\s", r"(?i)\s(?:or later|onwards?)$"
    )
    text, about = _affix(
        text, r"(?i)^(?:about|around|approximately|circa|ca?\.?|~)\s?(?=\S*\d|[A-Z])", r"(?i)\s?\(?approx\.?\)?$"
    )
    text, doubted = _affix(text, r"(?i)^(?:possibly|probably|perhaps)\s", r"(?i)\s?\((?:uncertain|\?)\)$|\?$")
    found = _english_unit(text) or _english_range(text)
    return _marked(found, about=about, doubted=doubted, opened=opened, closed=closed)


def _english_unit(text: str) -> str | None:
    if match := _NUMERIC.match(text):
        return _iso(match[1], match[2], match[3])
    if re.match(r"^\d{4}$", text):
        return text
    if match := re.match(r"(?i)^(?:the )?(\d{3})0s$", text):
        return f"{match[1]}X"
    if match := re.match(r"(?i)^(\d{1,2})(?:st|nd|rd|th) century$", text):
        return f"{int(match[1]) - 1:02d}XX"
    if match := re.match(r"(?i)^(early|mid|late)[- ](\d{4})$", text):
        first, last = PARTS_OF_YEAR[match[1].lower()]
        return f"{match[2]}-{first}~/{match[2]}-{last}~"
    if match := re.match(r"(?i)^(spring|summer|autumn|fall|winter)(?: of|,)? (\d{4})$", text):
        return f"{match[2]}-{_SEASONS[match[1].lower()]}"
    if match := re.match(r"(?i)^(?:Q([1-4])[ ,/]*(\d{4})|(\d{4})[ -]?Q([1-4]))$", text):
        return f"{match[2] or match[3]}-{32 + int(match[1] or match[4])}"
    if match := re.match(r"(?i)^(first|second) half of (\d{4})$|^([12])?H([12])[ -]?(\d{4})$", text):
        return f"{match[2] or match[5]}-{'40' if (match[1] or '').lower() == 'first' or match[4] == '1' else '41'}"
    match = _ENGLISH.fullmatch(text.replace(", ", " ").replace(",", " ")) or _ENGLISH.fullmatch(text)
    return _english_date(match) if match else None


def _english_date(match: re.Match[str]) -> str:
    return _iso(match["year"], _ENGLISH_MONTHS[match["name"].lower()], match["before"] or match["after"])


def _english_range(text: str) -> str | None:
    cleaned = re.sub(r"(?i)^(?:from|between)\s", "", text)
    pieces = re.split(r"(?i)\s+(?:to|until|through|and|–|—|-)\s+|\s?[–—]\s?|(?<=[a-z])-(?=[a-z])", cleaned, maxsplit=1)
    if len(pieces) == 1 and (match := re.match(r"^(\d{4})-(\d{4})$", cleaned)):
        pieces = [match[1], match[2]]
    if len(pieces) != 2:
        return None
    last = _english_unit(pieces[1])
    if last is None:
        return None
    year = last.partition("/")[0][:4]
    first = _english_unit(pieces[0]) or _english_unit(f"{pieces[0]} {year}")
    if first is None and re.match(r"^\d{1,2}$", pieces[0]) and len(last) == 10:
        first = f"{last[:8]}{int(pieces[0]):02d}"
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}" if first else None


def find(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and EDTF of each date with a year in running text, in order; what the calendar lacks is left out."""
    end_of_last = 0
    for year in _YEAR.finditer(text):
        if year.start() < end_of_last:
            continue
        for start, end, value in sorted(_at(text, year), key=lambda found: (found[0], -found[1])):
            try:
                parse(value)
            except DateError:
                continue
            if start >= end_of_last:
                end_of_last = end
                yield start, end, value
                break


def _at(text: str, year: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """What the date around this year may be, in each way of writing dates."""
    start, end = year.span()
    if years := _YEARS.match(text, start):
        yield start, years.end(), f"{years['year']}/{years['end']}"
    if "年" in text[end : end + 2]:
        about = _ABOUT.search(text, max(0, start - 3), start)
        if chinese := _CHINESE.match(text, about.start() if about else start):
            yield _with_later(text, chinese)
    if iso := _ISO.match(text, start):
        yield start, iso.end(), iso[0]
    if text[start - 1 : start].isspace():
        english = _ENGLISH.search(text, max(0, start - 24), end)
        if english and english.end() == end:
            yield english.start(), end, _english_date(english)


def _with_later(text: str, match: re.Match[str]) -> tuple[int, int, str]:
    """The match with the shortened second date of a range, if one follows: 2023年4月至8月."""
    first = _unit(match)
    later = _CHINESE_LATER.match(text, match.end()) if match["month"] and "X" not in first else None
    if not later:
        full = _UP_TO.match(text, match.end())
        second = _CHINESE.match(text, full.end()) if full else None
        if second and "/" not in first and "/" not in (last := _unit(second)) and last > first:
            return match.start(), second.end(), f"{first}/{last}"
        return match.start(), match.end(), first
    if later["only"] and not match["day"]:
        return match.start(), match.end(), first
    end = _inherited(first, later[0].lstrip(" 至到—–-~～"))
    return (match.start(), later.end(), f"{first}/{end}") if end else (match.start(), match.end(), first)
