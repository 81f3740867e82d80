"""Sealed HTML as blocks that both writers understand: a flat, shallow structure of JSON values.

A block is a dict with a type ``t``:

``p`` {runs, kind}, ``h`` {level, id, runs}, ``list`` {ordered, start, items: [{blocks, done}]}, ``quote`` {blocks},
``box`` {kind, blocks} (callouts, anecdotes, key takeaways), ``pre`` {text, lang}, ``diagram`` {text},
``table`` {caption, head, rows, align}, ``figure`` {src, alt}, ``rule``.

Words are *runs*: a list of flat dicts ``{"s": words}`` with marks ``b``, ``i``, ``del``, ``ins``, ``code``, ``sup``,
``sub``, ``lang``, ``to`` (an anchor ``#…`` in the book, or an address), ``rt`` (ruby above); or ``{"br": 1}``,
``{"note": number}``, ``{"img": name, "alt": words}``. Whatever is nested deeper than :data:`DEEPEST` is lifted: no
input can make a writer recurse far.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import html as lxml_html

#: Lists, quotations and boxes inside each other, at most; deeper ones are lifted to this level.
DEEPEST = 6
#: Elements inside each other that are read one by one; what is nested deeper is taken for its words.
_DEEPEST_READ = 80
_SPACE = re.compile(r"[ \t\r\n\f]+")
#: What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = {
    "strong": "b", "b": "b", "em": "i", "i": "i", "del": "del", "s": "del", "ins": "ins", "code": "code",
    "sup": "sup", "sub": "sub",
}  # fmt: skip
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | {"p", "ul", "ol", "blockquote", "pre", "div", "aside", "section", "table", "hr"}
_ALIGN = {"align-left": "left", "align-center": "center", "align-right": "right"}
_WEB = ("https://", "http://", "mailto:")

Resolve = Callable[[str, str, str], str | None]
#: Turns the address of an image into the name under which the book holds it; None where it holds none.
Picture = Callable[[str], str | None]


@dataclass
class Read:
    """What was read: blocks in order, notes by number, and the first heading's words where they stand at the top."""

    blocks: list[dict] = field(default_factory=list)
    notes: dict[str, list[dict]] = field(default_factory=dict)


def heading_ids(html: str) -> list[str]:
    """Return the ids of the headings in sealed HTML, in order."""
    return re.findall(r'<h[1-6]\b[^>]*? id="([^"]*)"', html)


def read(html: str, *, resolve: Resolve, picture: Picture, anchor: str = "") -> Read:
    """Return the blocks of sealed HTML. Never fails: what cannot be understood stays as its words.

    ``resolve(kind, key, fragment)`` says where a reference leads; ``anchor`` stands before the ids of headings, which
    are numbered in their order (``c3-h1``).
    """
    html = _FORBIDDEN.sub("", html)
    if not html.strip():
        return Read()
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    root = lxml_html.document_fromstring(f"<body><div>{html}</div></body>".encode(), parser=parser)
    return _Reading(resolve, picture, anchor).everything(root.body if root.body is not None else root)


def plain(runs) -> str:
    """Return the words of runs."""
    return "".join(run.get("s", " " if "br" in run else "") for run in runs)


