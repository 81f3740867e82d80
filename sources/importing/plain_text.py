"""Text without any metadata: title and sections are guessed and marked so, words cut by page breaks are joined.

A paragraph that ends in the middle of a sentence and goes on after blank lines was cut by a page break. A short line
without an end, where text stands, is a caption that was left behind: reported, and kept.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.text.slugs import clean_title
from sources.importing.entries import ERROR, NOTE, WARNING, Entry, Reading

_ENDS = re.compile(r"[。！？!?….：:;；”’」』》）)\]】\"']\s*$")
_HEADING = re.compile(
    r"^(?:第\s*[一二三四五六七八九十百\d]{1,4}\s*[部章节篇回]分?(?:\s*[：:、.]|\s)|[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|"
    r"\d{1,2}(?:\.\d{1,2}){0,2}[、.．)\s]\s*\S|(?:chapter|part|section)\s+[\divxlc]+\b|#{1,6}\s)",
    re.IGNORECASE,
)
_HAN = re.compile("[\u3400-\u9fff]")
_LISTED = re.compile(r"^\s*(?:[-*•·]\s|\d{1,2}[.)、]\s)")
_LONGEST_TITLE = 80
#: A heading is shorter than this; a paragraph longer than the second was cut if it does not end.
_LONGEST_HEADING, _SHORTEST_CUT = 60, 24
#: Longer paragraphs are left as they are: no page holds them.
_LONGEST_JOINED = 4000


def read(text, *, name) -> Reading:
    """Return the text of a file called ``name`` as one entry."""
    reading = Reading()
    paragraphs = _paragraphs(text)
    if not paragraphs:
        reading.found("empty", ERROR, name, 1, _("There is no text in it."))
        return reading
    line, first = paragraphs[0]
    first = first.lstrip("# ") or first
    titled = len(first) <= _LONGEST_TITLE and not _ends(first.rstrip("？！?!")) and len(paragraphs) > 1
    title = clean_title(first if titled else first[:_LONGEST_TITLE])
    message = _("The title was guessed from the first line: %(title)s")
    reading.found("guessed-title", WARNING, name, line, message % {"title": title}, title)
    joined = _joined(paragraphs[1:] if titled else paragraphs, reading, name)
    parts, sections = [], []
    for place, (line, words) in enumerate(joined):
        if _is_heading(words):
            sections.append((line, words))
            parts.append(f"## {words.lstrip('# ')}")
        else:
            if _is_stray(words, place, joined):
                message = _("This looks like a caption that was left behind: %(words)s")
                reading.found("stray-caption", WARNING, name, line, message % {"words": words[:120]}, words[:120])
            parts.append(words)
    if sections:
        sentence = ngettext(
            "%(count)s section was guessed: %(titles)s", "%(count)s sections were guessed: %(titles)s", len(sections)
        )
        titles = " · ".join(words[:40] for _line, words in sections[:12])
        reading.found(
            "guessed-sections", NOTE, name, sections[0][0], sentence % {"count": len(sections), "titles": titles}
        )
    reading.found("no-metadata", NOTE, name, None, _("Author, date and address are not stated; please add them."))
    csl = {"type": "document", "title": title}
    if _HAN.search(title):
        csl["language"] = "zh"
    guessed = ("title", "sections") if sections else ("title",)
    reading.entries.append(
        Entry(
            name,
            paragraphs[0][0],
            csl,
            text="\n\n".join(parts),
            guessed=guessed,
            front_matter={"guessed": list(guessed)},
        )
    )
    return reading


def _paragraphs(text) -> list[tuple[int, str]]:
    """Return (line, words) of each paragraph; lines of one paragraph are joined."""
    found: list[tuple[int, str]] = []
    current: list[str] = []
    begun = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        bare = line.strip(" \t\u3000\x0c\ufeff")
        if bare:
            begun = begun or number
            current.append(bare)
            continue
        if current:
            # A text of hard-wrapped lines is one paragraph; lists and lines that end keep their own.
            for words in _unwrapped(current):
                found.append((begun, words))
        current, begun = [], 0
    return found


def _unwrapped(lines) -> list[str]:
    kept = [lines[0]]
    for line in lines[1:]:
        before = kept[-1]
        if (
            _LISTED.match(line)
            or _HEADING.match(line)
            or _ends(before)
            or not (_SHORTEST_CUT <= len(before) <= _LONGEST_JOINED)
        ):
            kept.append(line)
        else:
            kept[-1] = _glued(before, line)
    return kept


def _joined(paragraphs, reading, name) -> list[tuple[int, str]]:
    """Join what page breaks cut apart, and say where."""
    kept: list[tuple[int, str]] = []
    for line, words in paragraphs:
        if kept and _goes_on(kept[-1][1], words):
            begun, before = kept[-1]
            kept[-1] = (begun, _glued(before, words))
            message = _("A sentence cut by a page break was joined: …%(before)s|%(after)s…")
            reading.found("joined", NOTE, name, line, message % {"before": before[-10:], "after": words[:10]})
        else:
            kept.append((line, words))
    return kept


def _ends(words) -> bool:
    """Whether words end as a sentence does."""
    return bool(_ENDS.search(words[-20:]))


def _goes_on(before, after) -> bool:
    if (
        not _SHORTEST_CUT <= len(before) <= _LONGEST_JOINED
        or _ends(before)
        or _is_heading(before)
        or _is_heading(after)
    ):
        return False
    if _LISTED.match(after):
        return False
    starts = after[0]
    in_chinese = bool(_HAN.match(before[-1])) or before[-1] in "，、"
    return (in_chinese and starts.isalnum()) or starts.islower() or starts in "，。、；：）”」"


def _glued(before, after) -> str:
    if before.endswith("-") and after[:1].islower():
        return before[:-1] + after
    apart = not (
        _HAN.match(before[-1]) or before[-1] in "，、。；：" or _HAN.match(after[0]) or after[0] in "，。、；：）”」"
    )
    return f"{before} {after}" if apart else before + after


def _is_heading(words) -> bool:
    return (
        len(words) <= _LONGEST_HEADING
        and bool(_HEADING.match(words))
        and not words.rstrip().endswith(("。", "；", "，", ";", ","))
    )


def _is_stray(words, place, joined) -> bool:
    """A short line without an end: among text, or alone at the very end."""
    if len(words) > _LONGEST_HEADING or _ends(words.rstrip(".")) or _LISTED.match(words):
        return False
    neighbours = [len(joined[other][1]) for other in (place - 1, place + 1) if 0 <= other < len(joined)]
    return bool(neighbours) and max(neighbours) > 2 * len(words)
