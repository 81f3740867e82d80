"""List pages: their order, their letters, their filters, and a number of queries that does not grow."""

import re

import pytest

from book import anecdotes, timelines
from book.public import paging
from editorial.models import PublicPage

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def names_on(client, path):
    page = text_of(client.get(path))
    main = page[page.index("<main") : page.index("</main>")]
    return re.findall(r'<a href="/(?:en/)?(?:events|organizations|concepts|sources)/([^"/?#]+)/"', main)


def derive():
    """Do what the jobs do after a publication."""
    timelines.make()()
    for page in PublicPage.objects.filter(kind="chapter"):
        anecdotes.make(page.item_id)()


def fill(release, kind, number):
    cards = {
        "event": {
            "date": f"2024-0{number}",
            "earliest": f"2024-0{number}-01",
            "latest": f"2024-0{number}-28",
            "significance": "major",
        },
        "source": {"reference": f"某人{number}", "type": "book", "sort_key": f"mou ren {number}"},
    }
    data = {
        "anecdotes": [{"title": f"轶事{number}", "anchor": "a", "verification": "unverified", "html": "<p>据说。</p>"}]
    }
    key = f"b/chapter-{number}" if kind == "chapter" else f"{kind}-{number}"
    release(kind, key, title=f"题目{number}", card=cards.get(kind, {"number": number}), book="b" if kind == "chapter" else "",
            data=data, links=[("organizations", "organization", "lab")] if kind == "event" else ())  # fmt: skip


@pytest.mark.parametrize(
    ("path", "kind", "count"),
    [
        ("/", "chapter", 5),
        ("/books/b/", "chapter", 4),
        ("/events/", "event", 4),
        ("/timeline/", "event", 3),
        ("/timeline/?organization=lab", "event", 3),
        ("/organizations/", "organization", 3),
        ("/concepts/", "concept", 3),
        ("/sources/", "source", 3),
        ("/anecdotes/", "chapter", 2),
        ("/feed.atom", "event", 2),
        ("/sitemap.xml", "event", 2),
        ("/nothing/", "chapter", 2),
    ],
)
def test_the_number_of_queries_is_the_same_for_one_row_and_for_three(
    client, release, django_assert_num_queries, path, kind, count
):
    release("book", "b", title="小书")
    release("organization", "lab", title="某实验室")
    fill(release, kind, 1)
    derive()
    client.get(path)
    with django_assert_num_queries(count):
        client.get(path)
    fill(release, kind, 2)
    fill(release, kind, 3)
    derive()
    client.get(path)  # a new state of the timeline is read once in each process
    with django_assert_num_queries(count):
        client.get(path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events/",
        "/timeline/",
        "/organizations/",
        "/concepts/",
        "/sources/",
        "/anecdotes/",
        "/feed.atom",
        "/sitemap.xml",
    ],
)
def test_an_empty_site_answers_everywhere(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.both_databases
def test_events_stand_in_the_order_of_what_is_known_of_their_dates(client, release):
    for key, date, earliest, grade in (
        ("in-may", "2024-05-02", "2024-05-02", "minor"),
        ("some-day-in-may", "2024-05", "2024-05-01", "minor"),
        ("undated", "", "", "critical"),
        ("first-of-may-major", "2024-05-01", "2024-05-01", "major"),
        ("long-ago", "2017-06-12", "2017-06-12", "notable"),
    ):
        release("event", key, title=key, card={"date": date, "earliest": earliest, "significance": grade})
    ordered = ["long-ago", "first-of-may-major", "in-may", "some-day-in-may", "undated"]
    assert names_on(client, "/timeline/") == ordered
    assert names_on(client, "/events/") == ordered


@pytest.mark.both_databases
def test_the_timeline_narrows_by_years_significance_and_organization(client, release):
    release("organization", "lab", title="某实验室")
    for key, year, grade, links in (
        ("a", 2020, "critical", [("organizations", "organization", "lab")]),
        ("b", 2021, "minor", [("organizations", "organization", "lab")]),
        ("c", 2022, "major", []),
    ):
        release(
            "event",
            key,
            title=key,
            links=links,
            card={"date": f"{year}", "earliest": f"{year}-01-01", "significance": grade},
        )
    assert names_on(client, "/timeline/?from=2021") == ["b", "c"]
    assert names_on(client, "/timeline/?from=2022&to=2021") == ["b", "c"]
    assert names_on(client, "/timeline/?significance=major") == ["a", "c"]
    assert names_on(client, "/timeline/?organization=lab&significance=critical") == ["a"]
    assert names_on(client, "/timeline/?organization=lab&from=2022") == []


@pytest.mark.parametrize(
    "query",
    [
        "from=x",
        "from=99999999999999999999",
        "from=%00",
        "to=-1",
        "significance=%00",
        "organization='",
        "organization=%00",
        "q[]=1",
        "%00=%00",
    ],
)
def test_an_absurd_filter_is_no_filter(client, small_book, query):
    assert names_on(client, f"/timeline/?{query}") == ["launch"]


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "%00", "1e3", "٣", "9" * 400])
@pytest.mark.parametrize("path", ["/events/", "/organizations/", "/concepts/", "/sources/"])
def test_a_page_the_list_does_not_have_is_not_found(client, small_book, path, page):
    assert client.get(f"{path}?page={page}").status_code == 404


