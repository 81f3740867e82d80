"""A reader comes from a search engine, checks what is said, searches, cites, prints: with script and without."""

import io

import pytest
from pypdf import PdfReader

from book.demo.play import prepare_demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHAPTER = "/books/llm-chronicle/alignment-and-chatgpt/"


@pytest.fixture
def visitors(browser, live_server):
    """Two visitors of the demo book: one whose browser runs scripts, one whose browser does not."""
    prepare_demo()
    contexts = [
        browser.new_context(
            viewport={"width": 1440, "height": 900},
            locale="zh-CN",
            base_url=live_server.url,
            java_script_enabled=scripted,
        )
        for scripted in (True, False)
    ]
    pages = {}
    for scripted, context in zip((True, False), contexts, strict=True):
        page = pages[scripted] = context.new_page()
        page.scripted, page.problems = scripted, []
        page.on("console", lambda message, page=page: message.type == "error" and page.problems.append(message.text))
        page.on("pageerror", lambda error, page=page: page.problems.append(str(error)))
    yield pages.values()
    for context in contexts:
        context.close()


def checks_a_claim(page):
    """From a sentence to its source, to everything that relies on it, and back to the very sentence."""
    page.goto(f"{CHAPTER}#h-结果-the-results", referer="https://search.example.org/?q=InstructGPT")
    assert page.inner_text("h1").endswith("对齐与ChatGPT的诞生")
    page.click("#cite-1")
    if page.scripted:
        card = page.locator(".pop:popover-open")
        assert "Introducing ChatGPT" in card.inner_text() and "网页" in card.inner_text()
        card.get_by_text("在文献列表中查看").click()
    assert page.url.endswith("#source-openai2022b")
    page.locator("#source-openai2022b").get_by_text("此文献详情").click()
    assert page.inner_text("h1") == "Introducing ChatGPT"
    page.locator("[aria-labelledby=cited]").get_by_text("学会听话").click()
    page.locator("#source-openai2022b .back a").first.click()
    assert page.url.endswith(f"{CHAPTER}#cite-1")


def meets_a_name(page):
    link = page.locator(".prose a.ref[href='/concepts/reward-model/']").first
    if page.scripted:
        link.hover()
        card = page.locator(".pop:popover-open b")
        card.wait_for()
        assert card.inner_text() == "奖励模型"
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
    link.click()
    assert page.inner_text("h1") == "奖励模型"


def searches_a_word(page):
    page.goto("/search/")
    page.locator("[name=q]").press_sequentially("对齐")
    if page.scripted:
        page.wait_for_function("document.querySelector('.found mark')")
        assert page.url.endswith("q=%E5%AF%B9%E9%BD%90")
    else:
        page.keyboard.press("Enter")
    assert "对齐" in page.inner_text("[role=status]")
    assert page.locator(".named a").first.inner_text() == "对齐"
    page.locator("[aria-labelledby=h-chapter] .hits a").first.click()
    assert "/books/llm-chronicle/" in page.url


def cites_a_paragraph(page):
    page.goto(CHAPTER)
    words = page.inner_text("#p3")
    page.hover("#p3")
    page.click("#p3 .pno")
    assert page.url.endswith(f"{CHAPTER}#p3")
    if page.scripted:
        address = page.locator(".pop:popover-open a").get_attribute("href")
    else:
        address = page.locator("[aria-labelledby=cite-this] .box > p > a").inner_text() + "#p3"
    assert address.endswith(f"{CHAPTER}r/1/#p3")
    page.goto(address.removeprefix("http://127.0.0.1:8000"))
    assert page.inner_text("#p3") == words
    assert "发布版 1 的固定页" in page.inner_text(".notice") or page.locator(".notice").count() == 1


def reads_on(page):
    page.goto(CHAPTER)
    if page.scripted:
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**/race-and-open-models/")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(f"**{CHAPTER}")
    page.click("a[rel=next]")
    assert page.url.endswith("/race-and-open-models/")


def prints(page):
    page.goto(CHAPTER)
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    words = "".join(sheet.extract_text() for sheet in paper.pages).replace("\n", "").replace(" ", "")
    assert 8 <= len(paper.pages) <= 40
    for shown in ("对齐与ChatGPT的诞生", "一个周三", "关于InstructGPT的日期", "文献", "引用本章", f"{CHAPTER}r/1/"):
        assert shown in words, shown
    for control in ("阅读设置", "时间线概念", "下一章", "回到顶部", "BibTeX", "本章内容"):
        assert control not in words, control


def test_a_reader_checks_searches_cites_reads_on_and_prints(visitors):
    for page in visitors:
        for step in (checks_a_claim, meets_a_name, searches_a_word, cites_a_paragraph, reads_on, prints):
            step(page)
        assert page.problems == []
