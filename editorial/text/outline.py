"""Headings: ids that stay, two languages in one line, and the contents made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from editorial.text.blocks import plain
from editorial.text.contexts import Heading
from editorial.text.slugs import clean_title, heading_id, slugify

_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3"
LEADING_EMOJI = re.compile(rf"^[{_EMOJI}\s]*[{_EMOJI}]\s*")
_BILINGUAL = re.compile(r"^(?P<text>.*?\S)\s*[(（](?P<en>[A-Za-z][^()（）\u3400-\u9fff]*)[)）]\s*[:：]?$", re.DOTALL)
_HAN = re.compile(r"[\u3400-\u9fff]")
_DATE = re.compile(r"^(?:early |mid |late )?[A-Za-z]{3,9}\.?,? (?:\d{1,2}, )?\d{4}$")
_SQUEEZE = re.compile(r"-+")


def split_languages(text: str) -> tuple[str, str]:
    """`引言 (Introduction)` as 引言 and Introduction; the second is empty when there is nothing English in brackets at the end."""
    match = _BILINGUAL.match(text) if len(text) <= 400 else None
    if not match or not _HAN.search(match["text"]) or _DATE.match(match["en"]):
        return text, ""
    return match["text"], match["en"].strip()


def number(tokens: Sequence[Token], *, first_line: int, hidden: frozenset[int] = frozenset()) -> list[Heading]:
    """Give each heading token its id and return the outline; `hidden` are indexes of heading tokens that are never shown."""
    taken: dict[str, int] = {}
    outline = []
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or index in hidden:
            continue
        words = clean_title(plain(tokens[index + 1].children or ()))
        token.attrs["id"] = heading_id(words, taken)
        text, english = split_languages(LEADING_EMOJI.sub("", words) or words)
        line = (token.map[0] if token.map else 0) + first_line
        outline.append(Heading(int(token.tag[1]), str(token.attrs["id"]), text, english, line))
    return outline


def show_languages(inline: Token) -> None:
    """Set the English part of a heading apart: `引言 <span class="heading-en" lang="en">Introduction</span>`.

    Only when the brackets are plain text at the end of the heading; otherwise it stays as written.
    """
    last = inline.children[-1] if inline.children else None
    if last is None or last.type != "text":
        return
    whole = plain(inline.children or ())
    text, english = split_languages(whole)
    if not english:
        return
    tail = whole[len(text) :]
    if not last.content.endswith(tail):
        return
    last.content = last.content[: len(last.content) - len(tail)].rstrip()
    span = Token("html_inline", "", 0)
    span.content = f' <span class="heading-en" lang="en">{escape(english, quote=False)}</span>'
    inline.children.append(span)


class Anchors:
    """Finds the heading that `#fragment` means, written as this renderer, GitHub or an editor would write it."""

    def __init__(self, outline: Sequence[Heading]) -> None:
        """Index the outline by id and by its squeezed slug."""
        self._ids = {heading.id for heading in outline}
        self._squeezed: dict[str, str] = {}
        for heading in outline:
            self._squeezed.setdefault(_squeeze(heading.id.removeprefix("h-")), heading.id)

    def find(self, fragment: str) -> str | None:
        """The id, or None when no heading fits."""
        fragment = unquote(fragment)
        for candidate in (fragment, f"h-{fragment}"):
            if candidate in self._ids:
                return candidate
        slug = slugify(fragment)
        found = self._squeezed.get(_squeeze(slug))
        if found is None and (repeat := re.match(r"^(.+)-(\d{1,5})$", slug)):  # GitHub numbers repeats -1, -2
            base = self._squeezed.get(_squeeze(repeat[1]))
            candidate = f"{base}--{int(repeat[2])}" if base else ""
            found = candidate if candidate in self._ids else None
        return found


def _squeeze(slug: str) -> str:
    return _SQUEEZE.sub("", slug)
