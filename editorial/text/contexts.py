"""What the renderer asks for (RenderContext) and what it hands back (Rendered and its parts).

All dataclasses are frozen and become JSON with `dataclasses.asdict`. Lines are 1-based and count from `RenderContext.first_line`; offsets
(`start`, `end`) are code points in `Rendered.text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import ClassVar, Final


class LinkVerdict(Enum):
    """What a context can say about a relative link besides naming its target."""

    BROKEN = "broken"


BROKEN: Final = LinkVerdict.BROKEN


@dataclass(frozen=True)
class ReferenceTarget:
    """A record that a reference leads to: kind, permanent key, and the title shown when the author wrote no words.

    Kinds: event, organization, concept, chapter, source, book; `page` for live pages (key: timeline, glossary, …); `media` for an image, whose
    key is its address.
    """

    kind: str
    key: str
    title: str = ""


@dataclass(frozen=True)
class CiteItem:
    """One source inside a citation: `see @key, p. 6` has prefix `see`, locator `p. 6`; `-@key` suppresses the author."""

    key: str
    locator: str = ""
    suppress_author: bool = False
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class CitationCluster:
    """One bracket of citations, or one narrative `@key` (then exactly one item); `line` is where it stands."""

    items: tuple[CiteItem, ...]
    narrative: bool = False
    line: int = 0


@dataclass(frozen=True)
class CitationText:
    """How a cluster reads in the house style, without the brackets around it: `Vaswani 等, 2017`, narrative `Vaswani 等 (2017)`.

    `label` is the text of a cluster of one item. For several items give `labels`, one per item in order; when `labels` is empty the renderer asks
    again for each item alone. `missing` names the keys that are not known: those are shown as unknown and reported.
    `brackets` and `separator` replace those of the context where a cluster needs its own; `raised` sets it above the line.
    """

    label: str
    missing: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    brackets: tuple[str, str] | None = None
    separator: str | None = None
    raised: bool = False


@dataclass(frozen=True)
class Mention:
    """A name to be linked where prose first uses it (never in headings, code, links or quotations of code)."""

    name: str
    kind: str
    key: str


class RenderContext:
    """What a text may ask while it is rendered. This base class resolves nothing; upper layers override the methods.

    `chapter` applies the furniture of a chapter (title line hidden, run-in labels, anecdotes, written reference list taken out).
    `first_line` is the line number of the first line given (front matter removed: its line count + 1).
    """

    language: str = "zh-hans"
    chapter: bool = False
    chapter_number: int | None = None
    title: str = ""
    first_line: int = 1
    first_mentions: Sequence[Mention] = ()
    #: Brackets and separator around generated citations, for house styles that want full-width ones.
    cite_brackets: tuple[str, str] = ("(", ")")
    cite_separator: str = "; "

    def __init__(self, **options: object) -> None:
        """Set the attributes named above by keyword; an unknown name is a TypeError."""
        for name, value in options.items():
            if not hasattr(type(self), name) or callable(getattr(type(self), name)):
                raise TypeError(f"unknown render option {name!r}")
            setattr(self, name, value)

    def reference(self, kind: str, key: str) -> ReferenceTarget | None:
        """The record `[[kind:key]]` names, or None. `kind` is canonical (`org` arrives as `organization`)."""
        return None

    def citation(self, cluster: CitationCluster) -> CitationText | None:
        """How the cluster reads; None when none of its keys is known."""
        return None

    def legacy_citation(self, authors: str, year: str, raw: str, line: int) -> tuple[str, ...]:
        """Candidate source keys for `(Authors, Year)`: exactly one is linked; none or several leave the text as written and are reported.

        `year` keeps its letter (`2020a`); `raw` is this part as typed, without the brackets.
        """
        return ()

    def link(self, href: str) -> ReferenceTarget | LinkVerdict | None:
        """Where a link or image without a scheme leads; None keeps it as written, BROKEN shows its words only and reports it.

        `href` comes without its `#fragment`, percent-decoded.
        """
        return None


@dataclass(frozen=True)
class Heading:
    """One entry of the contents: `引言 (Introduction)` gives text 引言 and text_en Introduction."""

    level: int
    id: str
    text: str
    text_en: str = ""
    line: int = 0


@dataclass(frozen=True)
class ReferenceUse:
    """One place that refers to a record. origin: bracket (`[[…]]`), link (a relative link), mention (a name linked at first use)."""

    kind: str
    key: str
    label: str
    line: int
    known: bool
    origin: str


@dataclass(frozen=True)
class CitationUse:
    """One citation of one source. `anchor` is the id in the html (empty when not linked); `sentence` is the one it stands in.

    What is cited after its full stop (`…如此。[@lee2020]`) is cited for the sentence before; words in quotation marks are never cut.
    `passage` holds the words of the block quotation it stands in.
    Legacy citations carry their `candidates` (keys) and an empty `key` unless exactly one fits.
    """

    key: str
    locator: str
    line: int
    anchor: str
    known: bool
    legacy: bool
    candidates: tuple[str, ...]
    raw: str
    sentence: str = ""
    authors: str = ""
    year: str = ""
    passage: str = ""


@dataclass(frozen=True)
class Footnote:
    """A footnote: its label as written, the line of its first mark (of its definition when no mark leads to it), its text and html id.

    `defined` is False for a mark without a definition; `used` False for a definition without a mark.
    """

    label: str
    line: int
    text: str = ""
    anchor: str = ""
    defined: bool = True
    used: bool = True


@dataclass(frozen=True)
class LinkUse:
    """One link or image as written: href, words (alt for images), line, and what the context said about it."""

    href: str
    text: str
    line: int
    image: bool = False
    broken: bool = False
    target: ReferenceTarget | None = None


@dataclass(frozen=True)
class Section:
    """A heading and the plain text under it, for search. The text before the first heading has an empty anchor and title."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True)
