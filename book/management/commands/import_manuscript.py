"""``import_manuscript PATH``: a folder of Markdown becomes drafts."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from book.management.progress import Progress
from book.manuscript.acting import NobodyToAct, actor_for
from book.manuscript.importing import NothingThere, import_manuscript
from editorial.errors import EditorialError


class Command(BaseCommand):
    help = "Import a manuscript, a folder or one file, as drafts."

    def add_arguments(self, parser):
        parser.add_argument("path", help="the folder of the manuscript, or one file of it")
        parser.add_argument("--book", metavar="SLUG", help="the book it belongs to; made where there is none")
        parser.add_argument("--as", dest="actor", metavar="USER", help="who imports (user name or mail address)")
        parser.add_argument("--publish", action="store_true", help="make everything public, as an editor's override")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, path, book, actor, publish, dry_run, **options):
        progress = Progress(self.stderr)
        try:
            report = import_manuscript(
                path, book_slug=book, actor=actor_for(actor, dry_run=dry_run), publish=publish, dry_run=dry_run,
                progress=progress,
            )  # fmt: skip
        except (NothingThere, NobodyToAct, EditorialError) as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._print(report)

    def _print(self, report):
        for finding in report.findings:
            place = f"{finding.file}:{finding.line}" if finding.line else finding.file
            target = f" [{finding.target}]" if finding.target and finding.target != finding.file else ""
            self.stdout.write(f"{place}: {finding.severity} {finding.code}: {finding.message}{target}")
        for plural, counts in report.counts.items():
            words = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number) or "–"
            self.stdout.write(f"{plural}: {words}")
        if report.dry_run:
            self.stdout.write(_("This was a dry run: nothing was written."))
        elif report.batch is None:
            self.stdout.write(_("There is nothing to import here: nothing was written."))
        else:
            self.stdout.write(
                _("Book “%(book)s”, import batch %(batch)s. Undo it with: undo_import %(batch)s")
                % {"book": report.book, "batch": report.batch}
            )
