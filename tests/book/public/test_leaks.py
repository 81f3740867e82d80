"""Nothing unpublished reaches a visitor: not on a page, in a list, a search, a feed, the sitemap or an error page."""

import pytest

from book import anecdotes, search, timelines
from book.models import Anecdote, SearchSection, Timeline
from editorial import transitions
from editorial.models import Item
from editorial.snapshot import RelationValue
from sources import archiving
from tests.book.public.crawling import crawl
from tests.records import FIELDS, fresh, make, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TOKEN = "xqzleak7"
WORDS = f"未公开 {TOKEN} 的话"
#: Every authored field of every kind, filled with the token (dates carry none: they hold dates only).
SECRETS = {
    "book": {
        "title": WORDS, "title_en": TOKEN, "subtitle": WORDS, "subtitle_en": TOKEN, "description": WORDS,
        "description_en": TOKEN, "outline": f"[main]\n# {WORDS} | {TOKEN}\n{TOKEN}-chapter", "colophon": WORDS,
        "contributors": [{"name": WORDS, "name_en": TOKEN, "role": TOKEN}], "front_matter": {TOKEN: TOKEN},
    },
    "chapter": {
        "title": WORDS, "title_en": TOKEN, "standfirst": WORDS, "body": f"## {WORDS}\n\n{WORDS}\n\n### 💡 轶事：{WORDS}\n\n{WORDS}\n",
        "other_keys": [TOKEN], "private_notes": WORDS, "front_matter": {TOKEN: TOKEN},
    },
    "event": {
        "title": WORDS, "title_en": TOKEN, "date_note": WORDS, "place": WORDS, "summary": WORDS, "body": WORDS, "tags": [TOKEN],
        "disputed_dates": [{"date": "2024-03", "source": TOKEN, "note": WORDS}], "aliases": [TOKEN], "private_notes": WORDS,
        "front_matter": {TOKEN: TOKEN},
    },
    "organization": {
        "name": WORDS, "name_en": TOKEN, "aliases": [TOKEN], "country": WORDS, "website": f"https://{TOKEN}.example.org/",
        "people": [{"name": WORDS, "role": TOKEN}], "summary": WORDS, "body": WORDS, "private_notes": WORDS,
        "front_matter": {TOKEN: TOKEN},
    },
    "concept": {
        "preferred": WORDS, "original": TOKEN, "other_forms": [TOKEN], "rejected_forms": [TOKEN], "aliases": [TOKEN],
        "definition": WORDS, "category": TOKEN, "sort_key": TOKEN, "body": WORDS, "private_notes": WORDS,
        "front_matter": {TOKEN: TOKEN},
    },
    "source": {
        "title": TOKEN, "tier": "4", "tier_reason": WORDS, "status": "retracted", "status_proof": WORDS,
        "archive_url": f"https://{TOKEN}.example.org/copy", "raw": WORDS, "other_keys": [TOKEN], "private_notes": WORDS, "front_matter": {TOKEN: TOKEN},
        "csl": {"type": "article", "title": TOKEN, "author": [{"family": TOKEN, "given": "A."}], "URL": f"https://{TOKEN}.example.org/"},
    },
}  # fmt: skip
RELATIONS = {
    "chapter": {"events": "event", "organizations": "organization", "concepts": "concept", "sources": "source"},
    "event": {"organizations": "organization", "concepts": "concept", "sources": "source"},
    "organization": {"related": "organization", "sources": "source"},
    "concept": {"related": "concept", "sources": "source"},
    "source": {"rewrites": "source", "depends_on": "source"},
}


def secret_relations(kind):
    return {
        role: [RelationValue(target, f"{TOKEN}-other-{target}", TOKEN, "", WORDS)]
        for role, target in RELATIONS.get(kind, {}).items()
    }


@pytest.fixture
def site(author, reviewer):
    """A published record of every kind with a draft full of secrets ahead of it, and secret drafts never released."""
    book = make("book", author, key="b", outline="[main]\na-chapter")
    others = [make(kind, author, book=book if kind == "chapter" else None) for kind in FIELDS if kind != "book"]
    publish(book, *others, author=author, reviewer=reviewer)
    for item in [book, *others]:
        transitions.edit(fresh(item), actor=author, fields=SECRETS[item.kind], relations=secret_relations(item.kind))
    for kind in FIELDS:
        make(
            kind, author, key=f"{TOKEN}-{kind}", book=book if kind == "chapter" else None,
            relations=secret_relations(kind) or None, **SECRETS[kind],
        )  # fmt: skip
    for item in Item.objects.filter(kind="source"):
        archiving.keep_text(item, text=WORDS, origin=TOKEN, actor=author)
    for item in Item.objects.all():
        search.make(item.pk)()
        if item.kind == "chapter":
            anecdotes.make(item.pk)()
    timelines.make()()


def addresses():
    for path in ("books", "events", "organizations", "concepts", "sources"):
        yield f"/{path}/{TOKEN}-{path.rstrip('s')}/"
    yield f"/books/b/{TOKEN}-chapter/"
    yield "/events/a-event/r/2/"


def test_a_crawl_finds_no_trace_of_any_draft(client, site):
    seen = crawl(client)
    leaks = [address for address, (_status, body) in seen.items() if TOKEN in body]
    assert leaks == []
    assert len(seen) > 30


def test_the_addresses_of_drafts_are_not_found(client, site):
    assert {client.get(address).status_code for address in addresses()} == {404}


def test_every_link_of_the_site_leads_somewhere(client, site):
    dead = [address for address, (status, _body) in crawl(client).items() if status != 200]
    assert dead == ["/nothing-here/"]


def test_what_was_published_is_found_by_the_crawl(client, site):
    """The control: a crawl that sees nothing would find no leak either."""
    pages = crawl(client)
    assert {
        f"/en{path}" for path in ("/books/b/", "/books/b/a-chapter/", "/events/a-event/", "/sources/a-source/")
    } <= set(pages)


def test_what_jobs_derive_for_readers_holds_no_trace_of_any_draft(site):
    derived = [row for model in (SearchSection, Timeline, Anecdote) for row in model.objects.values()]
    assert [row for row in derived if TOKEN in str(row)] == []
    assert len(derived) > 5


@pytest.mark.parametrize("asked", [TOKEN, "未公开", "的话"])
def test_a_search_finds_nothing_of_any_draft(client, site, asked):
    page = client.get("/en/search/", {"q": asked}).content.decode()
    assert f"Nothing found for “{asked}”" in page
    assert "<mark>" not in page
