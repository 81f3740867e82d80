"""The timeline in a real browser: no label on another, no sideways scroll, keys, comparison, and all without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks.timeline import invented, store
from book.public.chronology import label_widths
from tests.book.public.chronology.invented import chronicle, event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Pairs of marks or labels that share a pixel, and labels that had to be cut.
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll(".plot .ev > a")].map((each) => [each.getBoundingClientRect(), each.textContent]);
  const found = [];
  for (const [a, one] of boxes) for (const [b, other] of boxes)
    if (one < other && a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5)
      found.push(one.slice(0, 20) + " / " + other.slice(0, 20));
  const out = boxes.filter(([box]) => box.left < 0 || box.right > innerWidth).map(([, text]) => "outside: " + text.slice(0, 20));
  return [...found, ...out];
}"""
CUT = "[...document.querySelectorAll('.plot .ev:not(.ev-b) .t')].filter((each) => each.scrollWidth > each.clientWidth + 1).length"
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}


@pytest.fixture
def small(live_server):
    """Two organizations with three events each, one of them known to the month, one disputed, one cause."""
    found = chronicle(
        [
            event("gpt", "2020-05", grade="critical", organizations=[0]),
            event("chat", "2022-11-30", grade="critical", organizations=[0], causes=["gpt"]),
            event("four", "2023-03-14", grade="major", organizations=[0], disputed=True, others=[["2023-03-15", 738594, 738594]]),
            event("bert", "2018-10-11", grade="critical", organizations=[1]),
            event("bard", "2023-03-21", organizations=[1], causes=["chat"]),
            event("range", "2021-02/2021-09", organizations=[1]),
        ],
        organizations=["甲研究院", "OpenBook"],
    )  # fmt: skip
    store(found)
    return live_server.url


@pytest.mark.parametrize("count", [122, 500, 10_000])
def test_no_label_lies_on_another_at_any_width_and_no_page_scrolls_sideways(live_server, browser_page, count):
    store(invented(count))
    found, cut = {}, {}
    for prefix in ("", "/en"):
        browser_page.set_viewport_size({"width": 1440, "height": 900})
        browser_page.goto(f"{live_server.url}{prefix}/timeline/")
        for width in (1180, 1280, 1440, 1920):
            browser_page.set_viewport_size({"width": width, "height": 900})
            found[prefix, width] = browser_page.evaluate(OVERLAPS)
            cut[prefix, width] = browser_page.evaluate(CUT)
        for width in (320, 390, 1160, 1440):
            browser_page.set_viewport_size({"width": width, "height": 900})
            wider = browser_page.evaluate("document.documentElement.scrollWidth") - width
            found[prefix, width, "sideways"] = [wider] if wider > 0 else []
    assert {place: problems for place, problems in found.items() if problems} == {}
    # Where nothing longer fits a label is cut to eight em on purpose: a few of 170.
    assert max(number for (prefix, _width), number in cut.items() if not prefix) <= 14, cut
    assert max(cut.values()) <= 25, cut
    assert browser_page.problems == []


def test_the_estimate_of_label_widths_holds_in_this_browser(live_server, browser_page):
    store(invented(122))
    browser_page.goto(f"{live_server.url}/timeline/")
    measured = browser_page.evaluate(
        """() => [...document.querySelectorAll(".plot .ev:not(.ev-b) .t:not(.ab, .di)")].map((each) => {
          const range = document.createRange(); range.selectNodeContents(each);
          return [each.textContent, range.getBoundingClientRect().width, getComputedStyle(each).fontWeight === "700"]; })"""
    )
    errors = sorted(
        label_widths.pixels(text, size=13, bold=bold) / width - 1 for text, width, bold in measured if width > 40
    )
    assert len(errors) > 60
    assert errors[0] > -0.05 and errors[-1] < 0.08, (errors[0], errors[-1])


def focused(page):
    return page.evaluate(
        "document.activeElement.querySelector('.t')?.textContent ?? document.activeElement.textContent"
    )


