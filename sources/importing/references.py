"""One bibliography entry to CSL-JSON fields. The raw words are always kept beside them.

Understood: APA-like `Authors. (Year). Title. *Container*, 9(8), 1735-1780. URL`, GB/T 7714 with its
type marks `[J] [M] [C] [EB/OL]`, and `**[key]**`, `[1]`, `-`, `1.` in front. What cannot be read
is None: the caller keeps the line and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sources.importing import people

_LONGEST = 5000

_KEY = re.compile(
    r"^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(?:\*\*|__)?\[(?P<key>[^\]\s\^][^\]\n]{0,79})\](?:\*\*|__)?[:：]?\s*(?P<rest>\S.*)$"
)
_BULLET = re.compile(r"^\s*(?:[-*+]\s+|\d{1,3}[.)、]\s+|\[\d{1,3}\]\s*|\[\^[^\]]+\]:\s*)(?P<rest>\S.*)$")
_YEAR = re.compile(
    r"[(（]\s*(?P<date>(?P<year>1[5-9]\d\d|20\d\d)(?P<letter>[a-z]?)(?P<more>[,，年/\-\s][^)）]{0,40})?|n\.d\.|无日期)\s*[)）]"
)
_URL = re.compile(r"https?://[^\s<>\"'，。；、）】》]+")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>，。；]+")
_ARXIV = re.compile(r"arxiv(?:\.org/(?:abs|pdf)/|:\s*|\s+)(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})", re.IGNORECASE)
_ACCESS = re.compile(
    r"(?:Access(?:ed)?(?: Date)?|访问日期|检索日期)[:：]?\s*(?P<date>\d{4}-\d{2}-\d{2})", re.IGNORECASE
)
_DATE = re.compile(r"(?:[,，.]\s*)?(?<!\d)(?P<date>\d{4}-\d{2}(?:-\d{2})?)(?!\d)")
_GBT = re.compile(r"\[(?P<type>[A-Z]{1,2})(?:/(?P<medium>OL|CD|DK|MT))?\]")
_ITALIC = re.compile(r"(?<![*_])[*_](?P<words>[^*_\n]+)[*_](?![*_])|《(?P<han>[^》]+)》")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_GBT_TYPES = {
    "J": "article-journal",
    "M": "book",
    "C": "paper-conference",
    "G": "book",
    "N": "article-newspaper",
    "D": "thesis",
    "R": "report",
    "S": "standard",
    "P": "patent",
    "EB": "webpage",
    "DB": "dataset",
    "CP": "software",
    "DS": "dataset",
    "A": "manuscript",
    "Z": "document",
}


@dataclass
class Entry:
    """A read entry: the author's key ("" when none), the CSL-JSON, and the words as written."""

    key: str
    raw: str
    csl: dict[str, Any] = field(default_factory=dict)

    @property
    def year(self) -> str:
        parts = self.csl.get("issued", {}).get("date-parts", [[None]])
        return str(parts[0][0]) if parts[0][0] else ""

    @property
    def title(self) -> str:
        return self.csl.get("title", "")


def read_entry(line: str) -> Entry | None:
    """One line of a bibliography, or None when it is no entry.

    A line with a key in brackets is an entry even when little of it can be read.
    """
    if len(line) > _LONGEST:
        return None
    keyed = _KEY.match(line)
    key, words = "", line
    if keyed and not keyed["key"].isdigit() and not keyed["rest"].startswith("("):
        key, words = keyed["key"].strip(), keyed["rest"]
    else:
        plain = _BULLET.match(line)
        words = plain["rest"] if plain else line.strip()
    csl = read_csl(words)
    if csl is None:
        if not key:
            return None
        csl = {"type": "document", "title": _plain(words)}
    return Entry(key, words.strip(), csl)


def read_csl(words: str) -> dict[str, Any] | None:
    """CSL-JSON of an entry's words, or None when author, year and title cannot be told apart."""
    csl = _gbt(words) if _GBT.search(words) else _apa(words)
    if csl is None:
        return None
    _identifiers(words, csl)
    csl["language"] = "zh-CN" if re.search(r"[\u4e00-\u9fff]", csl.get("title", "")) else "en-US"
    return csl


