"""The commands of docker-compose.yml, run by hand against PostgreSQL and Redis: the same words, other ports."""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import yaml
from psycopg import sql

from book.public.tables import PUBLIC_TABLES
from tests.operations.surroundings import bare_environment

ROOT = Path(__file__).resolve().parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
POSTGRESQL = "postgres@127.0.0.1:5432"
REDIS = "redis://127.0.0.1:6379/14"

BY_PROXY = {"Host": "annals.example.org", "X_Forwarded_Proto": "https"}

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.psql,
    pytest.mark.redis,
    pytest.mark.worker,
    pytest.mark.xdist_group("production"),  # one database for all of them, made once
]


@pytest.fixture(scope="module")
def database():
    """A database and its two roles, made by the script that the PostgreSQL container runs; their names."""
    suffix = f"{os.getpid()}_{secrets.token_hex(3)}"
    names = {"database": f"annals_{suffix}", "owner": f"annals_owner_{suffix}", "reader": f"annals_public_{suffix}"}
    passwords = {"owner_password": secrets.token_hex(16), "reader_password": 'it\'s $a "trap"'}
    settings = [part for name, value in {**names, **passwords}.items() for part in ("--set", f"{name}={value}")]
    command = ["psql", "--no-psqlrc", "--quiet", f"postgresql://{POSTGRESQL}/postgres", *settings]
    try:
        subprocess.run([*command, "--file", "docker/postgres/roles.sql"], cwd=ROOT, check=True, timeout=60)
        yield names
    finally:
        with psycopg.connect(f"postgresql://{POSTGRESQL}/postgres", autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(names["database"]))
            )
            for role in ("reader", "owner"):
                connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(names[role])))


@pytest.fixture(scope="module")
def environment(database, tmp_path_factory):
    """What compose gives the desk's processes, on this machine's services."""
    folder = tmp_path_factory.mktemp("production")
    return {
        **bare_environment(),
        "DJANGO_DEBUG": "false",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_ALLOWED_HOSTS": "desk.example.org,annals.example.org",
        "ANNALS_PUBLIC_URL": "https://annals.example.org",
        "ANNALS_DATA_DIR": str(folder / "data"),
        "ANNALS_STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": f"postgres://{database['owner']}@127.0.0.1:5432/{database['database']}",
        "CELERY_BROKER_URL": REDIS,
        "CACHE_URL": "redis://127.0.0.1:6379/15",
        "EMAIL_URL": "consolemail://",
        "HOST": "127.0.0.1",
    }


@pytest.fixture(scope="module")
def public_environment(environment, database):
    """What compose gives the public site: its own role, no queue, no cache of the desk's."""
    ours = {name: value for name, value in environment.items() if name not in ("CELERY_BROKER_URL", "EMAIL_URL")}
    return {
        **ours,
        "ANNALS_PUBLIC_ONLY": "true",
        "DATABASE_URL": f"postgres://{database['reader']}@127.0.0.1:5432/{database['database']}",
        "CACHE_URL": "locmemcache://",
    }


@pytest.fixture(scope="module")
def migrated(environment, database):
    """The database as the `migrate` service leaves it, and the static files as the image has them."""
    command = SERVICES["migrate"]["command"][-1].replace("annals_public", database["reader"])
    command = command.replace("python ", f"{sys.executable} ")
    assert command.count("manage.py") == 2
    migration = subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert migration.returncode == 0, migration.stderr
    collected = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert collected.returncode == 0, collected.stderr
    yield migration.stdout
    shutil.rmtree(environment["ANNALS_DATA_DIR"], ignore_errors=True)


@pytest.fixture
def web(start, free_port, get):
    """``web(env)``: the address of gunicorn as the image starts it, once it answers."""

    def _start(env):
        port = free_port()
        command = (ROOT / "Dockerfile").read_text().split("CMD ", 1)[1]
        started = start("-m", *json.loads(command), env={**env, "PORT": str(port)})
        _wait_until(lambda: _answers(get, f"http://127.0.0.1:{port}/healthz"), started)
        started.address = f"http://127.0.0.1:{port}"
        return started

    return _start


