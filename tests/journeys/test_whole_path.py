"""From an empty page to a public one, and back out again, in a real browser."""

import pytest

from editorial.models import Item, PublicPage, Submission
from tests.records import fresh, make, make_book, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def newest_submission():
    return Submission.objects.order_by("-pk").first()


@pytest.fixture
def book(author, reviewer):
    book = make_book(author, outline="[main]\nthe-launch")
    publish(book, author=author, reviewer=reviewer)
    return book


def write_a_source(page):
    page.goto("/admin/sources/source/add/")
    page.fill("[name=key]", "lee2020")
    page.fill("[name=title]", "A paper about launches")
    page.fill("[name=csl_author]", "Lee, Ada")
    page.fill("[name=csl_issued]", "2020")
    page.click("[name=_save]")
    assert Item.objects.filter(kind="source", key="lee2020").exists()


def write_a_chapter(page):
    page.goto("/admin/book/chapter/add/")
    page.fill("[name=key]", "the-launch")
    page.fill("[name=number]", "1")
    page.fill("[name=title]", "发布的那一天")
    page.fill("[name=body]", "## 引言 (Introduction)\n\n那一天，是**“开源”**的日子[@lee2020, p. 6]。")
    page.wait_for_selector(".editor-preview :text('开源'), .markdownx-preview :text('开源')", timeout=8000)
    page.click("[name=_save]")
    return Item.objects.get(kind="chapter", key="a-book/the-launch")


def submit_with_records(page, chapter):
    page.goto(f"/admin/book/chapter/{chapter.row.pk}/submit/")
    assert page.is_checked(
        "input[type=checkbox][name=with], input[type=checkbox][name=items], main input[type=checkbox]"
    )
    page.fill("[name=note]", "请看第一节。")
    page.click("form:has([name=note]) button[type=submit]")
    return newest_submission()


def test_an_author_writes_a_reviewer_signs_and_a_reader_reads(
    sign_in, author, reviewer, book, live_server, browser_page
):
    desk = sign_in(author)
    write_a_source(desk)
    chapter = write_a_chapter(desk)
    submission = submit_with_records(desk, chapter)
    assert [member.item.key for member in submission.members.order_by("item__kind")] == ["a-book/the-launch", "lee2020"]
    address = f"{live_server.url}/books/a-book/the-launch/"
    assert browser_page.goto(address).status == 404

    review = sign_in(reviewer)
    review.goto(f"/admin/review/{submission.pk}/")
    assert "那一天" in review.inner_text(".public-text")
    for box in review.locator("[name=tick]").all():
        box.check()
    review.click("#sign-form ~ * [name=act][value=now], [name=act][value=now]")
    assert fresh(chapter).status == "published"

    assert browser_page.goto(address).status == 200
    assert browser_page.inner_text("h1").endswith("发布的那一天")
    assert browser_page.locator("strong", has_text="“开源”").count() == 1
    browser_page.click("a.cite")
    assert browser_page.locator("#source-lee2020").count() == 1
    browser_page.locator("#source-lee2020 a[href='/sources/lee2020/']").click()
    assert "A paper about launches" in browser_page.inner_text("main")
    browser_page.goto(f"{live_server.url}/search/?q=开源")
    assert browser_page.locator("mark", has_text="开源").count() >= 1
    assert [page.problems for page in (desk, review)] == [[], []]


def test_a_return_with_a_comment_comes_back_to_the_author(sign_in, author, reviewer, book):
    from editorial import transitions

    chapter = make("chapter", author, book=book, key="the-launch")
    submission = transitions.submit([chapter], actor=author)
    review = sign_in(reviewer)
    review.goto(f"/admin/review/{submission.pk}/")
    review.fill("[name=comment]", "日期请再核对一次。")
    review.click("form:has([name=comment]) button[type=submit]")
    assert fresh(chapter).status == "draft"
    desk = sign_in(author)
    desk.goto("/admin/")
    assert "第一章的题目" in desk.inner_text("body")
    desk.goto(f"/admin/review/{submission.pk}/")
    assert "日期请再核对一次。" in desk.inner_text("body")


def test_a_change_after_the_page_was_shown_is_not_published(sign_in, author, reviewer, book):
    """The reviewer reads; meanwhile something the text depends on becomes public under another name."""
    from editorial import transitions

    event = make("event", author, book=book, title="旧名")
    publish(event, author=author, reviewer=reviewer)
    chapter = make("chapter", author, book=book, key="the-launch", body="那是[[event:a-event]]。")
    submission = transitions.submit([chapter], actor=author)
    review = sign_in(reviewer)
    review.goto(f"/admin/review/{submission.pk}/")
    assert "旧名" in review.inner_text(".public-text")
    transitions.edit(event, actor=author, fields={"title": "新名"})
    publish(event, author=author, reviewer=reviewer)
    for box in review.locator("[name=tick]").all():
        box.check()
    with review.expect_navigation() as navigation:
        review.click("[name=act][value=now]")
    assert navigation.value.status == 409
    assert not PublicPage.objects.filter(item=chapter).exists()
