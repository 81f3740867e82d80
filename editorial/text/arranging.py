"""Puts the furniture of a chapter and the tables of any text in their places, after everything has been read and resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from editorial.text.blocks import Block, plain
from editorial.text.contexts import Anecdote, Furniture, LinkUse, Resource
from editorial.text.furniture import Part, title_number
from editorial.text.outline import LEADING_EMOJI, show_languages
from editorial.text.sanitize import clean
from editorial.text.slugs import clean_title
from editorial.text.writing import words

_CAPTION = re.compile(
    r"^(?:表|table)\s*[\dA-Z一二三四五六七八九十]{1,4}(?:[-–.．—]\d{1,3})*\s*[:：.、\s]\s*\S.{0,150}$", re.IGNORECASE
)
_SOURCE = re.compile(r"^(?:资料来源|数据来源|来源|sources?|data sources?)\s*[:：]", re.IGNORECASE)
_LABEL_TAIL = re.compile(r"^\s*(?:[（(][^（）()]{0,80}[)）])?\s*[:：]?\s*$")
_SENTENCE_END = re.compile(r"[。！？!?…，,；;]\W*$")
_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def as_headings(tokens: Sequence[Token], blocks: Sequence[Block], parts: Sequence[Part], *, shift: int = 0) -> None:
    """Make headings of the bold labels 本章要点, 相关资源, 参考文献, and move headings down by `shift` levels below a chapter's title."""
    for part in parts:
        block = blocks[part.start]
        if part.kind in ("takeaways", "resources", "references") and block.type == "paragraph":
            block.type, block.level = "heading", 2
            for token, kind in ((tokens[block.start], "heading_open"), (tokens[block.end - 1], "heading_close")):
                token.type, token.tag = kind, "h2"
    if shift:
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(6, int(token.tag[1]) + shift)}"


def show_headings(tokens: Sequence[Token], blocks: Sequence[Block], parts: Sequence[Part]) -> None:
    """Final words of headings: label without bold and colon, anecdote without its bulb, the English part set apart."""
    kinds = {blocks[part.start].start: part.kind for part in parts}
    for index, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        inline = tokens[index + 1]
        kind = kinds.get(index, "")
        if kind in ("takeaways", "resources", "references"):
            label = Token("text", "", 0)
            label.content = re.sub(r"\s*[:：]\s*$", "", plain(inline.children or ()).strip())
            inline.children = [label]
        elif kind == "anecdote":
            first = next((child for child in inline.children or () if child.type == "text" and child.content), None)
            if first:
                first.content = LEADING_EMOJI.sub("", first.content)
        for child in inline.children or ():
            if child.type == "text" and _BIDI.search(child.content):
                child.content = clean_title(child.content)
        show_languages(inline)


def tables(tokens: list[Token], blocks: Sequence[Block], md: MarkdownIt, env: dict[str, Any]) -> set[int]:
    """Take captions and 资料来源 lines beside tables into them; returns the indexes of blocks that thereby went."""
    gone: set[int] = set()
    for index, block in enumerate(blocks):
        if block.type != "table":
            continue
        opened, closed = tokens[block.start], tokens[block.end - 1]
        _source_row(tokens, block, closed, md, env)
        for neighbour in (index - 1, index + 1, index + 2):
            if (
                not 0 <= neighbour < len(blocks)
                or neighbour in gone
                or (neighbour == index + 2 and index + 1 not in gone)
            ):
                continue
            text = blocks[neighbour].text.strip() if blocks[neighbour].type == "paragraph" else ""
            slot, key = (closed, "source") if _SOURCE.match(text) else (opened, "caption")
            if text and key not in slot.meta and (key == "source" or _CAPTION.match(text)):
                slot.meta[key] = _inner(blocks[neighbour].inline, md, env)
                gone.add(neighbour)
    return gone


