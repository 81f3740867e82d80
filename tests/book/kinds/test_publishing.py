"""Kinds on the way to readers: the gate, the set, the seal, and what it costs."""

import pytest

from editorial import errors, freezing, history, kinds, transitions
from editorial.models import Item, ReleaseBody, ReleaseLink
from editorial.resolving import ReleasedResolver
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("english")]


@pytest.fixture
def book(author):
    return make_book(author)


def test_a_chapter_cannot_be_submitted_without_the_source_it_cites(author, reviewer, book):
    paper = make("source", author, key="lee2020", book=book)
    chapter = make("chapter", author, book=book, body="据[@lee2020]。")
    with pytest.raises(errors.ChecksFailed, match="The source “lee2020” is not public yet. Add it to this submission."):
        transitions.submit([chapter], actor=author)
    publish(chapter, paper, author=author, reviewer=reviewer)
    body = ReleaseBody.objects.get(release__item=chapter)
    assert [(entry["key"], entry["text"]) for entry in body.data["bibliography"]] == [
        ("lee2020", "Lee A，2020. A paper[PP].")
    ]


def test_a_chapter_and_its_companions_pass_the_gate_together(author, reviewer, book):
    make("source", author, key="lee2020", book=book)
    make(
        "event",
        author,
        key="launch",
        book=book,
        title="那次发布",
        relations={"sources": [{"kind": "source", "key": "lee2020"}]},
    )
    chapter = make("chapter", author, book=book, body="见[[event:launch]]。")
    kind = kinds.get("chapter")
    names = kind.companions(kind.snapshot(fresh(chapter).row))
    companions = [Item.objects.get(kind=of_kind, key=key) for of_kind, key in names]
    publish(chapter, *companions, author=author, reviewer=reviewer)
    assert ReleaseBody.objects.get(release__item=chapter).html == (
        '<p>见<span class="ref" data-ref="event:launch">那次发布</span>。</p>\n'
    )
    assert list(ReleaseLink.objects.filter(release__item=chapter).values_list("role", "target_kind", "target_key")) == [
        ("mention", "event", "launch")
    ]


def test_a_reference_without_words_to_a_draft_is_refused_and_one_with_words_is_not(author, reviewer, book):
    make("event", author, key="launch", book=book, title="只在草稿里")
    chapter = make("chapter", author, book=book, body="见[[event:launch]]。")
    with pytest.raises(errors.ChecksFailed, match="“event:launch” is not public yet, so there is no title to show"):
        transitions.submit([chapter], actor=author)
    transitions.edit(fresh(chapter), actor=author, fields={"body": "见[[event:launch|那次发布]]。"})
    publish(chapter, author=author, reviewer=reviewer)
    body = ReleaseBody.objects.get(release__item=chapter)
    assert body.html == '<p>见<span class="ref" data-ref="event:launch">那次发布</span>。</p>\n'
    assert "只在草稿里" not in body.html + body.text + str(body.data)


def test_the_seal_shown_is_the_seal_published_and_holds_while_drafts_elsewhere_change(author, reviewer, book):
    other = make("event", author, key="launch", book=book, title="旧名", aliases=["old-launch"])
    chapter = make("chapter", author, book=book, body="见[[event:launch|那次发布]]与[[event:old-launch|它]]。")
    submission = transitions.submit([chapter], actor=author)
    seal = freezing.freeze_submission(submission).seal
    transitions.edit(other, actor=author, fields={"title": "新名", "date": "2023"})
    assert freezing.freeze_submission(submission).seal == seal
    transitions.sign(submission, actor=reviewer, seal=seal)
    assert fresh(chapter).status == "published"


@pytest.mark.parametrize("count", [1, 3])
def test_freezing_with_everything_loaded_asks_the_database_nothing(author, book, count, django_assert_num_queries):
    for number in range(count):
        make("event", author, key=f"launch-{number}", book=book)
        make("source", author, key=f"lee{number}", book=book)
    references = "".join(f"[[event:launch-{n}|词]][[event:nothing-{n}]][@lee{n}](Lee, 202{n})" for n in range(count))
    chapter = make("chapter", author, book=book, body=references)
    members = {
        (item.kind, item.key): history.snapshot_of(history.newest(item))
        for item in Item.objects.filter(kind__in=("chapter", "source"))
    }
    resolver = ReleasedResolver(members, collection_key=book.key).preload()
    with django_assert_num_queries(0):
        frozen = kinds.get("chapter").freeze(
            members["chapter", chapter.key], resolver, key=chapter.key, collection_key=book.key
        )
    assert len(frozen.data["bibliography"]) == count
