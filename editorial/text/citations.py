"""Citations: `[@key, p. 6; @other]`, narrative `@key`, and the `(Author, Year)` of manuscripts that grew up without keys.

Pandoc's syntax (https://pandoc.org/MANUAL.html#citation-syntax) in both bracket widths.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from editorial.text.contexts import CiteItem

_CLOSERS = {"[": "]", "［": "］", "【": "】"}
_CLUSTER = re.compile(r"[\[［【]([^\[\]［］【】\n]{0,200}?[@＠][^\[\]［］【】\n]{1,1000})[\]］】]")
_ITEM = re.compile(
    r"^\s*(?P<prefix>.*?)(?:(?<=\s)|(?<=[\u3000-\u9fff，。：])|^)\s*(?P<minus>[-－−–])?[@＠]"
    r"(?P<key>\{[^{}]+\}|\w[\w:.#$%&+?<>~/-]*)(?P<rest>.*)$"
)
_NARRATIVE = re.compile(
    r"[@＠]([A-Za-z][A-Za-z0-9_]*(?:[:.#$%&+?<>~/-][A-Za-z0-9_]+)*)(?:[ ]?[\[［【]([^\[\]［］【】@＠\n]{1,80})[\]］】](?![(\[:]))?"
)
_LOCATOR = re.compile(
    r"^(?:pp?|chap|chapter|ch|sec|section|fig|figure|table|vol|no|para|line|ll|§+|¶+|第|页|章|图|表)[.\s]*"
    r"[\w〇零一二三四五六七八九十百-]+.*$|^\d[\d\s,，–—-]*(?:页|章|节)?$",
    re.IGNORECASE,
)
#: What a citation key looks like when nobody knows it: letters and a year (`vaswani2017`), unlike a person's handle.
LOOKS_LIKE_KEY = re.compile(r"^[A-Za-z][\w:.-]*(?:19|20)\d{2}[\w:.-]*$")

_GROUP = re.compile(r"[(（]([^()（）\n]{1,300})[)）]")
_PART = re.compile(
    r"^\s*(?P<lead>(?:see(?: also)?|cf\.?|e\.g\.,?|参见|详见|转引自|见)\s*)?"
    r"(?P<authors>\S.{0,150}?)\s*[,，]\s*(?P<years>(?:1[5-9]|20)\d\d[a-z]?(?:\s*[,，、]\s*(?:1[5-9]|20)\d\d[a-z]?)*)"
    r"(?:\s*[,，]\s*(?P<locator>[^,，]{1,60}(?:[,，]\s*\d+)*))?\s*$"
)
_AUTHORS = re.compile(r"^(?:[^\W\d_]|\d+[A-Za-z\u4e00-\u9fff])[^。！？!?：:=<>%|/\\\"“”]*$")
_MONTH = re.compile(
    r"^(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|autumn|fall|winter|early|late|mid|q[1-4])"
    r"(?:uary|ruary|ch|il|e|y|ust|ember|ober)?\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LegacyPart:
    """One `Author, Year` inside brackets: where it stands in the text given, and what it says. One part has one entry per year.

    `opened` and `closed` are where the words between the brackets begin and end.
    """

    start: int
    end: int
    authors: str
    year: str
    locator: str
    raw: str
    opened: int = 0
    closed: int = 0


def parse_cluster(inner: str) -> tuple[CiteItem, ...]:
    """The citations between two brackets; empty when one part is none (then it is ordinary text)."""
    items = []
    for part in re.split("[;；]", inner):
        match = _ITEM.match(part)
        if not match:
            return ()
        key, rest = _key(match["key"]), match["rest"]
        if match["key"].isascii() is False and match["key"][0].isascii() and not match["key"].startswith("{"):
            # `@vaswani2017第3章`: the key ends where Chinese begins
            cut = next(i for i, char in enumerate(match["key"]) if not char.isascii())
            key, rest = _key(match["key"][:cut]), match["key"][cut:] + rest
        locator, suffix = _locator(rest.strip().lstrip(",，").strip())
        items.append(
            CiteItem(
                key=key,
                locator=locator,
                suppress_author=bool(match["minus"]),
                prefix=match["prefix"].strip(),
                suffix=suffix,
            )
        )
    return tuple(items)


def _key(raw: str) -> str:
    return unicodedata.normalize("NFKC", raw.strip("{}")).rstrip(":.#$%&+?<>~/-")


def _locator(rest: str) -> tuple[str, str]:
    """Split what follows a key into locator and suffix: `p. 6, 着重号为引者所加`."""
    if not rest:
        return "", ""
    head, comma, tail = (part.strip() for part in _partition(rest))
    if _LOCATOR.match(rest) and not (comma and not re.match(r"^[\d\s–—-]+$", tail)):
        return rest, ""
    if _LOCATOR.match(head):
        return head, tail
    return "", rest


def _partition(rest: str) -> tuple[str, str, str]:
    match = re.search("[,，]", rest)
    return (rest[: match.start()], match[0], rest[match.end() :]) if match else (rest, "", "")


def citation(state: StateInline, silent: bool) -> bool:
    """Inline rule: pushes a `citation` token with meta items, narrative, raw."""
    char = state.src[state.pos]
    if char in "@＠":
        return _narrative(state, silent)
    if char not in _CLOSERS:
        return False
    match = _CLUSTER.match(state.src, state.pos)
    if not match or (char == "[" and state.src[match.end() : match.end() + 1] in ("(", "[")):
        return False
    items = parse_cluster(match[1])
    if not items:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"items": items, "narrative": False, "raw": match[0]}
    state.pos = match.end()
    return True


def _narrative(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    if before.isascii() and (before.isalnum() or before in "_./-@+"):
        return False  # an e-mail address or a path
    match = _NARRATIVE.match(state.src, state.pos)
    if not match:
        return False
    end, locator = match.end(), (match[2] or "").strip()
    if locator and not _LOCATOR.match(locator):
        end, locator = match.end(1), ""
    if not silent:
        item = CiteItem(key=match[1], locator=locator)
        state.push("citation", "", 0).meta = {
            "items": (item,),
            "narrative": True,
            "raw": state.src[state.pos : end],
        }
    state.pos = end
    return True


def legacy(text: str) -> list[LegacyPart]:
    """Every `(Author, Year)`, `（作者，2024）` and `(A et al., 2017, p. 6; B & C, 2018)` of the text, in order.

    A bracket counts only when each of its parts reads as one. Months are no authors: `(June 12, 2017)` is a date.
    """
    found: list[LegacyPart] = []
    for group in _GROUP.finditer(text):
        parts = _group(group[1], group.start(1))
        found.extend(replace(part, opened=group.start(1), closed=group.end(1)) for part in parts)
    return found


def _group(inner: str, offset: int) -> list[LegacyPart]:
    parts: list[LegacyPart] = []
    start = 0
    for piece in re.split("([;；])", inner):
        if piece not in (";", "；"):
            match = _PART.match(piece)
            if not match or not _AUTHORS.match(match["authors"]) or _MONTH.match(match["authors"]):
                return []
            parts.extend(_years(match, offset + start))
        start += len(piece)
    return parts


def _years(match: re.Match[str], offset: int) -> list[LegacyPart]:
    """One part per year; the first carries the author's words, later ones only their year."""
    years = list(re.finditer(r"\d{4}[a-z]?", match["years"]))
    begin = match.start("years")
    parts = []
    for index, year in enumerate(years):
        last = index == len(years) - 1
        start = match.start("authors") if index == 0 else begin + year.start()
        end = match.end("locator") if last and match["locator"] else begin + year.end()
        parts.append(
            LegacyPart(
                start=offset + start,
                end=offset + end,
                authors=match["authors"],
                year=year[0],
                locator=(match["locator"] or "") if last else "",
                raw=match.string[start:end],
            )
        )
    return parts


