"""axe finds nothing wrong with the editor: its tools, panels, dialogs, the conflict page, text that was not saved."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from editorial import transitions
from tests import desk
from tests.journeys.test_accessibility import RULES
from tests.records import fresh, make, make_book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, live_server, client, author):
    client.force_login(author)
    context = browser.new_context(bypass_csp=True, locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_nothing_of_the_editor_has_a_violation(page, live_server, author, editor, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for key in ("lee2020", "lee2020-2"):
        make("source", author, key=key)
    text = "## 引言\n\n据说(Lee, 2020)。见[[concept:不存在]]。\n\n第二段。\n"
    chapter = make("chapter", author, book=make_book(author), key="one", body=text)
    address, found, axe = live_server.url + desk.url(chapter), {}, Axe()

    def judge(name):
        violations = axe.run(page, options=RULES).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        if violations:
            found[name] = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in violations]

    page.goto(address)
    expect(page.get_by_role("tab", name=re.compile(r"待处理 \d"))).to_be_visible()
    judge("preview")
    page.get_by_role("tab", name=re.compile("待处理")).click()
    judge("problems")
    page.get_by_role("tab", name="大纲").click()
    judge("outline")
    page.locator("#id_body").press("Control+f")
    page.keyboard.type("据说")
    judge("find")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+End")
    page.keyboard.type("[@lee")
    expect(page.locator(".choices.at-caret")).to_be_visible()
    judge("choices")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    judge("help")
    page.keyboard.press("Escape")
    page.locator(".keep-state").filter(has_text="已暂存").wait_for(timeout=30_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    expect(page.locator(".recovered:visible")).to_have_count(1)
    judge("offered")
    page.evaluate("localStorage.clear()")
    page.goto(address)
    page.locator("#unsaved a").nth(1).click()
    judge("compared")
    page.goto(address)
    page.fill("#id_body", text.replace("第二段。", "第二段是我的。"))
    transitions.edit(fresh(chapter), actor=editor, fields={"body": text.replace("第二段。", "第二段归他写。")})
    page.click("[name=_save]")
    expect(page.locator(".hunk")).to_have_count(1)
    judge("conflict")
    page.get_by_label("我的").first.check()
    page.click("[name=_merge]")
    expect(page.locator(".conflict")).to_be_visible()
    judge("merged")
    assert found == {}
