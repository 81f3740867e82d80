"""Finding a record by what somebody types of its name: Chinese, English, another name, or the first letters of its pinyin.

An *index* is one text with a line for each form of each name, so that a database finds it with ``contains`` and knows
a beginning by the line break before it. Polyphones (重: chong, zhong) are indexed in every reading, because who types
initials does not know which one the machine took.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import islice, product

_APART = re.compile(r"[\W_]+")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
#: Most names of one record, most characters of a name, most readings of one name.
NAMES, LENGTH, READINGS = 30, 120, 6


def folded(name: str) -> str:
    """Return letters and digits only, lower case, full width as half width, without accents: ``GPT-4 发布`` → ``gpt4发布``."""
    decomposed = unicodedata.normalize("NFKD", name[: 4 * LENGTH])
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _APART.sub("", unicodedata.normalize("NFKC", plain).casefold())[:LENGTH]


def index(names: Iterable[str]) -> str:
    """Return the index of all names of one record; empty where none holds a letter or digit."""
    forms: dict[str, None] = {}
    for name in islice(names, NAMES):
        plain = folded(name)
        if plain:
            forms[plain] = None
        if _HAN.search(plain):
            forms.update(dict.fromkeys(_readings(plain)))
    return "\n" + "\n".join(forms) + "\n" if forms else ""


def _readings(plain: str) -> list[str]:
    """Return the pinyin of a folded name without tones, then its first letters in each reading."""
    from pypinyin import Style, lazy_pinyin, pinyin  # its tables take longer to load than all the rest of this package

    whole = "".join(lazy_pinyin(plain, errors=list))
    letters = pinyin(plain, style=Style.FIRST_LETTER, heteronym=True, errors=list)
    first = islice(product(*(dict.fromkeys(each) for each in letters)), READINGS)
    usual = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER, errors=list))
    return [folded(whole), usual, *("".join(each) for each in first)]