def _source_row(tokens: list[Token], block: Block, closed: Token, md: MarkdownIt, env: dict[str, Any]) -> None:
    """A 资料来源 line written right under a table arrives as its last row, with one cell filled."""
    rows = [at for at in range(block.start, block.end) if tokens[at].type == "tr_open"]
    if len(rows) < 2:
        return
    cells = [token for token in tokens[rows[-1] : block.end] if token.type == "inline"]
    if _SOURCE.match(plain(cells[0].children or ())) and not any(cell.content for cell in cells[1:]):
        closed.meta["source"] = _inner(cells[0], md, env)
        for at in range(rows[-1], block.end):
            if tokens[at].type in ("tr_open", "tr_close", "td_open", "td_close", "inline"):
                blank = Token("html_block", "", 0)
                tokens[at] = blank


def _inner(inline: Token | None, md: MarkdownIt, env: dict[str, Any]) -> str:
    return md.renderer.renderInline(inline.children or [], md.options, env) if inline else ""


def run_ins(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of one paragraph, split where a line is a bold label: `**技术突破**：` becomes a run-in heading of its own."""
    _, inline, closed = tokens
    if not any(child.type == "strong_open" for child in inline.children or ()):
        return list(tokens)
    pieces: list[tuple[bool, list[Token]]] = []
    for line in _lines(inline.children or []):
        label = _is_label(line)
        if pieces and not label and not pieces[-1][0]:
            pieces[-1][1].extend([Token("softbreak", "br", 0), *line])
        else:
            pieces.append((label, line))
    only = len(pieces) == 1 and pieces[0][0]
    if not any(label for label, _ in pieces) or (only and _is_sentence(pieces[0][1])):
        return list(tokens)
    result: list[Token] = []
    for label, line in pieces:
        start = Token("paragraph_open", "p", 1, {"class": "run-in"} if label else {}, block=True)
        result += [start, Token("inline", "", 0, children=line, content=inline.content), closed]
    return result


def _lines(children: Sequence[Token]) -> list[list[Token]]:
    lines: list[list[Token]] = [[]]
    depth = 0
    for child in children:
        depth += child.nesting
        if child.type in ("softbreak", "hardbreak") and not depth:
            lines.append([])
        else:
            lines[-1].append(child)
    return lines


def _is_label(line: Sequence[Token]) -> bool:
    solid = [child for child in line if child.type != "text" or child.content.strip()]
    if not solid or solid[0].type != "strong_open":
        return False
    end = next((at for at, child in enumerate(solid) if child.type == "strong_close"), -1)
    tail = solid[end + 1 :]
    if end < 2 or any(child.type not in ("text",) for child in tail):
        return False
    inside, after = plain(solid[:end]), "".join(child.content for child in tail)
    return (
        len(inside) <= 60 and bool(_LABEL_TAIL.match(after)) and bool(after.strip() or not _SENTENCE_END.search(inside))
    )


def _is_sentence(line: Sequence[Token]) -> bool:
    return bool(_SENTENCE_END.search(plain(line)))


class Arranger:
    """Builds the html of the whole text and the Furniture record. `hidden` blocks are not shown."""

    def __init__(self, md: MarkdownIt, env: dict[str, Any], tokens: list[Token], blocks: Sequence[Block]) -> None:
        """Work on these tokens; `blocks` are their top-level blocks."""
        self.md, self.env, self.tokens, self.blocks = md, env, tokens, blocks
        self._bodies: dict[int, str] = {}

    def html(self, parts: Sequence[Part], gone: set[int], *, chapter: bool) -> str:
        """The whole text, unsanitised."""
        starts = {part.start: part for part in parts}
        pieces: list[str] = []
        index = 0
        pending: list[Token] = []
        while index < len(self.blocks):
            part = starts.get(index)
            if part is None:
                if index not in gone:
                    pending.extend(self._block(index, chapter))
                index += 1
                continue
            pieces.append(self._render(pending))
            pending = []
            pieces.append(self._part(part, gone))
            index = part.end
            if part.kind == "anecdote" and index < len(self.blocks) and self.blocks[index].type == "hr":
                index += 1  # the rule that ends an anecdote is its edge
        pieces.append(self._render(pending))
        return "".join(pieces)

    def furniture(self, parts: Sequence[Part], links: Sequence[LinkUse], first_line: int) -> Furniture:
        """What the page shows around the text; ask for `html` first."""
        title = next((part.words for part in parts if part.kind == "title"), "")
        return Furniture(
            takeaways=[html for part in parts if part.kind == "takeaways" for html in self._items(part)],
            anecdotes=[self._anecdote(part, first_line) for part in parts if part.kind == "anecdote"],
            resources=[
                use for part in parts if part.kind == "resources" for use in self._resources(part, links, first_line)
            ],
            reference_list=[line for part in parts if part.kind == "references" for line in self._entries(part)],
            title_line=title.strip(),
            title_number=title_number(title),
        )

    def _block(self, index: int, chapter: bool) -> list[Token]:
        block = self.blocks[index]
        tokens = self.tokens[block.start : block.end]
        if chapter and block.type == "paragraph" and len(tokens) == 3:
            return run_ins(tokens)
        return tokens

    def _render(self, tokens: list[Token]) -> str:
        return self.md.renderer.render(tokens, self.md.options, self.env) if tokens else ""

    def _range(self, start: int, end: int, gone: set[int]) -> str:
        return self._render([token for at in range(start, end) if at not in gone for token in self._block(at, True)])

    def _part(self, part: Part, gone: set[int]) -> str:
        if part.kind in ("title", "references"):
            return ""
        head = self._range(part.start, part.start + 1, gone)
        body = self._bodies[part.start] = self._range(part.start + 1, part.end, gone)
        if part.kind == "anecdote":
            mark = words(self.env["language"])[part.verification]
            opening = f'<aside class="anecdote" data-verification="{part.verification}">'
            return f'{opening}\n{head}<p class="verification">{mark}</p>\n{body}</aside>\n'
        return f'<section class="{part.kind}">\n{head}{body}</section>\n'

    def _inlines(self, part: Part) -> list[Token]:
        blocks = self.blocks[part.start + 1 : part.end]
        return [token for block in blocks for token in self.tokens[block.start : block.end] if token.type == "inline"]

    def _items(self, part: Part) -> list[str]:
        lines = [line for inline in self._inlines(part) for line in _lines(inline.children or ())]
        return [clean(self.md.renderer.renderInline(line, self.md.options, self.env)) for line in lines if line]

    def _entries(self, part: Part) -> list[str]:
        headings = {block.start + 1 for block in self.blocks[part.start : part.end] if block.type == "heading"}
        lines = []
        for block in self.blocks[part.start + 1 : part.end]:
            for at in range(block.start, block.end):
                if self.tokens[at].type == "inline" and at not in headings and self.tokens[at].content.strip():
                    one_line = block.type not in ("paragraph",)
                    content = self.tokens[at].content.strip()
                    lines.extend([" ".join(content.split("\n"))] if one_line else content.split("\n"))
        return lines

    def _anecdote(self, part: Part, first_line: int) -> Anecdote:
        head = self.tokens[self.blocks[part.start].start]
        body = [str(inline.meta.get("words", "")) for inline in self._inlines(part)]
        return Anecdote(
            title=part.words.strip(),
            anchor=str(head.attrs.get("id", "")),
            verification=part.verification,
            html=clean(self._bodies[part.start]),
            text="\n".join(body),
            line=(head.map[0] if head.map else 0) + first_line,
        )

    def _resources(self, part: Part, links: Sequence[LinkUse], first_line: int) -> list[Resource]:
        blocks = self.blocks[part.start + 1 : part.end]
        if not blocks:
            return []
        maps = [token.map for block in blocks for token in self.tokens[block.start : block.end] if token.map]
        low, high = min(m[0] for m in maps) + first_line, max(m[1] for m in maps) + first_line
        return [
            Resource(link.text, link.href, link.line, link.target, link.broken)
            for link in links
            if low <= link.line < high and not link.image
        ]
