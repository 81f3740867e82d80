import pytest

from book.config.refusals import objections

SAFE = {
    "debug": False,
    "secret_key": "q7Xf2LZp0vRk9sWm4TnBc8YhJd3GaE6uQi1KoPlMxUzVwSyCrN",
    "allowed_hosts": ["annals.example.org"],
    "public_url": "https://annals.example.org",
    "passwords": {"DATABASE_URL": "b1946ac92492d234"},
}


def test_safe_settings_meet_no_objection():
    assert objections(**SAFE) == []


def test_development_meets_no_objection_whatever_is_set():
    unsafe = {"secret_key": "", "allowed_hosts": ["*"], "public_url": "http://a.example", "passwords": {"X": "demo"}}
    assert objections(debug=True, **unsafe) == []


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        (
            "secret_key",
            "django-insecure-annals-development-only",
            "DJANGO_SECRET_KEY is not set: with DJANGO_DEBUG=false, give at least 50 random characters "
            "and keep them secret.",
        ),
        ("secret_key", "short", "DJANGO_SECRET_KEY is too weak: it needs at least 50 random characters."),
        ("secret_key", "a" * 60, "DJANGO_SECRET_KEY is too weak: it needs at least 50 random characters."),
        (
            "allowed_hosts",
            [],
            "DJANGO_ALLOWED_HOSTS is not set: name the hosts this site answers for, separated by commas.",
        ),
        (
            "allowed_hosts",
            ["*"],
            "DJANGO_ALLOWED_HOSTS contains the wildcard '*': name each host in full.",
        ),
        (
            "allowed_hosts",
            ["annals.example.org", ".example.org"],
            "DJANGO_ALLOWED_HOSTS contains the wildcard '.example.org': name each host in full.",
        ),
        (
            "public_url",
            "http://annals.example.org",
            "ANNALS_PUBLIC_URL is 'http://annals.example.org': a public site is served over https.",
        ),
        (
            "passwords",
            {"DATABASE_URL": "Postgres"},
            "DATABASE_URL contains a well-known password: choose one of your own.",
        ),
    ],
)
def test_an_unsafe_setting_is_named_in_one_sentence(setting, value, sentence):
    assert objections(**{**SAFE, setting: value}) == [sentence]


def test_every_objection_is_given_at_once():
    unsafe = {**SAFE, "secret_key": "short", "allowed_hosts": ["*"], "public_url": "http://a.example"}
    assert len(objections(**unsafe)) == 3


def test_a_production_process_may_be_tried_out_on_this_machine_without_tls():
    assert objections(**{**SAFE, "public_url": "http://127.0.0.1:8000"}) == []