def test_the_timeline_is_walked_by_keyboard(small, browser_page):
    page = browser_page
    page.goto(f"{small}/en/timeline/")
    page.locator(".plot .ev > a[tabindex='0']").focus()
    assert page.locator(".plot .ev > a[tabindex='0']").count() == 1
    walked = [focused(page)]
    for key in ("ArrowUp", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "Home", "End", "ArrowUp", "Home"):
        page.keyboard.press(key)
        walked.append(focused(page))
    assert walked == ["bert", "gpt", "chat", "four", "four", "bard", "bert", "bard", "four", "gpt"]
    assert page.locator(".plot .ev > a[tabindex='0']").count() == 1
    page.keyboard.press("+")
    page.wait_for_url("**from=2018&to=2020")
    assert page.get_by_role("status").inner_text() == "2018–2020: 2 events"
    assert focused(page) == "gpt"
    page.keyboard.press("PageDown")
    page.wait_for_url("**from=2021&to=2023")
    page.keyboard.press("-")
    page.wait_for_url("**/en/timeline/")
    page.locator(".plot .ev > a", has_text="bert").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/events/bert/")


def test_causes_and_effects_light_up_with_their_event_and_escape_hides_its_card(small, browser_page):
    page = browser_page
    page.goto(f"{small}/timeline/")
    page.locator(".plot .ev > a", has_text="chat").focus()
    assert page.evaluate("[...document.querySelectorAll('.lk.hot')].map((each) => each.dataset.l)") == ["1 3", "3 5"]
    assert page.locator(".plot .ev > a:focus .meta").bounding_box()["width"] > 100
    page.keyboard.press("Escape")
    assert not page.locator(".plot .ev > a:focus .meta").is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_two_organizations_are_compared(small, browser, script):
    context = browser.new_context(java_script_enabled=script, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{small}/en/timeline/")
    page.locator(".pick summary").click()
    page.get_by_label("甲研究院").check()
    if script:
        page.wait_for_url("**organization=org-0")
    page.get_by_label("OpenBook").check()
    if not script:
        page.get_by_role("button", name="Show").click()
    page.wait_for_url("**organization=org-0&organization=org-1")
    assert page.get_by_role("heading", level=1).inner_text() == "Compared: 甲研究院, OpenBook"
    assert page.locator(".lanes li").all_inner_texts() == ["甲研究院 3\n3 events", "OpenBook 3\n3 events"]
    page.get_by_role("link", name="甲研究院", exact=True).click()
    page.wait_for_url("**/timeline/?organization=org-0")
    assert page.locator(".plot .t").all_inner_texts() == ["gpt", "chat", "four"]
    page.go_back()
    page.wait_for_url("**organization=org-1")
    page.locator(".plot .ev").nth(5).wait_for(state="attached")
    assert page.locator(".plot .ev").count() == 6
    context.close()


def test_without_script_every_event_is_a_tab_stop_and_without_styles_a_dated_list(small, browser):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{small}/en/timeline/")
    assert page.locator("h2").all_inner_texts() == ["2018", "2020", "2021", "2022", "2023"]
    lines = page.locator(".ev").all_inner_texts()
    assert lines[1] == "gpt May 2020 · 甲研究院 · Critical"
    assert lines[4] == "four 14 March 2023 · 甲研究院 · Major · others say 15 March 2023"
    assert page.evaluate("[...document.querySelectorAll('.ev > a')].every((each) => each.tabIndex === 0)")
    assert page.evaluate("[...document.querySelectorAll('svg')].every((each) => each.clientWidth === 0)")
    context.close()


def test_paper_gets_the_list(small, browser_page):
    browser_page.goto(f"{small}/en/timeline/")
    browser_page.emulate_media(media="print")
    assert browser_page.locator(".plot .meta").first.is_visible()
    assert not browser_page.locator(".under").is_visible()
    assert not browser_page.locator(".ov").is_visible()
    tops = browser_page.evaluate(
        "[...document.querySelectorAll('.ev')].map((each) => each.getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_lanes_list_or_comparison(small, browser, scheme):
    axe, found = Axe(), []
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for path in (
        "/timeline/",
        "/en/timeline/",
        "/en/timeline/?organization=org-0&organization=org-1",
        "/timeline/?from=1900",
    ):
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(small + path)
            if "organization" in path:
                page.locator(".plot .ev > a").first.focus()
            violations = axe.run(page, options=RULES).response["violations"]
            found += [(path, width, each["id"], each["nodes"][0]["html"][:120]) for each in violations]
    context.close()
    assert found == []


def test_large_type_keeps_the_list_on_a_wide_screen(small, browser_page):
    browser_page.goto(f"{small}/timeline/")
    assert browser_page.locator(".under").is_visible()
    browser_page.evaluate("document.documentElement.dataset.size = 'huge'")
    assert not browser_page.locator(".under").is_visible()
    assert browser_page.locator(".plot .meta").first.is_visible()
