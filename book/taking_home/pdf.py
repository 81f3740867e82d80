"""PDF by Typst: one fixed template that reads the contents as JSON, so that no word of an author is ever markup.

Fonts are those of the system: Noto Serif and Sans CJK (Debian: ``fonts-noto-cjk``) must be there, Noto Color Emoji
(``fonts-noto-color-emoji``) should; without it emoji are left out, because boxes say nothing. Latin letters are set in
Libertinus Serif, which Typst brings along. Another version of Typst or of a font gives other bytes.
"""

import json
import re
import tempfile
from functools import lru_cache
from pathlib import Path

from book.taking_home import blocks, xhtml
from book.taking_home.contents import Contents

MEDIA_TYPE = "application/pdf"
#: Whatever is written here changes the files: raise it, and every book is made again.
WRITER = 1
#: Columns of the widest table that is set as one; a wider one becomes a list of its rows.
WIDEST = 10
#: Characters of one paragraph; a longer one is set as several. Typst weighs all line breaks of a paragraph together.
LONGEST = 20_000
#: Headings of a chapter in the contents, at most.
_MOST_HEADINGS = 40
_TEMPLATE = Path(__file__).with_name("book.typ")
_EMOJI = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff\U000e0020-\U000e007f\u200d]+ ?", re.UNICODE
)
#: Languages of code that Typst colours; others are set plain.
_CODE = re.compile(r"[a-z+#]{1,20}")
#: After these a long address may break.
_BREAK_AFTER = re.compile(r"([/?&=._-])(?=.)")


class CannotSet(Exception):
    """The PDF cannot be made; the message says why and what to do."""


@lru_cache(maxsize=1)
def _fonts():
    import typst  # large, and of no use to the processes that only answer requests

    return typst.Fonts()


def write(contents: Contents) -> bytes:
    """Return the PDF. Raises :class:`CannotSet` where the fonts are missing or Typst refuses."""
    return _compiled(_data(contents, cover_only=False), contents, format="pdf")


def cover(contents: Contents) -> bytes:
    """Return the cover as a PNG of 1181 × 1667 pixels. Raises :class:`CannotSet`."""
    pages = _compiled(_data(contents, cover_only=True), contents, format="png", ppi=176.4)
    return pages[0] if isinstance(pages, list) else pages


def _compiled(data, contents, **options):
    import typst  # see _fonts

    families = set(_fonts().families())
    if not any("CJK" in family or "Source Han" in family for family in families):
        raise CannotSet("No Chinese typeface is installed; install Noto CJK (Debian: fonts-noto-cjk).")
    text = json.dumps(data, ensure_ascii=False, default=vars)
    if not any("Emoji" in family for family in families):
        text = _EMOJI.sub("", text)
    with tempfile.TemporaryDirectory(prefix="annals-book-") as folder:
        root = Path(folder)
        (root / "book.json").write_text(text, "utf-8", "surrogatepass")
        (root / "book.typ").write_bytes(_TEMPLATE.read_bytes())
        if contents.pictures:
            (root / "images").mkdir()
            for name, content in contents.pictures.items():
                (root / "images" / name).write_bytes(content)
        try:
            return typst.compile(
                root / "book.typ", root=root, font_paths=_fonts(), timestamp=int(contents.when.timestamp()), **options
            )
        except typst.TypstError as error:
            raise CannotSet(f"Typst refuses: {error.message}".replace(folder, "")) from error


# What the template reads


def _data(contents, *, cover_only) -> dict:
    when = contents.when
    data = {name: value for name, value in vars(contents).items() if name not in ("pictures", "chapters")}
    data |= {
        "cover_only": cover_only,
        "shown_title": contents.shown_title,
        "published": contents.words["published"] % {"date": contents.day},
        "cover_people": [each for each in contents.contributors if each["name"] in contents.authors][:4],
        "date": {"year": when.year, "month": when.month, "day": when.day},
        "chapters": [],
        "contents": [],
    }
    if cover_only:
        return data | {"events": [], "sources": [], "colophon": [], "releases": []}
    anchors = _anchors(contents)
    data["events"] = contents.events
    data["chapters"] = _chapters(contents, anchors)
    data["contents"] = _contents_page(contents)
    data["sources"] = [_source(each) for each in contents.sources]
    data["colophon"] = _Setting(anchors, {}, "colophon").blocks(contents.colophon)
    data["releases"] = [_release(each, contents.words) for each in contents.releases]
    return data


def _anchors(contents) -> set[str]:
    """Return every anchor the template will set: a link to another one would stop it."""
    found = {each["anchor"] for each in [*contents.events, *contents.sources]} | {"colophon"}
    found |= {"timeline"} if contents.events else set()
    found |= {"sources"} if contents.sources else set()
    for chapter in contents.chapters:
        found.add(chapter.anchor)
        found.update(block["id"] for block in blocks.all_blocks(chapter.blocks) if block.get("id"))
    return found


def _chapters(contents, anchors):
    found, seen_main = [], False
    for each in contents.chapters:
        setting = _Setting(anchors, each.notes, each.anchor)
        part = contents.parts[each.part]
        is_first = each.role != "front" and not seen_main
        seen_main = seen_main or is_first
        found.append(
            {
                "anchor": each.anchor, "role": each.role, "number": each.number, "title": each.title,
                "second": each.second, "standfirst": each.standfirst, "part": each.part, "first": is_first,
                "part_title": part["title"] if part["role"] == "main" and not contents.chapter_key else "",
                "blocks": setting.blocks(each.blocks, top=True),
            }
        )  # fmt: skip
    return found


