"""The top-level blocks of a parsed text, and the plain words of inline tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markdown_it.token import Token


@dataclass
class Block:
    """Tokens [start, end) of one top-level block. type: paragraph, heading, bullet_list, table, fence, hr, …; level of a heading."""

    type: str
    start: int
    end: int
    level: int = 0
    inline: Token | None = None

    @property
    def text(self) -> str:
        """The plain words of a heading or paragraph, empty for other blocks."""
        return plain(self.inline.children or ()) if self.inline else ""


def split(tokens: Sequence[Token]) -> list[Block]:
    """The blocks in order; footnotes are one block of type `footnote_block`."""
    blocks: list[Block] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        end = index + 1
        if token.nesting == 1:
            close = token.type[:-4] + "close" if token.type == "footnote_block_open" else ""
            while end < len(tokens) and not (
                tokens[end].type == "footnote_block_close" if close else _closes(tokens[end], token)
            ):
                end += 1
            end += 1
        kind = token.type.removesuffix("_open")
        inline = tokens[index + 1] if kind in ("paragraph", "heading") else None
        level = int(token.tag[1]) if kind == "heading" else 0
        blocks.append(Block(kind, index, min(end, len(tokens)), level, inline))
        index = end
    return blocks


def _closes(token: Token, opened: Token) -> bool:
    return token.nesting == -1 and token.level == opened.level


def plain(children: Iterable[Token]) -> str:
    """Words only: no markup, no image alts; references and citations as their own words or keys."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "reference":
            parts.append(child.meta["words"] or child.meta["key"])
        elif child.type == "citation":
            parts.append(child.meta["raw"])
    return "".join(parts)
