"""Makers for the workers under test, which import this module (``-I``). They leave traces in a folder."""

import os
import time
from pathlib import Path

from editorial import jobs
from editorial.models import Job

PATIENCE_SECONDS = 60


def folder() -> Path:
    return Path(os.environ["ANNALS_TEST_TRACES"])


def leave(name, text="."):
    """Append a line to the trace ``name``."""
    with (folder() / name).open("a") as trace:
        trace.write(f"{text}\n")


def slow(argument):
    """Say that the work has begun, then wait for the file ``go``."""
    leave(f"slow-{argument}-begun", str(os.getpid()))
    until = time.monotonic() + PATIENCE_SECONDS
    while not (folder() / "go").exists() and time.monotonic() < until:
        time.sleep(0.02)
    return lambda: leave(f"slow-{argument}-stored")


def counted(argument):
    """Write down each run with what was wanted then."""
    seen = Job.objects.get(name=f"counted:{argument}").want
    return lambda: leave(f"counted-{argument}", str(seen))


def flaky(argument):
    """Fail at the first try, succeed at the second."""
    leave(f"flaky-{argument}-tried")
    if len((folder() / f"flaky-{argument}-tried").read_text().splitlines()) == 1:
        raise ValueError("the first try always fails")


jobs.register("slow", slow)
jobs.register("counted", counted)
jobs.register("flaky", flaky)
