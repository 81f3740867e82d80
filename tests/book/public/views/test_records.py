"""Record pages as readers get them."""

import re

import pytest

from tests.book.public import rows

pytestmark = pytest.mark.django_db
EVERY_PAGE = (
    "/books/b/", "/books/b/one/", "/events/launch/", "/organizations/lab/", "/concepts/attention/", "/sources/lee2020/",
)  # fmt: skip


def text_of(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("path", EVERY_PAGE)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_kind_has_a_page_in_both_languages(client, small_book, path, prefix):
    response = client.get(prefix + path)
    assert response.status_code == 200
    page = text_of(response)
    assert f'<html lang="{"en" if prefix else "zh-Hans"}">' in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{prefix}{path}">' in page


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_switches_to_the_same_page_in_the_other_language(client, small_book, path):
    assert f'<a href="/en{path}" lang="en" hreflang="en">English</a>' in text_of(client.get(path))
    assert f'<a href="{path}" lang="zh-Hans" hreflang="zh-Hans">中文</a>' in text_of(client.get("/en" + path))


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_no_page_carries_inline_script_or_style(client, small_book, path):
    page = text_of(client.get(path))
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))", page)


def test_addresses_never_come_from_the_request(client, small_book):
    assert "evil.example" not in text_of(
        client.get("/books/b/one/", headers={"host": "testserver", "x-forwarded-host": "evil.example"})
    )


def test_a_chapter_takes_four_queries(client, small_book, django_assert_num_queries):
    client.get("/books/b/one/")
    with django_assert_num_queries(4):
        client.get("/books/b/one/")


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/books/b/", 4),
        ("/events/launch/", 4),
        ("/organizations/lab/", 4),
        ("/concepts/attention/", 4),
        ("/sources/lee2020/", 5),
    ],
)
def test_every_record_page_has_a_fixed_number_of_queries(
    client, small_book, release, django_assert_num_queries, path, most
):
    for number in range(3):
        release("event", f"more-{number}", title="又一次", card={"earliest": "2024-03-01", "date": "2024-03-01"},
                links=[("organizations", "organization", "lab"), ("causes", "event", "launch"),
                       ("concepts", "concept", "attention"), ("sources", "source", "lee2020")])  # fmt: skip
    with django_assert_num_queries(most):
        assert client.get(path).status_code == 200


def test_a_reference_to_a_public_record_is_a_link_and_any_other_is_words(client, small_book):
    page = text_of(client.get("/books/b/one/"))
    assert '那次<a class="ref" href="/events/launch/">发布</a>' in page
    assert "以及一件事。" in page
    assert "secret-plan" not in page


def test_a_reference_becomes_a_link_when_its_record_is_published_later(client, small_book, release):
    release("event", "secret-plan")
    assert '以及<a class="ref" href="/events/secret-plan/">一件事</a>。' in text_of(client.get("/books/b/one/"))


def test_links_of_an_english_page_stay_in_english(client, small_book):
    page = text_of(client.get("/en/books/b/one/"))
    assert '<a class="ref" href="/en/events/launch/">' in page
    assert 'href="/events/' not in page


def test_neighbours_follow_the_outline_of_the_book(client, small_book):
    page = text_of(client.get("/books/b/one/"))
    assert 'rel="next" href="/books/b/two/"' in page
    assert 'rel="prev"' not in page


def test_the_bibliography_is_sealed_and_leads_back_into_the_text(client, small_book):
    page = text_of(client.get("/en/books/b/one/"))
    assert '<li id="source-lee2020">Lee, A. (2020). A paper.' in page
    assert '<span class="back" role="group" aria-label="Back to the text">↩ <a href="#cite-1">a</a></span>' in page


def test_the_status_of_a_source_is_that_of_today(client, small_book, release):
    release("source", "lee2020", title="A paper", card={"reference": "Lee, A. (2020). A paper.", "status": "retracted"})
    assert '<span class="tag tag-warn" lang="en">Retracted</span>' in text_of(client.get("/en/books/b/one/"))


def test_an_event_lists_causes_and_effects_from_one_stored_edge(client, small_book, release):
    release("event", "answer", title="回应", title_en="An Answer", links=[("causes", "event", "launch", {"qualifier": "responds_to"})],
            data={"causes": [{"key": "launch", "title": "一次发布", "relation": "responds_to", "note": ""}]})  # fmt: skip
    assert re.search(
        r'What led to it</h3>.*<a href="/en/events/launch/">A Launch</a>',
        text_of(client.get("/en/events/answer/")),
        re.S,
    )
    assert re.search(
        r'What followed from it</h3>.*<a href="/en/events/answer/">An Answer</a>',
        text_of(client.get("/en/events/launch/")),
        re.S,
    )


def test_a_month_is_never_shown_as_a_day(client, small_book):
    page = text_of(client.get("/events/launch/"))
    assert '<time datetime="2024-02">2024年2月</time>' in page
    assert "2024年2月1日" not in page


