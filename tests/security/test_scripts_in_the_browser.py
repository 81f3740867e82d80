"""More than fifty ways to smuggle script into a text, tried in a real browser: with the policy that protects the pages
switched off, so that it is the renderer that is tested, and with clicks, focus and hovering."""

import pytest

from editorial import transitions
from tests.editorial.text.payloads import PAYLOADS
from tests.records import fresh, make, make_book

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Everything that waits for somebody to touch it.
TOUCH = """() => {
  for (const each of document.querySelectorAll("main *")) {
    for (const name of ["mouseover", "focus", "click", "pointerdown", "toggle", "error", "load"])
      each.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
    for (const { name, value } of each.attributes)
      if (/^on/i.test(name) || /^\\s*(javascript|vbscript|data:text)/i.test(value)) window.pwned = name;
  }
}"""


@pytest.fixture
def hostile(author, editor):
    """A public book with every payload in every field of every kind. Published by override: checks complain, rightly."""
    everything = "\n\n".join(PAYLOADS).replace("\x00", "")  # which the desk refuses
    line = everything.replace("\n", " ")
    book = make_book(
        author, title=line[:300], title_en=line[300:600], description=everything,
        colophon=everything, outline="[main]\na-chapter",
    )  # fmt: skip
    made = [book]
    made.append(make("chapter", author, book=book, title=line[600:900], body=everything, standfirst=line[:900]))
    made.append(make("event", author, book=book, title=line[900:1200], body=everything, summary=everything))
    made.append(
        make(
            "organization",
            author,
            book=book,
            name=line[1200:1500],
            body=everything,
            website="javascript:window.pwned=1",
        )
    )
    made.append(make("concept", author, book=book, preferred=line[:300], definition=everything, body=everything))
    made.append(
        make("source", author, book=book, title=line[:500],
             csl={"type": "webpage", "title": line[:500], "URL": "javascript:window.pwned=1"})
    )  # fmt: skip
    transitions.publish_by_override([fresh(item) for item in made], actor=editor, reason="hostile import")
    return [fresh(item).public_page.path for item in made]


LISTS = [
    "/",
    "/events/",
    "/organizations/",
    "/concepts/",
    "/sources/",
    "/anecdotes/",
    "/timeline/",
    "/search/?q=window",
]


def test_no_payload_runs_on_any_public_page(hostile, browser, live_server):
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    ran = []
    for path in [*hostile, *LISTS]:
        response = page.goto(live_server.url + path)
        assert response.status == 200, path
        page.evaluate(TOUCH)
        if page.evaluate("window.pwned"):
            ran.append(path)
    context.close()
    assert ran == []


def test_the_probe_notices_script_that_does_run(browser):
    """The control: unsanitised, the same payloads do run and are noticed."""
    page = browser.new_page()
    page.set_content("<main>" + "\n".join(PAYLOADS).replace("\x00", "") + "</main>")
    page.evaluate(TOUCH)
    assert page.evaluate("window.pwned")
    page.close()
