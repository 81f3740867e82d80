"""Reviewing in a real browser: what is new since last time, a slip, the facts; stages; a team of one."""

import pytest

from editorial import transitions
from editorial.models import Comment, Signoff, Submission, Suggestion
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "## 引言\n\n那一年，甲公司发布了260亿参数的模型，震动了业界。\n\n这一段不变，也没有什么可说。"
SECOND = FIRST.replace("260亿", "2600亿") + "\n\n后来他们又作了一次发不。"


def submission_of(chapter):
    return Submission.objects.filter(lead=chapter, state="open").get()


def select(page, words):
    """Select words of the public text with the mouse's means: a range in the document."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector(".public-text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const selection = getSelection();
                selection.removeAllRanges();
                selection.addRange(range);
                return;
            }
            throw new Error("no such words");
        }""",
        words,
    )


def test_a_reviewer_returns_an_author_revises_and_only_what_is_new_is_read_and_signed(sign_in, author, reviewer):
    book = make_book(author)
    chapter = make("chapter", author, book=book, key="one", body=FIRST.replace("260亿", "250亿"))
    publish(book, chapter, author=author, reviewer=reviewer)
    transitions.edit(fresh(chapter), actor=author, fields={"body": FIRST})
    transitions.submit([fresh(chapter)], actor=author)

    # The reviewer says what is wrong, at its place, and returns the text.
    review = sign_in(reviewer)
    review.goto(f"/admin/review/{submission_of(chapter).pk}/")
    assert review.inner_text(".fact-change") == "250亿 → 260亿"
    select(review, "260亿参数")
    review.wait_for_function("document.querySelector('#comment-quotation').value === '260亿参数'")
    review.fill("#comment-body", "原文是2600亿，请核对。")
    review.click("#comment-form button[type=submit]")
    assert review.inner_text("mark.quoted") == "260亿参数"
    review.fill("#return-comment", "数字不对。")
    with review.expect_navigation():
        review.click("form:has(#return-comment) button[type=submit]")
    assert fresh(chapter).status == "draft"

    # The author revises and submits again.
    desk = sign_in(author)
    desk.goto(f"/admin/book/chapter/{chapter.row.pk}/change/")
    desk.fill("[name=body]", SECOND)
    desk.click("[name=_save]")
    desk.goto(f"/admin/book/chapter/{chapter.row.pk}/submit/")
    with desk.expect_navigation():
        desk.click("form:has([name=note]) button[type=submit]")

    # The reviewer sees only what is new, and corrects a slip.
    second = submission_of(chapter)
    review.goto(f"/admin/review/{second.pk}/")
    changes = review.locator(".changes").first
    assert "2" in changes.locator("summary").inner_text()
    assert changes.locator("ins").all_inner_texts()[0] == "0"
    assert "后来他们又作了一次发不。" in changes.inner_text()
    review.click(".slip > summary")
    review.fill("[name=old]", "发不")
    review.fill("[name=new]", "发布")
    with review.expect_navigation():
        review.click(".slip button[type=submit]")
    assert Suggestion.objects.get().state == "open"

    # The author accepts with one click.
    desk.goto(f"/admin/review/{second.pk}/")
    with desk.expect_navigation():
        desk.click(".proposal button[value=accept]")
    assert fresh(chapter).row.body == SECOND.replace("发不", "发布")

    # The reviewer forgets a fact, is told so, ticks it and signs.
    review.goto(f"/admin/review/{second.pk}/")
    boxes = review.locator("[name=tick]").all()
    for box in boxes[1:]:
        box.check()
    with review.expect_navigation() as navigation:
        review.click("[name=act][value=now]")
    assert navigation.value.status == 409
    review.goto(f"/admin/review/{second.pk}/")
    for box in review.locator("[name=tick]").all():
        box.check()
    assert review.locator("#tick-count").inner_text() == review.locator("#to-tick").get_attribute("data-done")
    review.click("[name=act][value=now]")
    review.wait_for_url(f"**/admin/review/{second.pk}/")
    release = fresh(chapter).public_release
    assert ("2600亿" in release.body.text, release.authors) == (True, ["author", "reviewer"])
    assert [each["new"] for each in Signoff.objects.get(submission=second).facts] == ["2600亿"]
    assert Comment.objects.filter(reply_to=None).count() == 2
    assert desk.problems == []
    assert [problem for problem in review.problems if "409" not in problem] == []


def test_one_person_does_not_sign_two_stages_and_is_told_in_a_sentence(sign_in, author, reviewer, make_user):
    second = make_user("second", role="reviewer")
    book = make_book(author, review_stages=["初审", "复审", "终审"])
    submission = transitions.submit([make("event", author, book=book)], actor=author)
    review = sign_in(reviewer)

    def sign(page):
        page.goto(f"/admin/review/{submission.pk}/")
        for box in page.locator("[name=tick]").all():
            box.check()
        with page.expect_navigation():
            page.click("[name=act][value=now]")

    review.goto(f"/admin/review/{submission.pk}/")
    assert "复审" in review.inner_text("[name=act][value=now]")
    sign(review)
    review.goto(f"/admin/review/{submission.pk}/")
    assert review.locator("[name=act][value=now]").count() == 0
    assert "初审" in review.inner_text(".decide .objections")
    sign(sign_in(second))
    submission.refresh_from_db()
    assert (submission.state, submission.stage) == ("open", 2)
    assert list(Signoff.objects.order_by("stage").values_list("person_name", flat=True)) == ["reviewer", "second"]


def test_a_team_of_one_publishes_with_a_reason_that_stays_in_the_record(sign_in, editor):
    book = make_book(editor, self_review=True)
    submission = transitions.submit([book], actor=editor)
    page = sign_in(editor)
    page.goto(f"/admin/review/{submission.pk}/")
    for box in page.locator("[name=tick]").all():
        box.check()
    page.fill("#reason", "编辑部只有我一人。")
    with page.expect_navigation():
        page.click("[name=act][value=now]")
    assert fresh(book).public_release.manner == "self"
    assert Signoff.objects.get().reason == "编辑部只有我一人。"
    assert "编辑部只有我一人。" in page.inner_text(".signoffs")


def test_the_button_says_for_when_it_schedules(sign_in, author, reviewer):
    submission = transitions.submit([make_book(author)], actor=author)
    page = sign_in(reviewer)
    page.goto(f"/admin/review/{submission.pk}/")
    page.fill("#publish-at", "2031-03-03T09:00")
    button = page.inner_text("button[value=schedule]")
    assert all(part in button for part in ("2031", "3", "09:00", "Asia/Shanghai")), button
    with page.expect_navigation():
        page.click("button[value=schedule]")
    submission.refresh_from_db()
    assert submission.state == "scheduled"
    assert "09:00 Asia/Shanghai" in page.inner_text("body")
