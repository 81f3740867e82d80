"""The furniture of a chapter: what stands around its text in real manuscripts, recognised in the parsed blocks.

Shapes seen in manuscripts: `# Chapter 6: …` above everything; `**本章要点** (Key Takeaways):` as a bold paragraph with a list under it, or the same
as a heading; 相关资源 and 参考文献 likewise; `### 💡 轶事：…` up to the next rule or heading of its level.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from editorial.text import numerals
from editorial.text.blocks import Block, plain
from editorial.text.outline import LEADING_EMOJI

_SECTIONS = {
    "takeaways": "本章要点|要点|关键要点|核心要点|要点回顾|本章小结要点|key takeaways|chapter takeaways|takeaways|key points",
    "resources": "相关资源|本章相关资源|相关资料|相关链接|延伸阅读|扩展阅读|related resources|further reading|resources",
    "references": "参考文献|本章参考文献|参考资料|参考书目|引用文献|参考来源|chapter references|references|bibliography|works cited",
}
_LABELS = {
    name: re.compile(
        rf"^(?:[\d一二三四五六七八九十]+[、.．]\s*)?(?:{words})\s*(?:[(（][^()（）]*[)）])?\s*[:：]?$", re.IGNORECASE
    )
    for name, words in _SECTIONS.items()
}
_TITLE = re.compile(
    rf"^(?:chapter\s+(?P<latin>\d+|[ivxlc]+)\b|第\s*(?P<han>\d+|[{numerals.CLASS}]+)\s*章)\s*[:：.、—–-]?\s*(?P<words>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ANECDOTE = re.compile(
    r"^(?:轶事|逸事|趣闻|逸闻|花絮|anecdote)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})?\s*[:：]\s*", re.IGNORECASE
)
_REFERENCE_LIKE = re.compile(
    r"\b(?:1[5-9]|20)\d\d[a-z]?\b|https?://|\barxiv\b|\bdoi\b|\bISBN\b|^\s*\[[\w-]+\]|[:：]$", re.IGNORECASE
)

_UNVERIFIED = re.compile(
    r"(?:未|待|尚未|无法|难以|不能)(?:经|获|得到|被)?(?:过|官方|多方|独立|正式)?(?:证实|核实|验证|确认|查证)|没有(?:官方)?证实|传闻|存疑"
    r"|unverified|not (?:been |yet |officially )*(?:verified|confirmed)|unconfirmed|rumou?r",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    r"部分(?:核实|证实|验证|确认)|单源|单一来源|仅一个来源|single[- ]source|part(?:ly|ially) (?:verified|confirmed)",
    re.IGNORECASE,
)
_VERIFIED = re.compile(
    r"(?:已|经|获)?(?:经|被|得到)?(?:官方|多方|独立)?(?:证实|核实|验证)|\bverified\b|\bconfirmed\b", re.IGNORECASE
)
_MARKED = re.compile(r"^\W{0,3}[✅✔✓☑⚠❓❌]")
_STATUS_LINE = re.compile(
    r"^[\s>（(【\[*_]*(?:核实|验证|查证|证实|verification|verified)\s*(?:状态|情况|程度|status)?\s*[:：]", re.IGNORECASE
)
_BRACKETED = re.compile(r"^[（(【\[][^（()）】\]]{1,40}[)）】\]]$")
_NOTE = re.compile(r"^(?:注|说明|编者注|note)\s*[:：]", re.IGNORECASE)
_MARKS = {
    "✅": "verified",
    "✔": "verified",
    "☑": "verified",
    "✓": "partial",
    "⚠": "unverified",
    "❓": "unverified",
    "❌": "unverified",
}
_TRAILING_MARK = re.compile(
    r"\s*(?:[✅✔✓☑⚠❓❌]\ufe0f?\s*)*(?:[（(](?:已|未|部分|待|经)[^（()）]{0,8}(?:证实|核实|验证)[)）])?[✅✔✓☑⚠❓❌\ufe0f\s]*$"
)
_CAUTION = ("unverified", "partial", "verified")


@dataclass
class Part:
    """One piece of furniture: blocks [start, end) with the head (label or heading) at start. An anecdote's words stand without their label."""

    kind: str
    start: int
    end: int
    words: str = ""
    verification: str = ""


