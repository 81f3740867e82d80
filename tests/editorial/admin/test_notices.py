"""The bell, the list, and what somebody wishes to be told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.models import Notice, NoticePreference
from tests import desk, records

pytestmark = pytest.mark.both_databases


def notice(person, item, *, type_="returned", **options):
    return Notice.objects.create(person=person, type=type_, item=item, actor_name="Li", at=timezone.now(), **options)


@pytest.fixture
def event(author):
    return records.make("event", author)


def test_the_bell_counts_what_is_unread_and_opening_one_reads_it(client, author, event):
    first, second = notice(author, event), notice(author, event, words="请改日期")
    notice(author, event, at_desk=False)
    client.force_login(author)
    assert "Notices 2 unread" in desk.text_of(client.get(reverse("admin:index")))

    response = client.post(reverse("admin:notice_open", args=[second.pk]))
    assert response.headers["Location"] == reverse("admin:item", args=[event.pk])
    words = desk.text_of(client.get(reverse("admin:notices")))
    assert "Notices 1 unread" in words
    assert words.count("Li returned “一次发布”.") == 2
    assert "请改日期" in words

    third = notice(author, event)
    client.post(reverse("admin:notices_read"), {"up_to": second.pk})
    assert set(Notice.objects.filter(person=author, at_desk=True, read_at=None)) == {third}
    assert first.pk < third.pk
    shown = client.get(reverse("admin:notices"), {"unread": ""}).context["rows"]
    assert [row["notice"] for row in shown] == [third]


def test_nobody_opens_or_reads_the_notices_of_another(client, author, reviewer, event):
    mine = notice(author, event, words="只给作者")
    client.force_login(reviewer)
    assert client.post(reverse("admin:notice_open", args=[mine.pk])).status_code == 404
    client.post(reverse("admin:notices_read"), {"up_to": mine.pk})
    assert "只给作者" not in desk.text_of(client.get(reverse("admin:notices")))
    mine.refresh_from_db()
    assert mine.read_at is None


def test_the_list_has_a_fixed_number_of_queries(client, author, event, django_assert_num_queries):
    client.force_login(author)
    for _number in range(3):
        notice(author, event)
        with django_assert_num_queries(6):
            client.get(reverse("admin:notices"))


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 30])
def test_nonsense_reads_nothing(client, author, event, up_to):
    notice(author, event)
    client.force_login(author)
    assert client.post(reverse("admin:notices_read"), {"up_to": up_to}).status_code == 302
    assert Notice.objects.filter(read_at=None).count() == 1


class TestPreferences:
    def test_switches_language_and_digest_are_stored_and_shown_again(self, client, author):
        client.force_login(author)
        page = client.get(reverse("admin:notice_preferences"))
        data = desk.shown_form(page, "preference-form")
        assert (data["language"], data["digest"], data["submitted:mail"]) == ("zh-hans", "never", "on")
        del data["submitted:mail"]

        response = client.post(
            reverse("admin:notice_preferences"), {**data, "language": "en", "digest": "weekly"}, follow=True
        )

        assert "Your preferences are stored." in desk.text_of(response)
        preference = NoticePreference.objects.get()
        assert (preference.language, preference.digest, preference.off) == ("en", "weekly", ["submitted:mail"])
        assert preference.digest_until.weekday() in (6, 0)  # Monday in Shanghai is Sunday afternoon in UTC
        assert response.client.cookies["django_language"].value == "en"
        shown = desk.shown_form(client.get(reverse("admin:notice_preferences")), "preference-form")
        assert ("submitted:mail" in shown, shown["digest"]) == (False, "weekly")

    def test_a_language_or_rhythm_that_does_not_exist_is_refused(self, client, author):
        client.force_login(author)
        response = client.post(reverse("admin:notice_preferences"), {"language": "tlh", "digest": "hourly"})
        assert response.status_code == 200
        assert set(response.context["form"].errors) == {"language", "digest"}
        assert not NoticePreference.objects.exists()

    def test_the_switch_in_the_header_is_remembered_for_mail_and_for_the_next_machine(self, client, author):
        client.force_login(author)
        client.post(reverse("set_language"), {"language": "en", "next": "/admin/"})
        assert NoticePreference.objects.get(person=author).language == "en"
        client.post(reverse("set_language"), {"language": "tlh", "next": "/admin/"})
        assert NoticePreference.objects.get(person=author).language == "en"
        client.logout()
        client.cookies.clear()
        response = client.post(
            reverse("admin:login"), {"username": "author", "password": "author-pass-1957", "next": "/admin/"}
        )
        assert response.cookies["django_language"].value == "en"

    def test_a_stranger_can_still_choose_the_language_of_the_login_page(self, client, db):
        response = client.post(reverse("set_language"), {"language": "en", "next": "/admin/login/"})
        assert response.cookies["django_language"].value == "en"
        assert not NoticePreference.objects.exists()
