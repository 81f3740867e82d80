"""Real worker processes on real queues, beside the test's own process, on one database."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection

from book.config.celery import app
from editorial import jobs
from editorial.models import Job

ROOT = Path(__file__).resolve().parents[2]
WORKER = [
    sys.executable, "-m", "celery", "-A", "book.config.celery", "worker", "-P", "threads", "-c", "2", "--loglevel",
    "INFO", "-I", "tests.workers.makers", "--without-gossip", "--without-mingle", "--without-heartbeat",
]  # fmt: skip
#: One Redis database for each process of the test run; the last two belong to other tests.
REDIS = f"redis://127.0.0.1:6379/{10 + int(os.environ.get('PYTEST_XDIST_WORKER', 'gw0')[2:]) % 4}"


def wait_until(condition, *, seconds=20, what="it"):
    """Wait until ``condition()`` is true; fail after ``seconds``."""
    until = time.monotonic() + seconds
    while not (result := condition()):
        assert time.monotonic() < until, f"{what} did not come about in {seconds} s"
        time.sleep(0.05)
    return result


@dataclass
class Queue:
    """A broker, the folder of its installation, and the workers on it."""

    name: str
    folder: Path
    workers: list[subprocess.Popen] = field(default_factory=list)

    @property
    def url(self) -> str:
        return REDIS if self.name == "redis" else "filesystem://"

    @property
    def messages(self) -> Path:
        return self.folder / "queue" / "messages"

    def environment(self) -> dict[str, str]:
        ours = ("DJANGO_", "ANNALS_", "CELERY_", "DATABASE_", "CACHE_", "EMAIL_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        database = connection.settings_dict
        address = f"sqlite:///{database['NAME']}"
        if connection.vendor == "postgresql":
            host = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
            address = f"postgres://{database['USER']}:{database['PASSWORD']}@{host}/{database['NAME']}"
        return kept | {
            "ANNALS_DATA_DIR": str(self.folder), "ANNALS_TEST_TRACES": str(self.folder / "traces"),
            "CELERY_BROKER_URL": self.url, "DATABASE_URL": address,
        }  # fmt: skip

    def start_worker(self) -> subprocess.Popen:
        """Start a worker and return when it is ready for messages."""
        log = self.folder / f"worker-{len(self.workers)}.log"
        with log.open("wb") as out:
            worker = subprocess.Popen(
                WORKER, cwd=ROOT, env=self.environment(), stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
        self.workers.append(worker)
        wait_until(lambda: " ready." in log.read_text() or worker.poll() is not None, seconds=40, what="a worker")
        assert worker.poll() is None, log.read_text()
        return worker

    def log(self) -> str:
        """Everything the workers have said."""
        return "".join(each.read_text() for each in sorted(self.folder.glob("worker-*.log")))

    def trace(self, name) -> list[str]:
        """The lines a maker has left."""
        path = self.folder / "traces" / name
        return path.read_text().split() if path.exists() else []

    def go(self):
        (self.folder / "traces" / "go").touch()

    def waiting(self) -> int:
        """How many messages lie in the queue."""
        if self.name == "redis":
            with app.connection_for_read() as broker:
                return broker.default_channel.client.llen("annals")
        return len(list(self.messages.glob("*annals*")))

    # The test's own process

    def connect(self, *, broken=False):
        """Let this process publish to the queue instead of doing the work itself; ``broken`` takes the broker away."""
        url, messages = self.url, self.messages
        if broken:
            url = "redis://127.0.0.1:1/0" if self.name == "redis" else url
            messages = Path(__file__)  # a file where a folder should be
        options = {"visibility_timeout": 6 * 3600, "socket_connect_timeout": 2}
        if self.name == "filesystem":
            options = {
                "data_folder_in": str(messages), "data_folder_out": str(messages),
                "control_folder": str(self.folder / "queue" / "control"), "polling_interval": 0.2,
            }  # fmt: skip
        configure(task_always_eager=False, broker_url=url, broker_transport_options=options)


def configure(**settings):
    app.conf.update(**settings)
    app._pool = None  # connections of the former address
    app.amqp._producer_pool = None
    jobs._quiet_until = 0.0


@pytest.fixture(scope="module", params=["filesystem", pytest.param("redis", marks=pytest.mark.redis)])
def installation(request, tmp_path_factory, django_db_setup):
    """A queue with a folder of its own; whatever was started on it ends with the module."""
    queue = Queue(request.param, tmp_path_factory.mktemp(request.param))
    for name in ("traces", "queue/messages", "queue/control"):
        (queue.folder / name).mkdir(parents=True)
    before = {name: app.conf[name] for name in ("task_always_eager", "broker_url", "broker_transport_options")}
    queue.connect()
    empty(queue)
    configure(**before)
    yield queue
    for worker in queue.workers:
        if worker.poll() is None:
            worker.kill()
        worker.wait()
    queue.connect()
    empty(queue)
    configure(**before)


def empty(queue):
    if queue.name == "redis":
        with app.connection_for_write() as broker:
            broker.default_channel.client.flushdb()


@pytest.fixture
def queue(installation, transactional_db):
    """The queue, connected to this process and without a word about earlier tests; at the end its work is done."""
    before = {name: app.conf[name] for name in ("task_always_eager", "broker_url", "broker_transport_options")}
    installation.connect()
    for trace in (installation.folder / "traces").iterdir():
        trace.unlink()
    yield installation
    if any(worker.poll() is None for worker in installation.workers):
        wait_until(lambda: not Job.objects.lagging().exists(), what="the rest of the work")
    configure(**before)


@pytest.fixture
def worker(queue):
    """The worker of this module on the queue; started again after a test that killed it."""
    running = [each for each in queue.workers if each.poll() is None]
    return running[0] if running else queue.start_worker()
