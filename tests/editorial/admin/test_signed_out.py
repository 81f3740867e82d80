"""Posting too late: after the session, after the account, after another sign-in. Nothing is stored, nothing is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from editorial.models import Submission
from tests import desk, records

pytestmark = pytest.mark.both_databases

TEXT = "第一行\r\n第二行 <b>&amp;</b> “引文”\r\n"
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def strict(author):
    """A browser whose forms carry their token, signed in, with the form of a chapter open and written in."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.load({"django_language": "en"})
    browser.force_login(author)
    return browser


@pytest.fixture
def chapter(author):
    return records.make("chapter", author, book=records.make_book(author), key="one")


def opened(browser, chapter):
    """What the browser would post, its token included."""
    page = browser.get(desk.url(chapter))
    return {**desk.shown_form(page), "body": TEXT, "csrfmiddlewaretoken": page.cookies["csrftoken"].value, "_save": "1"}


def again(response):
    """What the page that kept the text would post."""
    form = desk.shown_form(response, "again-form")
    return {**form, "csrfmiddlewaretoken": response.client.cookies["csrftoken"].value}


def test_the_text_survives_a_session_that_is_over_and_a_sign_in_in_another_tab(strict, chapter, author):
    data = opened(strict, chapter)
    author_session = strict.cookies.pop("sessionid")
    late = strict.post(desk.url(chapter), data, **HERE)
    assert (late.status_code, late["Cache-Control"]) == (403, "no-store")
    assert "Nothing was stored: your session is over" in desk.text_of(late)
    assert records.fresh(chapter).row.body == records.FIELDS["chapter"]["body"]
    kept = again(late)
    assert (kept["body"], kept["lock_version"], kept["_save"]) == (TEXT, data["lock_version"], "1")
    assert author_session.value not in late.content.decode()

    strict.force_login(author)  # in the other tab
    saved = strict.post(desk.url(chapter), kept, **HERE)
    assert saved.status_code == 302
    assert records.fresh(chapter).row.body.split() == TEXT.split()


def test_a_page_older_than_the_sign_in_can_be_posted_once_more(strict, chapter):
    data = opened(strict, chapter) | {"csrfmiddlewaretoken": "x" * 64}
    late = strict.post(desk.url(chapter), data, **HERE)
    assert late.status_code == 403
    assert "this page is older than your sign-in" in desk.text_of(late)
    kept = again(late)
    assert kept["body"] == TEXT
    assert strict.post(desk.url(chapter), kept, **HERE).status_code == 302


@pytest.mark.parametrize(
    "headers", [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_REFERER": "https://evil.example/"}, {}]
)
def test_a_form_of_another_site_gets_no_second_button(strict, chapter, headers):
    late = strict.post(desk.url(chapter), opened(strict, chapter) | {"csrfmiddlewaretoken": "x" * 64}, **headers)
    assert late.status_code == 403
    assert "again-form" not in late.content.decode()
    assert TEXT.splitlines()[0] not in late.content.decode()


def test_somebody_deactivated_while_writing_is_told_so_and_keeps_the_text(client, chapter, author):
    client.force_login(author)
    data = desk.opened(client, chapter) | {"body": TEXT}
    type(author).objects.filter(pk=author.pk).update(is_active=False)
    late = desk.save(client, chapter, data)
    assert late.status_code == 403
    assert "your account was deactivated meanwhile" in desk.text_of(late)
    assert desk.shown_form(late, "again-form")["body"] == TEXT


def test_script_in_the_text_stays_text(client, chapter, author):
    late = client.post(desk.url(chapter), {"body": "</textarea><script>alert(1)</script>" * 3, 'x"><script>': "1"})
    assert late.status_code == 403
    assert b"<script>alert" not in late.content
    assert b'"><script>' not in late.content


def test_a_sign_off_posted_too_late_signs_nothing(client, submitted):
    late = client.post(
        reverse("admin:review_sign", args=[submitted.pk]), {"seal": "x" * 64, "act": "now", "tick": ["1", "2"]}
    )
    assert late.status_code == 403
    content = late.content.decode()
    assert content.count('name="tick"') == 2
    assert Submission.objects.get().state == "open"


def test_a_password_is_never_given_back(client, administrator):
    late = client.post(
        reverse("admin:auth_user_add"), {"username": "new", "password1": "secret-1957", "password2": "secret-1957"}
    )
    assert late.status_code == 403
    assert "secret-1957" not in late.content.decode()
    assert "again-form" not in late.content.decode()


def test_a_stale_login_form_leads_to_a_fresh_one(strict):
    strict.logout()
    strict.cookies.load({"django_language": "en"})
    strict.cookies.load({"django_language": "en"})
    late = strict.post(reverse("admin:login"), {"username": "author", "password": "secret-1957"}, **HERE)
    assert late.status_code == 403
    assert "secret-1957" not in late.content.decode()
    assert "Open this page anew" in desk.text_of(late)


def test_looking_without_a_session_still_leads_to_the_login(client, chapter):
    response = client.get(desk.url(chapter))
    assert (response.status_code, response.headers["Location"].startswith(reverse("admin:login"))) == (302, True)
