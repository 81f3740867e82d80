"""Web, worker and beat as children of one process: started together, stopped together.

Nothing outside the standard library is used, so that stopping works whatever state the application is in.
"""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

#: How long a child may take to finish what it is doing once asked to stop.
PATIENCE_SECONDS = 15
STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class CannotRun(Exception):
    """Annals cannot be started here and now; the message says why and what to do."""


@dataclass(frozen=True)
class Child:
    """A process to keep running, and the word people know it by."""

    name: str
    command: Sequence[str]


def children(*, host: str, port: int) -> list[Child]:
    """The three processes of an installation on one machine."""
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "book.config"]
    gunicorn = [sys.executable, "-m", "gunicorn", "book.config.wsgi", "--bind", f"{host}:{port}"]
    return [
        Child("web", [*gunicorn, "--workers", "2", "--worker-class", "gthread", "--threads", "4",
                      "--graceful-timeout", "5", "--log-level", "warning"]),
        # Alone on its queue, a worker has nobody to exchange gossip and heartbeats with.
        Child("worker", [*celery, "worker", "-P", "threads", "-c", "2", "--loglevel", "WARNING",
                         "--without-gossip", "--without-mingle", "--without-heartbeat"]),
        Child("beat", [*celery, "beat", "--loglevel", "WARNING", "--pidfile="]),
    ]  # fmt: skip


def require_free_port(*, host: str, port: int) -> None:
    """Raise :class:`CannotRun` when something else listens at the address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise CannotRun(f"There is no port {port}: a port is a number up to 65535.") from None
        except OSError as error:
            raise CannotRun(
                f"Port {port} cannot be used ({error.strerror}). Choose another one: PORT={port + 1} make run"
            ) from error


def hold_data_folder(data_dir: Path):
    """Take the data folder for this process; the lock lasts as long as the returned file stays open.

    Two beats on one queue would do everything twice. Raises :class:`CannotRun` while another process holds it, and
    where the folder cannot be written.
    """
    try:
        file = (data_dir / "running.lock").open("a")
    except OSError as error:
        raise CannotRun(
            f"The data folder {data_dir} cannot be written ({error.strerror}). Choose another one: ANNALS_DATA_DIR."
        ) from error
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise CannotRun(
            f"Annals is already running with the data folder {data_dir}. Stop it first, or set ANNALS_DATA_DIR."
        ) from error
    return file


def run(
    group: Sequence[Child], *, ready: Callable[[], bool], on_ready: Callable[[], None], report: Callable[[str], None]
) -> int:
    """Keep the children running until a signal arrives or one of them ends; the exit code to end with.

    ``ready`` is asked until it is true, then ``on_ready`` is called once; ``report`` takes sentences for people.
    A child that ends by itself stops the others: 1. A signal stops all: 0. No child is left behind.
    """
    stopping: list[int] = []
    previous = {number: signal.signal(number, lambda got, _frame: stopping.append(got)) for number in STOPPING_SIGNALS}
    running: dict[str, subprocess.Popen] = {}
    try:
        for child in group:
            running[child.name] = _start(child)
        announced = False
        while not stopping:
            ended = {name: process.returncode for name, process in running.items() if process.poll() is not None}
            if ended:
                for name, code in ended.items():
                    report(f"{name} ended unexpectedly with exit code {code}; stopping the rest.")
                return 1
            if not announced and ready():
                announced = True
                on_ready()
            time.sleep(0.1)
        report("Stopping …")
        return 0
    finally:
        _stop(running.values(), hurry=lambda: len(stopping) > 1)
        for number, handler in previous.items():
            signal.signal(number, handler)


def answers(url: str) -> bool:
    """Whether a web process answers this address with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 (our own address)
            return answer.status == 200
    except OSError:
        return False


def _start(child: Child) -> subprocess.Popen:
    # A session of its own: Ctrl-C reaches this process only, which then stops its children in an orderly way.
    return subprocess.Popen(  # noqa: S603 (our own commands)
        child.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent
    )


def _die_with_parent() -> None:
    """On Linux, have the kernel stop this child should its parent be killed outright."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _stop(processes, *, hurry: Callable[[], bool]) -> None:
    """Ask all to finish; after the patience, or at a second signal, end them and all they started."""
    processes = list(processes)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + PATIENCE_SECONDS
    while any(process.poll() is None for process in processes) and time.monotonic() < until and not hurry():
        time.sleep(0.05)
    for process in processes:
        # Each child leads a process group of its own; what it started belongs to it.
        with contextlib.suppress(ProcessLookupError, PermissionError):  # the whole group is gone, as it should be
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
