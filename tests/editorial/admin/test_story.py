"""The story of a record, in sentences, with the way to what each is about."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from editorial import clock, transitions
from tests import desk, records

pytestmark = pytest.mark.both_databases

NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def event(author, reviewer, editor, events_have_checks):
    """An eventful life: written, returned, rewritten, published, scheduled, withdrawn, rolled back."""
    hours = iter(range(1000))

    def do(act, *args, **kwargs):
        with clock.at(NOON + timedelta(hours=next(hours))):
            return act(*args, **kwargs)

    item = do(records.make, "event", author)
    for number in range(3):
        do(transitions.edit, item, actor=author, fields={"body": f"第 {number} 稿"})
    first = do(transitions.submit, [records.fresh(item)], actor=author, note="请看")
    do(transitions.return_, first, actor=reviewer, comment="日期不对")
    do(transitions.edit, item, actor=author, fields={"body": "改好了"}, note="改日期")
    second = do(transitions.submit, [records.fresh(item)], actor=author)
    do(records.approve, second, reviewer)
    do(transitions.edit, item, actor=author, fields={"body": "第二版"})
    third = do(transitions.submit, [records.fresh(item)], actor=author)
    do(records.approve, third, reviewer, publish_at=NOON + timedelta(days=3))
    with clock.at(NOON + timedelta(days=3, minutes=20)):
        transitions.publish_due()
    with clock.at(NOON + timedelta(days=4)):
        transitions.unpublish(records.fresh(item), actor=editor, reason="有误")
        transitions.roll_back(records.fresh(item), 1, actor=editor, reason="旧版无误")
    return item


def told(client, item, **query):
    response = client.get(desk.url(item, "story"), query)
    assert response.status_code == 200
    return response, list(response.context["page"].object_list)


def test_it_tells_who_did_what_in_the_order_it_happened(client, event, reviewer):
    client.force_login(reviewer)
    _response, episodes = told(client, event, **{"from": "start"})
    assert [(episode.sentence, episode.said) for episode in episodes] == [
        ("author began this record and wrote up to version 4.", ""),
        ("author submitted version 4 for review.", "请看"),
        ("reviewer returned it, to be changed.", "日期不对"),
        ("author wrote on: version 5.", "改日期"),
        ("author submitted version 5 for review.", ""),
        ("reviewer approved this.", ""),
        ("reviewer published it as release 1.", ""),
        ("author wrote on: version 6.", ""),
        ("author submitted version 6 for review.", ""),
        ("reviewer approved this.", ""),
        ("reviewer set it to be published March 5, 2026, noon.", ""),
        ("reviewer published it as release 2.", "published 20 minutes late"),
        ("editor withdrew the public page.", "有误"),
        ("editor let readers see release 1 again.", "旧版无误"),
    ]


def test_every_link_leads_somewhere(client, event, reviewer):
    client.force_login(reviewer)
    _response, episodes = told(client, event)
    links = {words: url for episode in episodes for words, url in episode.links}
    assert set(links) == {"what changed", "read it", "the review", "release 1", "release 2"}
    answers = {url: client.get(url).status_code for episode in episodes for _words, url in episode.links}
    # The page of the withdrawn release says so: 410 with its notice.
    assert {url: status for url, status in answers.items() if status != 200} == {"/events/a-event/r/2/": 410}
    assert episodes[-1].links[0][0] == "read it", "the first version has nothing to be compared with"
    rewritten = next(each for each in episodes if each.first_version == 5 and each.act == "edit")
    assert rewritten.links[0][1].endswith("?from=4&to=5")


def test_two_people_or_two_days_are_two_episodes(client, author, make_user, editor):
    with clock.at(NOON):
        item = records.make("event", author)
        transitions.edit(item, actor=make_user("other", role="author"), fields={"body": "二"})
        transitions.edit(item, actor=author, fields={"body": "三"})
    with clock.at(NOON + timedelta(hours=14)):
        transitions.edit(item, actor=author, fields={"body": "四"})
    client.force_login(editor)
    _response, episodes = told(client, item, **{"from": "start"})
    assert [(each.name, each.first_version, each.last_version) for each in episodes] == [
        ("author", 1, 1), ("other", 2, 2), ("author", 3, 3), ("author", 4, 4),
    ]  # fmt: skip


def test_what_was_said_is_kept_apart_and_shown_as_text(client, author, editor):
    evil = "<script>alert(1)</script>"
    item = records.make("event", author)
    transitions.edit(item, actor=author, fields={"body": "二"}, note=evil)
    transitions.edit(item, actor=author, fields={"body": "三"}, note="第二条说明")
    client.force_login(editor)
    response, episodes = told(client, item, **{"from": "start"})
    assert [each.said for each in episodes] == [evil, "第二条说明"]
    assert b"<script>alert" not in response.content


def test_a_long_life_is_told_a_page_at_a_time_in_a_fixed_number_of_queries(
    client, author, make_user, editor, django_assert_max_num_queries
):
    item = records.make("event", author)
    other = make_user("other", role="author")
    client.force_login(editor)
    told(client, item)
    for number in range(100):
        transitions.edit(item, actor=(author, other)[number % 2], fields={"body": f"第 {number} 稿"})
    with django_assert_max_num_queries(14):
        _response, first = told(client, item)
    assert (len(first), first[0].last_version) == (40, 101)
    _response, last = told(client, item, **{"from": "start", "p": "3"})
    assert last[-1].last_version == 101


def test_somebody_of_another_book_hears_no_story(client, author, make_user):
    mine, other = (records.make_book(author, key=key) for key in ("mine", "other"))
    chapter = records.make("chapter", author, book=other)
    client.force_login(make_user("local", role="editor", book=mine))
    assert client.get(desk.url(chapter, "story")).status_code == 404
