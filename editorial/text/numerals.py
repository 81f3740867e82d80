"""Chinese numerals as integers: 六, 十二, 一百零三, 二〇二四."""

from __future__ import annotations

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
#: Characters of a numeral, for use inside a regex class.
CLASS = "〇零一二两三四五六七八九十百千"


def read(text: str) -> int | None:
    """The number written as ASCII digits or as a Chinese numeral below 10,000; None when it is neither."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    if not text or len(text) > 9 or any(c not in DIGITS and c not in UNITS for c in text):
        return None
    if not any(c in UNITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit = 0, None
    for char in text:
        if char in UNITS:
            total += (1 if digit is None else digit) * UNITS[char]
            digit = None
        else:
            digit = DIGITS[char]
    return total + (digit or 0)