def _answers(get, url):
    try:
        return get(url)[0] == 200
    except OSError:
        return False


def _wait_until(condition, started, *, seconds=40):
    until = time.monotonic() + seconds
    while not condition():
        assert started.process.poll() is None, started.output
        assert time.monotonic() < until, started.output
        time.sleep(0.2)


def connect(environment):
    return psycopg.connect(environment["DATABASE_URL"].replace("postgres://", "postgresql://"), autocommit=True)


def test_the_public_role_may_read_the_listed_tables_and_nothing_else(migrated, public_environment, environment):
    with connect(environment) as owner:
        tables = {name for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    with connect(public_environment) as reader:
        reader.execute("SET default_transaction_read_only = off")  # the second lock, which is not the one tested here
        readable = {name for name in tables if _allowed(reader, f'SELECT * FROM "{name}" LIMIT 1')}
        refused = [
            statement
            for statement in (
                "INSERT INTO editorial_publicpage DEFAULT VALUES",
                "UPDATE editorial_release SET title = ''",
                "DELETE FROM editorial_publication",
                "CREATE TABLE mine (id int)",
                "CREATE TEMPORARY TABLE mine (id int)",
            )
            if not _allowed(reader, statement)
        ]
    assert readable == set(PUBLIC_TABLES)
    assert len(refused) == 5


def _allowed(connection, statement):
    try:
        connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege:
        return False
    return True


def test_granting_again_withdraws_what_someone_gave_by_hand(
    migrated, manage, environment, public_environment, database
):
    with connect(environment) as owner, connect(public_environment) as reader:
        owner.execute(sql.SQL("GRANT ALL ON editorial_item TO {}").format(sql.Identifier(database["reader"])))
        assert _allowed(reader, "SELECT * FROM editorial_item LIMIT 1")
        answers = [manage("grant_public_role", database["reader"], env=environment) for _ in range(2)]
        assert not _allowed(reader, "SELECT * FROM editorial_item LIMIT 1")
        assert _allowed(reader, "SELECT * FROM editorial_release LIMIT 1")
    expected = f"{database['reader']} may read {len(PUBLIC_TABLES)} tables and nothing else.\n"
    assert [(answer.returncode, answer.stdout) for answer in answers] == [(0, expected)] * 2


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("nobody_here", "CommandError: There is no role named nobody_here. Create it first: "),
        ("postgres", "CommandError: The role postgres owns the database or is a superuser: "),
    ],
)
def test_a_role_that_cannot_be_held_back_is_refused(migrated, manage, environment, role, sentence):
    answer = manage("grant_public_role", role, env=environment)
    assert answer.returncode == 1
    assert answer.stderr.startswith(sentence)


def test_the_desk_answers_over_tls_only_and_serves_its_files(migrated, web, get, environment):
    desk = web(environment)
    by_proxy = {"Host": "desk.example.org", "X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.9"}
    status, headers, _body = get(f"{desk.address}/admin/login/", Host="desk.example.org")
    assert (status, headers["Location"]) == (301, "https://desk.example.org/admin/login/")
    status, headers, body = get(f"{desk.address}/admin/login/", **by_proxy)
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert {"Secure", "SameSite=Lax"} <= set(headers["Set-Cookie"].split("; "))
    style = body.split('href="/static/', 1)[1].split('"', 1)[0]
    status, headers, _body = get(f"{desk.address}/static/{style}", **by_proxy)
    assert (status, headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
    assert get(f"{desk.address}/admin/login/", **{**by_proxy, "Host": "evil.example"})[0] == 400
    assert desk.end() == 0


def test_the_public_site_runs_as_its_own_role_without_a_desk(migrated, web, get, public_environment):
    site = web(public_environment)
    assert get(f"{site.address}/healthz")[2] == '{"database": "ok"}'
    assert get(f"{site.address}/admin/", **BY_PROXY)[0] == 404
    _status, headers, _body = get(f"{site.address}/", **BY_PROXY)
    assert (headers.get("Set-Cookie"), headers.get("Vary")) in ((None, None), (None, "Accept-Encoding"))
    assert site.end() == 0


def _django(lines, *, env):
    """Run lines of Python in a process of the desk."""
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {lines}"],
        cwd=ROOT, env={**env, "DJANGO_SETTINGS_MODULE": "book.config.settings"}, capture_output=True, text=True,
        timeout=300,
    )  # fmt: skip


