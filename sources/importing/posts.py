"""A Jekyll or Hugo post whose footnotes are its sources: the post itself, and one entry for each footnote.

The post is linked to what its footnotes name, with their labels as they stand in the text. A footnote reads
``headline - outlet. address``; what it lacks stays empty, and a broken address is reported, not repaired.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from editorial.text import front_matter
from editorial.text.slugs import clean_title
from sources import keys
from sources.importing import clutter, dates, people
from sources.importing.entries import ERROR, NOTE, WARNING, CitedEntry, Entry, Reading

#: ``[^5]:`` with or without a space behind it; what follows belongs to it while it is indented.
_FOOTNOTE = re.compile(
    r"^\s{0,3}\[\^(?P<label>[^\]\s]{1,60})\]\s*[:：][ \t]*(?P<words>[^\n]*(?:\n[ \t]{2,}[^\n]+)*)", re.MULTILINE
)
_USE = re.compile(r"\[\^([^\]\s]{1,60})\](?!\s*[:：])")
_ADDRESS = re.compile(r"<?(https?://[^\s<>\"'，。；、）】》]+)>?|\b(www\.[^\s<>\"'，。；、）】》]+)")
_OUTLET = re.compile(
    r"\s*(?<!\d)(?:\s[-–—|｜_]\s?|\s?[-–—|｜_]\s)\s*(?P<outlet>[^-–—|｜_\n？！?!，。：；「」『』“”《》…]{2,24})$"
)
#: Names of sections of an outlet, not of the outlet.
_SECTIONS = frozenset("新闻 新闻频道 资讯 资讯频道 首页 频道 财经 科技 news home".split())
_CUT = re.compile(r"(?:…|\.{3})\s*$")
_NEAR = 80
_MORE_FIELDS = ("categories", "tags", "layout", "description", "summary", "slug", "permalink")


def looks_like_one(text) -> bool:
    """Whether a text has front matter that states a title."""
    front, _body = front_matter.split(text)
    return bool(str(front.data.get("title") or "").strip())


def has_leading_footnotes(text) -> bool:
    """Whether it has front matter with a title, and a footnote that leads somewhere."""
    front, body = front_matter.split(text)
    if not str(front.data.get("title") or "").strip():
        return False
    return any(_ADDRESS.search(found["words"]) for found in _FOOTNOTE.finditer(body))


def read(text, *, name) -> Reading:
    """Return the post of a file called ``name`` and the sources its footnotes name."""
    reading = Reading()
    front, body = front_matter.split(text)
    for problem in front.problems:
        reading.found("front-matter", WARNING, name, problem.line, problem.message)
    data = front.data
    csl = _post(data, reading, name)
    offset = front.line_count
    entries, cited, lines = [], [], {}
    for found in _FOOTNOTE.finditer(body):
        label = found["label"]
        line = offset + body.count("\n", 0, found.start("label")) + 1
        if label in lines:
            message = _("The label was explained before, on line %(line)s; this one was left out.")
            reading.found("double-label", ERROR, name, line, message % {"line": lines[label]}, f"[^{label}]")
            continue
        lines[label] = line
        entry = _footnote(" ".join(found["words"].split()), label, reading, name, line)
        if entry is not None:
            entries.append(entry)
            cited.append(CitedEntry(len(entries), f"[^{label}]"))
    _report_uses(body, lines, reading, name, offset)
    _report_headlines(entries, reading, name)
    archived, counts = clutter.taken_out(body)
    gone = sum(counts.values())
    if gone:
        reading.found("clutter", NOTE, name, None, _("Images and share links were kept out of the archived text."))
    more = {field: data[field] for field in _MORE_FIELDS if data.get(field)}
    post = Entry(
        name, 1, csl, raw=front.raw.strip(), text=archived, front_matter=_plain(more), cites=tuple(cited),
        key=str(data.get("citation_key") or ""),
    )  # fmt: skip
    reading.entries = [post, *entries]
    return reading


def _post(data, reading, name) -> dict:
    csl: dict = {"type": "post-weblog", "title": clean_title(str(data.get("title") or ""))[:500]}
    author = data.get("author") or data.get("authors")
    if author:
        written = author if isinstance(author, list) else [author]
        words = [each.get("name", "") if isinstance(each, dict) else str(each) for each in written]
        csl["author"] = [found for each in words if each for found in people.authors(each)[0]]
    stated = data.get("date") or data.get("published") or data.get("publishDate")
    if stated:
        csl["issued"] = dates.read(stated)
        if "literal" in csl["issued"]:
            message = _("“%(date)s” is no date; it was kept as words.") % {"date": csl["issued"]["literal"]}
            reading.found("odd-date", WARNING, name, 1, message)
    else:
        reading.found("no-date", WARNING, name, 1, _("The post does not say when it appeared."))
    address = next(
        (str(data[field]) for field in ("original", "source", "canonical_url", "url", "link") if data.get(field)), ""
    )
    if address.startswith(("http://", "https://")):
        csl["URL"] = address
    if re.search("[\u4e00-\u9fff]", csl["title"]):
        csl["language"] = "zh"
    return {variable: value for variable, value in csl.items() if value}


def _footnote(words, label, reading, name, line) -> Entry | None:
    address = _ADDRESS.search(words)
    if address is None:
        message = _("This footnote leads nowhere; it made no source.")
        reading.found("footnote-without-address", NOTE, name, line, message, f"[^{label}]")
        return None
    url = (address[1] or address[2]).rstrip(".,;:")
    headline = clean_title(re.sub(r"\[([^\[\]]*)\]\($", r"\1", words[: address.start()]).rstrip(" .。:：<(（["))
    after = words[address.end() :].strip(" )>）.。")
    if not headline:
        headline = clean_title(after) or url
    title, outlet = apart(headline)
    broken = broken_address(url)
    if broken:
        message = _("The address is broken (%(reason)s). It was kept as it is: %(url)s")
        reading.found(
            "broken-address", WARNING, name, line, message % {"reason": broken, "url": url[:200]}, f"[^{label}]"
        )
    if _CUT.search(title):
        reading.found(
            "cut-headline", NOTE, name, line, _("The headline was cut by whoever wrote it down."), f"[^{label}]"
        )
    csl: dict = {"type": "webpage", "title": title, "URL": url}
    if outlet:
        csl["container-title"] = outlet
    if re.search("[\u4e00-\u9fff]", title):
        csl["language"] = "zh"
    return Entry(name, line, csl, raw=f"[^{label}]: {words}", label=f"[^{label}]")


def apart(headline) -> tuple[str, str]:
    """Return headline and outlet: ``… - 新闻 - 科学网`` is a headline of 科学网."""
    outlets = []
    title = headline
    while len(outlets) < 2 and (found := _OUTLET.search(title)):
        words = found["outlet"].strip()
        if len(outlets) == 1 and not (words.lower() in _SECTIONS or (len(words) <= 6 and words.endswith("新闻"))):
            break
        outlets.insert(0, words)
        title = title[: found.start()].rstrip()
    if not title:
        return headline, ""
    named = [words for words in outlets if words.lower() not in _SECTIONS]
    return title, " - ".join(named)


def broken_address(url) -> str:
    """Say what is wrong with an address; empty for one that may lead somewhere."""
    if url.startswith("www."):
        return _("no http:// or https://")
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return _("it cannot be read")
    if "." not in host.strip(".") or ".." in host:
        return _("no such host name")
    bare = host.removeprefix("www.")
    if re.search(rf"/(?:www\.)?{re.escape(bare)}(?:/|$)", parts.path):
        return _("the host name stands in it twice")
    if re.search(r"https?:/", url[8:]) and "web.archive.org" not in host:
        return _("two addresses in one")
    return ""


def _report_uses(body, lines, reading, name, offset):
    """Say which labels the text uses without an explanation, and which explanations it does not use."""
    used: dict[str, int] = {}
    for found in _USE.finditer(body):
        used.setdefault(found[1], found.start())
    for label, position in used.items():
        if label not in lines:
            line = offset + body.count("\n", 0, position) + 1
            reading.found(
                "unexplained-label", WARNING, name, line, _("No footnote explains this label."), f"[^{label}]"
            )
    for label, line in lines.items():
        if label not in used:
            reading.found("unused-label", NOTE, name, line, _("The text does not use this footnote."), f"[^{label}]")


def _report_headlines(entries, reading, name):
    """Two labels for one headline are kept apart, and reported: they may be one report in two places."""
    folded = [keys.fold(entry.title) for entry in entries]
    for position, entry in enumerate(entries):
        for other in range(position):
            if folded[position] and fuzz.ratio(folded[position], folded[other], score_cutoff=_NEAR) >= _NEAR:
                message = _("Nearly the headline of %(label)s on line %(line)s: perhaps one report in two places.")
                reading.found(
                    "same-headline", WARNING, name, entry.line,
                    message % {"label": entries[other].label, "line": entries[other].line}, entry.label,
                )  # fmt: skip
                break


def _plain(value):
    """Return front matter as JSON can hold it."""
    if isinstance(value, dict):
        return {str(name): _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
