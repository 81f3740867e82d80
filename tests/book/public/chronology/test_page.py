"""The page of the timeline: filters, titles, headings, links that lead on, and addresses nobody meant."""

import re
from html import unescape

import pytest

from benchmarks.timeline import invented, store
from book.public.chronology import places
from editorial.models import PublicPage
from tests.book.public.chronology.invented import chronicle, event

pytestmark = pytest.mark.django_db


def body(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def names(client, query=""):
    page = body(client, f"/timeline/{query}")
    return re.findall(r'<a href="/events/([^/"]+)/">', page)


@pytest.fixture
def stored():
    store(
        chronicle(
            [
                event("a", "2020-05-06", grade="critical", organizations=[0], concepts=[0], chapters=[0], event_type="policy"),
                event("b", "2021", organizations=[1], concepts=[1]),
                event("c", "2021-02", grade="major", organizations=[0, 1], chapters=[0]),
                event("d", "2023~", grade="minor", verification="reported", title_en="In English"),
                event("e", ""),
            ],
            organizations=["甲研究院", "OpenBook"], concepts=["对齐", "注意力"], chapters=["第一章题"],
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["a", "c", "b", "d", "e"]),
        ("?from=2021", ["c", "b", "d"]),
        ("?to=2021", ["a", "c", "b"]),
        ("?from=2021&to=2020", ["a", "c", "b"]),
        ("?from=2021-02&to=2021-02", ["c", "b"]),
        ("?significance=major", ["a", "c"]),
        ("?type=policy", ["a"]),
        ("?organization=org-1", ["c", "b"]),
        ("?organization=org-1&organization=org-0", ["a", "c", "b"]),
        ("?organization=org-1&concept=concept-1", ["b"]),
        ("?concept=concept-0", ["a"]),
        ("?chapter=chapter-0&from=2021", ["c"]),
        ("?from=1800&to=1900", []),
    ],
)
def test_the_filters_narrow_the_events(client, stored, query, found):
    assert names(client, query) == found


@pytest.mark.parametrize(
    "query",
    [
        "from=x", "from=99999999999999999999", "from=%00", "to=-1", "to=2023-13", "significance=%00", "significance=minor",
        "organization='", "organization=%00", "organization=nobody", "organization[]=org-0", "concept=x", "chapter=..%2F",
        "lanes=x", "scale=x", "type=x", "q[]=1", "%00=%00", "page=9", "from=%EF%BC%92", "&&&==&", "from=&to=&type=",
        "organization=" + "x" * 5000, "&".join(["organization=x"] * 900),
    ],
)  # fmt: skip
def test_an_absurd_question_is_no_question(client, stored, query):
    assert names(client, f"?{query}") == ["a", "c", "b", "d", "e"]


@pytest.mark.parametrize(
    "query", ["from=0", "to=9999", "from=1&to=9999", "from=0&to=0", "from=9999", "to=1", "from=9998-12&to=9998-12"]
)
def test_periods_at_the_ends_of_the_calendar_are_answered(client, stored, query):
    for path in ("/timeline/", "/en/timeline/", "/events/", "/timeline.svg", "/timeline.md"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_every_link_of_a_crowded_timeline_leads_to_a_view_and_at_last_to_the_list(client):
    store(invented(2000))
    waiting, seen, lists = ["/timeline/"], set(), set()
    while waiting and len(seen) < 40:
        path = waiting.pop(0)
        seen.add(path)
        page = body(client, path)
        for address in re.findall(r'<a data-go[^>]* href="([^"]+)"', page):
            link = unescape(address)
            link = link if link.startswith("/") else "/timeline/" + link
            if link not in seen and link not in waiting:
                waiting.append(link)
        lists |= {unescape(each) for each in re.findall(r'class="more[^"]*"><a href="(/events/[^"]+)"', page)}
    month = "/timeline/?from=2024-03&to=2024-03"
    lists |= {
        unescape(each) for each in re.findall(r'class="more[^"]*"><a href="(/events/[^"]+)"', body(client, month))
    }
    assert len(seen) == 40
    assert lists
    for path in lists:
        body(client, path)


def test_a_view_has_one_address_whatever_the_order_of_the_question(client, stored):
    one = body(client, "/timeline/?organization=org-0&from=2020&to=2021")
    other = body(client, "/timeline/?to=2021-12&from=2020-01&nonsense=1&organization=org-0")
    assert one == other
    assert '<link rel="canonical" href="http://127.0.0.1:8000/timeline/">' in one


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "Timeline"),
        ("?organization=org-1", "Timeline of OpenBook"),
        ("?organization=org-1&organization=org-0", "Compared: OpenBook, 甲研究院"),
        ("?chapter=chapter-0", "Timeline: 第一章题"),
        ("?concept=concept-0", "Timeline: 对齐"),
        ("?lanes=concepts", "Milestones by concept"),
        ("?lanes=chapters", "Timeline by chapter"),
    ],
)
def test_a_view_says_what_it_shows(client, stored, query, heading):
    assert f"<h1>{heading}</h1>" in body(client, f"/en/timeline/{query}")