def test_a_source_lists_every_current_place_that_cites_it(client, small_book):
    page = text_of(client.get("/en/sources/lee2020/"))
    cited = page[page.index('id="cited"') : page.index('id="cite-this"')]
    assert re.findall(r'<a href="(/en/[^"]+)"', cited) == ["/en/books/b/one/", "/en/books/b/two/", "/en/events/launch/"]
    assert "p. 2" in cited


def test_an_earlier_release_says_so_and_stays_out_of_indexes(client, small_book, release):
    release("event", "launch", title="一次发布（改）", title_en="A Launch, corrected")
    page = text_of(client.get("/en/events/launch/r/1/"))
    assert "You are reading an earlier release: number 1" in page
    assert '<a href="/en/events/launch/">Read the current release, number 2</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "A Launch, corrected" not in page


def test_an_old_address_moves_permanently_in_the_same_language(client, small_book, release):
    release("event", "launch", path="/events/the-launch/")
    response = client.get("/en/events/launch/")
    assert (response.status_code, response["Location"]) == (301, "/en/events/the-launch/")


def test_a_withdrawn_page_is_gone_and_shows_the_notice_only(client, small_book, release, withdraw):
    row = release("event", "mistake", title="弄错的事", html="<p>错误的经过</p>", text="错误的经过")
    withdraw(row, notice="日期有误，正在核对。", at=rows.START)
    for path in ("/events/mistake/", "/events/mistake/r/1/", "/en/events/mistake/"):
        response = client.get(path)
        assert response.status_code == 410
        assert "日期有误，正在核对。" in text_of(response)
        assert "弄错的事" not in text_of(response) and "错误的经过" not in text_of(response)


def test_a_withdrawn_record_is_no_longer_linked(client, small_book, withdraw):
    from editorial.models import Release

    withdraw(Release.objects.get(kind="event", key="launch"))
    page = text_of(client.get("/books/b/one/"))
    assert "/events/launch/" not in page
    assert "那次发布，" in page


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_are_read_only(client, small_book, method):
    assert getattr(client, method)("/books/b/one/").status_code == 405


def test_head_answers_like_get_without_a_body(client, small_book):
    response = client.head("/books/b/one/")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    ["/events/nothing/", "/events/launch/r/9/", "/events/launch/r/999999999/", "/books/b/r/", "/events/%00/", "/en/x/"],
)
def test_what_was_never_public_is_not_found(client, small_book, path):
    assert client.get(path).status_code == 404


def test_a_missing_english_title_falls_back_with_a_label(client, release):
    release("event", "plain", title="只有中文")
    page = text_of(client.get("/en/events/plain/"))
    assert '<h1 lang="zh-Hans">只有中文</h1>' in page
    assert "There is no English title yet." in page


def test_a_page_says_the_language_of_each_title(client, small_book):
    assert '<p class="second" lang="en">A Launch</p>' in text_of(client.get("/events/launch/"))
    assert '<p class="second" lang="zh-Hans">一次发布</p>' in text_of(client.get("/en/events/launch/"))


def test_markup_in_every_field_is_shown_as_words(client, release):
    evil = '"><script>alert(1)</script>'
    release(
        "event", "evil", title=evil, title_en=evil,
        card={"date": evil, "place": evil, "significance": evil, "event_type": evil, "verification": evil,
              "organizations": [{"key": "x", "title": evil}]},
        data={"date_note": evil, "disputed_dates": [{"date": evil, "note": evil}],
              "causes": [{"key": evil, "title": evil, "relation": evil, "note": evil}],
              "sources": [{"key": evil, "text": evil, "url": "javascript:alert(1)", "locator": evil}]},
    )  # fmt: skip
    for path in ("/events/evil/", "/en/events/evil/", "/events/", "/timeline/", "/feed.atom", "/"):
        page = text_of(client.get(path))
        assert "<script>alert" not in page and "javascript:" not in page


def test_a_link_to_a_renamed_heading_still_arrives(client, release):
    release("book", "b")
    for identity in ("h-old", "h-new"):
        release(
            "chapter", "b/one", book="b", html=f'<h2 id="{identity}">题</h2>', outline=[{"level": 2, "id": identity, "text": "题"}]
        )  # fmt: skip
    assert '<h2 id="h-new"><span id="h-old"></span>题</h2>' in text_of(client.get("/books/b/one/"))
    assert '<h2 id="h-old">题</h2>' in text_of(client.get("/books/b/one/r/1/"))


def test_the_headings_of_a_withdrawn_release_leave_no_trace(client, release, withdraw):
    release("book", "b")
    first = release(
        "chapter",
        "b/one",
        book="b",
        html='<h2 id="h-secret">题</h2>',
        outline=[{"level": 2, "id": "h-secret", "text": "题"}],
    )
    withdraw(first)
    release("chapter", "b/one", book="b", html='<h2 id="h-new">题</h2>', outline=[{"level": 2, "id": "h-new", "text": "题"}],
            at=rows.START.replace(year=2026))  # fmt: skip
    assert "h-secret" not in text_of(client.get("/books/b/one/"))