def fingerprints(csl: dict[str, Any]) -> list[tuple[str, ...]]:
    """What makes two entries the same source, strongest first: DOI, arXiv number, title with year and first author."""
    marks: list[tuple[str, ...]] = []
    if csl.get("DOI"):
        marks.append(("doi", csl["DOI"].lower()))
    if csl.get("archive") == "arXiv":
        marks.append(("arxiv", re.sub(r"v\d+$", "", csl["archive_location"])))
    title = re.sub(r"\W+", "", csl.get("title", "").lower())
    parts = csl.get("issued", {}).get("date-parts", [[None]])
    author = re.sub(r"\W+", "", people.first_key(csl.get("author", [])).lower())
    if title and parts[0][0]:
        marks.append(("title", title, str(parts[0][0]), author))
    return marks


def _apa(words: str) -> dict[str, Any] | None:
    found = _YEAR.search(words)
    if not found or found.start() > 600:
        return None
    who = words[: found.start()].strip().lstrip("⚠️ ").strip("*_ ")
    rest = words[found.end() :].lstrip(" .。．,，:：")
    if not who or not rest:
        return None
    names, cut_short = people.authors(who)
    title, title_is_italic, after = _title(rest)
    if not title:
        return None
    csl: dict[str, Any] = {"type": "document", "title": title, "author": names}
    if found["year"]:
        csl["issued"] = {"date-parts": [_date_parts(found["year"], found["more"] or "")]}
        if found["letter"]:
            csl["year-suffix"] = found["letter"]
    if cut_short:
        csl["custom"] = {"et_al": True}
    published = _DATE.search(_ACCESS.sub("", _URL.sub("", after)))
    if published and found["year"] == published["date"][:4]:
        csl["issued"] = {"date-parts": [[int(part) for part in published["date"].split("-")]]}
        after = after.replace(published.group(), "", 1)
    _container(after, csl, title_is_italic=title_is_italic)
    return csl


def _title(rest: str) -> tuple[str, bool, str]:
    """The title, whether it stood in italics, and what follows it."""
    italic = _ITALIC.match(rest)
    if italic:
        return (
            (italic["words"] or italic["han"]).strip(" ."),
            bool(italic["words"]),
            rest[italic.end() :].lstrip(" .。"),
        )
    stop = re.search(
        r"(?:[.。．]|(?<=[?？!！]))(?:\s+|(?=[*_《]|https?:)|$)(?=$|[*_《\[(（]|https?:|Retrieved|arXiv|doi|DOI|[A-Z\u4e00-\u9fff⚠])",
        rest,
    )
    end = stop.start() if stop else len(rest)
    title = re.sub(r"\s*https?://\S*$", "", rest[:end])
    return _plain(title).strip(" .。"), False, rest[stop.end() :] if stop else ""


def _container(after: str, csl: dict[str, Any], *, title_is_italic: bool) -> None:
    """Where it appeared, and from that what it is."""
    plain = _ACCESS.sub("", _URL.sub("", after))
    italic = _ITALIC.search(plain)
    inside = (italic["words"] or italic["han"]).strip() if italic else ""
    tail = plain[italic.end() :] if italic else plain
    if not inside and title_is_italic:
        publisher = re.sub(r"^\([^)]*\)\.?\s*", "", plain).strip(" .")
        csl["type"] = "book"
        if publisher:
            csl["publisher"] = publisher
        return
    if not inside:
        inside = re.sub(r"\s*(?:Retrieved from|doi:|DOI:|arXiv:).*$", "", plain).split(". ")[0].strip(" .。[]")
        tail = ""
    volume = re.match(r"(?P<name>.*?),\s*(?P<volume>\d+)$", inside)
    if volume:
        inside, csl["volume"] = volume["name"], volume["volume"]
    numbers = re.match(
        r"\s*,?\s*(?P<volume>\d+)?\s*(?:\((?P<issue>[\w–-]+)\))?(?:\s*[,:，：]\s*|\s*$|\.)(?P<page>e?\d+(?:[–—-]\d+)?)?",
        tail,
    )
    if numbers:
        if (
            numbers["volume"]
            and (numbers["issue"] or numbers["page"])
            and "volume" not in csl
            or numbers["volume"]
            and not numbers["page"]
            and not numbers["issue"]
        ):
            csl["volume"] = numbers["volume"]
        if numbers["issue"]:
            csl["issue"] = numbers["issue"]
        if numbers["page"]:
            csl["page"] = re.sub(r"[–—]", "-", numbers["page"])
    if re.search(r"出版社$|书店$|\bPress$|Publish(?:er|ers|ing)$", inside):
        csl["type"], csl["publisher"] = "book", inside
        return
    if inside:
        csl["container-title"] = inside
    csl["type"] = _type(inside, after, csl)
    if csl["type"] == "report" and inside:
        csl["genre"] = csl.pop("container-title")


