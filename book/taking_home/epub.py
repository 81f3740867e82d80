"""EPUB 3.3 (https://www.w3.org/TR/epub-33/): the package around the XHTML, and the zip it travels in.

The same contents give the same bytes: fixed order, fixed times, one compression level.
"""

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from book.taking_home import pictures, xhtml
from book.taking_home.blocks import all_blocks
from book.taking_home.contents import Contents
from book.taking_home.xhtml import escape

MEDIA_TYPE = "application/epub+zip"
#: Whatever is written here changes the files: raise it, and every book is made again.
WRITER = 1
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_STYLE = Path(__file__).with_name("epub.css")
_CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


class CannotWrite(Exception):
    """The contents cannot be written; the message says why."""


@dataclass(frozen=True)
class File:
    """One XHTML file of the book: its name, its line in the contents, its document."""

    name: str
    title: str
    document: str
    level: int = 0
    lang: str = ""
    in_contents: bool = True
    kind: str = ""


def write(contents: Contents, *, cover: bytes | None = None, progress=None) -> bytes:
    """Return the EPUB. ``cover`` is a PNG; ``progress`` is called with (done, total) chapters."""
    book = _Book(contents, cover)
    files = book.files(progress)
    for each in files:
        # Nothing leaves that is not well-formed; etree knows no network and no external entities here.
        try:
            etree.fromstring(
                each.document.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True, no_network=True)
            )
        except etree.XMLSyntaxError as error:
            raise CannotWrite(f"{each.name} is not well-formed: {error}") from error
    return _zip(
        [
            ("META-INF/container.xml", _CONTAINER),
            ("EPUB/package.opf", book.package(files)),
            ("EPUB/nav.xhtml", book.navigation(files)),
            ("EPUB/style.css", _STYLE.read_text("utf-8")),
            *((f"EPUB/{each.name}", each.document) for each in files),
            *([("EPUB/images/cover.png", cover)] if cover else []),
            *((f"EPUB/images/{name}", content) for name, content in contents.pictures.items()),
        ]
    )


