"""What every test may use: people with roles, a browser page, and skips that name what is missing.

Tests marked with a need (``browser``, ``redis``, …) are skipped with the reason where it is missing;
with ``ANNALS_REQUIRE_SERVICES=1`` (CI) a missing need is a failure instead.
"""

import os
import shutil
import socket
from functools import cache as remember
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache

from book.catalogues import compile_stale

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
POSTGRESQL_ADDRESS = "postgres://postgres@127.0.0.1:5432"
REDIS_ADDRESS = "redis://127.0.0.1:6379"
RABBITMQ_ADDRESS = "amqp://guest:guest@127.0.0.1:5672//"


# --- What is missing here ----------------------------------------------------------------------


@remember
def _listens(address: str) -> bool:
    parts = urlsplit(address)
    try:
        with socket.create_connection((parts.hostname, parts.port), timeout=1):
            return True
    except OSError:
        return False


@remember
def chromium() -> str | None:
    """The path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@remember
def _has_chinese_fonts() -> bool:
    from typst import Fonts  # large; only tests of books to take home ask

    return any("CJK" in family or "Source Han" in family for family in Fonts().families())


def _missing(need: str) -> str | None:
    """Why a test with this need cannot run here; None when it can."""
    if need == "browser" and chromium() is None:
        return "Chromium is not installed"
    if need == "java" and shutil.which("java") is None:
        return "Java, which epubcheck runs on, is not installed"
    if need == "chinese_fonts" and not _has_chinese_fonts():
        return "no Chinese typeface is installed"
    if need == "psql" and shutil.which("psql") is None:
        return "psql, PostgreSQL's command line, is not installed"
    addresses = {"postgresql": POSTGRESQL_ADDRESS, "redis": REDIS_ADDRESS, "rabbitmq": RABBITMQ_ADDRESS}
    if need in addresses and not _listens(addresses[need]):
        where = urlsplit(addresses[need])
        return f"{need} does not answer at {where.hostname}:{where.port}"
    return None


def pytest_sessionstart(session):
    # Once, by the process that leads the run: tests read translated sentences.
    if not hasattr(session.config, "workerinput"):
        languages = [code for code, _name in settings.LANGUAGES]
        compile_stale(settings.BASE_DIR, languages)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    needs = {mark.name for mark in item.iter_markers()}
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        needs.add("postgresql")
    reasons = [reason for need in sorted(needs) if (reason := _missing(need))]
    if reasons and os.environ.get("ANNALS_REQUIRE_SERVICES") == "1":
        pytest.fail("; ".join(reasons), pytrace=False)
    if reasons:
        pytest.skip("; ".join(reasons))


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def english():
    """Sentences as the code has them, whatever language is the default."""
    from django.utils import translation  # usable only once settings are loaded

    with translation.override("en"):
        yield


# --- People ------------------------------------------------------------------------------------


@pytest.fixture
def make_user(db, django_user_model):
    """``make_user(name, role=None, book=None)``: a member of staff with that role, in one book or in all."""

    def make(name, *, role=None, book=None):
        user = django_user_model.objects.create_user(
            name, email=f"{name}@example.org", password=f"{name}-pass-1957", is_staff=True
        )
        if role:
            # Django's models can be imported only once the suite has configured it.
            from editorial import roles

            roles.give(user, role, collection=book)
        return user

    return make


@pytest.fixture
def author(make_user):
    return make_user("author", role="author")


@pytest.fixture
def reviewer(make_user):
    return make_user("reviewer", role="reviewer")


@pytest.fixture
def editor(make_user):
    return make_user("editor", role="editor")


@pytest.fixture
def administrator(make_user):
    return make_user("administrator", role="administrator")


# --- Browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium for the whole run; tests use ``browser_page`` and carry the ``browser`` mark."""
    from playwright.sync_api import sync_playwright  # a development requirement of these tests only

    # Playwright keeps an event loop in this thread; the ORM is used from the same thread in between, never inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)
        yield chrome
        chrome.close()


@pytest.fixture
def browser_page(browser):
    """An empty page of 1440 × 900 pixels in its own profile; ``problems`` collects console errors and exceptions."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.problems = []
    page.on("console", lambda message: page.problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    yield page
    context.close()
