import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from book.config.login_limit import LIMITS, WINDOW_SECONDS, client_address

SENTENCE = "Too many failed sign-ins. Wait 15 minutes, then try again."


def sign_in(username, password, *, address="203.0.113.5", language="en"):
    return Client(headers={"accept-language": language}).post(
        reverse("admin:login"), {"username": username, "password": password}, REMOTE_ADDR=address
    )


def test_the_sixth_wrong_password_gets_429_and_a_sentence(author):
    statuses = [sign_in("author", "wrong").status_code for _ in range(LIMITS["pair"])]
    refused = sign_in("author", "wrong")
    assert statuses == [200] * 5
    assert (refused.status_code, refused["Retry-After"]) == (429, str(WINDOW_SECONDS))
    assert SENTENCE in refused.text


def test_the_right_password_is_refused_too_while_the_limit_lasts(author):
    for _ in range(LIMITS["pair"] + 1):
        sign_in("author", "wrong")
    assert sign_in("author", "author-pass-1957").status_code == 429
    cache.clear()  # as the window's end does
    assert sign_in("author", "author-pass-1957").status_code == 302


def test_a_success_forgives_the_failures_before_it(author):
    for _ in range(3):
        for _ in range(LIMITS["pair"] - 1):
            assert sign_in("author", "wrong").status_code == 200
        assert sign_in("author", "author-pass-1957").status_code == 302


def test_a_stranger_locks_nobody_out_elsewhere(author):
    for _ in range(LIMITS["pair"] + 1):
        sign_in("author", "wrong", address="198.51.100.7")
    assert sign_in("author", "author-pass-1957").status_code == 302


def test_one_address_cannot_try_many_names(db):
    statuses = [sign_in(f"name-{number}", "wrong").status_code for number in range(LIMITS["address"] + 1)]
    assert statuses == [200] * 30 + [429]


def test_many_addresses_cannot_try_one_name(author):
    for number in range(LIMITS["person"]):
        sign_in("author", "wrong", address=f"198.51.100.{number}")
    assert sign_in("author", "wrong", address="192.0.2.1").status_code == 429


def test_a_name_is_the_same_in_any_case(author):
    for name in ("author", "Author", "AUTHOR", " author", "author "):
        sign_in(name, "wrong")
    assert sign_in("author", "wrong").status_code == 429


def test_reading_the_sign_in_page_counts_nothing(db, client):
    assert {client.get(reverse("admin:login")).status_code for _ in range(40)} == {200}


@pytest.mark.parametrize(
    ("behind_proxy", "forwarded", "address"),
    [
        (False, "198.51.100.9", "203.0.113.5"),
        (True, "198.51.100.9", "198.51.100.9"),
        (True, "10.0.0.1, 198.51.100.9", "198.51.100.9"),
        (True, "", "203.0.113.5"),
    ],
)
def test_only_our_own_proxy_is_believed_about_addresses(rf, settings, behind_proxy, forwarded, address):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if behind_proxy else None
    request = rf.get("/", REMOTE_ADDR="203.0.113.5", headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert client_address(request) == address
