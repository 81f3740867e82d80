"""Everything the book derives: how each thing is made, which rows it writes, and making all of it again from scratch."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from time import monotonic

from django.db.models import Model

from book import anecdotes, findings, search, timelines, word_counts
from book.models import Anecdote, BookFile, SearchSection, Timeline, WordCount
from book.taking_home import building
from editorial import jobs, kinds
from editorial.models import Act, Finding, Item
from sources import where_used
from sources.models import Citation, DraftCitation


@dataclass(frozen=True)
class Derived:
    """One sort of derived thing: the ``prefix`` of its jobs, its maker, and the tables it fills.

    ``of_item`` says that there is one for each item; ``public``, that readers see it; ``excluded`` are columns that say
    something else (a dismissal).
    """

    prefix: str
    make: Callable
    tables: tuple[type[Model], ...]
    of_item: bool = True
    public: bool = False
    slow: bool = False
    excluded: tuple[str, ...] = ()


DERIVED = (
    Derived("words", word_counts.make, (WordCount,)),
    Derived("citations", where_used.make, (DraftCitation, Citation), public=True),
    Derived("anecdotes", anecdotes.make, (Anecdote,), public=True),
    Derived("search", search.make, (SearchSection,), public=True),
    Derived("timeline", timelines.make, (Timeline,), of_item=False, public=True),
    Derived(building.PREFIX, building.make, (BookFile,), of_item=False, public=True, slow=True, excluded=("made_at",)),
    Derived("findings", findings.make, (Finding,), excluded=("dismissed_by", "dismissed_by_name", "dismissed_reason")),
)
BY_PREFIX = {each.prefix: each for each in DERIVED}


def register():
    """Tell the engine how each derived thing is made. Called once, from ``AppConfig.ready()``."""
    for each in DERIVED:
        jobs.register(each.prefix, each.make, of_item=each.of_item, public=each.public, slow=each.slow)


class UnknownName(ValueError):
    """Nobody makes a derived thing of this name; the message lists the names there are."""


@dataclass
class Report:
    """What a regeneration did: things made and SHA-256 of the rows by prefix, failures by name, and the seconds."""

    made: dict[str, int] = field(default_factory=dict)
    sha256: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def regenerate(names: Iterable[str] = (), *, progress=None) -> Report:
    """Make derived things again, whatever their jobs say; without ``names`` all of them. A second run changes nothing.

    ``names`` are prefixes (``timeline``) or jobs (``words:41``). ``progress`` is called with (prefix, number of those
    made, their total, name). One failure does not stop the rest. Raises :class:`UnknownName`.
    """
    begun = monotonic()
    report = Report()
    for prefix, wanted in groupby(_jobs(list(names)), key=_prefix):
        wanted = list(wanted)
        for number, name in enumerate(wanted, 1):
            try:
                jobs.make_now(name)
                report.made[prefix] = report.made.get(prefix, 0) + 1
            except Exception as error:
                report.failed[name] = f"{type(error).__name__}: {error}"
            if progress is not None:
                progress(prefix, number, len(wanted), name)
        report.sha256[prefix] = digest(BY_PREFIX[prefix])
    report.seconds = round(monotonic() - begun, 3)
    return report


def _prefix(name) -> str:
    return name.partition(":")[0]


def _jobs(names) -> list[str]:
    """Return the jobs that ``names`` stand for, in the order of :data:`DERIVED`, then by item."""
    for name in names:
        if _prefix(name) not in BY_PREFIX:
            raise UnknownName(f"There is nothing called “{name}” to make. Names: {', '.join(BY_PREFIX)}.")
    prefixes = {name for name in names if ":" not in name} if names else set(BY_PREFIX)
    found = [name for name in names if ":" in name]
    if prefixes:
        found += [name for name in _all_jobs() if _prefix(name) in prefixes]
    order = list(BY_PREFIX)

    def place(name):
        prefix, _colon, argument = name.partition(":")
        return order.index(prefix), int(argument) if argument.isdigit() else 0, argument

    return sorted(dict.fromkeys(found), key=place)


def _all_jobs() -> set[str]:
    """Return every job that saving or publishing the items there are would ask for."""
    found = {each.prefix for each in DERIVED if not each.of_item}
    for item in Item.objects.select_related("collection").iterator(chunk_size=500):
        kind = kinds.get(item.kind)
        found.update(kind.jobs_for(Act.EDIT, item), kind.jobs_for(Act.PUBLISH, item))
    return {name for name in found if _prefix(name) in BY_PREFIX}


def digest(derived) -> str:
    """Return the SHA-256 of all rows of a derived thing, without their row numbers: equal rows, equal bytes."""
    total = hashlib.sha256()
    for model in derived.tables:
        columns = [
            column.attname
            for column in model._meta.concrete_fields
            if not column.primary_key and column.name not in derived.excluded
        ]
        lines = (json.dumps(row, ensure_ascii=False, default=str) for row in model.objects.values_list(*columns))
        for line in sorted(lines):
            total.update(line.encode("utf-8", "surrogatepass"))
    return total.hexdigest()
