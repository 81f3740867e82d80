"""What was public once, or will be, stays away from visitors: withdrawn pages, scheduled texts, what people said."""

from datetime import timedelta

import pytest

from book import anecdotes, search, timelines
from editorial import clock, transitions
from editorial.models import Item
from editorial.snapshot import RelationValue
from tests.book.public.crawling import crawl
from tests.book.public.test_leaks import SECRETS, TOKEN, WORDS
from tests.records import FIELDS, approve, fresh, make, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

#: Keys and dates stay as they are; everything a reader would see carries the token.
PUBLIC_SECRETS = {
    kind: {name: value for name, value in fields.items() if name != "outline"} for kind, fields in SECRETS.items()
}


def derive():
    for item in Item.objects.all():
        search.make(item.pk)()
        if item.kind == "chapter":
            anecdotes.make(item.pk)()
    timelines.make()()


@pytest.fixture
def site(author, reviewer):
    book = make("book", author, key="b", outline="[main]\na-chapter")
    others = [make(kind, author, book=book if kind == "chapter" else None) for kind in FIELDS if kind != "book"]
    publish(book, *others, author=author, reviewer=reviewer)
    derive()
    return [book, *others]


def leaks(client):
    seen = crawl(client)
    assert len(seen) > 20
    pages = {f"/search/?q={TOKEN}": client.get("/search/", {"q": "的话"}).content.decode()}
    pages |= {address: body for address, (_status, body) in seen.items()}
    return [address for address, body in pages.items() if TOKEN in body]


def test_a_withdrawn_page_is_gone_everywhere_before_any_job_has_run(client, site, author, reviewer, editor):
    secret = [
        make(kind, author, key=f"hidden-{kind}", book=site[0] if kind == "chapter" else None, **PUBLIC_SECRETS[kind])
        for kind in FIELDS if kind != "book"
    ]  # fmt: skip
    event = next(item for item in secret if item.kind == "event")
    transitions.edit(event, actor=author, relations={
        "organizations": [RelationValue("organization", "hidden-organization")],
        "sources": [RelationValue("source", "hidden-source", "p. 1")],
    })  # fmt: skip
    publish(*secret, author=author, reviewer=reviewer)
    derive()
    assert leaks(client)  # the control
    for item in secret:
        transitions.unpublish(fresh(item), actor=editor, reason=WORDS, notice="已撤回。")
    assert leaks(client) == []
    for item in secret:
        page = fresh(item).public_page
        for address in (page.path, f"{page.path}r/1/", f"/en{page.path}"):
            answer = client.get(address)
            assert (answer.status_code, TOKEN in answer.content.decode()) == (410, False), address


def test_what_is_scheduled_or_said_behind_the_scenes_is_nowhere(client, site, author, reviewer, editor):
    for item in site:
        transitions.edit(fresh(item), actor=author, fields=PUBLIC_SECRETS[item.kind], note=WORDS)
    returned = transitions.submit([fresh(site[1])], actor=author, note=WORDS)
    transitions.return_(returned, actor=reviewer, comment=WORDS)
    submission = transitions.submit([fresh(item) for item in site], actor=author, note=WORDS)
    approve(submission, reviewer, reason=WORDS, publish_at=clock.now() + timedelta(days=1))
    derive()
    assert leaks(client) == []


def test_reasons_and_names_of_other_records_stay_inside(client, site, author, reviewer, editor):
    """A public text may name records that are still drafts, by key or by a private other name."""
    make("event", author, key=f"{TOKEN}-draft", title=WORDS, aliases=["an-open-name"])
    chapter = site[1]
    body = "见 [[event:an-open-name|那次发布]]。"
    transitions.edit(
        fresh(chapter), actor=author, fields={"body": body},
        relations={"events": [RelationValue("event", "an-open-name", TOKEN, "", WORDS)]},
    )  # fmt: skip
    submission = transitions.submit([fresh(chapter)], actor=author, note=WORDS)
    approve(submission, reviewer, reason=WORDS)
    transitions.unpublish(fresh(site[2]), actor=editor, reason=WORDS, notice="")
    transitions.roll_back(fresh(site[2]), 1, actor=editor, reason=WORDS)
    derive()
    assert "那次发布" in client.get(fresh(chapter).public_page.path).content.decode()
    assert leaks(client) == []