def part_labels(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, with a label such as `**参考文献**：` that has its lines right below it made a paragraph of its own."""
    result: list[Token] = []
    for token in tokens:
        result.append(token)
        children = token.children or ()
        if (
            token.type != "inline"
            or token.level != 1
            or not children
            or children[0].type not in ("strong_open", "text")
        ):
            continue
        cut = next((at for at, child in enumerate(children) if child.type == "softbreak"), 0)
        if not cut or result[-2].type != "paragraph_open":
            continue
        head, _, tail = token.content.partition("\n")
        label = Token("inline", "", 0, map=token.map, level=1, children=children[:cut], content=head)
        if not label_of(Block("paragraph", 0, 0, inline=label)):
            continue
        place = [token.map[0] + 1, token.map[1]] if token.map else None
        rest = Token("inline", "", 0, map=place, level=1, children=children[cut + 1 :], content=tail)
        opened, closed = result[-2], Token("paragraph_close", "p", -1, block=True)
        below = Token("paragraph_open", "p", 1, map=place, meta={"below_label": True}, block=True)
        result[-2:] = [opened, label, closed, below, rest]
    return result


def find(blocks: Sequence[Block], tokens: Sequence[Token], *, title: str = "") -> list[Part]:
    """The furniture of a chapter in order; parts never overlap."""
    parts: list[Part] = []
    heading = _title(blocks, title)
    if heading is not None:
        parts.append(Part("title", heading, heading + 1, blocks[heading].text))
    index = 0
    while index < len(blocks):
        part = None if index == heading else _part(blocks, tokens, index)
        if part:
            parts.append(part)
            index = part.end
        else:
            index += 1
    return sorted(parts, key=lambda part: part.start)


def title_number(words: str) -> int | None:
    """The number in `Chapter 6: …` or `第六章 …`."""
    match = _TITLE.match(words.strip())
    return numerals.read(match["latin"] or match["han"]) if match else None


def _title(blocks: Sequence[Block], title: str) -> int | None:
    """The level 1 heading that names the chapter: numbered, or the record's title, or the only one and first of all."""
    tops = [index for index, block in enumerate(blocks) if block.type == "heading" and block.level == 1]
    for index in tops:
        words = blocks[index].text.strip()
        if _TITLE.match(words) or (title and _letters(words) == _letters(title)):
            return index
    return 0 if tops == [0] else None


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def label_of(block: Block) -> str:
    """Which section this block is the head of: a heading, or a paragraph that is one bold label; empty for none."""
    if block.inline is None or (block.type == "paragraph" and not _is_bold(block.inline)):
        return ""
    words = LEADING_EMOJI.sub("", block.text.strip())
    if len(words) > 80:
        return ""
    return next((name for name, pattern in _LABELS.items() if pattern.match(words)), "")


def _is_bold(inline: Token) -> bool:
    children = [child for child in inline.children or () if child.content.strip() or child.type != "text"]
    return bool(children) and children[0].type == "strong_open"


def _part(blocks: Sequence[Block], tokens: Sequence[Token], index: int) -> Part | None:
    block = blocks[index]
    label = label_of(block)
    if label:
        return Part(label, index, _section_end(blocks, tokens, index, label))
    if block.type == "heading":
        words = LEADING_EMOJI.sub("", block.text.strip())
        match = _ANECDOTE.match(words)
        if match:
            end = _anecdote_end(blocks, index)
            name = _TRAILING_MARK.sub("", words[match.end() :])
            return Part("anecdote", index, end, name, verification(blocks[index:end], tokens))
    return None


def _section_end(blocks: Sequence[Block], tokens: Sequence[Token], index: int, label: str) -> int:
    """Where a labelled section ends: at the next label or heading that is not below it, at a rule, at prose that is not part of its list."""
    level = blocks[index].level or 7
    end = index + 1
    while end < len(blocks):
        block = blocks[end]
        if block.type == "footnote_block" or label_of(block):
            break
        if block.type == "heading":
            if block.level <= level:
                break
        elif block.type == "hr":
            if label != "references" or level == 7:
                break
        elif block.type == "paragraph":
            below = tokens[block.start].meta.get("below_label")
            if not below and not _belongs(block, label, is_heading=level < 7, first=end == index + 1):
                break
        elif block.type not in ("bullet_list", "ordered_list") and level == 7:
            break
        end += 1
    while end > index + 1 and blocks[end - 1].type == "hr":  # a rule at the end parts what follows
        end -= 1
    return end


def _belongs(block: Block, label: str, *, is_heading: bool, first: bool) -> bool:
    if label == "references":
        return bool(_REFERENCE_LIKE.search(block.text))
    return is_heading or (first and block.text.rstrip().endswith((":", "：")))


def _anecdote_end(blocks: Sequence[Block], index: int) -> int:
    """Up to the next rule, or heading of its level or above, or label of another section."""
    end = index + 1
    while end < len(blocks):
        block = blocks[end]
        if block.type in ("hr", "footnote_block") or (block.type == "heading" and block.level <= blocks[index].level):
            break
        if label_of(block):
            break
        end += 1
    return end


def verification(blocks: Sequence[Block], tokens: Sequence[Token]) -> str:
    """What the anecdote says of its own standing: verified, partial or unverified; the most cautious mark counts, none means unverified.

    Marks are read in the heading and in paragraphs that are marks (`✅ 已核实：…`, `核实状态：…`, `（未经证实）`), not in lists or prose.
    """
    found = (
        {_standing(blocks[0].text)} if blocks and re.search("[✅✔✓☑⚠❓❌]|[)）]$", blocks[0].text.strip()) else set()
    )
    for block in blocks[1:]:
        for words in _paragraphs(tokens[block.start : block.end], block.type):
            for line in words.split("\n"):
                if (
                    _MARKED.match(line)
                    or _STATUS_LINE.match(line)
                    or _BRACKETED.match(line.strip())
                    or _NOTE.match(line)
                ):
                    found.add(_standing(line))
    return next((standing for standing in _CAUTION if standing in found), "unverified")


def _paragraphs(tokens: Sequence[Token], kind: str) -> list[str]:
    if kind not in ("paragraph", "blockquote", "hint"):
        return []
    return [plain(token.children or ()).strip() for token in tokens if token.type == "inline"]


def _standing(words: str) -> str:
    if _UNVERIFIED.search(words):
        return "unverified"
    if _PARTIAL.search(words):
        return "partial"
    if _VERIFIED.search(words):
        return "verified"
    return next((standing for mark, standing in _MARKS.items() if mark in words), "")
