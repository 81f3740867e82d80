"""The public site in a real browser: fits every width, breaks no rule of the security policy, remembers settings."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/", "/books/b/", "/books/b/one/", "/events/launch/", "/organizations/lab/", "/concepts/attention/", "/sources/lee2020/",
    "/events/", "/organizations/", "/concepts/", "/sources/", "/anecdotes/", "/timeline/", "/search/?q=x", "/nothing/",
)  # fmt: skip


@pytest.fixture
def wide_book(small_book, release):
    """The small book with what likes to break out of a narrow page: long words, addresses, tables, code."""
    long = "Supercalifragilisticexpialidocious" * 4
    body = (
        f"<p>{long}</p><pre><code>{long}</code></pre><div class='table-scroll' tabindex='0' role='group'><table><tr>"
        + "<td>很宽的一格很宽的一格</td>" * 9
        + f"</tr></table></div><p><a href='https://example.org/{long}'>https://example.org/{long}</a></p>"
    )
    release("chapter", "b/one", book="b", title=long, title_en=long, html=body, card={"number": 1, "standfirst": long})
    release(
        "event", "launch", title=long, title_en=long, card={"date": "2024-02", "earliest": "2024-02-01", "place": long}
    )
    release("source", "lee2020", title=long, card={"reference": f"https://example.org/{long}"})


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_scrolls_sideways_or_breaks_the_security_policy(live_server, browser_page, wide_book, width):
    browser_page.set_viewport_size({"width": width, "height": 800})
    wider = {}
    for prefix in ("", "/en"):
        for path in PAGES:
            browser_page.goto(live_server.url + prefix + path)
            size = browser_page.evaluate("document.documentElement.scrollWidth")
            if size > width:
                wider[prefix + path] = size
    assert wider == {}
    assert [problem for problem in browser_page.problems if "404 (Not Found)" not in problem] == []


def test_theme_and_type_size_are_remembered(live_server, browser_page, small_book):
    browser_page.goto(live_server.url + "/books/b/one/")
    browser_page.click(".prefs summary")
    browser_page.click('.prefs button[value="dark"]')
    browser_page.click('.prefs button[value="large"]')
    browser_page.goto(live_server.url + "/events/launch/")
    chosen = browser_page.evaluate("[document.documentElement.dataset.theme, document.documentElement.dataset.size]")
    assert chosen == ["dark", "large"]
    assert browser_page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"
    assert browser_page.get_attribute('.prefs button[value="dark"]', "aria-pressed") == "true"


def test_a_citation_opens_beside_its_sentence_and_leads_to_the_list(live_server, browser_page, small_book):
    browser_page.goto(live_server.url + "/en/books/b/one/")
    browser_page.click("a.cite")
    shown = browser_page.locator(".pop:popover-open")
    assert shown.inner_text().startswith("Lee, A. (2020). A paper.")
    shown.get_by_text("See it in the list of sources").click()
    assert browser_page.evaluate("location.hash") == "#source-lee2020"
    assert browser_page.locator(".pop:popover-open").count() == 0


def test_without_script_everything_is_there_and_the_settings_are_not_offered(live_server, browser, small_book):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(live_server.url + "/en/books/b/one/")
    assert page.locator("a.cite").get_attribute("href") == "#source-lee2020"
    assert not page.locator(".prefs").is_visible()
    page.locator(".toc summary").click()
    assert page.get_by_role("link", name="Start", exact=True).get_attribute("href") == "#h-start"
    context.close()


def test_the_first_tab_stop_leads_past_the_navigation(live_server, browser_page, small_book):
    browser_page.goto(live_server.url + "/en/")
    browser_page.keyboard.press("Tab")
    assert browser_page.evaluate("document.activeElement.textContent") == "Skip to the text"
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("document.activeElement.id") == "main"
