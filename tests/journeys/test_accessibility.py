"""axe finds nothing wrong with any template: light and dark, wide and narrow, Chinese and English (WCAG 2.2 A and AA)."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from book.demo.play import prepare_demo
from editorial.models import PublicPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
LISTS = ["/", "/events/", "/organizations/", "/concepts/", "/sources/", "/anecdotes/", "/timeline/", "/search/?q=对齐"]


def one_of_each_kind():
    pages = {}
    for page in PublicPage.objects.order_by("-path"):
        pages.setdefault((page.kind, page.release_id is None), page.path)
    return sorted(pages.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_template_has_a_violation(browser, live_server, scheme):
    prepare_demo()
    axe, found = Axe(), []
    paths = [*LISTS, *one_of_each_kind(), "/no-such-page/"]
    english = [f"/en{path}" for path in paths] if scheme == "light" else []
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    for path in [*paths, *english]:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(live_server.url + path)
        for width in (1440,) if path in english else (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            violations = axe.run(page, options=RULES).response["violations"]
            found += [(path, width, each["id"], each["nodes"][0]["html"][:120]) for each in violations]
    context.close()
    assert found == []
