"""The desk in a real browser: the editor, completion, relations; nothing the content security policy refuses."""

import re

import pytest
from playwright.sync_api import expect

from editorial import history, transitions
from tests import desk, records

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser_page, live_server, client, author):
    """An author's browser on the live server."""
    client.force_login(author)
    sign_in(browser_page, live_server, client)
    return browser_page


def sign_in(page, live_server, client):
    cookie = client.cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])


@pytest.fixture
def chapter(author):
    records.make("event", author, key="launch-2022", title="发布会", title_en="The Launch", aliases=["EVT-1"])
    records.make("source", author, key="lee2020")
    return records.make("chapter", author, book=records.make_book(author), key="one", body="开头。\n")


def newest(item):
    return history.snapshot_of(history.newest(item))


def test_the_preview_follows_half_a_second_after_the_last_key(page, live_server, chapter):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/markdown/preview/" in request.url else None)
    page.goto(live_server.url + desk.url(chapter))
    preview = page.locator(".markdownx-preview")
    expect(preview).to_contain_text("开头")
    before = len(asked)

    page.locator("#id_body").press("Control+End")
    page.keyboard.type("**bold** words", delay=20)
    expect(preview.locator("strong")).to_have_text("bold")

    assert len(asked) == before + 1
    expect(page.locator(".editor-count")).to_contain_text(re.compile(r"\d"))
    assert page.problems == []
    assert history.newest_number(chapter) == 1


def test_relations_are_added_by_name_and_saved(page, live_server, chapter):
    page.goto(live_server.url + desk.url(chapter))
    row = page.locator(".field-relation_sources")
    row.locator(".relation-add").fill("A paper")
    row.locator("[role=option]").click()
    row.locator(".relation-locator").fill("p. 6")
    events = page.locator(".field-relation_events")
    events.locator(".relation-add").fill("the launch")
    expect(events.locator("[role=option]")).to_have_count(1)
    events.locator(".relation-add").press("Enter")
    expect(events.locator(".relation-title")).to_have_text("发布会")
    page.click("button[name=_save]")
    page.wait_for_load_state()

    relations = newest(chapter).relations
    assert [(each["key"], each["locator"]) for each in relations["sources"]] == [("lee2020", "p. 6")]
    assert [each["key"] for each in relations["events"]] == ["launch-2022"]


def test_everything_works_without_scripts(browser, live_server, client, author, chapter):
    client.force_login(author)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, client)
    page.goto(live_server.url + desk.url(chapter))
    page.fill("#id_body", "没有脚本也能写。")
    page.fill("#id_relation_events", "launch-2022 | | | 第一次")
    page.click("button[name=_save]")

    assert newest(chapter).get("body") == "没有脚本也能写。"
    assert newest(chapter).relations["events"][0]["note"] == "第一次"
    page.goto(live_server.url + desk.url(chapter, "submit"))
    page.click("button.default")
    assert "/admin/review/" in page.url
    context.close()


@pytest.mark.parametrize(("theme", "language"), [("light", "en"), ("dark", "zh-hans")])
def test_pages_fit_a_phone_and_break_no_rule_of_the_policy(
    theme, language, browser_page, live_server, client, chapter, editor, author
):
    submission = transitions.submit([records.fresh(chapter)], actor=author)
    client.force_login(editor)
    sign_in(browser_page, live_server, client)
    browser_page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    browser_page.emulate_media(color_scheme=theme)
    pages = [
        "/admin/", "/admin/book/chapter/", desk.url(chapter), desk.url(chapter, "history"), desk.url(chapter, "withdraw"),
        f"/admin/review/{submission.pk}/", f"/admin/review/{submission.pk}/?view=sides", "/admin/editorial/auditentry/",
        desk.add_url("source"), "/admin/password_change/",
    ]  # fmt: skip
    wide = {}
    for width in (390, 1440):
        browser_page.set_viewport_size({"width": width, "height": 844})
        for url in pages:
            browser_page.goto(live_server.url + url)
            scrolled = browser_page.evaluate("document.documentElement.scrollWidth")
            if scrolled > width:
                wide[url, width] = scrolled
    assert (wide, browser_page.problems) == ({}, [])


def test_a_greyed_button_tells_why_when_it_is_opened(page, live_server, chapter, author):
    transitions.submit([records.fresh(chapter)], actor=author)
    page.goto(live_server.url + desk.url(chapter))
    refused = page.locator(".act-refused").first
    expect(refused.locator("p")).to_be_hidden()
    refused.locator("summary").click()
    expect(refused.locator("p")).to_be_visible()