@pytest.mark.both_databases
def test_the_glossary_is_in_the_order_of_sound_with_its_letters(client, release):
    for key, title, sort_key in (
        ("zhuyili", "注意力", "zhu4 yi4 li4"),
        ("bert", "BERT", "bert"),
        ("duiqi", "对齐", "dui4 qi2"),
        ("digits", "3D", "3d"),
    ):
        release("concept", key, title=title, card={"sort_key": sort_key})
    assert names_on(client, "/concepts/") == ["bert", "duiqi", "zhuyili", "digits"]
    page = text_of(client.get("/concepts/"))
    assert re.findall(r'<h2 id="h-letter-[a-z]+">(.)</h2>', page) == ["B", "D", "Z", "#"]
    assert '<a href="#letter-d">D</a>' in page
    assert '<span aria-hidden="true">A</span>' in page


def test_a_long_list_has_pages_and_its_letters_lead_to_them(client, release, monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)
    for key in ("alpha", "beta", "gamma"):
        release("organization", key, title=key)
    assert names_on(client, "/organizations/") == ["alpha", "beta"]
    assert names_on(client, "/organizations/?page=2") == ["gamma"]
    assert '<a href="?page=2#letter-g">G</a>' in text_of(client.get("/organizations/"))
    assert '<a href="?page=2" rel="next">' in text_of(client.get("/organizations/"))


def test_a_record_without_a_sort_key_is_filed_under_its_pinyin(client, release):
    release("organization", "baidu", title="百度")
    release("organization", "meta", title="Meta")
    assert re.findall(r'<h2 id="h-letter-[a-z]+">(.)</h2>', text_of(client.get("/organizations/"))) == ["B", "M"]


def test_an_unmarked_anecdote_counts_as_not_verified(client, release):
    release("book", "b")
    told = {"title": "一个故事", "anchor": "h-x", "html": '<p id="own">据说。</p>'}
    release("chapter", "b/one", book="b", title="第一章", data={"anecdotes": [told]})
    derive()
    page = text_of(client.get("/en/anecdotes/"))
    assert (
        '<a href="/en/books/b/one/#h-x">一个故事</a> <span class="tag tag-warn" lang="en">Not verified</span>' in page
    )
    assert 'id="own"' not in page


def test_the_front_page_shows_the_contents_in_the_order_of_the_book(client, small_book):
    page = text_of(client.get("/en/"))
    contents = page[page.index('id="contents"') : page.index('id="news"')]
    assert re.findall(r'<a href="([^"]+)">', contents) == ["/en/books/b/one/", "/en/books/b/two/"]
    assert "Part One" in contents


def test_several_books_are_listed_on_the_front_page(client, small_book, release):
    release("book", "c", title="第二本", title_en="Another Book")
    page = text_of(client.get("/en/"))
    assert '<a href="/en/books/b/">A Small Book</a>' in page
    assert '<a href="/en/books/c/">Another Book</a>' in page


def test_the_timeline_is_what_its_job_laid_out_and_drops_at_once_what_was_withdrawn(client, release):
    fill(release, "event", 1)
    fill(release, "event", 2)
    timelines.make()()
    assert names_on(client, "/timeline/") == ["event-1", "event-2"]
    PublicPage.objects.filter(key="event-1").update(release=None)
    fill(release, "event", 3)
    assert names_on(client, "/timeline/") == ["event-2"]
    timelines.make()()
    assert names_on(client, "/timeline/") == ["event-2", "event-3"]
