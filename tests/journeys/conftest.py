"""People at their desks: a browser that is signed in, and the addresses of a running site."""

import pytest

PASSWORD = "{name}-pass-1957"


@pytest.fixture
def sign_in(browser, live_server):
    """``sign_in(user)``: a page of that user's own browser, signed in through the form; errors are in ``problems``."""
    contexts = []

    def sign(user, *, width=1440, scheme="light"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", color_scheme=scheme, base_url=live_server.url
        )
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto("/admin/login/")
        page.fill("#id_username", user.username)
        page.fill("#id_password", PASSWORD.format(name=user.username))
        page.click("#login-form [type=submit]")
        page.wait_for_url("**/admin/")
        return page

    yield sign
    for context in contexts:
        context.close()
