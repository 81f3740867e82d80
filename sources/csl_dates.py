"""CSL dates in the shapes they come in: date parts, EDTF, or somebody's words."""

import re
from dataclasses import dataclass

from editorial.text.slugs import clean_title

_EDTF = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?([~?%]?)", re.ASCII)
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?", re.ASCII)
_SLASHES = re.compile(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", re.ASCII)
_NUMBER = re.compile(r"\s*(-?\d{1,4})\s*", re.ASCII)
#: The year may be before Christ, month and day may not.
_BOUNDS = ((-9999, 9999), (1, 12), (1, 31))
#: Longer words are no date.
_LIMIT = 64


@dataclass(frozen=True)
class Date:
    """Year, month, day as far as they are known; an interval has an ``end`` or is ``ongoing``.

    ``words`` is the date as somebody wrote it, such as ``c1988`` or ``1947（民国三十六年）``, and then all there is.
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] = ()
    ongoing: bool = False
    approximate: bool = False
    words: str = ""

    @property
    def year(self) -> str:
        """The first year, or the words."""
        return str(self.start[0]) if self.start else self.words

    @property
    def day(self) -> str:
        """``2024-07-02``, as exact as it is known, or the words."""
        return "-".join(f"{part:02d}" for part in self.start) or self.words

    def as_csl(self) -> dict:
        """Return the date as CSL-JSON writes it."""
        if not self.start:
            return {"literal": self.words}
        parts = {"date-parts": [list(end) for end in (self.start, self.end) if end]}
        return parts | ({"circa": True} if self.approximate else {})


def read_date(value) -> Date | None:
    """Read a CSL date: ``{"date-parts": …}``, ``{"edtf"|"raw"|"literal": text}``, a text or a year; else None."""
    if isinstance(value, dict):
        words = next((value[name] for name in ("edtf", "raw", "literal") if value.get(name)), None)
        return _read_parts(value) or _read_text(words)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 0 < value <= 9999 else ""
    return _read_text(value)


def _read_parts(value) -> Date | None:
    parts = value.get("date-parts")
    if not isinstance(parts, list) or not parts:
        return None
    ends = parts[:2] if isinstance(parts[0], list) else [parts]
    start, *end = map(_numbers, ends)
    return Date(start, end[0] if end else (), approximate=bool(value.get("circa"))) if start else None


def _numbers(parts) -> tuple[int, ...]:
    """Return year, month and day until the first that is none; CSL allows numbers and texts."""
    found = []
    for part, (lowest, highest) in zip(parts if isinstance(parts, list) else (), _BOUNDS, strict=False):
        if isinstance(part, str):
            matched = _NUMBER.fullmatch(part)
            part = int(matched[1]) if matched else None
        elif isinstance(part, bool) or not isinstance(part, int | float) or part != part // 1:
            part = None
        if not part or not lowest <= part <= highest:
            break
        found.append(int(part))
    return tuple(found)


def _read_text(text) -> Date | None:
    """Read EDTF (as far as bibliographies use it), 2024年7月2日 or 2024/7/2; other words stay words."""
    if not isinstance(text, str) or not text.strip() or len(text) > _LIMIT:
        return None
    text = text.strip()
    begin, slash, end = text.partition("/")
    first, last = _EDTF.fullmatch(begin), _EDTF.fullmatch(end)
    if first and not slash:
        return Date(_matched(first), approximate=bool(first[4]))
    if first and end in ("", ".."):
        return Date(_matched(first), ongoing=True)
    if first and last:
        return Date(_matched(first), _matched(last), approximate=bool(first[4] and last[4]))
    other = _CHINESE.fullmatch(text) or _SLASHES.fullmatch(text)
    return Date(_matched(other)) if other else Date(words=clean_title(text))


def _matched(match) -> tuple[int, ...]:
    return _numbers([part for part in match.group(1, 2, 3) if part])
