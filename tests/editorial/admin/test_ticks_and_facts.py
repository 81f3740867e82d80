"""Changed facts above the differences: each is ticked to sign, and kept with the signature."""

import pytest

from editorial import looking, transitions
from editorial.models import Release, Signoff
from editorial.snapshot import RelationValue
from tests import desk, records

pytestmark = pytest.mark.both_databases

OLD = "甲在2023年有260亿参数。\n\n这一行没有变，也没有什么可说。\n\n这一段讲的是当时的气氛，大家都很兴奋，没有人睡觉。"
NEW = OLD.replace("260亿", "2600亿").replace("大家都很兴奋，没有人睡觉", "人人兴奋得睡不着觉")


@pytest.fixture
def chapter(author, reviewer):
    book = records.make_book(author)
    chapter = records.make("chapter", author, book=book, body=OLD, title="题")
    records.publish(book, chapter, author=author, reviewer=reviewer)
    return records.fresh(chapter)


def resubmit(item, author, **options):
    transitions.edit(item, actor=author, **options)
    return transitions.submit([records.fresh(item)], actor=author)


def lines(response):
    return [
        (line.kind, line.old, line.new) for view in response.context["members"] for line in view.facts_changed.lines
    ]


def test_a_digit_and_a_relation_are_facts_and_the_rest_is_wording(client, author, reviewer, chapter):
    records.make("event", author, key="launch")
    submission = resubmit(
        chapter, author, fields={"body": NEW, "period": "2023"},
        relations={"events": [RelationValue("event", "launch", "p. 3")]},
    )  # fmt: skip
    client.force_login(reviewer)

    response = client.get(desk.review_url(submission))

    assert lines(response) == [
        ("number", "260亿", "2600亿"), ("field", "", "2023"), ("relation", "", "event:launch · p. 3"),
    ]  # fmt: skip
    words = desk.text_of(response)
    assert "since release 1" in words and "Everything else is wording: 1 passage." in words


def test_without_its_ticks_nothing_is_signed_and_with_them_they_are_kept(client, author, reviewer, chapter):
    submission = resubmit(chapter, author, fields={"body": NEW})
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submission)))
    facts = desk.ticks_shown(client, submission, sorts=("fact",))
    questions = desk.ticks_shown(client, submission, sorts=("ask",))
    assert (len(facts), len(questions)) == (1, 2)

    refused = desk.sign(client, submission, seal, untick=facts)
    assert refused.status_code == 409
    assert "1 changed fact is not ticked" in desk.text_of(refused)
    refused = desk.sign(client, submission, seal, untick=questions[:1])
    assert (refused.status_code, "1 question of the checklist" in desk.text_of(refused)) == (409, True)
    assert Release.objects.filter(item=chapter).count() == 1

    assert desk.sign(client, submission, seal).status_code == 302
    signoff = Signoff.objects.get(submission=submission)
    assert signoff.facts == [
        {"item": "chapter:a-book/a-chapter", "kind": "number", "label": "", "old": "260亿", "new": "2600亿",
         "where": "甲在2023年有2600亿参数。"}
    ]  # fmt: skip
    assert [each["question"] for each in signoff.checklist] == ["quotations", "figures"]
    assert "ticked: 1 changed facts" in desk.text_of(client.get(desk.review_url(submission)))


def test_ticks_of_another_page_or_made_up_ones_do_not_count(client, author, reviewer, chapter):
    submission = resubmit(chapter, author, fields={"body": NEW})
    client.force_login(reviewer)
    seal = desk.seal_shown(client.get(desk.review_url(submission)))
    facts = desk.ticks_shown(client, submission, sorts=("fact",))
    made_up = ["fact:" + "0" * 20, "", "fact:", *[each + "x" for each in facts]]
    assert desk.sign(client, submission, seal, tick=made_up, untick=facts).status_code == 409


def test_other_punctuation_changes_no_fact(client, author, reviewer, chapter):
    submission = resubmit(chapter, author, fields={"body": OLD.replace("参数。", "参数！")})
    client.force_login(reviewer)
    response = client.get(desk.review_url(submission))
    assert lines(response) == []
    assert "No facts changed. Only punctuation." in desk.text_of(response)


def test_a_reviewer_sees_only_what_is_new_since_the_version_they_read(client, author, reviewer, make_user):
    other = make_user("other", role="reviewer")
    item = records.make("event", author, body=OLD)
    first = transitions.submit([item], actor=author)
    looking.look(first, actor=reviewer)
    transitions.return_(first, actor=other, comment="请核对")
    transitions.edit(item, actor=author, fields={"body": NEW})
    transitions.edit(item, actor=author, fields={"body": NEW + "\n\n又一段，写于2024年。"})
    second = transitions.submit([records.fresh(item)], actor=author)

    client.force_login(reviewer)
    (shown,) = client.get(desk.review_url(second)).context["members"]
    assert (shown.read_number, shown.read_by_me) == (1, True)
    assert [each.name for each in shown.since_read] == ["body"]
    assert [(each.kind, each.old, each.new) for each in shown.facts_changed.lines] == [
        ("number", "260亿", "2600亿"), ("date", "", "2024年"),
    ]  # fmt: skip
    client.force_login(make_user("third", role="reviewer"))
    (shown,) = client.get(desk.review_url(second)).context["members"]
    assert (shown.read_number, shown.read_by_me) == (1, False)  # the one that was returned stands in for it


def test_two_spellings_of_one_rendering_are_hidden_until_asked_for(client, author, reviewer, chapter):
    transitions.edit(chapter, actor=author, fields={"body": "- " + OLD})
    records.publish(chapter, author=author, reviewer=reviewer)
    respelled = resubmit(records.fresh(chapter), author, fields={"body": "* " + OLD})
    client.force_login(reviewer)

    hidden = client.get(desk.review_url(respelled))
    assert "Only the Markdown spelling differs" in desk.text_of(hidden)
    shown = client.get(desk.review_url(respelled) + "?spelling=all&view=sides").content.decode()
    assert "Only the Markdown spelling differs" not in shown
    assert "<ins>*</ins>" in shown


def test_a_moved_paragraph_is_shown_as_moved(client, author, reviewer, chapter):
    one, two, three = OLD.split("\n\n")
    submission = resubmit(chapter, author, fields={"body": "\n\n".join([three, one, two])})
    client.force_login(reviewer)
    response = client.get(desk.review_url(submission))
    assert lines(response) == []
    words = desk.text_of(response)
    assert "moved to line" in words and "moved here from line" in words
