"""One run of inline tokens: references, citations, links and bare addresses resolved, its plain words returned."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import unquote

from markdown_it.token import Token

from editorial.text import addresses, citations, cited_sentences
from editorial.text.contexts import (
    BROKEN,
    CitationCluster,
    CitationUse,
    LinkUse,
    Position,
    ReferenceTarget,
    ReferenceUse,
    RenderContext,
)
from editorial.text.markup import cite, cluster_labels, open_reference, resolve
from editorial.text.outline import Anchors
from editorial.text.references import PIPE

#: What a lone stretch of text may hold that asks for a closer look: brackets, an address, a protected pipe.
_BUSY = re.compile(rf"[(（{PIPE}]|://")


@dataclass
class Span:
    """A stretch of ordinary prose where a name may be linked: where it starts in the text, its line, token and the list that holds it."""

    start: int
    line: int
    token: Token
    siblings: list[Token]


@dataclass
class Inlines:
    """Reads inline tokens one after another and keeps what it found. `offset` is where the next run starts in the whole text."""

    context: RenderContext
    anchors: Anchors
    references: list[tuple[int, ReferenceUse]] = field(default_factory=list)
    citations: list[CitationUse] = field(default_factory=list)
    links: list[LinkUse] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    unknown_notes: list[tuple[str, int]] = field(default_factory=list)
    note_lines: dict[int, int] = field(default_factory=dict)
    _cites: int = 0

    def read(self, inline: Token, *, line: int, offset: int, prose: bool, cite: bool = True, place: bool = True) -> str:
        """Resolve the children of this token in place and return their words.

        prose: names may be linked here. cite: citations count here (not in a written reference list). place: offsets are kept (not in footnotes).
        """
        children = inline.children or []
        if len(children) == 1 and children[0].type == "text" and not _BUSY.search(children[0].content):
            if place:
                self.marks.append((offset, line))
            if prose:
                self.spans.append(Span(offset, line, children[0], children))
            inline.meta["words"] = children[0].content
            return children[0].content
        run = _Run(self, line=line, offset=offset, prose=prose, cite=cite, place=place)
        before = len(self.citations)
        inline.children = run.read(children)
        text = inline.meta["words"] = "".join(run.words)
        if len(self.citations) > before:
            for index, sentence in enumerate(cited_sentences.of(text, run.cited_at), before):
                self.citations[index] = replace(self.citations[index], sentence=sentence)
            inline.meta["spoken"] = cited_sentences.without(text, run.clusters)
        return text

    def next_anchor(self) -> str:
        """The id of the next linked citation: cite-1, cite-2, …"""
        self._cites += 1
        return f"cite-{self._cites}"


class _Run:
    """The reading of one inline token."""

    def __init__(self, owner: Inlines, *, line: int, offset: int, prose: bool, cite: bool, place: bool) -> None:
        self.owner, self.context = owner, owner.context
        self.line, self.offset = line, offset
        self.prose, self.cite, self.place = prose, cite, place
        self.out: list[Token] = []
        self.words: list[str] = []
        self.length = 0
        self.cited_at: list[
            tuple[int, bool]
        ] = []  # where each citation begins, and whether it may speak for what went before
        self.clusters: list[tuple[int, int]] = []
        self.open_links: list[
            tuple[str, int, int, int]
        ] = []  # closing markup, first of words, offset, index of LinkUse
        if place:
            owner.marks.append((offset, line))

    def read(self, children: list[Token]) -> list[Token]:
        handlers: dict[str, Callable[[Token], None]] = {
            "text": self._text,
            "softbreak": self._break,
            "hardbreak": self._break,
            "code_inline": self._code,
            "link_open": self._link_open,
            "link_close": self._link_close,
            "image": self._image,
            "reference": self._reference,
            "citation": self._citation,
            "footnote_ref": self._note,
            "footnote_unknown": self._unknown_note,
            "comment": self._comment,
        }
        for child in children:
            handler = handlers.get(child.type)
            if handler:
                handler(child)
            else:
                self.out.append(child)
        return self.out

    def _say(self, words: str) -> None:
        self.words.append(words)
        self.length += len(words)

    def _break(self, token: Token) -> None:
        self.out.append(token)
        self._say("\n")
        self._lines(token.meta.get("lines", 1))

    def _comment(self, token: Token) -> None:
        self._lines(token.meta.get("lines", 0))

    def _lines(self, count: int) -> None:
        self.line += count
        if count and self.place:
            self.owner.marks.append((self.offset + self.length, self.line))

    def _code(self, token: Token) -> None:
        token.content = token.content.replace(PIPE, "|")
        self.out.append(token)
        self._say(token.content)

    def _text(self, token: Token) -> None:
        if PIPE in token.content:
            token.content = token.content.replace(PIPE, "|")
        content = token.content
        if not content:
            return
        if self.open_links:
            self.out.append(token)
            self._say(content)
            return
        done = 0
        for start, end, html in self._found(content):
            if start < done:
                continue  # an address inside a citation, or the other way round
            self._piece(content[done:start])
            if html:
                self._markup(html)
                self._say(content[start:end])
            else:
                self._piece(content[start:end], prose=False)
            done = end
        self._piece(content[done:], token)

    def _piece(self, words: str, token: Token | None = None, *, prose: bool = True) -> None:
        if not words:
            return
        piece = token or Token("text", "", 0)
        piece.content = words
        self.out.append(piece)
        if prose and self.prose and not self.open_links:
            self.owner.spans.append(Span(self.offset + self.length, self.line, piece, self.out))
        self._say(words)

    def _markup(self, html: str) -> None:
        token = Token("html_inline", "", 0)
        token.content = html
        self.out.append(token)

    def _found(self, content: str) -> list[tuple[int, int, str]]:
        """Bare addresses and `(Author, Year)` in this stretch: start, end, html (empty for an author nobody knows: words, but no names)."""
        found: list[tuple[int, int, str]] = []
        for start, end in addresses.find(content):
            url = content[start:end]
            self.owner.links.append(LinkUse(url, url, self.line))
            found.append((start, end, f'<a href="{escape(url)}">{escape(url, quote=False)}</a>'))
        if self.cite and ("(" in content or "（" in content):
            for part in citations.legacy(content):
                found.append((part.start, part.end, self._legacy(part)))
        return sorted(found)

    def _legacy(self, part: citations.LegacyPart) -> str:
        keys = tuple(self.context.legacy_citation(part.authors, part.year, part.raw, self.line))
        only = keys[0] if len(keys) == 1 else ""
        anchor = self.owner.next_anchor() if only else ""
        at = self.length + part.start
        self._cited(
            CitationUse(
                key=only,
                locator=part.locator,
                line=self.line,
                anchor=anchor,
                known=bool(only),
                legacy=True,
                candidates=keys,
                raw=part.raw,
                authors=part.authors,
                year=part.year,
            ),
            at,
            at + part.end - part.start,
            cluster=self.length + part.opened - 1,
        )
        self.clusters.append((self.length + part.opened - 1, self.length + part.closed + 1))
        return cite(anchor, only, part.raw) if only else ""

    def _cited(self, use: CitationUse, start: int, end: int, *, cluster: int | None = None) -> None:
        """`cluster` is where the bracket around it opens; None for a narrative citation, which speaks for what follows."""
        self.owner.citations.append(use)
        self.cited_at.append((start, False) if cluster is None else (cluster, True))
        self._position("citation", start, end, use.key or use.raw)

    def _position(self, kind: str, start: int, end: int, value: str) -> None:
        if self.place and start < end:  # a link without words stands nowhere
            self.owner.positions.append(Position(kind, self.offset + start, self.offset + end, self.line, value))

    def _citation(self, token: Token) -> None:
        items, narrative, raw = token.meta["items"], token.meta["narrative"], token.meta["raw"].replace(PIPE, "|")
        if self.open_links or not self.cite:
            self._piece(raw)
            return
        answer = self.context.citation(CitationCluster(items, narrative, self.line))
        if narrative and answer is None and not citations.LOOKS_LIKE_KEY.match(items[0].key):
            self._piece(raw)  # a person's handle, not a key
            return
        missing = set(answer.missing) if answer else {item.key for item in items}
        labels = cluster_labels(self.context, items, answer, missing)
        opening, closing = ("", "") if narrative else self.context.cite_brackets
        separator, element = self.context.cite_separator, "span"
        if answer:
            opening, closing = (opening, closing) if answer.brackets is None else answer.brackets
            separator = separator if answer.separator is None else answer.separator
            element = "sup" if answer.raised else "span"
        if len(items) == 1 and labels[0][:1] in "(（" and labels[0][-1:] in ")）":
            opening = closing = ""  # the house style brought its own brackets
        self._markup(f'<{element} class="cites">' + escape(opening, quote=False))
        cluster = self.length
        self._say(opening)
        for index, (item, label) in enumerate(zip(items, labels, strict=True)):
            if index:
                self._markup(escape(separator, quote=False))
                self._say(separator)
            known = item.key not in missing
            anchor = self.owner.next_anchor() if known else ""
            use = CitationUse(item.key, item.locator, self.line, anchor, known, False, (), raw)
            self._cited(use, self.length, self.length + len(label), cluster=None if narrative else cluster)
            self._markup(cite(anchor, item.key, label))
            self._say(label)
        self._markup(escape(closing, quote=False) + f"</{element}>")
        self._say(closing)
        self.clusters.append((cluster, self.length))

    def _reference(self, token: Token) -> None:
        kind, key, words = token.meta["kind"], token.meta["key"], token.meta["words"]
        target = self.context.reference(kind, key)
        label = words or (target.title if target else "") or key
        if self.open_links:
            self._piece(label)
            return
        self._refer(
            target, ReferenceUse(kind, target.key if target else key, label, self.line, target is not None, "bracket")
        )
        self._markup(open_reference(target) + escape(label, quote=False) + "</span>")
        self._say(label)

    def _refer(self, target: ReferenceTarget | None, use: ReferenceUse) -> None:
        self.owner.references.append((self.offset + self.length, use))
        self._position("reference", self.length, self.length + len(use.label), f"{use.kind}:{use.key}")

    def _link_open(self, token: Token) -> None:
        href = str(token.attrs.get("href", ""))
        path, fragment, answer = resolve(href, self.owner.anchors, self.context)
        index = len(self.owner.links)
        self.owner.links.append(
            LinkUse(
                unquote(href),
                "",
                self.line,
                broken=answer is BROKEN,
                target=answer if isinstance(answer, ReferenceTarget) else None,
            )
        )
        closing = "</span>"
        if isinstance(answer, ReferenceTarget):
            self._markup(open_reference(answer, fragment))
        elif answer is BROKEN:
            self._markup('<span class="broken">')
        else:
            if path.startswith("#"):
                token.attrs["href"] = path
            self.out.append(token)
            closing = ""
        self.open_links.append((closing, len(self.words), self.length, index))

    def _link_close(self, token: Token) -> None:
        closing, first, start, index = self.open_links.pop()
        label = "".join(self.words[first:])
        use = self.owner.links[index] = replace(self.owner.links[index], text=label)
        if use.target:
            target = use.target
            reference = ReferenceUse(target.kind, target.key, label, self.line, True, "link")
            self.owner.references.append((self.offset + start, reference))
            self._position("reference", start, self.length, f"{target.kind}:{target.key}")
        if closing:
            self._markup(closing)
        else:
            self.out.append(token)

    def _image(self, token: Token) -> None:
        source = str(token.attrs.get("src", ""))
        alt = token.content.replace(PIPE, "|")
        _, _, answer = resolve(source, self.owner.anchors, self.context)
        target = answer if isinstance(answer, ReferenceTarget) else None
        self.owner.links.append(LinkUse(unquote(source), alt, self.line, True, answer is BROKEN, target))
        if answer is BROKEN:
            self._markup(f'<span class="broken">{escape(alt, quote=False)}</span>')
            return
        if target:
            token.attrs["src"] = target.key
        self.out.append(token)

    def _note(self, token: Token) -> None:
        self.owner.note_lines.setdefault(token.meta["id"], self.line)
        self.out.append(token)

    def _unknown_note(self, token: Token) -> None:
        self.owner.unknown_notes.append((token.meta["label"], self.line))
        self.out.append(token)
        self._say(f"[^{token.meta['label']}]")
