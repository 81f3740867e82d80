"""Files and archives to texts: encodings, limits, bombs."""

import io
import zipfile

import pytest

from sources.importing import opening

pytestmark = pytest.mark.usefixtures("english")


def archive(members, **options) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return buffer.getvalue()


def opened(raw, name="a.zip"):
    return [
        (each.name, each.text, [problem.code for problem in each.problems]) for each in opening.data(raw, name=name)
    ]


def test_texts_in_several_encodings():
    words = "灯具史，第一章。" * 20
    assert opened(words.encode(), "a.txt") == [("a.txt", words, [])]
    assert opened(b"\xef\xbb\xbfa\r\nb\rc", "a.txt") == [("a.txt", "a\nb\nc", [])]
    assert opened(words.encode("utf-16"), "a.txt") == [("a.txt", words, ["encoding"])]
    assert opened(words.encode("gb18030"), "a.txt") == [("a.txt", words, ["encoding"])]


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [(b"ok\nab\xff\xfe", "broken-encoding", 2), (b"a\nb\x00", "broken-encoding", 2), (b"x" * (opening.MOST_BYTES + 1), "file-too-large", None),
     (b"PK\x03\x04nonsense", "bad-archive", None)],
    ids=["bytes", "nul", "large", "archive"],
)  # fmt: skip
def test_what_is_no_text_is_refused_with_its_place(raw, code, line):
    (file,) = opening.data(raw, name="a.bib")
    assert (file.readable, [(problem.code, problem.line) for problem in file.problems]) == (False, [(code, line)])


def test_an_archive_is_read_member_by_member():
    raw = archive(
        {
            "b/a.bib": "@book{a}",
            "__MACOSX/a.bib": "x",
            ".hidden.md": "x",
            "c.exe": "x",
            "inner.zip": archive({"a.bib": "x"}),
        }
    )
    assert opened(raw) == [("a.zip/b/a.bib", "@book{a}", []), ("a.zip/inner.zip", "", ["nested-archive"])]


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(opening, "MOST_UNPACKED", 300_000)
    monkeypatch.setattr(opening, "MOST_BYTES", 200_000)
    raw = archive(
        {"bomb.txt": b"0" * 5_000_000, "fine.txt": b"ok", "second.txt": b"0" * 5_000_000, "late.txt": b"never read"}
    )
    assert len(raw) < 20_000
    assert opened(raw) == [
        ("a.zip/bomb.txt", "", ["file-too-large"]), ("a.zip/fine.txt", "ok", []), ("a.zip/second.txt", "", ["file-too-large"]),
    ]  # fmt: skip


def test_an_archive_of_too_many_files_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "MOST_FILES", 3)
    assert opened(archive({f"{number}.txt": "x" for number in range(4)})) == [("a.zip", "", ["too-many-files"])]


def test_folders_are_walked_in_order_and_a_missing_path_is_said(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/two.bib", "a.md", "c.exe"):
        (tmp_path / name).write_text(name)
    assert [file.name for file in opening.paths([tmp_path, tmp_path / "a.md"])] == ["a.md", "b/two.bib", "a.md"]
    with pytest.raises(opening.NothingThere):
        list(opening.paths([tmp_path / "gone.bib"]))
