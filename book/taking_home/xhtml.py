"""Blocks as XHTML: the body of one file of an EPUB. Every word goes through one escape."""

from html import escape as _escape

from book.taking_home.blocks import plain

_MARKS = (
    ("b", "strong"),
    ("i", "em"),
    ("del", "del"),
    ("ins", "ins"),
    ("code", "code"),
    ("sup", "sup"),
    ("sub", "sub"),
)
_PARAGRAPHS = {"table-source": "source", "verification": "verification", "run-in": "run-in"}
_BOXES = {"anecdote": "anecdote", "takeaways": "takeaways", "resources": "resources"}


def escape(words) -> str:
    """Return words as XML text or attribute value."""
    return _escape(str(words), quote=True)


class Body:
    """Writes the blocks of one text. ``address(anchor)`` says in which file an anchor stands."""

    def __init__(self, *, anchor, address, notes, words):
        self.anchor = anchor
        self.address = address
        self.notes = notes
        self.words = words
        self.called: dict[str, int] = {}

    def blocks(self, blocks) -> str:
        return "\n".join(getattr(self, f"_{block['t']}")(block) for block in blocks)

    def footnotes(self) -> str:
        """Return the notes that were called as EPUB footnotes, and those that nothing calls."""
        if not self.notes:
            return ""
        found = []
        label = f'aria-label="{escape(self.words["back"])}"'
        for number, blocks in self.notes.items():
            back = (
                f' <a role="doc-backlink" href="#{self._call(number, 1)}" {label}>↩</a>'
                if number in self.called
                else ""
            )
            found.append(
                f'<aside epub:type="footnote" role="doc-footnote" id="{self._note(number)}">'
                f'<p class="note-number">{escape(number)}{back}</p>\n{self.blocks(blocks)}</aside>'
            )
        label = escape(self.words["notes"])
        return f'<section class="notes" aria-label="{label}">\n<hr/>\n{"".join(found)}\n</section>'

    # Blocks

    def _p(self, block):
        kind = _PARAGRAPHS.get(block.get("kind"), "")
        return f"<p{_attribute('class', kind)}>{self.runs(block['runs'])}</p>"

    def _h(self, block):
        level = min(max(block["level"], 2), 6)
        return f"<h{level}{_attribute('id', block['id'])}>{self.runs(block['runs'])}</h{level}>"

    def _list(self, block):
        tag = "ol" if block["ordered"] else "ul"
        start = block["start"] if block["ordered"] and block["start"] != 1 else ""
        items = []
        for item in block["items"]:
            mark = "" if item["done"] is None else "☑ " if item["done"] else "☐ "
            blocks, first = item["blocks"], ""
            if blocks and blocks[0]["t"] == "p":
                first, blocks = f"{mark}{self.runs(blocks[0]['runs'])}", blocks[1:]
            elif mark:
                first = mark
            kind = "task" if item["done"] is not None else ""
            items.append(f"<li{_attribute('class', kind)}>{first}{self.blocks(blocks)}</li>")
        return f"<{tag}{_attribute('start', start)}>\n" + "\n".join(items) + f"\n</{tag}>"

    def _quote(self, block):
        return f"<blockquote>\n{self.blocks(block['blocks'])}\n</blockquote>"

    def _box(self, block):
        kind = block["kind"]
        name = _BOXES.get(kind, f"callout callout-{kind}")
        tag = "aside" if kind not in ("takeaways", "resources") else "section"
        return f'<{tag} class="{escape(name)}">\n{self.blocks(block["blocks"])}\n</{tag}>'

    def _pre(self, block):
        return f"<pre><code>{escape(block['text'])}</code></pre>"

    def _diagram(self, block):
        caption = escape(self.words["diagram"])
        return f'<figure class="diagram"><pre>{escape(block["text"])}</pre><figcaption>{caption}</figcaption></figure>'

    def _table(self, block):
        caption = f"<caption>{self.runs(block['caption'])}</caption>" if block["caption"] else ""
        head = ""
        if block["head"]:
            head = f"<thead>{self._row(block['head'], block['align'], 'th')}</thead>"
        rows = "\n".join(self._row(row, block["align"], "td") for row in block["rows"])
        if not head and not rows:
            return ""
        body = f"<tbody>\n{rows}\n</tbody>" if rows else ""
        return f'<div class="table"><table>{caption}{head}{body}</table></div>'

    def _row(self, cells, align, tag):
        written = (
            f"<{tag}{_attribute('class', side if side != 'left' else '')}>{self.runs(cell)}</{tag}>"
            for cell, side in zip(cells, align, strict=False)
        )
        return f"<tr>{''.join(written)}</tr>"

    def _figure(self, block):
        caption = f"<figcaption>{escape(block['alt'])}</figcaption>" if block["alt"] else ""
        return f"<figure>{self._image(block['src'], block['alt'])}{caption}</figure>"

    def _rule(self, block):
        return "<hr/>"

    # Words

    def runs(self, runs) -> str:
        return "".join(map(self._run, runs))

    def _run(self, run):
        if "br" in run:
            return "<br/>"
        if "img" in run:
            return self._image(run["img"], run["alt"])
        if "note" in run:
            return self._called(run)
        words = escape(run["s"])
        for mark, tag in _MARKS:
            if run.get(mark):
                words = f"<{tag}>{words}</{tag}>"
        if run.get("rt"):
            words = f"<ruby>{words}<rp>(</rp><rt>{escape(run['rt'])}</rt><rp>)</rp></ruby>"
        target = run.get("to")
        href = self.address(target[1:]) if target and target.startswith("#") else target
        if href:
            kind = (
                ' epub:type="biblioref" role="doc-biblioref"'
                if target.startswith("#s") and target[2:].isdigit()
                else ""
            )
            words = f'<a href="{escape(href)}"{kind}>{words}</a>'
        lang = _lang(run["lang"]) if run.get("lang") else ""
        if run.get("second"):
            return f'<span class="second"{lang}>{words}</span>'
        return f"<span{lang}>{words}</span>" if lang else words

    def _called(self, run):
        number = run["note"]
        times = self.called[number] = self.called.get(number, 0) + 1
        return (
            f'<a epub:type="noteref" role="doc-noteref" class="noteref" id="{self._call(number, times)}" '
            f'href="#{self._note(number)}">{escape(run["s"] or number)}</a>'
        )

    def _image(self, name, alt):
        return f'<img src="images/{escape(name)}" alt="{escape(alt)}"/>'

    def _note(self, number):
        return f"{self.anchor}-n{_safe(number)}"

    def _call(self, number, times):
        return f"{self.anchor}-r{_safe(number)}-{times}"


def _safe(number) -> str:
    """Return a note's number as part of an id."""
    return "".join(each if each.isascii() and each.isalnum() else f"_{ord(each):x}" for each in number)


def _attribute(name, value):
    return f' {name}="{escape(value)}"' if value else ""


def _lang(value):
    return f' lang="{escape(value)}" xml:lang="{escape(value)}"'


def page(*, title, lang, body, kind="", css=True) -> str:
    """Return one XHTML document; ``kind`` is the ``epub:type`` of its body."""
    style = '<link rel="stylesheet" type="text/css" href="style.css"/>' if css else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{_lang(lang)}>\n'
        f"<head><title>{escape(title)}</title>{style}</head>\n"
        f"<body{_attribute('epub:type', kind)}>\n{body}\n</body>\n</html>\n"
    )


def heading(block) -> str:
    """Return the words of a heading block in its first language, for a list of contents."""
    return plain([run for run in block["runs"] if not run.get("second")]).strip() or plain(block["runs"])
