"""``import_sources PATH…``: bibliographies, articles and posts become drafts of sources."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from book.management.progress import Progress
from book.manuscript.acting import NobodyToAct, actor_for
from editorial.errors import EditorialError
from editorial.models import Item
from sources.importing import opening
from sources.importing.detecting import FORMATS
from sources.importing.planning import Outcome
from sources.importing.run import import_sources


class Command(BaseCommand):
    help = "Import sources: BibTeX, CSL-JSON, RIS, reference lists, posts with footnotes, saved articles, plain text."

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", metavar="PATH", help="files, folders or ZIP archives")
        parser.add_argument("--book", metavar="KEY", help="the book whose rules of review they follow")
        parser.add_argument("--as", dest="actor", metavar="USER", help="who imports (user name or mail address)")
        parser.add_argument("--format", choices=FORMATS, default="", help="take every file for this format")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, paths, book, actor, format, dry_run, **options):
        progress = Progress(self.stderr)
        try:
            report = import_sources(
                opening.paths(paths), actor=actor_for(actor, dry_run=dry_run), name=", ".join(paths), format=format,
                collection=_book(book), dry_run=dry_run, progress=progress,
            )  # fmt: skip
        except (opening.NothingThere, NobodyToAct, EditorialError) as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._print(report)

    def _print(self, report):
        for problem in report.plan.problems:
            place = f"{problem.file}:{problem.line}" if problem.line else problem.file
            target = f" [{problem.target}]" if problem.target else ""
            self.stdout.write(f"{place}: {problem.severity} {problem.code}: {problem.message}{target}")
        for step in report.plan.steps:
            if step.outcome in (Outcome.DUPLICATE, Outcome.UPDATED, Outcome.NEAR, Outcome.SKIPPED):
                others = step.other or ", ".join(step.near)
                self.stdout.write(f"{step.entry.file}:{step.entry.line}: {step.outcome}: {step.entry.title} [{others}]")
        counts = ", ".join(f"{number} {outcome}" for outcome, number in report.plan.counts().items()) or "–"
        self.stdout.write(f"sources: {counts}")
        if report.dry_run:
            self.stdout.write(_("This was a dry run: nothing was written."))
        else:
            self.stdout.write(_("Import of sources %(batch)s.") % {"batch": report.batch})


def _book(key):
    if not key:
        return None
    book = Item.objects.filter(kind="book", key=key).first()
    if book is None:
        raise CommandError(_("There is no book “%(key)s”.") % {"key": key})
    return book
