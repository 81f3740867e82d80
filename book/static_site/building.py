"""Building the static site: make what changed since the last build, write what differs, remove what is gone."""

import fcntl
import hashlib
import multiprocessing
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils import translation

from book.public import uses
from book.public.entries import language_tag
from book.public.views import errors
from book.static_site import addresses, fingerprints, writing
from book.static_site.addresses import Address
from book.static_site.state import State
from editorial.models import Job

#: From so many pages on, several processes share the work; starting them takes as long as making these.
WORTH_SHARING = 150
#: Pages a process is given at a time.
CHUNK = 25
#: Old addresses lead on, in the form several hosts read; and a page for those that do not.
REDIRECTS, NOT_FOUND, WITHDRAWN = "_redirects", "404.html", "withdrawn.txt"


#: What is said of an address that nothing answers at.
NOT_THERE, WAS_WITHDRAWN = "nothing answers there", "was withdrawn"


class CannotBuild(Exception):
    """The site cannot be built into this folder; the message says why and what to do."""


@dataclass(frozen=True)
class Made:
    """One page that was made: the SHA-256 of its file, the things it was made from, the addresses its links lead to."""

    address: Address
    sha256: str
    things: frozenset[str]
    further: frozenset[Address]
    written: bool


@dataclass
class Report:
    """What a build did. ``failed`` maps addresses to errors; ``lagging`` counts derived things still being made."""

    made: int = 0
    written: int = 0
    removed: int = 0
    assets: int = 0
    pages: int = 0
    lagging: int = 0
    seconds: float = 0.0
    failed: dict[str, str] = field(default_factory=dict)


