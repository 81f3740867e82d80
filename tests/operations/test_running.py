"""`manage.py run` as a person meets it: real processes, a folder of their own, a free port."""

import os
import re
import signal
import socket
import subprocess
import sys
import time

import pytest

from book.running import CannotRun, Child, hold_data_folder, run

pytestmark = pytest.mark.worker
READY = "Ctrl-C stops everything."


def descendants(pid):
    """``{pid: command}`` of everything a process started, and what those started."""
    lines = subprocess.run(["ps", "-ww", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    rows = [(int(pid_), int(parent), command) for pid_, parent, command in map(_split, lines.splitlines())]
    found, wave = {}, {pid}
    while wave:
        children = {child: command for child, parent, command in rows if parent in wave}
        found |= children
        wave = set(children)
    return found


def _split(line):
    return line.split(maxsplit=2)


def alive(pids):
    """Those of the processes that still run; a zombie waiting for its parent does not."""
    return [pid for pid in pids if _state(pid) not in ("", "Z")]


def _state(pid):
    answer = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True)
    return answer.stdout.strip()[:1]


def wait_until_gone(pids, *, seconds=20):
    until = time.monotonic() + seconds
    while alive(pids) and time.monotonic() < until:
        time.sleep(0.1)
    return alive(pids)


@pytest.fixture
def annals(start, development, free_port):
    """``annals()``: a running installation without the demo, and its address."""

    def _run():
        port = free_port()
        started = start("manage.py", "run", "--no-demo", env={**development, "PORT": str(port)})
        started.wait_for(READY)
        started.port, started.address = port, f"http://127.0.0.1:{port}"
        return started

    return _run


def test_one_command_starts_everything_and_one_signal_stops_it(annals, get):
    started = annals()
    assert [line for line in started.output.splitlines() if "http" in line] == [
        f"  the site    {started.address}/",
        f"  in English  {started.address}/en/",
        f"  the desk    {started.address}/admin/",
    ]
    status, _headers, body = get(f"{started.address}/healthz")
    assert (status, body) == (200, '{"database": "ok", "queue": "ok", "oldest_job_seconds": 0}')
    assert get(f"{started.address}/admin/login/")[0] == 200
    family = descendants(started.process.pid)
    assert {word for word in ("gunicorn", "worker", "beat") if any(word in line for line in family.values())} == {
        "gunicorn",
        "worker",
        "beat",
    }
    assert started.end(signal.SIGINT) == 0
    assert wait_until_gone(family, seconds=10) == []


def test_a_first_start_plays_the_demo_and_a_second_one_keeps_it(start, development, free_port, get, manage):
    port = free_port()
    first = start("manage.py", "run", env={**development, "PORT": str(port)})
    first.wait_for(READY, seconds=180)
    people = re.findall(r"^  (author|reviewer|editor) +(\S+) +(\S+)$", first.output, flags=re.M)
    assert sorted(role for role, _name, _password in people) == ["author", "editor", "reviewer"]
    before = get(f"http://127.0.0.1:{port}/sitemap.xml")
    assert (before[0], "/books/" in before[2]) == (200, True)
    assert first.end() == 0
    signs_in = "from django.contrib.auth import authenticate as a; import sys; print(a(username=%r, password=%r))"
    _role, name, password = people[0]
    answer = manage("shell", "-v0", "-c", signs_in % (name, password), env=development)
    assert answer.stdout.strip() == name
    second = start("manage.py", "run", env={**development, "PORT": str(port)})
    second.wait_for(READY)
    assert [word for word in ("First start", "password", password) if word in second.output] == []
    assert get(f"http://127.0.0.1:{port}/sitemap.xml")[2] == before[2]
    assert second.end() == 0


def test_a_child_that_dies_stops_the_rest_with_its_name(annals):
    started = annals()
    family = descendants(started.process.pid)
    (worker,) = [pid for pid, command in family.items() if " worker " in command]
    os.kill(worker, signal.SIGKILL)
    assert started.process.wait(timeout=40) == 1
    assert "worker ended unexpectedly with exit code -9; stopping the rest." in started.output
    assert wait_until_gone(family, seconds=10) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_nothing_is_left_behind_when_the_whole_is_killed_outright(annals):
    started = annals()
    family = descendants(started.process.pid)
    started.process.kill()
    started.process.wait()
    assert wait_until_gone(family) == []


def test_a_port_in_use_is_told_in_a_sentence(start, development):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        started = start("manage.py", "run", env={**development, "PORT": str(port)})
        assert started.process.wait(timeout=40) == 1
    assert started.output == (
        f"CommandError: Port {port} cannot be used (Address already in use). "
        f"Choose another one: PORT={port + 1} make run\n"
    )


@pytest.mark.parametrize(
    ("surroundings", "sentence"),
    [
        ({"PORT": "99999"}, "There is no port 99999: a port is a number up to 65535."),
        ({"DATABASE_URL": "postgres://annals@127.0.0.1:1/annals"}, "The database cannot be used: "),
    ],
)
def test_what_keeps_it_from_starting_is_told_without_a_traceback(start, development, free_port, surroundings, sentence):
    started = start("manage.py", "run", env={**development, "PORT": str(free_port()), **surroundings})
    assert started.process.wait(timeout=40) == 1
    assert f"CommandError: {sentence}" in started.output
    assert "Traceback" not in started.output


def test_one_data_folder_serves_one_installation(annals, start, development, free_port):
    annals()
    second = start("manage.py", "run", "--no-demo", env={**development, "PORT": str(free_port())})
    assert second.process.wait(timeout=40) == 1
    assert second.output == (
        f"CommandError: Annals is already running with the data folder {development['ANNALS_DATA_DIR']}. "
        "Stop it first, or set ANNALS_DATA_DIR.\n"
    )


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CannotRun, match=re.escape(f"The data folder {tmp_path / 'gone'} cannot be written (No such")):
        hold_data_folder(tmp_path / "gone")


def test_what_a_child_started_ends_with_it_even_when_it_does_not_listen():
    script = "import signal, subprocess, time; signal.signal(15, signal.SIG_IGN); "
    stubborn = Child("stubborn", [sys.executable, "-c", script + "subprocess.Popen(['sleep', '77']); time.sleep(77)"])
    brief = Child("brief", [sys.executable, "-c", "import time; time.sleep(3)"])
    sentences, family = [], {}

    def note_family():
        family.update(descendants(os.getpid()))
        return False

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("book.running.PATIENCE_SECONDS", 1)
        code = run([stubborn, brief], ready=note_family, on_ready=lambda: None, report=sentences.append)
    assert (code, sentences) == (1, ["brief ended unexpectedly with exit code 0; stopping the rest."])
    sleepers = [pid for pid, command in family.items() if "sleep 77" in command]
    assert sleepers
    # Killed for certain, but not gone in the same instant; left alone they would sleep far longer than this waits.
    assert wait_until_gone(sleepers, seconds=10) == []
