"""Counting Markdown files."""

import pytest

from editorial.text.counting import FileCount, UnreadableFile, count_file
from editorial.text.words import WordCount


def test_a_file_is_counted_without_its_front_matter(tmp_path):
    path = tmp_path / "章.md"
    path.write_bytes("\ufeff---\r\ntitle: 题目\r\n---\r\n正文 two words[^1]。\r\n\r\n[^1]: 注\r\n".encode())
    assert count_file(path) == FileCount(
        str(path), WordCount(words=5, cjk=3, other=2, footnotes=1, reading_minutes=1, han=2)
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("正文".encode("gb18030"), "not UTF-8: byte 1 is 0xd5"),
        ("正文".encode("utf-16"), "not UTF-8: byte 1 is 0xff"),
        (b"ok \xe6\xad", "not UTF-8: byte 4 is 0xe6"),
    ],
)
def test_another_encoding_is_named(tmp_path, content, reason):
    path = tmp_path / "x.md"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        count_file(path)
    assert (refused.value.path, refused.value.reason) == (str(path), reason)


def test_a_missing_file_or_a_folder_is_named(tmp_path):
    for path, reason in ((tmp_path / "none.md", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(UnreadableFile) as refused:
            count_file(path)
        assert refused.value.reason == reason