@pytest.fixture(scope="module")
def demo(migrated, environment):
    """The demo book, played into the database."""
    played = _django("from book.demo.play import prepare_demo; prepare_demo()", env=environment)
    assert played.returncode == 0, played.stderr


def test_every_page_of_the_demo_can_be_read_by_the_public_role(demo, web, get, public_environment):
    site = web(public_environment)
    sitemap = get(f"{site.address}/sitemap.xml", **BY_PROXY)[2]
    listed = re.findall(r"<loc>https://annals.example.org([^<]+)</loc>", sitemap)
    more = ["/feed.atom", "/robots.txt", "/search/?q=GPT", "/en/search/?q=GPT", "/timeline/?from=2020&to=2023"]
    releases = [f"{path}r/1/" for path in listed if path.startswith("/books/")]  # of earlier texts, some of them
    statuses = {path: get(f"{site.address}{path}", **BY_PROXY)[0] for path in [*listed, *more, *releases]}
    assert len(listed) > 150
    assert {path: status for path, status in statuses.items() if status not in (200, 410)} == {}, site.output[-3000:]
    assert get(f"{site.address}/nowhere/", **BY_PROXY)[0] == 404
    assert site.end() == 0


def test_a_withdrawal_is_in_the_next_answer_of_every_worker_of_the_public_site(
    demo, web, get, environment, public_environment
):
    site = web({**public_environment, "WEB_CONCURRENCY": "3", "WEB_THREADS": "1"})
    path = "/events/chatgpt-2022/"

    def statuses(count):
        return {get(f"{site.address}{path}", **BY_PROXY)[0] for _request in range(count)}

    assert statuses(40) == {200}  # all three keep it ready now
    withdrawn = _django(
        "from editorial import transitions; from editorial.models import Item, Membership; "
        "editor = Membership.objects.get(role='editor', collection=None).person; "
        "transitions.unpublish(Item.objects.get(kind='event', key='chatgpt-2022'), actor=editor, reason='test')",
        env=environment,
    )
    assert withdrawn.returncode == 0, withdrawn.stderr
    assert statuses(40) == {410}
    assert site.end() == 0


def test_worker_and_beat_work_together_through_redis(migrated, start, environment):
    worker = start("-m", *SERVICES["worker"]["command"], env=environment)
    worker.wait_for("ready.")
    ping = celery("inspect", "ping", "--timeout", "8", env=environment)
    assert (ping.returncode, "pong" in ping.stdout) == (0, True)
    beat = start("-m", *SERVICES["beat"]["command"], env=environment)
    worker.wait_for("Task editorial.tasks.publish_due[", seconds=60)
    assert [beat.end(), worker.end()] == [0, 0]


@pytest.mark.rabbitmq
def test_a_worker_takes_its_work_from_rabbitmq_too(migrated, start, environment):
    queue = f"annals-test-{secrets.token_hex(4)}"
    env = {**environment, "CELERY_BROKER_URL": "amqp://guest:guest@127.0.0.1:5672//"}
    worker = start("-m", *SERVICES["worker"]["command"], "--queues", queue, env=env)
    worker.wait_for("ready.")
    sent = celery("call", "editorial.tasks.sweep", "--queue", queue, env=env)
    assert sent.returncode == 0, sent.stderr
    worker.wait_for("Task editorial.tasks.sweep[")
    worker.wait_for("succeeded in")
    assert worker.end() == 0
    assert celery("amqp", "queue.delete", queue, env=env).returncode == 0


def celery(*arguments, env):
    return subprocess.run(
        [sys.executable, "-m", "celery", "-A", "book.config", *arguments],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
