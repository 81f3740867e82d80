"""The editor in a real browser: tools and undo, completion with an input method, finding, images, what is to settle."""

import contextlib
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Error, expect

from editorial import history
from editorial.models import Item
from tests import desk, records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "#id_body"


@pytest.fixture
def page(browser_page, live_server, client, author):
    """An author's browser on the live server."""
    client.force_login(author)
    cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "en"}
    browser_page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    return browser_page


@pytest.fixture
def opened(page, live_server, author):
    """``opened(body)``: the form of a chapter with that text."""

    def open_form(body="", **fields):
        chapter = records.make("chapter", author, book=records.make_book(author), key="one", body=body, **fields)
        page.goto(live_server.url + desk.url(chapter))
        expect(page.locator("[role=toolbar]")).to_be_visible()
        return chapter

    return open_form


def select(page, words):
    page.evaluate(
        """words => { const area = document.querySelector("#id_body"); const at = area.value.indexOf(words);
           area.focus(); area.setSelectionRange(at, at + words.length); }""", words)  # fmt: skip


def value(page):
    return page.locator(BODY).input_value()


def undo_all(page, steps):
    page.locator(BODY).focus()
    for _step in range(steps):
        page.keyboard.press("Control+z")


def test_every_tool_changes_the_text_and_one_undo_takes_it_back(page, opened):
    text = "第一行\n第二行"
    opened(text)
    expected = {
        "bold": "第一行\n**第二行**", "italic": "第一行\n*第二行*", "heading": "第一行\n## 第二行",
        "bullets": "第一行\n- 第二行", "numbers": "第一行\n1. 第二行", "quote": "第一行\n> 第二行",
        "link": "第一行\n[第二行](https://)", "callout": '第一行\n\n{% hint style="info" %}\n第二行\n{% endhint %}\n',
        "footnote": "第一行\n第二行[^1]\n\n[^1]: The note.\n", "reference": "第一行\n[[", "citation": "第一行\n[@",
    }  # fmt: skip
    made = {}
    for name in expected:
        select(page, "第二行")
        page.click(f".bar-{name}")
        made[name] = value(page)
        undo_all(page, 1)
        assert value(page) == text, name
    assert made == expected
    page.click(".bar-table")
    assert "| Column 1 | Column 2 | Column 3 |\n|---|---|---|\n" in value(page)
    undo_all(page, 1)
    page.click(".bar-anecdote")
    assert "### 💡 Anecdote: Title\n\n第二行\n\nVerification: unverified\n\n---" in value(page)
    assert page.problems == []