class Anecdote:
    """A `💡 轶事：` section. verification: verified, partial or unverified (also when nothing is said)."""

    title: str
    anchor: str
    verification: str
    html: str
    text: str
    line: int = 0


@dataclass(frozen=True)
class Resource:
    """One link of 相关资源, with the words around it."""

    text: str
    href: str
    line: int
    target: ReferenceTarget | None = None
    broken: bool = False


@dataclass(frozen=True)
class Furniture:
    """What belongs around a chapter's text; empty unless `RenderContext.chapter`.

    takeaways: html of each 本章要点 item. reference_list: the lines of the written 参考文献 as written (bullets removed, Markdown
    kept); the html does not contain them.
    title_line: the words of `# Chapter 6: …`, never shown; title_number: the number found in it.
    """

    takeaways: list[str] = field(default_factory=list)
    anecdotes: list[Anecdote] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    reference_list: list[str] = field(default_factory=list)
    title_line: str = ""
    title_number: int | None = None


@dataclass(frozen=True)
class Position:
    """A checkable place in `Rendered.text`. kind: date, number, citation, reference, quote; value: EDTF, digits, key, `kind:key`, words."""

    KINDS: ClassVar = ("date", "number", "citation", "reference", "quote")

    kind: str
    start: int
    end: int
    line: int
    value: str


@dataclass(frozen=True)
class Rendered:
    """A rendered text.

    html: sanitised, without a single address of a record (see `binding.bind`). text: plain reading text in source order, blocks apart by newlines,
    cells by tabs; what words are counted on, so it includes the written reference list but neither fenced code nor footnotes (`code`,
    `footnote_text`). lines: (offset in text, line of the source) wherever a new line begins. has_mermaid says whether the page needs the
    drawing script.
    """

    html: str
    text: str
    outline: list[Heading] = field(default_factory=list)
    references: list[ReferenceUse] = field(default_factory=list)
    citations: list[CitationUse] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    links: list[LinkUse] = field(default_factory=list)
    furniture: Furniture = field(default_factory=Furniture)
    sections: list[Section] = field(default_factory=list)
    code: str = ""
    footnote_text: str = ""
    has_mermaid: bool = False
    lines: list[tuple[int, int]] = field(default_factory=list)
