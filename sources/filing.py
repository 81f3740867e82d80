"""Where an entry stands in a bibliography: Chinese by sound (pinyin and tone), Latin by letter without accents.

The author-date order of GB/T 7714 groups scripts first: Chinese, Japanese, Western, Russian, others (9.2 of GB/T
7714-2015). The house style has all names in one alphabet.
"""

import re
import unicodedata
from functools import lru_cache

from sources import keys

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
#: Marks do not count.
_MARKS = re.compile(r"[\W_]+")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: Characters that sound otherwise where they are surnames.
_SURNAMES = {
    "万俟": "mo4 qi2", "尉迟": "yu4 chi2", "长孙": "zhang3 sun1", "令狐": "ling2 hu2", "澹台": "tan2 tai2",
    "曾": "zeng1", "单": "shan4", "任": "ren2", "仇": "qiu2", "解": "xie4", "翟": "zhai2", "查": "zha1", "区": "ou1",
    "朴": "piao2", "盖": "ge3", "缪": "miao4", "华": "hua4", "员": "yun4", "乐": "yue4", "覃": "qin2", "黑": "he4",
    "折": "she2", "那": "na1", "种": "chong2", "应": "ying1", "葛": "ge3", "纪": "ji3", "於": "yu1", "洗": "xian3",
    "都": "du1", "卜": "bu3", "召": "shao4", "阚": "kan4", "么": "yao1", "宓": "mi4",
}  # fmt: skip
#: A literal Chinese name of so many characters is a person's.
_PERSON = 4
#: Characters of a title that count.
_LONGEST = 40
_SCRIPTS = (re.compile("[\u3040-\u30ff]"), re.compile("[A-Za-z\u00c0-\u024f]"), re.compile("[\u0400-\u04ff]"))


def place(csl) -> str:
    """Return the sort key of an entry: author, else title; then year, then title. At most 300 characters."""
    title = _words(csl.get("title"))
    filed = keys.first_author(csl)
    name = _name(filed, csl) if filed else sound(title)
    return f"{name} {keys.year_of(csl)} {sound(title)}"[:300]


def _name(filed, csl) -> str:
    first = keys.authors_of(csl)[0]
    if not _HAN.search(filed):
        return sound(filed)
    if first.get("family") or len(filed) <= _PERSON:
        for surname in (filed[:2], filed[:1]):
            if surname in _SURNAMES and len(filed) > len(surname):
                return f"{_SURNAMES[surname]} {sound(filed[len(surname) :])}"
    return sound(filed)


def sound(text) -> str:
    """Return text as it is filed: pinyin with tone numbers for Han, lower case without accents for the rest, no marks."""
    text = _words(text)[:_LONGEST]
    if text.isascii():
        return " ".join(_MARKS.sub(" ", text).casefold().split())
    spoken = []
    for char in unicodedata.normalize("NFKC", text):
        if _HAN.match(char):
            spoken.append(f" {_syllable(char)} ")
        else:
            plain = unicodedata.normalize("NFKD", char)
            spoken.append("".join(part for part in plain if not unicodedata.combining(part)).casefold())
    return " ".join(_MARKS.sub(" ", "".join(spoken)).split())


@lru_cache(maxsize=20_000)
def _syllable(char) -> str:
    from pypinyin import Style, lazy_pinyin  # its tables take longer to load than all the rest

    return lazy_pinyin(char, style=Style.TONE3, neutral_tone_with_five=True)[0]


def script(csl, language) -> int:
    """Return the group of an entry in the author-date order of the standard: 0 Chinese, 1 Japanese, 2 Western,
    3 Russian, 4 others."""
    if language in ("zh", "ja"):
        return ("zh", "ja").index(language)
    if language == "ru":
        return 3
    words = keys.first_author(csl) + _words(csl.get("title"))
    kana, latin, cyrillic = (pattern.search(words) for pattern in _SCRIPTS)
    if language in ("en", "fr", "de", "es", "it", "pt", "nl") or latin:
        return 2
    return 3 if cyrillic else 1 if kana else 4


def _words(text) -> str:
    return " ".join(_TAG.sub("", str(text or "")).split())