def build(folder: Path, *, everything=False, processes: int | None = None, progress=None) -> Report:
    """Bring the site in ``folder`` up to date; a second build of the same releases writes nothing.

    ``everything`` makes all pages again. ``progress`` is called with (stage, done, total, name). A page that cannot be
    made keeps its file of before and is tried again next time. Raises CannotBuild, and OSError where the disk refuses.
    """
    begun = monotonic()
    folder = Path(folder).resolve()
    _refuse_strange(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with _only_one(folder) as memory:
        report = _build(folder, memory, everything, processes or os.cpu_count() or 1, progress)
    report.seconds = round(monotonic() - begun, 2)
    return report


def _refuse_strange(folder):
    """Refuse a folder that holds something else: a build removes what it does not know only among its own files."""
    if folder.exists() and not folder.is_dir():
        raise CannotBuild(f"{folder} is not a folder.")
    if folder == settings.BASE_DIR or folder in settings.BASE_DIR.parents or folder == settings.DATA_DIR:
        raise CannotBuild(f"{folder} holds other things; name a folder for the site alone.")


class _only_one:  # noqa: N801 (used as a with block)
    """The memory of a folder, held by one build at a time."""

    def __init__(self, folder):
        name = hashlib.blake2b(str(folder).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        sites = Path(settings.DATA_DIR) / "sites"
        sites.mkdir(parents=True, exist_ok=True)
        self.path = sites / f"{name}.sqlite3"

    def __enter__(self):
        self.lock = self.path.with_suffix(".lock").open("a")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self.lock.close()
            raise CannotBuild("Another build of this folder is under way.") from error
        self.state = State(self.path)
        return self.state

    def __exit__(self, *details):
        self.state.close()
        self.lock.close()


def _build(folder, memory, everything, processes, progress) -> Report:
    report = Report(lagging=Job.objects.lagging().count())
    program = fingerprints.program()
    if everything or memory.fact("program") != program or not (folder / "index.html").exists():
        memory.forget()
    prints, before = fingerprints.take(), memory.pages()
    wanted = set(addresses.everything())
    known = {Address(path, page) for path, page in before}
    linked = known - wanted  # what only the links of other pages led to
    stale = {Address(path, page) for path, page in memory.pages_using(memory.changed(prints))}
    notices = set(addresses.notices())
    made: dict[Address, Made] = {}
    gone = set()
    todo = ((wanted | linked) & stale) | (wanted - known)
    while todo:
        for result in _make_all(sorted(todo), folder, before, notices, processes, progress, offset=len(made)):
            if isinstance(result, Made):
                made[result.address] = result
            elif result[1] in (NOT_THERE, WAS_WITHDRAWN) and result[0] in linked:
                gone.add(result[0])
            else:
                report.failed[result[0].href] = result[1]
        found = {target for each in made.values() for target in each.further}
        todo = {each for each in found - known - made.keys() if each.href not in report.failed}
    for address in sorted(gone):
        writing.remove(folder, address.file)
    report.written = sum(each.written for each in made.values()) + _write_around(folder)
    report.assets = writing.copy_assets(folder)
    # What failed is forgotten, so that the next build tries it again.
    dropped = gone | {each for each in known if each.href in report.failed}
    memory.remember(
        made.values(), [(each.path, each.page) for each in dropped], prints=prints, facts={"program": program}
    )
    report.made, report.removed = len(made), len(gone)
    report.pages = len(known - gone | set(made))
    return report


# Making pages


def _make_all(todo: list[Address], folder, before, notices, processes, progress, *, offset) -> Iterable:
    """Yield Made for every address, or (address, error)."""
    jobs = [(address, folder, before.get((address.path, address.page), ""), address in notices) for address in todo]
    if len(todo) < WORTH_SHARING or processes < 2:
        results = map(_make_safely, jobs)
        yield from _counted(results, len(todo), progress, offset)
        return
    connection.close()  # a child must not inherit it
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from _counted(pool.imap_unordered(_make_safely, jobs, chunksize=CHUNK), len(todo), progress, offset)


def _counted(results, total, progress, offset):
    for number, result in enumerate(results, 1):
        if progress is not None:
            progress("pages", offset + number, offset + total, "")
        yield result


def _make_safely(job):
    address = job[0]
    try:
        return _make(*job)
    except OSError:
        raise
    except Http404:
        return address, NOT_THERE
    except _Withdrawn:
        return address, WAS_WITHDRAWN
    except Exception as error:  # one page must not stop the others
        return address, f"{type(error).__name__}: {error}"


def _make(address: Address, folder: Path, before: str, is_notice: bool) -> Made:
    with uses.recording() as things:
        content = render(address, notice=is_notice)
    further: set[Address] = set()
    if address.file.endswith(".html"):
        text, further = addresses.with_further_pages(content.decode(), address)
        content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    written = sha256 != before or not (folder / address.file).exists()
    if written:
        writing.write(folder, address.file, content)
    return Made(address, sha256, frozenset(things), frozenset(further), written)


class _Withdrawn(Exception):
    """What was at an address was withdrawn, and its notice stands elsewhere."""


def render(address: Address, *, notice=False) -> bytes:
    """Return the file for an address, made by its view; raises where nothing answers there.

    An old address becomes a page that leads on; a withdrawn one, where ``notice`` asks for it, the page with its
    notice: a file server knows no status.
    """
    request = _request(address.path, address.query)
    with translation.override(address.language):
        view, args, kwargs = resolve(address.path)
        response = view(request, *args, **kwargs)
        if response.status_code == HTTPStatus.MOVED_PERMANENTLY:
            context = {"target": response.headers["Location"], "lang": language_tag(address.language)}
            return render_to_string("public/moved.html", context).encode()
    if response.status_code == HTTPStatus.GONE and not notice:
        raise _Withdrawn
    if response.status_code not in (HTTPStatus.OK, HTTPStatus.GONE):
        raise ValueError(f"answered {response.status_code}")
    if response.streaming:
        return b"".join(response)
    return response.content


def _request(path, query="") -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.META = {"QUERY_STRING": query, "REQUEST_METHOD": "GET", "PATH_INFO": path}
    request.GET = QueryDict(query)
    return request


# What stands around the pages


def _write_around(folder) -> int:
    """Write the page for unknown addresses, redirects, and the notices of withdrawn pages; returns how many changed."""
    files = {NOT_FOUND: errors.not_found(_request("/"), None).content}
    leads = addresses.moved()
    lines = [f"{old} {new} 301" for old, new in sorted(leads.items())]
    lines += [f"/en{old} /en{new} 301" for old, new in sorted(leads.items())]
    files[REDIRECTS] = "".join(f"{line}\n" for line in lines).encode()
    files[WITHDRAWN] = "".join(f"{path}\n/en{path}\n" for path in addresses.withdrawn()).encode()
    changed = 0
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            writing.write(folder, name, content)
            changed += 1
    return changed
