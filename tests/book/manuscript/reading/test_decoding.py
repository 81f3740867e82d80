"""Bytes to text and back."""

import pytest

from book.manuscript.reading import decoding

pytestmark = pytest.mark.usefixtures("english")

TEXT = "标题\n\n一段中文正文，写得足够长，好让人认得出来。\n"


@pytest.mark.parametrize(
    ("raw", "encoding", "bom"),
    [
        (TEXT.encode(), "utf-8", False),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", True),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le", True),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be", True),
        (TEXT.encode("gb18030"), "gb18030", False),
    ],
)
def test_every_encoding_gives_the_same_text_and_goes_home_as_it_came(raw, encoding, bom):
    file, _problems = decoding.read_bytes("a.md", raw)
    assert (file.text, file.encoding, file.bom) == (TEXT, encoding, bom)
    assert decoding.encode_like(file, file.text) == raw


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_are_one_kind_inside_and_their_own_outside(newline):
    raw = TEXT.replace("\n", newline).encode()
    file, _problems = decoding.read_bytes("a.md", raw)
    assert (file.text, file.newline) == (TEXT, newline)
    assert decoding.encode_like(file, TEXT + "more\n") == raw + f"more{newline}".encode()


def test_mixed_newlines_stay_on_the_lines_that_stayed():
    file, _problems = decoding.read_bytes("a.md", b"one\r\ntwo\nthree\rfour\n")
    assert decoding.encode_like(file, "one\nnew\ntwo\nthree\nfour\n") == b"one\r\nnew\ntwo\nthree\rfour\n"


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        ("一\n二三四五六七八\n".encode() + b"\xff\n" + "九十个字以上的正文\n".encode(), "broken-encoding", 3),
        (b"one\ntwo\0\n", "nul-character", 2),
        (b"\xff\xfe\x00", "broken-encoding", 1),
        (b"x" * (decoding.MAX_BYTES + 1), "file-too-large", None),
    ],
)
def test_what_cannot_be_text_is_refused_and_the_line_named(raw, code, line):
    with pytest.raises(decoding.Undecodable) as refused:
        decoding.read_bytes("a.md", raw)
    assert (refused.value.problem.code, refused.value.problem.line) == (code, line)


def test_foreign_encodings_and_turning_characters_are_reported():
    _file, foreign = decoding.read_bytes("a.md", TEXT.encode("gb18030"))
    _file, turning = decoding.read_bytes("a.md", "one\ntwo \u202eeerht\n".encode())
    assert [(each.code, each.line, each.target) for each in foreign + turning] == [
        ("encoding", 1, "GB18030"),
        ("bidi-control", 2, "U+202E"),
    ]
