"""The settings as processes see them: each case is a process of its own, since they are read once."""

import json
import subprocess
import sys

import pytest

ASK = (
    "import json, sys; from book.config import settings as s; "
    "print(json.dumps({name: getattr(s, name) for name in sys.argv[1:]}, default=str))"
)


@pytest.fixture
def read():
    def ask(*names, env):
        answer = subprocess.run(
            [sys.executable, "-c", ASK, *names], env=env, capture_output=True, text=True, check=True, timeout=60
        )
        return json.loads(answer.stdout)

    return ask


def test_unset_means_development_on_this_machine(read, development):
    values = read(
        "DEBUG", "PUBLIC_ONLY", "ALLOWED_HOSTS", "PUBLIC_URL", "CELERY_BROKER_URL", "EMAIL_BACKEND", env=development
    )
    assert values == {
        "DEBUG": True,
        "PUBLIC_ONLY": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "CELERY_BROKER_URL": "filesystem://",
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }


def test_sqlite_waits_for_its_turn_in_a_folder_with_a_space_in_its_name(read, development):
    database = read("DATABASES", env=development)["DATABASES"]["default"]
    assert database == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{development['ANNALS_DATA_DIR']}/annals.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
        "CONN_MAX_AGE": 60,
    }


def test_services_are_named_by_addresses(read, development):
    env = {
        **development,
        "DATABASE_URL": "postgres://annals:p%40ss@db.example:5433/chronicle",
        "CELERY_BROKER_URL": "redis://queue.example:6379/0",
        "CACHE_URL": "redis://cache.example:6379/1",
        "EMAIL_URL": "smtp+tls://desk:secret@mail.example:587",
    }
    values = read("DATABASES", "CACHES", "CELERY_BROKER_URL", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_TLS", env=env)
    assert values == {
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": "chronicle",
                "USER": "annals",
                "PASSWORD": "p@ss",
                "HOST": "db.example",
                "PORT": 5433,
                "CONN_MAX_AGE": 60,
                "CONN_HEALTH_CHECKS": True,
            }
        },
        "CACHES": {
            "default": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "redis://cache.example:6379/1",
            }
        },
        "CELERY_BROKER_URL": "redis://queue.example:6379/0",
        "EMAIL_HOST": "mail.example",
        "EMAIL_PORT": 587,
        "EMAIL_USE_TLS": True,
    }


def test_reading_the_settings_writes_nothing(read, development, tmp_path):
    read("DEBUG", env=development)
    assert list(tmp_path.iterdir()) == []


def test_production_without_a_secret_key_does_not_start_and_says_why(manage, production):
    del production["DJANGO_SECRET_KEY"]
    answer = manage("check", env=production)
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        1,
        "",
        "Annals does not start:\n"
        "- DJANGO_SECRET_KEY is not set: with DJANGO_DEBUG=false, give at least 50 random characters "
        "and keep them secret.\n",
    )


def test_a_mistyped_yes_or_no_does_not_start(manage, development):
    answer = manage("check", env={**development, "DJANGO_DEBUG": "flase"})
    assert (answer.returncode, answer.stderr) == (1, "DJANGO_DEBUG is 'flase': say true or false.\n")


def test_a_data_folder_that_cannot_be_made_is_named(manage, development, tmp_path):
    (tmp_path / "file").write_text("")
    answer = manage("check", env={**development, "ANNALS_DATA_DIR": str(tmp_path / "file" / "data")})
    assert answer.returncode == 1
    assert answer.stderr.startswith(
        "The data folder cannot be used, choose another one with ANNALS_DATA_DIR: [Errno 20] Not a directory"
    )


@pytest.mark.parametrize("public_only", ["false", "true"])
def test_the_deployment_check_finds_nothing_under_production_settings(manage, production, public_only):
    answer = manage(
        "check", "--deploy", "--fail-level", "WARNING", env={**production, "ANNALS_PUBLIC_ONLY": public_only}
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("System check identified no issues (")


def test_a_public_only_process_has_no_admin_no_sessions_and_no_posts(read, production):
    values = read("ROOT_URLCONF", "INSTALLED_APPS", "MIDDLEWARE", env={**production, "ANNALS_PUBLIC_ONLY": "true"})
    assert values["ROOT_URLCONF"] == "book.config.public_urls"
    assert not {"editorial.apps.DeskConfig", "django.contrib.admin", "django.contrib.sessions"} & set(
        values["INSTALLED_APPS"]
    )
    assert values["MIDDLEWARE"] == [
        "book.config.ready_pages.KeepReadyPages",
        "book.config.health.HealthMiddleware",
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "csp.middleware.CSPMiddleware",
        "book.config.language.LanguageMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]


@pytest.mark.parametrize(
    ("name", "value", "example"),
    [
        ("DATABASE_URL", "annals-secret", "postgres://user:password@host:5432/name"),
        ("DATABASE_URL", "oracle-like://annals:secret@db/x", "postgres://user:password@host:5432/name"),
        ("DATABASE_URL", "postgres://annals:secret@db:port/x", "postgres://user:password@host:5432/name"),
        ("CACHE_URL", "secret", "redis://host:6379/1"),
        ("EMAIL_URL", "pigeon://secret", "smtp+tls://user:password@host:587"),
    ],
)
def test_an_address_that_names_no_service_is_refused_without_repeating_it(development, name, value, example):
    answer = subprocess.run(
        [sys.executable, "manage.py", "check"], env={**development, name: value}, capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr == f"{name} names no service known here: write for example {example}.\n"
