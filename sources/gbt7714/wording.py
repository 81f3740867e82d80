"""The words and marks the standard adds to what a source says of itself: 等, 佚名, 译, 2 版, ：, （）."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """The added words in one language; numbers arrive as digits."""

    others: str
    nobody: str
    undated: str
    translated: str
    no_place: str
    no_publisher: str
    edition: Callable[[str], str]
    volume: Callable[[str], str]


def _ordinal(number) -> str:
    """2nd, 3rd, 11th."""
    teen = number[-2:] in ("11", "12", "13")
    return number + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


CHINESE = Wording(
    others="等",
    nobody="佚名",
    undated="无日期",
    translated="译",
    no_place="出版地不详",
    no_publisher="出版者不详",
    edition=lambda number: f"{number} 版",
    volume=lambda number: f"第{number}卷",
)
ENGLISH = Wording(
    others="et al.",
    nobody="Anon",
    undated="n.d.",
    translated="trans.",
    no_place="S.l.",
    no_publisher="s.n.",
    edition=lambda number: f"{_ordinal(number)} ed.",
    volume=lambda number: f"v.{number}",
)


def wording(language) -> Wording:
    """English for English, Chinese for all else: the standard has words in these two, and itself is Chinese."""
    return ENGLISH if language == "en" else CHINESE


@dataclass(frozen=True)
class Punctuation:
    """The marks between elements (clause 7); the edition of 2015 sets Western entries with half-width ones."""

    comma: str
    colon: str
    brackets: str
    #: Between the first and the last year of an interval.
    dash: str

    def bracketed(self, text) -> str:
        return f"{self.brackets[0]}{text}{self.brackets[1]}" if text else ""


FULL_WIDTH = Punctuation("，", "：", "（）", "—")
FULL_WIDTH_2015 = Punctuation("，", "：", "（）", "-")
HALF_WIDTH = Punctuation(", ", ": ", "()", "-")
