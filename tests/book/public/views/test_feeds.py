"""Feed, sitemap and robots.txt: what is public, at absolute addresses from the settings."""

import xml.etree.ElementTree as ElementTree

import pytest

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(autouse=True)
def _public_url(settings):
    settings.PUBLIC_URL = "https://annals.example.org"


def parsed(client, path, **headers):
    return ElementTree.fromstring(client.get(path, **headers).content)  # noqa: S314 (our own answer)


def test_the_feed_names_each_current_release_by_its_permanent_address(client, release):
    release("event", "launch", title="一次发布", title_en="A Launch")
    release("event", "launch", title="一次发布", title_en="A Launch, corrected")
    entry = parsed(client, "/en/feed.atom").find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "A Launch, corrected"
    assert entry.find(f"{ATOM}link").get("href") == "https://annals.example.org/en/events/launch/"
    assert entry.findtext(f"{ATOM}id") == "https://annals.example.org/en/events/launch/r/2/"


def test_the_feed_is_newest_first_and_leaves_out_what_was_withdrawn(client, release, withdraw):
    release("event", "old")
    release("event", "new")
    newest = release("event", "new", title="新")
    withdraw(release("event", "gone"))
    found = [entry.findtext(f"{ATOM}id") for entry in parsed(client, "/feed.atom").findall(f"{ATOM}entry")]
    assert newest.number == 2
    assert found == [f"https://annals.example.org/events/{name}/" for name in ("new/r/2", "old/r/1")]


def test_the_sitemap_names_public_pages_only_in_both_languages(client, release, withdraw):
    row = release("event", "launch")
    withdraw(release("event", "gone"))
    entries = {url.findtext(f"{SITEMAP}loc"): url for url in parsed(client, "/sitemap.xml")}
    records = [address for address in entries if "/events/" in address and not address.endswith("/events/")]
    assert records == ["https://annals.example.org/events/launch/", "https://annals.example.org/en/events/launch/"]
    entry = entries["https://annals.example.org/events/launch/"]
    assert entry.findtext(f"{SITEMAP}lastmod") is not None
    assert {link.get("hreflang"): link.get("href") for link in entry.findall(f"{XHTML}link")} == {
        "zh-Hans": "https://annals.example.org/events/launch/",
        "en": "https://annals.example.org/en/events/launch/",
        "x-default": "https://annals.example.org/events/launch/",
    }
    assert row.number == 1


def test_a_large_sitemap_is_an_index_of_several(client, release, monkeypatch):
    monkeypatch.setattr("book.public.views.feeds.SITEMAP_SIZE", 1)
    release("event", "one")
    release("event", "two")
    index = [each.findtext(f"{SITEMAP}loc") for each in parsed(client, "/sitemap.xml")]
    assert index == [f"https://annals.example.org/sitemap.xml?page={number}" for number in (1, 2)]
    second = [each.findtext(f"{SITEMAP}loc") for each in parsed(client, "/sitemap.xml?page=2")]
    assert second == ["https://annals.example.org/events/two/", "https://annals.example.org/en/events/two/"]


@pytest.mark.parametrize("page", ["0", "2", "x", "9" * 300])
def test_a_sitemap_that_is_not_there_is_not_found(client, page):
    assert client.get(f"/sitemap.xml?page={page}").status_code == 404


def test_robots_names_the_sitemap_and_keeps_searches_out(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /search/",
        "Disallow: /en/search/",
        "Sitemap: https://annals.example.org/sitemap.xml",
    ]


@pytest.mark.parametrize("path", ["/en/robots.txt", "/en/sitemap.xml"])
def test_there_is_one_sitemap_and_one_robots(client, path):
    assert client.get(path).status_code == 404
