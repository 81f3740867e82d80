"""Sealed HTML becomes blocks that no input can make deep, endless or dangerous."""

from book.taking_home import blocks


def read(html, **options):
    options = {"resolve": lambda kind, key, fragment: f"#{kind}-{key}", "picture": lambda source: None} | options
    return blocks.read(html, anchor="c1", **options)


def depth(found):
    return 1 + max((depth(each) for block in found for each in inner(block)), default=0) if found else 0


def inner(block):
    return [block.get("blocks", []), *(item["blocks"] for item in block.get("items", []))]


def test_words_keep_their_marks_and_spaces_collapse():
    [block] = read("<p>  甲 <strong>乙<em>丙</em></strong>\n  <code>a</code><br>丁 </p>").blocks
    assert block == {
        "t": "p", "kind": "",
        "runs": [{"s": "甲 "}, {"s": "乙", "b": 1}, {"s": "丙", "b": 1, "i": 1}, {"s": " "}, {"s": "a", "code": 1},
                 {"br": 1}, {"s": "丁"}],
    }  # fmt: skip


def test_references_lead_where_the_book_says_and_nowhere_else():
    html = '<p><span class="ref" data-ref="event:e">甲</span><a href="javascript:x">乙</a><a href="https://a.example/">丙</a></p>'
    [block] = read(html, resolve=lambda *asked: None).blocks
    assert block["runs"] == [{"s": "甲乙"}, {"s": "丙", "to": "https://a.example/"}]


def test_notes_leave_the_text_and_a_note_in_a_note_is_a_plain_number():
    found = read(
        '<p>文<sup class="footnote-ref"><a href="#fn-1">1</a></sup><sup class="footnote-ref"><a href="#fn-9">9</a></sup></p>'
        '<section class="footnotes"><ol><li id="fn-1"><p>注<sup class="footnote-ref"><a href="#fn-1">1</a></sup></p></li></ol></section>'
    )
    assert found.blocks == [
        {"t": "p", "kind": "", "runs": [{"s": "文"}, {"note": "1", "s": "1"}, {"s": "9", "sup": 1}]}
    ]
    assert found.notes == {"1": [{"t": "p", "kind": "", "runs": [{"s": "注"}, {"s": "1", "sup": 1}]}]}


def test_lists_fifty_deep_lose_depth_and_no_words():
    html = "".join(f"<ul><li>第{place}层" for place in range(50)) + "</li></ul>" * 50
    found = read(html).blocks
    words = [blocks.plain(block["runs"]) for block in blocks.all_blocks(found) if block["t"] == "p"]
    assert words == [f"第{place}层" for place in range(50)]
    assert depth(found) <= blocks.DEEPEST + 1


def test_quotations_and_marks_three_hundred_deep_are_read():
    found = read("<blockquote>" * 300 + "<p>" + "<strong><em>" * 150 + "底" + "</em></strong>" * 150 + "</p>").blocks
    assert "底" in "".join(blocks.plain(each.get("runs", [])) for each in blocks.all_blocks(found))
    assert depth(found) <= blocks.DEEPEST + 1


def test_what_xml_cannot_hold_is_dropped():
    [block] = read("<p>a\x00\x0b\x1fb\ud800\ufffec</p>").blocks
    assert block["runs"] == [{"s": "abc"}]


def test_an_image_that_is_not_here_leaves_its_words():
    [block] = read('<p><img src="/media/none.png" alt="一幅画"></p>').blocks
    assert block["runs"] == [{"s": "[一幅画]"}]
    [figure] = read('<p><img src="/media/a.png" alt="画"></p>', picture=lambda source: "x.png").blocks
    assert figure == {"t": "figure", "src": "x.png", "alt": "画"}


def test_rows_of_unequal_length_are_filled():
    [table] = read("<table><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></table>").blocks
    assert table["rows"] == [[[{"s": "1"}], []], [[{"s": "2"}], [{"s": "3"}]]]


def test_nothing_is_no_block():
    assert read("  ").blocks == read("<p> </p><ul></ul><h2></h2><blockquote></blockquote>").blocks == []