def _zip(members) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # First and not compressed, so that readers know what it is (OCF 3.3, 4.3).
        archive.writestr(_member("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE)
        for name, content in members:
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(_member(name, zipfile.ZIP_DEFLATED), data, compresslevel=6)
    return target.getvalue()


def _member(name, method):
    member = zipfile.ZipInfo(name, _ZIP_TIME)
    member.compress_type = method
    member.create_system = 0
    member.external_attr = 0
    return member


class _Book:
    """Writes the parts of one EPUB."""

    def __init__(self, contents, cover):
        self.contents = contents
        self.cover = cover
        self.words = contents.words
        #: The language of second titles.
        self.other = "zh-Hans" if contents.lang == "en" else "en"

    @cached_property
    def places(self) -> dict[str, str]:
        """{anchor: file} of everything a link can lead to."""
        found = {"timeline": "timeline.xhtml", "sources": "sources.xhtml"}
        for each in self.contents.chapters:
            found[each.anchor] = f"{each.anchor}.xhtml"
            found.update({block["id"]: f"{each.anchor}.xhtml" for block in _headings(each.blocks)})
        found.update({each["anchor"]: "timeline.xhtml" for each in self.contents.events})
        found.update({each["anchor"]: "sources.xhtml" for each in self.contents.sources})
        return found

    def address(self, anchor) -> str | None:
        """Return where an anchor stands; None for one that the book does not have."""
        name = self.places.get(anchor)
        if name is None:
            return None
        return name if anchor in ("timeline", "sources") or name == f"{anchor}.xhtml" else f"{name}#{anchor}"

    # The files, in reading order

    def files(self, progress=None) -> list[File]:
        contents, words = self.contents, self.words
        files = []
        if self.cover:
            body = f'<div class="cover"><img src="images/cover.png" alt="{escape(contents.shown_title)}" role="doc-cover"/></div>'
            files.append(self._file("cover.xhtml", words["cover"], body, in_contents=False, kind="cover"))
        files.append(
            self._file("title.xhtml", words["title_page"], self._title_page(), in_contents=False, kind="titlepage")
        )
        part = None
        for place, each in enumerate(contents.chapters):
            if each.part != part and not contents.chapter_key and (part := each.part) is not None:
                files += self._part(part)
            inside = 1 if files and any(file.name == f"part-{part}.xhtml" for file in files) else 0
            files.append(self._chapter(each, level=inside))
            if progress:
                progress(place + 1, len(contents.chapters))
        if contents.events:
            files.append(self._file("timeline.xhtml", words["timeline"], self._timeline()))
        if contents.sources:
            files.append(self._file("sources.xhtml", words["sources"], self._sources(), kind="bibliography"))
        files.append(self._file("colophon.xhtml", words["about_file"], self._colophon(), kind="colophon"))
        return files

    def _file(self, name, title, body, *, lang="", **more) -> File:
        kind = more.get("kind", "")
        document = xhtml.page(title=title, lang=self.contents.lang, body=body, kind=kind)
        return File(name, title, document, lang=lang, **more)

    def _title_page(self):
        contents = self.contents
        lines = [f"<h1{_lang(contents.title_lang, contents.lang)}>{escape(contents.title)}</h1>"]
        if contents.second:
            lines.append(f'<p class="second"{_lang(self.other, "")}>{escape(contents.second)}</p>')
        if contents.subtitle:
            lines.append(f'<p class="subtitle">{escape(contents.subtitle)}</p>')
        if contents.chapter_key and contents.chapters:
            lines.append(f'<p class="excerpt">{escape(contents.shown_title)}</p>')
        people = "".join(
            f'<li>{escape(each["name"])} <span class="role">{escape(each["role"])}</span></li>'
            for each in contents.contributors
        )
        lines += [f'<ul class="people">{people}</ul>'] if people else []
        lines += [f'<p class="about">{escape(each)}</p>' for each in contents.about if not contents.chapter_key]
        lines.append(f'<p class="published">{escape(contents.words["published"] % {"date": contents.day})}</p>')
        return f'<section class="title-page">\n{"".join(lines)}\n</section>'

    def _part(self, place) -> list[File]:
        part = self.contents.parts[place]
        if part["role"] != "main" or not part["title"]:
            return []
        body = f'<section class="part"><h1{_lang(part["lang"], "")}>{escape(part["title"])}</h1></section>'
        return [self._file(f"part-{place}.xhtml", part["title"], body, kind="part")]

    def _chapter(self, each, *, level) -> File:
        body = xhtml.Body(anchor=each.anchor, address=self.address, notes=each.notes, words=self.words)
        number = f'<span class="number">{escape(each.number)}</span> ' if each.number else ""
        head = [f"<h1{_lang(each.title_lang, self.contents.lang)}>{number}{escape(each.title)}</h1>"]
        if each.second:
            head.append(f'<p class="second"{_lang(self.other, "")}>{escape(each.second)}</p>')
        if each.standfirst:
            head.append(f'<p class="standfirst" lang="zh-Hans" xml:lang="zh-Hans">{escape(each.standfirst)}</p>')
        text = body.blocks(each.blocks)
        # The words of a chapter are Chinese, whatever the language of the frame.
        inside = f'<div lang="zh-Hans" xml:lang="zh-Hans">\n{text}\n{body.footnotes()}\n</div>'
        role = {"front": "preface", "back": "appendix"}.get(each.role, "chapter")
        section = (
            f'<section id="{each.anchor}" role="doc-{role}">\n<header>{"".join(head)}</header>\n{inside}\n</section>'
        )
        title = " ".join(filter(None, (each.number, each.title)))
        document = xhtml.page(title=title, lang=self.contents.lang, body=section)
        lang = each.title_lang if each.title_lang != self.contents.lang else ""
        return File(f"{each.anchor}.xhtml", title, document, level=level, lang=lang)

    def _timeline(self):
        rows = []
        for each in self.contents.events:
            told = "".join(
                f' <a href="{escape(self.address(place["to"][1:]) or "")}">{escape(place["words"])}</a>'
                for place in each["chapters"]
            )
            by = " · ".join(filter(None, (each["by"], each["doubt"])))
            second = (
                f' <span class="by"{_lang(self.other, "")}>{escape(each["second"])}</span>' if each["second"] else ""
            )
            rows.append(
                f'<li id="{each["anchor"]}" class="{escape(each["mark"] or "minor")}"><span class="when">{escape(each["when"])}</span> '
                f"<strong{_lang(each['lang'], '')}>{escape(each['title'])}</strong>{second}"
                f'<br/><span class="by">{escape(by)}{" ·" if by and told else ""}{told}</span></li>'
            )
        words = self.words
        return (
            f'<section class="timeline"><h1>{escape(words["timeline"])}</h1>\n<p class="lead">{escape(words["about_timeline"])}</p>\n'
            f"<ol>\n{chr(10).join(rows)}\n</ol></section>"
        )

    def _sources(self):
        rows = (
            f'<li id="{each["anchor"]}"{_lang(each["lang"], self.contents.lang)}>{linked(each)}</li>'
            for each in self.contents.sources
        )
        return (
            f'<section role="doc-bibliography" class="sources"><h1>{escape(self.words["sources"])}</h1>\n'
            f"<ul>\n{chr(10).join(rows)}\n</ul></section>"
        )

    def _colophon(self):
        contents, words = self.contents, self.words
        own = xhtml.Body(anchor="colophon", address=self.address, notes={}, words=words).blocks(contents.colophon)
        rows = "\n".join(
            f"<li>{escape(each['title'])}, {escape(words['release'] % {'number': each['number']})}, {escape(each['day'])}<br/>"
            f'<a href="{escape(each["url"])}">{escape(each["url"])}</a></li>'
            for each in contents.releases
        )
        own = f'<div lang="zh-Hans" xml:lang="zh-Hans">{own}</div>\n' if own else ""
        return (
            f'<section role="doc-colophon" class="colophon"><h1>{escape(words["about_file"])}</h1>\n{own}'
            f'<p>{escape(words["address"])} <a href="{escape(contents.identifier)}">{escape(contents.identifier)}</a></p>\n'
            f'<p>{escape(words["edition"])}</p>\n<ul class="releases">\n{rows}\n</ul></section>'
        )

    # The package

    def package(self, files) -> str:
        contents = self.contents
        modified = contents.when.strftime("%Y-%m-%dT%H:%M:%SZ")
        people = "".join(f"<dc:creator>{escape(name)}</dc:creator>" for name in contents.authors)
        people += "".join(
            f"<dc:contributor>{escape(each['name'])}</dc:contributor>"
            for each in contents.contributors
            if each["name"] not in contents.authors
        )
        about = f"<dc:description>{escape(' '.join(contents.about))}</dc:description>" if contents.about else ""
        parts = "".join(f'<meta property="dcterms:hasPart">{escape(each["url"])}</meta>' for each in contents.releases)
        items = [
            f'<item id="{_id(each.name)}" href="{each.name}" media-type="application/xhtml+xml"/>' for each in files
        ]
        items += [
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
            '<item id="style" href="style.css" media-type="text/css"/>',
        ]
        if self.cover:
            items.append(
                '<item id="cover-image" href="images/cover.png" media-type="image/png" properties="cover-image"/>'
            )
        items += [
            f'<item id="i-{name.partition(".")[0]}" href="images/{name}" media-type="{pictures.MEDIA_TYPES[name.rpartition(".")[2]]}"/>'
            for name in contents.pictures
        ]
        spine = [f'<itemref idref="{_id(each.name)}"/>' for each in files]
        spine.insert(2 if self.cover else 1, '<itemref idref="nav"/>')
        access = "".join(
            f'<meta property="schema:{name}">{value}</meta>'
            for name, value in (
                ("accessMode", "textual"), ("accessModeSufficient", "textual"), ("accessibilityFeature", "tableOfContents"),
                ("accessibilityFeature", "readingOrder"), ("accessibilityFeature", "structuralNavigation"),
                ("accessibilityHazard", "none"),
            )
        )  # fmt: skip
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" '
            f'xml:lang="{contents.lang}" prefix="schema: http://schema.org/">\n'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f'<dc:identifier id="book-id">{escape(contents.identifier)}</dc:identifier>\n'
            f"<dc:title>{escape(contents.shown_title)}</dc:title>\n"
            f"<dc:language>zh-Hans</dc:language>{'<dc:language>en</dc:language>' if contents.lang == 'en' else ''}\n"
            f"{people}{about}<dc:date>{modified[:10]}</dc:date>\n"
            f'<meta property="dcterms:modified">{modified}</meta>\n{parts}{access}</metadata>\n'
            f"<manifest>\n{chr(10).join(items)}\n</manifest>\n<spine>{''.join(spine)}</spine>\n</package>\n"
        )

    def navigation(self, files) -> str:
        """Return the contents: parts with their chapters, chapters with their first headings."""
        inner = {each.anchor: _contents_of(each) for each in self.contents.chapters}
        lines, open_part = [], False
        for each in files:
            if not each.in_contents:
                continue
            if open_part and not each.level:
                lines.append("</ol></li>")
                open_part = False
            line = f'<a href="{each.name}"{_lang(each.lang, "")}>{escape(each.title)}</a>'
            if each.kind == "part":
                lines.append(f"<li>{line}<ol>")
                open_part = True
            else:
                lines.append(f"<li>{line}{inner.get(each.name.removesuffix('.xhtml'), '')}</li>")
        lines += ["</ol></li>"] if open_part else []
        words = self.words
        start = next(
            (each.name for each in files if each.name.startswith("c") and each.name[1:2].isdigit()), files[0].name
        )
        marks = [("toc", "nav.xhtml", words["contents"]), ("bodymatter", start, self.contents.shown_title)]
        if any(each.name == "sources.xhtml" for each in files):
            marks.append(("bibliography", "sources.xhtml", words["sources"]))
        landmarks = "".join(
            f'<li><a epub:type="{kind}" href="{name}">{escape(word)}</a></li>' for kind, name, word in marks
        )
        body = (
            f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{escape(words["contents"])}</h1>\n<ol>\n{chr(10).join(lines)}\n</ol></nav>\n'
            f'<nav epub:type="landmarks" hidden="hidden"><ol>{landmarks}</ol></nav>'
        )
        return xhtml.page(title=words["contents"], lang=self.contents.lang, body=body)


def linked(source) -> str:
    """Return a reference with its address as a link, where it is written in it or after it."""
    text, url = escape(source["text"]), escape(source["url"])
    if not url:
        return text
    link = f'<a href="{url}">{url}</a>'
    return text.replace(url, link, 1) if url in text else f"{text} {link}"


def _headings(blocks):
    return (block for block in all_blocks(blocks) if block["t"] == "h" and block["id"])


def _contents_of(chapter) -> str:
    """Return the first level of headings of a chapter as an inner list; nothing for one heading or none."""
    found = [block for block in chapter.blocks if block["t"] == "h" and block["id"]]
    top = min((block["level"] for block in found), default=0)
    lines = [
        f'<li><a href="{chapter.anchor}.xhtml#{block["id"]}" lang="zh-Hans" xml:lang="zh-Hans">{escape(xhtml.heading(block))}</a></li>'
        for block in found
        if block["level"] == top
    ]
    return f"<ol>{''.join(lines)}</ol>" if len(lines) > 1 else ""


def _id(name):
    return name.removesuffix(".xhtml")


def _lang(value, around):
    return f' lang="{escape(value)}" xml:lang="{escape(value)}"' if value and value != around else ""