def _contents_page(contents) -> list[dict]:
    rows, part = [], None
    for each in contents.chapters:
        if each.part != part and not contents.chapter_key:
            part = each.part
            if contents.parts[part]["role"] == "main" and contents.parts[part]["title"]:
                rows.append({"kind": "part", "title": contents.parts[part]["title"]})
        apart = (
            bool(rows) and rows[-1].get("part") is not None and rows[-1]["part"] != each.part and each.role == "back"
        )
        rows.append(_row("chapter", each.anchor, each.title, each.number, part=each.part, apart=apart))
        found = [block for block in each.blocks if block["t"] == "h" and block["id"]]
        top = min((block["level"] for block in found), default=0)
        lines = [block for block in found if block["level"] == top]
        if contents.chapter_key and len(lines) > 1:
            rows += [_row("heading", block["id"], xhtml.heading(block)) for block in lines[:_MOST_HEADINGS]]
    around = (("timeline", contents.events), ("sources", contents.sources), ("colophon", True))
    for anchor, there in around:
        words = "about_file" if anchor == "colophon" else anchor
        if there:
            rows.append(_row("chapter", anchor, contents.words[words]))
    return rows


def _row(kind, anchor, title, number="", *, part=None, apart=False):
    return {
        "kind": kind, "anchor": anchor, "title": title, "number": number, "numbered": bool(number), "part": part,
        "apart": apart,
    }  # fmt: skip


def _source(each) -> dict:
    before, url, after = each["text"], each["url"], ""
    if url and url in before:
        before, _url, after = before.partition(url)
    elif url:
        before += " "
    return {**each, "before": before, "after": after, "shown_url": breakable(url)}


def _release(each, words) -> dict:
    line = f"{each['title']} · {words['release'] % {'number': each['number']}} · {each['day']}"
    return {**each, "line": line, "shown_url": breakable(each["url"])}


def breakable(words) -> str:
    """Return an address with places at which a line may end, which are not to be seen."""
    return _BREAK_AFTER.sub("\\1\u200b", words)


class _Setting:
    """Brings the blocks of one text into the form the template sets: notes in their place, tables measured."""

    def __init__(self, anchors, notes, anchor):
        self.anchors = anchors
        self.notes = notes
        self.anchor = anchor
        self.called: set[str] = set()

    def blocks(self, found, *, top=False) -> list[dict]:
        return [each for block in found for each in self._block(block, top)]

    def _block(self, block, top):
        kind = block["t"]
        if kind == "p":
            return [{**block, "runs": runs} for runs in _pieces(self._runs(block["runs"]))]
        if kind == "h":
            return [{**block, "runs": self._runs(block["runs"]), "bookmark": top and block["level"] < 4}]
        if kind in ("quote", "box"):
            return [{**block, "blocks": self.blocks(block["blocks"])}]
        if kind == "list":
            return [{**block, "items": [{**each, "blocks": self.blocks(each["blocks"])} for each in block["items"]]}]
        if kind == "table":
            return self._table(block)
        if kind == "pre":
            return [{**block, "lang": block["lang"] if _CODE.fullmatch(block["lang"]) else ""}]
        if kind == "figure":
            return [{**block, "width": 1}]
        return [block]

    def _table(self, block):
        width = len(block["align"])
        if not width or not (block["head"] or block["rows"]):
            return []
        head = [self._runs(cell) for cell in block["head"]]
        rows = [[self._runs(cell) for cell in row] for row in block["rows"]]
        if width > WIDEST and not rows:
            head, rows = [], [head]
        caption = self._runs(block["caption"])
        columns = _weights([block["head"], *block["rows"]], width)
        return [
            {**block, "caption": caption, "head": head, "rows": rows, "wide": width > WIDEST, "columns": columns}
        ]  # fmt: skip

    def _runs(self, runs) -> list[dict]:
        return [self._run(run) for run in runs]

    def _run(self, run):
        target = run.get("to")
        if "note" in run:
            return self._note(run)
        if target and target.startswith("#") and target[1:] not in self.anchors:
            return {name: value for name, value in run.items() if name != "to"}
        if target and run["s"].startswith(("http://", "https://")):
            return {**run, "s": breakable(run["s"])}
        return run

    def _note(self, run):
        number = run["note"]
        identity = f"{self.anchor}-n{number}"
        if number in self.called:
            return {"note": number, "again": True, "id": identity}
        self.called.add(number)
        written = _Setting(self.anchors, {}, self.anchor).blocks(self.notes[number])
        # A note is set in line: its paragraphs without their indents, a heading in it as words.
        return {"note": number, "id": identity, "blocks": [_plain_block(each) for each in written]}


def _plain_block(block):
    return {"t": "p", "kind": "", "runs": block["runs"]} if block["t"] == "h" else block


def _weights(rows, width) -> list[float]:
    """Return how wide the columns are to each other: by the square root of what their fullest cells hold."""
    most = [1] * width
    for row in rows[:200]:
        for place, cell in enumerate(row):
            most[place] = max(most[place], min(_length(blocks.plain(cell)), 80))
    return [round(max(length, 4) ** 0.6, 2) for length in most]


def _length(words) -> int:
    return sum(2 if ord(each) > 0x2E7F else 1 for each in words[:200])


def _pieces(runs) -> list[list[dict]]:
    """Return the runs of a paragraph as one, or as several where it is absurdly long."""
    if sum(len(run.get("s", "")) for run in runs) <= LONGEST:
        return [runs]
    pieces, piece, length = [], [], 0
    for run in runs:
        words = run.get("s", "") if "note" not in run else ""
        for start in range(0, max(len(words), 1), LONGEST):
            part = {**run, "s": words[start : start + LONGEST]} if words else run
            if length and length + len(words) > LONGEST:
                pieces.append(piece)
                piece, length = [], 0
            piece.append(part)
            length += len(part.get("s", ""))
    return [*pieces, piece]
