"""``format_references``: parse, format, print."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from sources.formatting import STYLE_NAMES, format_references

SORA = {"id": "sora", "type": "webpage", "title": "Sora", "author": [{"literal": "OpenAI"}], "language": "en",
        "issued": {"date-parts": [[2024, 2, 15]]}, "accessed": {"date-parts": [[2025, 1, 2]]},
        "URL": "https://openai.com/sora"}  # fmt: skip
SHIJI = {"id": "shiji", "type": "book", "title": "史记", "author": [{"family": "司马", "given": "迁"}], "edition": "2",
         "publisher": "中华书局", "publisher-place": "北京", "issued": {"date-parts": [["1982"]]}}  # fmt: skip


@pytest.fixture
def run(tmp_path, capsys):
    """``run(data, *options)``: output and errors of the command on a file of ``data`` (JSON, or bytes as they are)."""

    def call(data, *options):
        path = tmp_path / "list.json"
        path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        try:
            with translation.override("en"):
                call_command("format_references", str(path), *options)
            said = ""
        except CommandError as error:
            said = str(error)
        captured = capsys.readouterr()
        return captured.out, captured.err.replace(str(path), "FILE"), said.replace(str(path), "FILE")

    return call


@pytest.mark.parametrize(
    ("style", "sora", "shiji"),
    [
        ("gbt7714-2025-numeric", "OpenAI. Sora[EB/OL]. （2024-02-15）[2025-01-02]. https://openai.com/sora.",
         "司马迁. 史记[M]. 2 版. 北京：中华书局，1982."),
        ("gbt7714-2025-author-date", "OpenAI，2024. Sora[EB/OL]. （2024-02-15）[2025-01-02]. https://openai.com/sora.",
         "司马迁，1982. 史记[M]. 2 版. 北京：中华书局."),
        ("gbt7714-2015-numeric", "OpenAI. Sora[EB/OL]. (2024-02-15)[2025-01-02]. https://openai.com/sora.",
         "司马迁. 史记[M]. 2 版. 北京：中华书局，1982."),
        ("gbt7714-2015-author-date", "OpenAI, 2024. Sora[EB/OL]. (2024-02-15)[2025-01-02]. https://openai.com/sora.",
         "司马迁，1982. 史记[M]. 2 版. 北京：中华书局."),
    ],
)  # fmt: skip
def test_a_list_is_printed_one_reference_to_a_line_in_its_order(run, style, sora, shiji):
    assert run([SHIJI, SORA], "--style", style) == (f"{shiji}\n{sora}\n", "", "")


def test_json_is_a_list_of_ids_and_texts(run):
    out, err, said = run([SHIJI, {**SORA, "id": 7}], "--style", "gbt7714-2025-numeric", "--json")
    assert json.loads(out) == [
        {"id": "shiji", "text": "司马迁. 史记[M]. 2 版. 北京：中华书局，1982."},
        {"id": "7", "text": "OpenAI. Sora[EB/OL]. （2024-02-15）[2025-01-02]. https://openai.com/sora."},
    ]
    assert (err, said) == ("", "")


def test_without_a_style_the_house_writes(run):
    out, _err, said = run([SHIJI, SORA, SORA])
    shiji, *sora = out.splitlines()
    assert shiji.startswith("司马迁，1982. 史记[M]")
    assert [line.split(". ")[0] for line in sora] == ["OpenAI，2024a", "OpenAI，2024b"]
    assert said == ""


def test_what_is_no_item_is_named_and_the_others_are_formatted(run):
    out, err, said = run([SHIJI, "x", None, SORA], "--style", "gbt7714-2025-numeric")
    assert [line[:6] for line in out.splitlines()] == ["司马迁. 史", "OpenAI"]
    assert err == "FILE[1]: expected a CSL object, found: string\nFILE[2]: expected a CSL object, found: null\n"
    assert said == "2 entries were left out."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html>", "FILE is not JSON: Expecting value: line 1 column 1 (char 0)"),
        (b"[" * 200_000, "FILE is nested too deeply."),
        (b'"x"', "FILE: expected a list of CSL objects, found: string"),
    ],
)
def test_a_file_that_is_no_list_of_items_is_refused_with_the_reason(run, data, said):
    assert run(data) == ("", "", said)


def test_a_file_that_is_not_utf_8_or_not_there_is_refused(run):
    assert run('["\xe9"]'.encode("latin-1"))[2].startswith("FILE is not JSON: 'utf-8' codec can't decode")
    with (
        translation.override("en"),
        pytest.raises(CommandError, match="^nowhere.json cannot be read: No such file or directory$"),
    ):
        call_command("format_references", "nowhere.json")


def test_a_mark_of_byte_order_does_no_harm(run):
    assert run(b"\xef\xbb\xbf[]", "--json") == ("[]\n", "", "")


CROWD = [{"family": f"Name{number}", "given": "X"} for number in range(3000)]
BAD = [
    {},
    {"type": "unheard-of", "title": "T"},
    {"type": 5, "title": ["T"], "author": "Somebody", "issued": "yesterday", "page": {}, "volume": True, "note": 3},
    {"type": "book", "author": CROWD, "editor": CROWD, "translator": CROWD, "title": "T"},
    {
        "type": "chapter",
        "container-title": "<script>alert(1)</script>",
        "title": "<b>bold",
        "author": [[], 3, {"x": 1}],
    },
    {
        "type": "article-journal",
        "title": "🦙🦙",
        "author": [{"family": "🙂"}],
        "container-title": "\u202e",
        "volume": -1,
    },
    {"type": "book", "title": "كتاب", "author": [{"family": "الخوارزمي", "given": "محمد"}], "language": "ar"},
    {"type": "patent", "issued": {"date-parts": [[None, "x"], 5]}, "custom": {"et_al": 1}, "language": 9},
    {"type": "standard", "number": "\ud800", "DOI": 10**500, "URL": ["https://x.org"], "accessed": [1]},
    {"type": "periodical", "volume": "x" * 100_000, "issued": {"literal": "9" * 100_000}},
    {"type": "thesis", "note": "issued: \npage:\ntype: \n{:author: || }", "edition": "0", "year-suffix": {}},
]


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_an_entry_is_formatted_with_what_is_there(style):
    formatted = format_references(BAD * 2, style=style)
    assert (len(formatted.references), formatted.problems) == (2 * len(BAD), [])
    for reference in formatted.references:
        assert reference["text"].endswith(".")
        assert "\n" not in reference["text"]
        reference["text"].encode()