def test_tools_have_keys_toggle_and_take_one_stop_of_the_tab_key(page, opened):
    opened("一二三")
    select(page, "二")
    page.keyboard.press("Control+b")
    assert value(page) == "一**二**三"
    page.keyboard.press("Control+b")
    assert value(page) == "一二三"
    for marks in ("## ", "### ", "#### ", ""):
        page.keyboard.press("Control+Alt+h")
        assert value(page) == f"{marks}一二三"
    page.keyboard.press("Alt+F10")
    expect(page.locator(".bar-bold")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".bar-italic")).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".bar-help")).to_be_focused()
    assert page.locator("[role=toolbar] button[tabindex='0']").count() == 1
    page.keyboard.press("Escape")
    expect(page.locator(BODY)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(BODY)).not_to_be_focused()
    assert value(page) == "一二三"
    page.locator(BODY).press("Control+/")
    expect(page.locator("dialog.help-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(BODY)).to_be_focused()


# Completion


@pytest.fixture
def known(author):
    records.make("event", author, key="launch-2022", title="发布会", title_en="The Launch", date="2022-11-30")
    for key, title in (("lee2020", "A paper"), ("lee2020-2", "Another paper")):
        csl = {"type": "article", "title": title, "author": [{"family": "Lee", "given": "A."}],
               "issued": {"date-parts": [[2020]]}}  # fmt: skip
        records.make("source", author, key=key, title=title, csl=csl)


OPTIONS = ".choices.at-caret [role=option]:visible"


@pytest.mark.parametrize("typed", ["见[[发布", "见[[launch", "见[[fbh", "见[[fabuhui", "见【【event:fbh"])
def test_a_record_is_completed_by_any_of_its_names(typed, page, known, opened):
    opened()
    page.locator(BODY).focus()
    page.keyboard.type(typed)
    expect(page.locator(OPTIONS)).to_have_count(1)
    expect(page.locator(OPTIONS)).to_contain_text("event · 2022-11-30 · The Launch · launch-2022")
    assert page.locator(BODY).get_attribute("aria-activedescendant") == page.locator(OPTIONS).get_attribute("id")
    page.keyboard.press("Enter")
    assert value(page) == "见[[event:launch-2022]]"
    undo_all(page, 1)
    assert value(page) == typed


def test_a_citation_is_closed_and_a_bracket_typed_by_habit_is_not_doubled(page, known, opened):
    opened()
    page.locator(BODY).focus()
    page.keyboard.type("引[@lee")
    expect(page.locator(OPTIONS)).to_have_count(2)
    expect(page.locator(OPTIONS).first).to_contain_text("Lee, 2020")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("]。见@")
    expect(page.locator(OPTIONS)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(OPTIONS)).to_have_count(0)
    page.keyboard.type("x@y")
    page.keyboard.press("Tab")
    expect(page.locator(BODY)).not_to_be_focused()
    assert value(page) == "引[@lee2020-2]。见@x@y"


def test_an_input_method_is_never_interrupted(page, known, opened):
    opened()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/complete/" in request.url else None)
    page.locator(BODY).focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.insertText", {"text": "见[["})
    expect(page.locator(".choices.at-caret")).to_be_visible()
    before = len(asked)
    for letters in ("f", "fa", "fa b", "fa bu"):
        keyboard.send(
            "Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)}
        )
        expect(page.locator(".choices.at-caret")).to_be_hidden()
        page.wait_for_timeout(220)
    assert (value(page), len(asked)) == ("见[[fa bu", before)
    # The keys of a composition belong to the input method: Enter here neither chooses nor breaks the line.
    page.evaluate(
        """() => document.querySelector("#id_body").dispatchEvent(
             new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""
    )
    assert value(page) == "见[[fa bu"
    keyboard.send("Input.insertText", {"text": "发布"})
    expect(page.locator(OPTIONS)).to_have_count(1)
    page.keyboard.press("Enter")
    assert value(page) == "见[[event:launch-2022]]"


# What is to settle


def test_an_ambiguous_citation_is_settled_by_one_click(page, known, opened):
    opened("据说如此（Lee, 2020, p. 6）。也有人说不是(Lee, 2020)。")
    tab = page.get_by_role("tab", name=re.compile("To settle"))
    expect(tab).to_have_text(re.compile(r"\d"))
    tab.click()
    expect(page.locator(".picker")).to_have_count(2)
    first = page.locator(".picker").first
    expect(first.locator("button")).to_have_text(
        [re.compile("A paper.*Lee, 2020.*lee2020"), re.compile("Another paper")]
    )
    first.locator("button").nth(1).click()
    assert value(page) == "据说如此[@lee2020-2, p. 6]。也有人说不是(Lee, 2020)。"
    expect(page.locator(".picker")).to_have_count(1)
    page.locator(".picker button").first.click()
    assert value(page) == "据说如此[@lee2020-2, p. 6]。也有人说不是[@lee2020]。"
    expect(page.locator(".picker")).to_have_count(0)
    undo_all(page, 2)
    assert value(page) == "据说如此（Lee, 2020, p. 6）。也有人说不是(Lee, 2020)。"


def test_a_record_that_is_missing_is_made_from_the_editor_and_only_on_a_click(page, opened):
    opened("见[[concept:自注意力]]。")
    page.get_by_role("tab", name=re.compile("To settle")).click()
    expect(page.locator(".make-draft")).to_have_text("Create a draft record for concept:自注意力")
    assert not Item.objects.filter(kind="concept").exists()
    page.click(".make-draft")
    expect(page.locator(".make-draft")).to_have_count(0)
    assert list(Item.objects.filter(kind="concept").values_list("key", "title")) == [("自注意力", "自注意力")]
    expect(page.locator(".editor-problems")).not_to_contain_text("There is no record")


def test_the_outline_leads_to_a_heading(page, opened):
    opened("## 引言\n\n" + "长文。\n\n" * 200 + "```\n# no heading\n```\n\n### 结尾\n\n完。")
    page.get_by_role("tab", name="Outline").click()
    entries = page.locator(".outline-list button")
    expect(entries).to_have_text(["引言", "结尾"])
    entries.nth(1).click()
    area = page.locator(BODY)
    assert area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == "### 结尾"
    assert area.evaluate("area => area.scrollTop") > 1000


# Finding


def test_all_is_replaced_as_one_step_of_undo(page, opened):
    text = "Cat cat concat。猫cat猫 $1"
    opened(text)
    page.locator(BODY).press("Control+f")
    bar = page.locator(".editor-find")
    page.keyboard.type("cat")
    expect(bar.locator(".find-count")).to_have_text("1 of 4")
    bar.get_by_label("Whole words").check()
    expect(bar.locator(".find-count")).to_have_text("1 of 3")
    bar.get_by_label("Match case").check()
    expect(bar.locator(".find-count")).to_have_text("1 of 2")
    bar.get_by_label("Replace with").fill("$&x")
    bar.get_by_role("button", name="Replace all").click()
    assert value(page) == "Cat $&x concat。猫$&x猫 $1"
    expect(bar.locator(".find-count")).to_contain_text("2 replaced")
    undo_all(page, 1)
    assert value(page) == text
    bar.get_by_label("Regular expression").check()
    bar.get_by_label("Find", exact=True).fill("(c")
    expect(bar.locator(".find-count")).to_have_text("This is not a regular expression.")
    bar.get_by_label("Find", exact=True).fill("c(at)")
    bar.get_by_label("Replace with").fill("<$1>")
    bar.get_by_role("button", name="Replace", exact=True).click()
    assert value(page) == "Cat <at> concat。猫cat猫 $1"
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(page.locator(BODY)).to_be_focused()


# Images


def png():
    written = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(written, "PNG")
    return written.getvalue()


def paste_image(page, content, mime="image/png"):
    page.evaluate(
        """([bytes, mime]) => { const data = new DataTransfer();
           data.items.add(new File([new Uint8Array(bytes)], "p", {type: mime}));
           document.querySelector("#id_body").dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }""",
        [list(content), mime],
    )  # fmt: skip


def test_an_image_is_inserted_only_with_words_or_as_decoration(page, opened):
    opened("图：")
    page.locator(BODY).press("Control+End")
    paste_image(page, png())
    dialog = page.locator("dialog.image-dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog.get_by_role("alert")).to_have_text("Please say what the image shows, or tick that it only decorates.")
    assert value(page) == "图："
    dialog.locator("#image-alt").fill("红色的[方块]")
    dialog.locator("#image-caption").fill('图一 "红"')
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog).to_be_hidden()
    inserted = re.compile(r'^图：\n\n!\[红色的\\\[方块\\\]\]\(/media/images/\w+\.png "图一 ”红”"\)$')
    expect(page.locator(BODY)).to_have_value(inserted)  # the dialog is gone a moment before
    expect(page.locator(".markdownx-preview img")).to_have_attribute("alt", "红色的[方块]")
    paste_image(page, png())
    dialog.get_by_label(re.compile("only decorates")).check()
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(BODY)).to_have_value(re.compile(r"\n\n!\[\]\(/media/images/"))
    undo_all(page, 2)
    assert value(page) == "图："


def test_what_is_no_image_is_refused_in_a_sentence_and_nothing_is_inserted(page, opened):
    opened("图：")
    page.locator(BODY).press("Control+End")
    paste_image(page, b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/png")
    dialog = page.locator("dialog.image-dialog")
    dialog.locator("#image-alt").fill("x")
    dialog.get_by_role("button", name="Upload and insert").click()
    expect(dialog.get_by_role("alert")).to_contain_text("This is not a PNG, JPEG, WebP or GIF image")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert value(page) == "图："


# The preview


def test_an_answer_that_comes_late_never_replaces_a_newer_one(page, opened, live_server):
    opened("一")
    preview = page.locator(".markdownx-preview")
    expect(preview).to_have_text("一")
    held = []
    page.route("**/markdown/preview/", lambda route: held.append(route) if len(held) == 0 else route.continue_())
    page.locator(BODY).fill("旧的")
    page.wait_for_timeout(700)
    page.locator(BODY).fill("新的")
    expect(preview).to_have_text("新的")
    assert len(held) == 1
    with contextlib.suppress(Error):  # the browser has cancelled it, which is just as well
        held[0].continue_()
    page.wait_for_timeout(500)
    expect(preview).to_have_text("新的")


def test_a_refusal_is_a_sentence_and_the_text_stays(page, opened, monkeypatch):
    opened("一")
    expect(page.locator(".markdownx-preview")).to_have_text("一")
    monkeypatch.setattr("editorial.admin.endpoints.CALLS_PER_MINUTE", 0)
    page.locator(BODY).fill("二")
    expect(page.locator(".editor-foot [role=status]")).to_contain_text("That was more than 0 calls in a minute")
    monkeypatch.setattr("editorial.admin.endpoints.CALLS_PER_MINUTE", 60)
    monkeypatch.setattr("editorial.admin.markdown.LONGEST_TEXT", 3)
    page.locator(BODY).fill("一二三四")
    expect(page.locator(".editor-foot [role=status]")).to_contain_text("too long for a preview")
    assert value(page) == "一二三四"


def test_the_length_is_shown_beside_the_target_and_follows_the_keys(page, live_server, author):
    book = records.make_book(author, word_target_min=10, word_target_max=20)
    chapter = records.make("chapter", author, book=book, key="one", body="一二三")
    page.goto(live_server.url + desk.url(chapter))
    count = page.locator(".editor-count")
    expect(count).to_contain_text("3 words (字数) · target 10–20 (7 to go)")
    page.locator(BODY).press("Control+End")
    page.keyboard.type("四五 GPT-4o")
    expect(count).to_contain_text("6 words (字数) · target 10–20 (4 to go)")
    assert history.newest_number(chapter) == 1
