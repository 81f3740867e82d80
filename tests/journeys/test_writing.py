"""Writing for a living: a newcomer's first page, two authors at once, a browser that dies, a session that ends."""

import re

import pytest
from playwright.sync_api import expect

from editorial import history, transitions
from editorial.models import Item, UnsavedText
from tests import desk
from tests.records import fresh, make, make_book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "#id_body"
OPTIONS = ".choices [role=option]:visible"


@pytest.fixture
def book(author):
    return make_book(author, outline="[main]\nthe-launch", word_target_min=300)


@pytest.fixture
def chapter(author, book):
    return make("chapter", author, book=book, key="the-launch", title="发布的那一天", body="第一段。\n\n第二段。\n")


def body_of(item):
    return history.snapshot_of(history.newest(item)).get("body")


def body(page):
    return page.locator(BODY).input_value()


class InputMethod:
    """Types as a Chinese input method does: letters being composed, then the words they become."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)

    def compose(self, letters, words):
        for end in range(1, len(letters) + 1):
            self.session.send(
                "Input.imeSetComposition", {"text": letters[:end], "selectionStart": end, "selectionEnd": end}
            )
        self.session.send("Input.insertText", {"text": words})


def test_a_newcomer_writes_cites_one_of_three_alike_dates_an_event_and_submits(sign_in, author, make_user, book):
    for key, title in (("lee2020a", "论发布"), ("lee2020b", "论收回"), ("lee2020c", "论等待")):
        csl = {"type": "article", "title": title, "author": [{"family": "Lee", "given": "A."}],
               "issued": {"date-parts": [[2020]]}}  # fmt: skip
        make("source", author, key=key, title=title, csl=csl)
    page = sign_in(make_user("newcomer", role="author"))
    page.goto("/admin/book/event/add/")
    page.fill("[name=title]", "发布日")
    page.fill("[name=date]", "2022年11月30日")
    page.click("[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    page.goto("/admin/book/chapter/add/")
    page.fill("[name=title]", "发布的那一天")
    method = InputMethod(page)
    page.locator(BODY).focus()
    for _sentence in range(16):
        method.compose("nayitiangongsizhaokaifabuhui", "那一天公司召开发布会，台下坐满了人，")
    method.compose("jian", "见")
    # `【【`, as an input method types brackets, and the first letters of the pinyin
    page.keyboard.insert_text("【【")
    page.keyboard.type("fbr")
    expect(page.locator(OPTIONS)).to_have_count(1)
    expect(page.locator(OPTIONS)).to_contain_text("2022-11-30")
    page.keyboard.press("Enter")
    method.compose("jushuo", "，据说如此（")
    page.keyboard.type("Lee, 2020")
    method.compose(")", "）。")
    tab = page.get_by_role("tab", name=re.compile("待处理"))
    expect(tab).to_have_text(re.compile(r"\d"))
    tab.click()
    expect(page.locator(".picker button")).to_have_count(3)
    page.locator(".picker button", has_text="论收回").click()
    expect(page.locator(".editor-count")).to_contain_text("已达到")
    text = body(page)
    assert text.endswith("见[[event:fa-bu-ri]]，据说如此[@lee2020b]。")
    page.click("[name=_submit]")
    page.locator("form:has([name=note]) button[type=submit]").click()
    page.wait_for_url("**/admin/review/**")

    written = Item.objects.get(kind="chapter")
    assert body_of(written) == text
    event = Item.objects.get(kind="event")
    assert (event.row.date, event.byline) == ("2022-11-30", "2022-11-30")
    assert {member.item.key for member in written.submission_members.get().submission.members.all()} == {
        "a-book/fa-bu-de-na-yi-tian", "fa-bu-ri", "lee2020b",
    }  # fmt: skip
    assert page.problems == []


def test_two_authors_collide_and_both_texts_are_kept(sign_in, author, make_user, chapter):
    first, second = sign_in(author), sign_in(make_user("colleague", role="author"))
    for page in (first, second):
        page.goto(desk.url(chapter))
    expect(second.locator(".keep-others")).to_contain_text("author")
    first.fill(BODY, "第一段，先改。\n\n第二段。\n")
    second.fill(BODY, "第一段。\n\n第二段，后改。\n")
    first.click("[name=_save]")
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.click("[name=_save]")
    expect(second.locator(".conflict")).to_contain_text("没有任何内容被覆盖")
    assert body(second) == "第一段，先改。\n\n第二段，后改。\n"
    second.click("[name=_save]")
    expect(second.locator(".messagelist .success")).to_be_visible()
    assert body_of(chapter) == "第一段，先改。\n\n第二段，后改。\n"

    for page in (first, second):
        page.goto(desk.url(chapter))
    first.fill(BODY, "我来重写。\n\n第二段。\n")
    second.fill(BODY, "由我重写。\n\n第二段。\n")
    first.click("[name=_save]")
    expect(first.locator(".messagelist .success")).to_be_visible()
    second.click("[name=_save]")
    expect(second.locator(".hunk")).to_have_count(1)
    assert body_of(chapter) == "我来重写。\n\n第二段。\n"
    second.get_by_label("两者都留，对方在前").check()
    second.click("[name=_merge]")
    assert body(second) == "我来重写。\n由我重写。\n\n第二段。\n"
    second.click("[name=_save]")
    expect(second.locator(".messagelist .success")).to_be_visible()
    assert body_of(chapter) == "我来重写。\n由我重写。\n\n第二段。\n"
    assert history.newest_number(chapter) == 5


def test_a_killed_browser_loses_nothing_that_the_server_kept(sign_in, author, chapter):
    page = sign_in(author)
    page.goto(desk.url(chapter))
    page.locator(BODY).press("Control+End")
    page.keyboard.type("写了半天没有保存")
    expect(page.locator(".keep-state")).to_contain_text("已暂存", timeout=30_000)
    page.context.close()  # nothing on the page is asked: no event, no copy in a browser that is gone

    assert history.newest_number(chapter) == 1
    again = sign_in(author)
    again.goto(desk.url(chapter))
    expect(again.locator("#unsaved")).to_be_visible()
    again.locator("#unsaved").get_by_role("link", name="比较").click()
    expect(again.locator(".difference ins")).to_contain_text("写了半天没有保存")
    again.get_by_role("link", name="恢复").click()
    assert body(again) == "第一段。\n\n第二段。\n写了半天没有保存"
    again.click("[name=_save]")
    expect(again.locator(".messagelist .success")).to_be_visible()
    assert body_of(chapter).endswith("写了半天没有保存")
    assert history.newest_number(chapter) == 2
    assert not UnsavedText.objects.exists()


def test_what_only_the_browser_kept_is_offered_and_merged_with_what_others_saved(sign_in, author, editor, chapter):
    page = sign_in(author)
    page.goto(desk.url(chapter))
    page.route("**/draft/keep/", lambda route: route.abort())
    page.fill(BODY, "第一段。\n\n第二段，离线写的。\n")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    transitions.edit(fresh(chapter), actor=editor, fields={"body": "第一段，别人改了。\n\n第二段。\n"})
    page.unroute("**/draft/keep/")
    page.goto(desk.url(chapter))
    page.locator(".recovered").get_by_role("button", name="恢复").click()
    assert body(page) == "第一段。\n\n第二段，离线写的。\n"
    page.click("[name=_save]")
    expect(page.locator(".conflict")).to_be_visible()
    page.click("[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert body_of(chapter) == "第一段，别人改了。\n\n第二段，离线写的。\n"
    page.goto(desk.url(chapter))
    expect(page.locator(".recovered")).to_have_count(0)


def test_a_session_that_ends_while_somebody_types_costs_no_word(sign_in, author, chapter):
    page = sign_in(author)
    page.goto(desk.url(chapter))
    expect(page.locator(".markdownx-preview")).to_contain_text("第一段")
    page.context.clear_cookies(name="sessionid")
    page.fill(BODY, "第一段。\n\n第二段，退出以后写的。\n")
    warning = page.locator(".keep-warning")
    expect(warning).to_contain_text("您已退出登录")
    page.evaluate("Date.now = (now => () => now() + 60000)(Date.now)")  # a minute later, a save is asked for
    page.click("[name=_save]")
    expect(page.locator(BODY)).to_have_value("第一段。\n\n第二段，退出以后写的。\n")
    assert history.newest_number(chapter) == 1

    with page.context.expect_page() as opened:
        warning.get_by_role("link").click()
    login = opened.value
    login.fill("#id_username", author.username)
    login.fill("#id_password", f"{author.username}-pass-1957")
    login.click("#login-form [type=submit]")
    expect(login.locator("main")).to_contain_text("您的文字还在另一个标签页里")
    login.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(warning).to_be_hidden()
    page.click("[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert body_of(chapter) == "第一段。\n\n第二段，退出以后写的。\n"
