"""A web article saved as Markdown, with a block at its top that says what it is: one entry with its text.

The block is GitBook's hint (``{% hint style="info" %}``), a quotation or plain lines of ``**Author:** …``. Keys are
known in English and Chinese; whatever else it says goes to the front matter of the source.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.text.slugs import clean_title
from sources.importing import clutter, dates, people
from sources.importing.entries import NOTE, WARNING, Entry, Reading

_HINT = re.compile(r"\{%\s*hint\b[^%]{0,200}%\}\s*\n(?P<inside>.{0,8000}?)\n\s*\{%\s*endhint\s*%\}", re.DOTALL)
_STATED = re.compile(
    r"^[>\s*+-]{0,6}\*\*\s*(?P<key>[^*\n]{1,40}?)\s*[:：]\s*\*\*\s*(?P<value>[^\n]*)$|^[>\s]{0,4}(?P<key2>[A-Za-z\u4e00-\u9fff]{2,12})\s*[:：]\s+(?P<value2>[^\n]+)$"
)
_KEYS = {
    "author": "author", "authors": "author", "by": "author", "作者": "author", "published": "issued", "date": "issued",
    "发布时间": "issued", "发布日期": "issued", "日期": "issued", "original": "url", "source": "url", "url": "url",
    "link": "url", "原文": "url", "原文链接": "url", "来源": "url", "stats": "stats", "statistics": "stats", "统计": "stats",
    "数据": "stats", "tags": "tags", "标签": "tags", "category": "category", "分类": "category", "title": "title",
    "标题": "title", "saved": "captured", "captured": "captured", "archived": "captured", "保存时间": "captured",
}  # fmt: skip
_TITLE = re.compile(r"^#\s+(\S.*?)\s*#*\s*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\(\s*<?([^()\s<>]{1,2000})>?[^()]{0,200}\)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、）】》)\]]+")
_TAG = re.compile(r"`([^`\n]{1,60})`")
_BYLINE = re.compile(r"^(?:作者|文|撰文)\s*[｜丨|/:：]\s*([^\s｜丨|/，,。]{2,12})", re.MULTILINE)
#: The block stands within so many characters.
_TOP = 6000


def looks_like_one(text) -> bool:
    """Whether a text begins with a block that states an author, a date or where it was."""
    stated, _span = _block(text)
    return "url" in stated and len(set(stated) & {"author", "issued", "stats", "category", "tags", "title"}) >= 1


def read(text, *, name) -> Reading:
    """Return the article of a file called ``name``, with its text free of images, adverts and share links."""
    reading = Reading()
    stated, (start, end) = _block(text)
    line = text.count("\n", 0, start) + 1
    heading = _TITLE.search(text)
    title = clean_title(stated.get("title") or (heading[1] if heading else ""))
    guessed = ()
    if not title:
        title, guessed = _first_words(text[end:]), ("title",)
        reading.found("guessed-title", WARNING, name, line, _("The file states no title; its first words were taken."))
    csl: dict = {"type": "webpage", "title": title}
    if names := _authors(stated.get("author", "")):
        csl["author"] = names
    if stated.get("issued"):
        csl["issued"] = dates.read(stated["issued"])
        if "literal" in csl["issued"]:
            message = _("“%(date)s” is no date; it was kept as words.") % {"date": csl["issued"]["literal"]}
            reading.found("odd-date", WARNING, name, line, message)
    address = _address(stated.get("url", ""))
    if address:
        csl["URL"] = address
        csl["container-title"] = _site(address)
    else:
        reading.found("no-address", WARNING, name, line, _("The block names no address of the original."))
    if re.search("[\u4e00-\u9fff]", title):
        csl["language"] = "zh"
    body, counts = clutter.taken_out(_body(text, heading, (start, end), title))
    gone = sum(counts.values())
    if gone:
        sentence = ngettext(
            "%(count)s image, advert or share link was kept out of the archived text.",
            "%(count)s images, adverts and share links were kept out of the archived text.",
            gone,
        )
        reading.found("clutter", NOTE, name, None, sentence % {"count": gone})
    byline = _BYLINE.search(body[-1500:])
    if byline and byline[1] not in stated.get("author", ""):
        message = _("The text names another author at its end than the block at its top: %(name)s.")
        reading.found("other-author", NOTE, name, None, message % {"name": byline[1]}, byline[1])
    more = {key: stated[key] for key in ("category", "stats") if stated.get(key)}
    if stated.get("tags"):
        more["tags"] = _TAG.findall(stated["tags"]) or [tag for tag in re.split(r"[,，、\s]+", stated["tags"]) if tag]
    reading.entries.append(
        Entry(
            name, 1, csl, raw=text[start:end].strip(), text=body, front_matter=more, guessed=guessed,
            captured_on=dates.day(stated.get("captured", "")),
        )
    )  # fmt: skip
    return reading


def _block(text) -> tuple[dict[str, str], tuple[int, int]]:
    """Return what the block at the top states, and where it stands."""
    top = text[:_TOP]
    hint = _HINT.search(top)
    if hint:
        return _pairs(hint["inside"]), hint.span()
    start = end = 0
    found: dict[str, str] = {}
    position = 0
    for line in top.split("\n")[:40]:
        pair = _pairs(line)
        if pair:
            start = start if found else position
            found = pair | found
            end = position + len(line)
        elif found and line.strip() and not line.startswith((">", "---")):
            break
        position += len(line) + 1
    return found, (start, end)


def _pairs(block) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in block.split("\n"):
        match = _STATED.match(line[:2000])
        if match:
            key = _KEYS.get((match["key"] or match["key2"]).strip().lower())
            if key:
                found.setdefault(key, (match["value"] or match["value2"] or "").strip())
    return found


def _body(text, heading, span, title) -> str:
    """Return the text after the block, without the title and the author's line that the page repeats above it."""
    above = text[: span[0]]
    if heading and heading.end() <= span[0]:
        above = above.replace(heading[0], "", 1)
    body = above.strip() + "\n\n" + text[span[1] :].lstrip()
    repeated = re.compile(rf"^#{{1,3}}\s+{re.escape(title)}\s*$\n?", re.MULTILINE)
    found = repeated.search(body[:8000])
    if found:
        before = re.sub(r"^---\s*$", "", body[: found.start()], flags=re.MULTILINE).strip()
        after = body[found.end() :].lstrip()
        # The platform repeats the lead of the block in the article itself.
        body = after if before and before in after else f"{before}\n\n{after}"
    lines = body.split("\n")
    top = [
        line for line in lines[:12] if not re.fullmatch(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*", line) and not _is_byline(line)
    ]
    return "\n".join([*top, *lines[12:]])


def _is_byline(line) -> bool:
    """``[Name](…/u/12) ![](…) 关注``: who wrote it and a button."""
    bare = clutter._IMAGE.sub("", line).strip()
    return bool(re.fullmatch(r"\[[^\[\]]{1,60}\]\([^()\s]+\)\s*(?:关注|\+?\s*Follow)", bare))


def _authors(value) -> list[dict]:
    words = _LINK.sub(lambda match: match[1], value).strip(" *_")
    if not words or words.startswith("http"):
        return []
    return people.authors(words)[0]


def _address(value) -> str:
    link = _LINK.search(value)
    if link and link[2].startswith(("http://", "https://")):
        return link[2]
    found = _ADDRESS.search(value)
    return found[0] if found else ""


def _site(address) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _first_words(text) -> str:
    words = next((line.strip(" #>*") for line in text.split("\n") if line.strip(" #>*-")), "")
    return clean_title(words)[:120] or _("untitled")