class _Reading:
    """One pass over one text."""

    def __init__(self, resolve, picture, anchor):
        self.resolve = resolve
        self.picture = picture
        self.anchor = anchor
        self.nesting = 0
        self.own: dict[object, str] = {}
        self.local: dict[str, str] = {}
        self.result = Read()

    def everything(self, body) -> Read:
        for place, element in enumerate((each for each in body.iter(*_HEADINGS) if each.get("id")), 1):
            self.own[element] = f"{self.anchor}-h{place}"
            self.local.setdefault(element.get("id"), f"#{self.anchor}-h{place}")
        self.result.blocks = self._blocks(body, 0)
        known = self.result.notes
        for block in all_blocks(self.result.blocks):
            for run in block.get("runs", ()):
                if "note" in run and run["note"] not in known:
                    run.pop("note")  # its words are gone: the mark stays as it was printed
                    run["sup"] = 1
        return self.result

    # Blocks

    def _blocks(self, element, depth) -> list[dict]:
        if self.nesting > _DEEPEST_READ:
            runs = tidy(_words(element.text_content(), {}))
            return [_paragraph(runs, "")] if runs else []
        self.nesting += 1
        try:
            return self._children_as_blocks(element, depth)
        finally:
            self.nesting -= 1

    def _children_as_blocks(self, element, depth):
        found: list[dict] = []
        loose: list[dict] = []

        def close():
            runs = tidy(loose)
            if runs:
                found.append(_paragraph(runs, ""))
            loose.clear()

        if element.text:
            loose.extend(_words(element.text, {}))
        for child in element:
            if child.tag in _BLOCKS:
                close()
                found.extend(self._block(child, depth))
            else:
                loose.extend(self._inline(child, {}, 0))
            if child.tail:
                loose.extend(_words(child.tail, {}))
        close()
        return found

    def _block(self, element, depth) -> list[dict]:
        tag, classes = element.tag, (element.get("class") or "").split()
        if tag == "p":
            kind = next((each for each in classes if each in ("table-source", "verification", "run-in")), "")
            runs = tidy(self._children(element, {}, 0))
            return [_paragraph(runs, kind)] if runs else []
        if tag in _HEADINGS:
            return self._heading(element)
        if tag in ("ul", "ol"):
            return self._list(element, depth)
        if tag == "pre":
            return [_listing(element, classes)]
        if tag == "table":
            return [self._table(element)]
        if tag == "hr":
            return [{"t": "rule"}]
        if "footnotes" in classes:
            self._notes(element)
            return []
        return self._container(element, classes, depth)

    def _container(self, element, classes, depth):
        kind = next((each for each in classes if each.startswith("callout-")), "").removeprefix("callout-")
        kind = kind or next((each for each in classes if each in ("anecdote", "takeaways", "resources")), "")
        if element.tag == "div" or (element.tag != "blockquote" and not kind) or depth >= DEEPEST:
            return self._blocks(element, depth)
        blocks = self._blocks(element, depth + 1)
        if not blocks:
            return []
        return [{"t": "box", "kind": kind, "blocks": blocks} if kind else {"t": "quote", "blocks": blocks}]

    def _heading(self, element):
        runs = tidy(self._children(element, {}, 0))
        if not runs:
            return []
        return [{"t": "h", "level": int(element.tag[1]), "id": self.own.get(element, ""), "runs": runs}]

    def _list(self, element, depth):
        items = []
        for child in element:
            if child.tag != "li":
                continue
            box = child.find(".//input")
            done = (
                None if box is None or "task-list-item" not in (child.get("class") or "") else "checked" in box.attrib
            )
            blocks = self._blocks(child, depth + 1)
            if depth + 1 >= DEEPEST:
                items += _lifted(blocks, done)
            elif blocks:
                items.append({"blocks": blocks, "done": done})
        if not items:
            return []
        start = element.get("start") or ""
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1
        return [{"t": "list", "ordered": element.tag == "ol", "start": number, "items": items}]

    def _table(self, element):
        rows, head, align = [], [], []
        for row in element.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if not cells:
                continue
            runs = [tidy(self._children(cell, {}, 0)) for cell in cells]
            if row.getparent().tag == "thead" and not head:
                head = runs
                align = [_alignment(cell) for cell in cells]
            else:
                rows.append(runs)
                align = align or [_alignment(cell) for cell in cells]
        width = max(map(len, [head, *rows]), default=0)
        caption = element.find("caption")
        return {
            "t": "table",
            "caption": tidy(self._children(caption, {}, 0)) if caption is not None else [],
            "head": _filled(head, width) if head else [],
            "rows": [_filled(row, width) for row in rows],
            "align": (align + ["left"] * width)[:width],
        }

    def _notes(self, element):
        for item in element.iter("li"):
            number = (item.get("id") or "").removeprefix("fn-")
            if number and number not in self.result.notes:
                self.result.notes[number] = without_notes(self._blocks(item, DEEPEST - 1))

    # Words

    def _children(self, element, style, depth) -> list[dict]:
        runs = _words(element.text, style) if element.text else []
        for child in element:
            runs += self._inline(child, style, depth + 1)
            if child.tail:
                runs += _words(child.tail, style)
        return runs

    def _inline(self, element, style, depth) -> list[dict]:
        tag = element.tag
        if not isinstance(tag, str) or tag in ("input", "rt", "rp"):
            return []
        if tag == "br":
            return [{"br": 1}]
        if tag == "img":
            return self._image(element)
        if tag == "ruby":
            above = "".join(rt.text_content() for rt in element.iter("rt"))
            return self._children(element, {**style, "rt": above.strip()} if above.strip() else style, depth)
        classes = (element.get("class") or "").split()
        if "footnote-backref" in classes:
            return []
        if tag == "sup" and "footnote-ref" in classes:
            link = element.find(".//a")
            number = (link.get("href") if link is not None else "") or ""
            return [{"note": number.removeprefix("#fn-"), "s": element.text_content().strip()}]
        if depth > _DEEPEST_READ:
            return _words(element.text_content(), style)
        return self._children(element, self._styled(element, style, classes), depth)

    def _styled(self, element, style, classes):
        tag = element.tag
        if tag in _MARKS:
            return {**style, _MARKS[tag]: 1}
        if tag == "span":
            added = {"lang": element.get("lang")} if element.get("lang") else {}
            if "heading-en" in classes:
                added["second"] = 1
            if element.get("data-ref"):
                kind, _colon, key = element.get("data-ref").partition(":")
                added["to"] = self.resolve(kind, key, element.get("data-fragment") or "")
            return {**style, **{name: value for name, value in added.items() if value}}
        if tag == "a":
            to = self._target(element)
            return {**style, "to": to} if to else style
        return style

    def _target(self, element):
        if element.get("data-cite"):
            return self.resolve("source", element.get("data-cite"), "")
        href = element.get("href") or ""
        if href.startswith("#"):
            return self.local.get(href[1:])
        return href if href.startswith(_WEB) and not _SPACE.search(href) else None

    def _image(self, element):
        alt, source = _SPACE.sub(" ", element.get("alt") or "").strip(), element.get("src") or ""
        name = self.picture(source)
        if name:
            return [{"img": name, "alt": alt}]
        to = {"to": source} if source.startswith(_WEB) and not _SPACE.search(source) else {}
        return [{"s": f"[{alt}]", **to}] if alt else []