def _type(container: str, after: str, csl: dict[str, Any]) -> str:
    words = container.lower()
    if "arxiv" in words:
        return "article"
    if re.search(r"technical report|tech\. rep|white ?paper|白皮书|技术报告", words):
        return "report"
    if re.search(
        r"proceedings|conference|neurips|nips|iclr|icml|\bacl\b|emnlp|naacl|cvpr|advances in|annual meeting|workshop|symposium|会议|年会|大会",
        words,
    ):
        return "paper-conference"
    if "volume" in csl or "issue" in csl or re.search(r"journal|transactions|学报|期刊", words):
        return "article-journal"
    if re.search(r"blog|news|retrieved from", words + " " + after.lower()) or _URL.search(after):
        return "webpage"
    return "document"


def _gbt(words: str) -> dict[str, Any] | None:
    """GB/T 7714: `作者. 题名[J]. 刊名, 年, 卷(期): 页.`"""
    mark = _GBT.search(words)
    before, after = words[: mark.start()].strip(), words[mark.end() :].lstrip(" .。．")
    split = re.search(r"[.。．]\s*", before)
    who, title = (before[: split.start()], before[split.end() :]) if split else ("", before)
    if not title:
        return None
    names, cut_short = people.authors(who) if who else ([], False)
    csl: dict[str, Any] = {"type": _GBT_TYPES.get(mark["type"], "document"), "title": _plain(title).strip(" .")}
    if names:
        csl["author"] = names
    if cut_short:
        csl["custom"] = {"et_al": True}
    date = re.search(
        r"(?<!\d)(?P<year>1[5-9]\d\d|20\d\d)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?!\d)",
        _URL.sub("", _DOI.sub("", after)),
    )
    if date:
        csl["issued"] = {"date-parts": [[int(part) for part in date.groups() if part]]}
    if csl["type"] in ("book", "thesis", "report"):
        place = re.match(r"(?P<place>[^:：,，.]+)[:：]\s*(?P<publisher>[^,，.]+)", after)
        if place:
            csl["publisher-place"], csl["publisher"] = place["place"].strip(), place["publisher"].strip()
    else:
        container = re.match(r"(?://)?\s*(?P<name>[^,，.。(（\[]+?)\s*[,，.。(（]", after)
        if container and not container["name"].startswith("http"):
            csl["container-title"] = container["name"].strip()
    numbers = re.search(
        r"[,，]\s*(?P<volume>\d+)?\s*(?:\((?P<issue>[\w-]+)\))?\s*[:：]\s*(?P<page>\d+(?:[–—-]\d+)?)", after
    )
    if numbers:
        for name in ("volume", "issue", "page"):
            if numbers[name]:
                csl[name] = re.sub(r"[–—]", "-", numbers[name])
    return csl


def _identifiers(words: str, csl: dict[str, Any]) -> None:
    url = _URL.search(words)
    if url:
        csl["URL"] = url.group().rstrip(".,;:)*_")
    doi = _DOI.search(words)
    if doi:
        csl["DOI"] = doi.group().rstrip(".,;)")
    arxiv = _ARXIV.search(words)
    if arxiv:
        csl["archive"], csl["archive_location"] = "arXiv", arxiv["id"]
        csl.setdefault("URL", f"https://arxiv.org/abs/{arxiv['id']}")
    accessed = _ACCESS.search(words)
    if accessed:
        csl["accessed"] = {"date-parts": [[int(part) for part in accessed["date"].split("-")]]}


def _date_parts(year: str, more: str) -> list[int]:
    """`2018` and `, June 11` → [2018, 6, 11]; `, March` → [2018, 3]."""
    parts = [int(year)]
    month = next((_MONTHS[word] for word in re.findall(r"[a-z]+", more.lower()) if word in _MONTHS), None)
    digits = [int(number) for number in re.findall(r"\d+", more)]
    if month is None and digits and 1 <= digits[0] <= 12:
        month, digits = digits[0], digits[1:]
    if month is not None:
        parts.append(month)
        if digits and 1 <= digits[0] <= 31:
            parts.append(digits[0])
    return parts


def _plain(text: str) -> str:
    return re.sub(r"[*`]", "", text).strip()