@dataclass(frozen=True)
class Keyed:
    """An ``Author, Year`` written as a key: ``old`` from ``start`` (of the text) on becomes ``before + key + after``."""

    start: int
    old: str
    before: str
    after: str


def keyed(text: str, line: int, raw: str, *, nth: int = 0) -> Keyed | None:
    """Return how the ``nth`` legacy citation ``raw`` on ``line`` (from 1) is written with a key; None where it is gone.

    ``(Lee, 2020, p. 6)`` → ``[@key, p. 6]``. Of several in one bracket the one is taken out, in its place among the
    others: ``(A, 2019; Lee, 2020)`` → ``(A, 2019) [@key]``.
    """
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return None
    words = lines[line - 1]
    offset = sum(len(each) + 1 for each in lines[: line - 1])
    for group in _GROUP.finditer(words):
        parts = _group(group[1], group.start(1))
        for index, part in enumerate(parts):
            if part.raw != raw:
                continue
            if nth:
                nth -= 1
                continue
            locator = f", {part.locator}" if part.locator else ""
            head = "; ".join(_whole(parts[:index]))
            tail = "; ".join(_whole(parts[index + 1 :]))
            opened, closed = group[0][0], group[0][-1]
            before = f"{opened}{head}{closed} [@" if head else "[@"
            after = f"{locator}] {opened}{tail}{closed}" if tail else f"{locator}]"
            return Keyed(offset + group.start(), group[0], before, after)
    return None


def _whole(parts: list[LegacyPart]) -> list[str]:
    """Return parts as they are written alone: a second year of one author gets the author's words."""
    return [part.raw if part.raw.startswith(part.authors) else f"{part.authors}, {part.raw}" for part in parts]


def plugin(md: MarkdownIt) -> None:
    """Add the rule before links and after references."""
    md.inline.ruler.before("link", "citation", citation)
