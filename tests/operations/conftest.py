"""Processes started as a person would start them, and ended with the test that started them."""

import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.operations.surroundings import bare_environment

ROOT = Path(__file__).resolve().parents[2]


class Started:
    """A running process with its output so far, and what is asked of it."""

    def __init__(self, command, *, env, log):
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
            )

    @property
    def output(self):
        return self.log.read_text(errors="replace")

    def wait_for(self, words, *, seconds=60):
        until = time.monotonic() + seconds
        while words not in self.output:
            assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{self.output}"
            assert time.monotonic() < until, f"never said {words!r}:\n{self.output}"
            time.sleep(0.05)

    def end(self, number=signal.SIGTERM, *, seconds=40):
        """Send a signal and give the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=seconds)


@pytest.fixture
def start(tmp_path):
    """``start(*arguments, env)``: runs Python with these arguments from the project's top folder."""
    running = []

    def _start(*arguments, env):
        started = Started([sys.executable, *arguments], env=env, log=tmp_path / f"output-{len(running)}.txt")
        running.append(started)
        return started

    yield _start
    for started in running:
        if started.process.poll() is None:
            started.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                started.process.wait(timeout=30)
        if started.process.poll() is None:
            started.process.kill()
            started.process.wait()


@pytest.fixture
def free_port():
    """A function that gives a port nobody listens at."""

    def find():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return probe.getsockname()[1]

    return find


@pytest.fixture
def development(tmp_path):
    """The environment of a first start in an empty folder, without anything this test run has set."""
    return {**bare_environment(), "ANNALS_DATA_DIR": str(tmp_path / "data folder")}


@pytest.fixture
def production(tmp_path):
    """The environment of a process in production, on SQLite unless the test says more."""
    return {
        **bare_environment(),
        "DJANGO_DEBUG": "false",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DJANGO_ALLOWED_HOSTS": "annals.example.org",
        "ANNALS_PUBLIC_URL": "https://annals.example.org",
        "ANNALS_DATA_DIR": str(tmp_path / "data"),
        "ANNALS_STATIC_ROOT": str(tmp_path / "static"),
    }


@pytest.fixture
def manage():
    """``manage(*arguments, env)``: runs manage.py to its end."""

    def run(*arguments, env):
        return subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
        )

    return run


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@pytest.fixture
def get():
    """``get(url, **headers)``: status, headers and text of one answer; redirects are not followed."""
    opener = urllib.request.build_opener(_NoRedirect)

    def fetch(url, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with opener.open(urllib.request.Request(url, headers=names), timeout=20) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read().decode()

    return fetch
