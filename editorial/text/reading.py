"""One pass over a parsed text: its plain words, what it refers to and cites, its sections, and where each thing stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from markdown_it.token import Token

from editorial.text import cited_sentences
from editorial.text.contexts import (
    Footnote,
    Heading,
    Mention,
    Position,
    ReferenceTarget,
    ReferenceUse,
    RenderContext,
    Section,
)
from editorial.text.inlines import Inlines, Span
from editorial.text.markup import open_reference
from editorial.text.outline import Anchors

_DEFINITION = re.compile(r"^[ \t>]*\[\^([^\]\s]+)\]:", re.MULTILINE)
_NO_PROSE = {"heading_open", "th_open", "td_open"}


class Reading:
    """The outcome of reading `tokens`, which are resolved in place. Offsets count in `text`; footnotes are kept apart."""

    def __init__(
        self,
        tokens: Sequence[Token],
        context: RenderContext,
        outline: Sequence[Heading],
        *,
        unlisted: Sequence[range] = (),
    ) -> None:
        """Read all tokens. `unlisted` token ranges (title, written references) are words of the text but of no section, and cite nothing."""
        self.context = context
        self.inlines = Inlines(context, Anchors(outline))
        self.code: list[str] = []
        self.notes: dict[int, list[str]] = {}
        self.sections: list[Section] = []
        self._headings: Mapping[str, Heading] = {heading.id: heading for heading in outline}
        self._pieces: list[str] = []
        self._length = 0
        self._section: list[str] = []
        self._heading: Heading | None = None
        self._line = context.first_line
        self._unlisted = unlisted
        self._read(tokens)
        self._close_section()
        self.text = "".join(self._pieces).rstrip("\n")
        if context.first_mentions:
            self._mention_names()

    def _read(self, tokens: Sequence[Token]) -> None:
        note: int | None = None
        container = ""
        hidden = False
        passages: list[tuple[int, list[str]]] = []  # citations before it, and its words, of each open block quotation
        for index, token in enumerate(tokens):
            kind = token.type
            if kind == "blockquote_open":
                passages.append((len(self.inlines.citations), []))
            elif kind == "blockquote_close":
                self._passage(*passages.pop())
            if kind == "inline":
                if token.map:
                    self._line = token.map[0] + self.context.first_line
                words = self.inlines.read(
                    token,
                    line=self._line,
                    offset=self._length,
                    prose=container not in _NO_PROSE and note is None and not hidden,
                    cite=not hidden,
                    place=note is None,
                )
                for _first, spoken in passages:
                    spoken.append(token.meta.get("spoken", words))
                if note is None:
                    self._say(
                        words + ("\t" if container in ("th_open", "td_open") else "\n"),
                        listed=not hidden,
                        heading=container == "heading_open",
                    )
                else:
                    self.notes[note].append(words)
            elif kind in ("fence", "code_block"):
                self._code(token, note, listed=not hidden)
            elif kind == "tr_close":
                self._say("\n", listed=not hidden)
            elif kind == "footnote_open":
                note = token.meta["id"]
                self.notes[note] = []
            elif kind == "footnote_close":
                note = None
            elif token.nesting == 1:
                container = kind
                if kind == "heading_open" or token.level == 0:
                    hidden = any(index in span for span in self._unlisted)
                if kind == "heading_open" and not hidden:
                    self._open_section(token)

    def _passage(self, first: int, spoken: list[str]) -> None:
        """Tell the citations in a block quotation which words they stand for."""
        words = "\n".join(filter(None, (each.strip() for each in spoken)))[: cited_sentences.LONGEST]
        for index in range(first, len(self.inlines.citations)):
            use = self.inlines.citations[index]
            if not use.passage:  # the innermost quotation is the one that is cited
                self.inlines.citations[index] = replace(use, passage=words)

    def _say(self, words: str, *, listed: bool, heading: bool = False) -> None:
        self._pieces.append(words)
        self._length += len(words)
        if listed and not heading:
            self._section.append(words)

    def _code(self, token: Token, note: int | None, *, listed: bool) -> None:
        self.code.append(token.content)
        if listed and note is None:
            self._section.append(token.content)

    def _open_section(self, token: Token) -> None:
        self._close_section()
        self._heading = self._headings.get(str(token.attrs.get("id", "")))

    def _close_section(self) -> None:
        text = "".join(self._section).strip()
        if self._heading or text:
            anchor, title = (self._heading.id, self._heading_words(self._heading)) if self._heading else ("", "")
            self.sections.append(Section(anchor, title, text))
        self._section = []

    @staticmethod
    def _heading_words(heading: Heading) -> str:
        return f"{heading.text} ({heading.text_en})" if heading.text_en else heading.text

    def footnotes(
        self, listed: Mapping[int, Mapping[str, object]], defined: Mapping[str, int], source: str
    ) -> list[Footnote]:
        """Notes in their order, then marks without definition, then definitions without mark (with the line of the definition)."""
        notes = []
        for number, data in sorted(listed.items()):
            text = "\n".join(self.notes.get(number, ())).strip()
            line = self.inlines.note_lines.get(number, 0)
            notes.append(Footnote(str(data.get("label") or number + 1), line, text, f"fn-{number + 1}"))
        for label, line in self.inlines.unknown_notes:
            notes.append(Footnote(label, line, defined=False))
        unused = {label.removeprefix(":") for label, number in defined.items() if number < 0}
        line, done = self.context.first_line, 0
        for match in _DEFINITION.finditer(source) if unused else ():
            line += source.count("\n", done, match.start(1))
            done = match.start(1)
            if match[1] in unused:
                unused.discard(match[1])
                notes.append(Footnote(match[1], line, used=False))
        return notes

    @property
    def footnote_text(self) -> str:
        """The words of all notes shown."""
        return "\n".join("\n".join(parts) for _, parts in sorted(self.notes.items()))

    def line_at(self, offset: int) -> int:
        """The line of the source on which this character of the text stands."""
        marks = self.inlines.marks
        at = bisect_right(marks, (offset, 1 << 60)) - 1
        return marks[at][1] if at >= 0 else self.context.first_line

    @property
    def references(self) -> list[ReferenceUse]:
        """Every reference in the order of the text."""
        return [use for _, use in sorted(self.inlines.references, key=lambda pair: pair[0])]

    # Names linked at their first mention

    def _mention_names(self) -> None:
        """Link each record where prose first names it; longer names win, and a record already linked before that place is left alone."""
        spans = self.inlines.spans
        starts = [span.start for span in spans]
        linked: dict[tuple[str, str], int] = {}
        for offset, use in self.inlines.references:
            if use.known:
                linked[use.kind, use.key] = min(offset, linked.get((use.kind, use.key), offset))
        taken: list[tuple[int, int]] = []
        chosen: dict[tuple[str, str], tuple[int, Mention]] = {}
        for mention in sorted(self.context.first_mentions, key=lambda m: -len(m.name)):
            record = (mention.kind, mention.key)
            limit = min(linked.get(record, len(self.text)), chosen[record][0] if record in chosen else len(self.text))
            at = self._first(mention.name, limit, spans, starts, taken)
            if at is not None:
                chosen[record] = (at, mention)
                taken.append((at, at + len(mention.name)))
        by_span: dict[int, list[tuple[int, Mention]]] = {}
        for at, mention in sorted(chosen.values(), key=lambda pair: pair[0]):
            by_span.setdefault(bisect_right(starts, at) - 1, []).append((at, mention))
        for number, found in by_span.items():
            self._link_names(spans[number], found)

    def _first(
        self, name: str, limit: int, spans: Sequence[Span], starts: Sequence[int], taken: Sequence[tuple[int, int]]
    ) -> int | None:
        at = self.text.find(name) if name.strip() else -1
        while 0 <= at < limit:
            number = bisect_right(starts, at) - 1
            end = at + len(name)
            if (
                number >= 0
                and end <= spans[number].start + len(spans[number].token.content)
                and _whole(self.text, at, end)
                and not any(at < stop and start < end for start, stop in taken)
            ):
                return at
            at = self.text.find(name, at + 1)
        return None

    def _link_names(self, span: Span, found: Sequence[tuple[int, Mention]]) -> None:
        words = span.token.content
        pieces: list[Token] = []
        done = 0
        for at, mention in found:
            start, end = at - span.start, at - span.start + len(mention.name)
            target = ReferenceTarget(mention.kind, mention.key)
            html = open_reference(target) + escape(mention.name, quote=False) + "</span>"
            pieces += [_token("text", words[done:start]), _token("html_inline", html)]
            use = ReferenceUse(mention.kind, mention.key, mention.name, span.line, True, "mention")
            self.inlines.references.append((at, use))
            self.inlines.positions.append(
                Position("reference", at, at + len(mention.name), span.line, f"{mention.kind}:{mention.key}")
            )
            done = end
        pieces.append(_token("text", words[done:]))
        index = next(number for number, token in enumerate(span.siblings) if token is span.token)
        span.siblings[index : index + 1] = pieces


def _token(kind: str, content: str) -> Token:
    token = Token(kind, "", 0)
    token.content = content
    return token


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name stands alone: `GPT-4` is not named by `GPT-4o` or `GPT-4.5`; Chinese needs no edge."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before and before.isascii() and before.isalnum() and text[start].isascii():
        return False
    if not (after and text[end - 1].isascii() and text[end - 1].isalnum()):
        return True
    return not (
        after[0].isascii()
        and (after[0].isalnum() or (after[0] in ".-_" and after[1:2].isascii() and after[1:2].isalnum()))
    )