def test_what_is_known_of_a_date_is_drawn_and_said(client, stored):
    page = body(client, "/en/timeline/")
    assert '<time datetime="2021-02">February 2021</time>' in page
    assert re.search(
        r'<span class="t ab">In English</span> <span class="meta"><span>c. 2023</span> · Minor · <em>Reported</em>',
        page,
    )
    assert page.count('<path class="q"') == 1
    assert page.count('<path class="c"') == 1
    assert "<h2>Date unknown</h2>" in page


def test_what_was_withdrawn_since_the_job_ran_is_gone_at_once(client, stored, release, withdraw):
    withdraw(release("event", "a"))
    withdraw(release("organization", "org-1"))
    assert names(client) == ["c", "b", "d", "e"]
    page = body(client, "/timeline/")
    assert "OpenBook" not in page
    assert names(client, "?organization=org-1") == ["c", "b", "d", "e"]
    assert PublicPage.objects.filter(release=None).count() == 2


def test_words_of_records_are_escaped(client):
    evil = "<script>alert(1)</script>\"'&"
    store(chronicle([event("a", "2020", title=evil, organizations=[0], concepts=[0], chapters=[0])] , organizations=[evil],
                    concepts=[evil], chapters=[evil]))  # fmt: skip
    for path in ("/timeline/", "/en/timeline/?lanes=concepts", "/timeline/?organization=org-0", "/timeline.svg"):
        assert "<script>alert" not in body(client, path)


def test_the_style_sheet_knows_every_place_and_the_page_has_no_style_of_its_own(client, settings):
    path = settings.BASE_DIR / "static" / "css" / "places.css"
    assert path.read_text() == places.stylesheet()
    store(invented(500))
    page = body(client, "/timeline/")
    used = set(re.findall(r"\b[abwy]\d+\b", " ".join(re.findall(r'<li class="([^"]+)"', page))))
    assert len(used) > 100
    assert used - set(re.findall(r"\.([abwy]\d+)\{", places.stylesheet())) <= {"a0", "y0"}
    assert "style=" not in page
    assert "<style" not in page


def test_the_page_stays_light_at_ten_thousand_events(client):
    import gzip  # only here

    store(invented(10_000))
    for path in ("/timeline/", "/timeline/?from=2024&to=2024", "/en/timeline/"):
        assert len(gzip.compress(client.get(path).content, 6)) <= 40_000


def test_a_state_of_another_schema_is_laid_out_from_what_is_public(client, release):
    from book.models import Timeline  # only here

    release("event", "launch", title="发布", card={"date": "2024-02", "earliest": "2024-02-01", "latest": "2024-02-29"})
    Timeline.objects.create(scope="site", key="", content='{"schema": 1, "years": []}', sha256="x" * 64)
    assert names(client) == ["launch"]
