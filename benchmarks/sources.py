"""Sources in: 10,000 entries of BibTeX read, planned and saved as drafts."""

import time

from django.db import connection

from benchmarks.editing import person
from benchmarks.figures import heading
from editorial.models import Item, Job
from sources.importing.opening import Opened
from sources.importing.run import import_sources, preview, read_all

ENTRIES = 10_000


def run():
    heading(f"Sources in ({connection.vendor}): {ENTRIES:,} entries of BibTeX")
    author = person("bench-author", "author")
    files = [Opened("bench.bib", _bibtex(ENTRIES))]
    seconds, (entries, _problems, _formats) = _timed(lambda: read_all(files))
    print(f"{'':<4}{'read':<52}{seconds:>8.1f} s, {len(entries):,} entries")
    seconds, (plan, _formats) = _timed(lambda: preview(files))
    print(f"{'':<4}{'read and compare with what is there':<52}{seconds:>8.1f} s, {plan.counts()}")
    seconds, report = _timed(lambda: import_sources(files, actor=author, name="bench.bib"))
    print(f"{'':<4}{'import as drafts':<52}{seconds:>8.1f} s, {report.plan.counts()}   target: <= 60 s")
    seconds, report = _timed(lambda: import_sources(files, actor=author, name="bench.bib"))
    print(f"{'':<4}{'import the same again':<52}{seconds:>8.1f} s, {report.plan.counts()}")
    print(f"{'':<4}{Item.objects.filter(kind='source').count():,} sources, {Job.objects.count():,} jobs")
    Job.objects.all().delete()


def _timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _bibtex(count) -> str:
    return "".join(
        f'@article{{bench{number}, author = {{M{{\\"u}}ller{number}, Jan and Lee, Ann B. and others}},\n'
        f"  title = {{A study of {{LAMP}} number {number} and its light}}, journal = {{Journal of Light {number % 97}}},\n"
        f"  year = {{{1950 + number % 75}}}, month = mar, volume = {{{number % 40}}}, pages = {{{number}--{number + 9}}},\n"
        f"  doi = {{10.1000/bench.{number}}}, url = {{https://lamps.example/papers/{number}}}}}\n\n"
        for number in range(count)
    )