def tidy(runs) -> list[dict]:
    """Return runs without empty ones, neighbours with the same marks as one, spaces collapsed as HTML does."""
    out: list[dict] = []
    for run in runs:
        if "s" in run and "note" not in run:
            words = run["s"]
            if not out or "br" in out[-1] or out[-1].get("s", "").endswith(" "):
                words = words.lstrip(" ")
            if not words:
                continue
            if out and "s" in out[-1] and "note" not in out[-1] and {**out[-1], "s": ""} == {**run, "s": ""}:
                out[-1]["s"] += words
                continue
            run = {**run, "s": words}
        elif "br" in run and out and "s" in out[-1] and "note" not in out[-1]:
            out[-1]["s"] = out[-1]["s"].rstrip(" ")
        out.append(run)
    while out and ("br" in out[-1] or not out[-1].get("s", "x").strip(" ")):
        out.pop()
    if out and "s" in out[-1] and "note" not in out[-1]:
        out[-1]["s"] = out[-1]["s"].rstrip(" ")
    return out


def without_notes(blocks) -> list[dict]:
    """Return blocks whose marks of notes are plain raised numbers: a note inside a note would have no end."""
    for block in all_blocks(blocks):
        for run in block.get("runs", ()):
            if run.pop("note", None):
                run["sup"] = 1
    return blocks


def all_blocks(blocks):
    """Yield every block, and every place that holds runs, in order."""
    for block in blocks:
        yield block
        yield from all_blocks(block.get("blocks", ()))
        for item in block.get("items", ()):
            yield from all_blocks(item["blocks"])
        if block["t"] == "table":
            yield {"t": "p", "runs": block["caption"]}
            for row in [block["head"], *block["rows"]]:
                yield from ({"t": "p", "runs": cell} for cell in row)


def _words(text, style) -> list[dict]:
    words = text if style.get("code") else _SPACE.sub(" ", text)
    return [{"s": words.replace("\n", " "), **style}] if words else []


def _paragraph(runs, kind):
    if len(runs) == 1 and "img" in runs[0]:
        return {"t": "figure", "src": runs[0]["img"], "alt": runs[0]["alt"]}
    return {"t": "p", "runs": runs, "kind": kind}


def _listing(element, classes):
    text = element.text_content().strip("\n")
    if "mermaid" in classes:
        return {"t": "diagram", "text": text}
    code = element.find("code")
    language = (code.get("class") or "") if code is not None else ""
    return {"t": "pre", "text": text, "lang": language.removeprefix("language-")}


def _lifted(blocks, done):
    """Return the items of a list that may not hold another: those of inner lists follow as its own."""
    items, own = [], []
    for block in blocks:
        if block["t"] == "list":
            if own:
                items.append({"blocks": own, "done": done})
            own, done = [], None
            items += block["items"]
        else:
            own.append(block)
    return [*items, {"blocks": own, "done": done}] if own else items


def _alignment(cell):
    return next((_ALIGN[each] for each in (cell.get("class") or "").split() if each in _ALIGN), "left")


def _filled(cells, width):
    return cells + [[] for _missing in range(width - len(cells))]
