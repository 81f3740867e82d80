"""`manage.py count_words`."""

import json

import pytest
from django.core.management import call_command
from django.utils.translation import override


@pytest.fixture
def files(tmp_path):
    (tmp_path / "甲.md").write_text("---\ntitle: x\n---\n一二三 four\n\n```\ncode\n```\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("字" * 351 + "[^1]\n\n[^1]: 注\n", encoding="utf-8")
    return [str(tmp_path / "甲.md"), str(tmp_path / "b.md")]


def rows(files):
    return [
        {"path": files[0], "words": 4, "cjk": 3, "other": 1, "code": 1, "footnotes": 0, "reading_minutes": 1},
        {"path": files[1], "words": 351, "cjk": 351, "other": 0, "code": 0, "footnotes": 1, "reading_minutes": 2},
    ]


def test_json_is_a_list_of_counts_in_the_order_given(files, capsys):
    call_command("count_words", *files, "--json")
    assert json.loads(capsys.readouterr().out) == rows(files)


def test_the_table_is_aligned(files, capsys):
    call_command("count_words", *files)
    assert capsys.readouterr().out.splitlines() == [
        "words  cjk  other  code  footnotes  reading_minutes  path",
        f"    4    3      1     1          0                1  {files[0]}",
        f"  351  351      0     0          1                2  {files[1]}",
    ]


def test_an_unreadable_file_is_named_and_the_others_are_still_counted(files, tmp_path, capsys):
    broken = tmp_path / "broken.md"
    broken.write_bytes(b"\xff\xfe")
    with override("en"), pytest.raises(SystemExit) as ended:
        call_command("count_words", files[0], str(broken), "--json")
    captured = capsys.readouterr()
    assert ended.value.code == 1
    assert json.loads(captured.out) == rows(files)[:1]
    assert captured.err == f"{broken} was not counted: not UTF-8: byte 1 is 0xff\n"
