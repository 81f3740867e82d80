"""``export_manuscript DIR``: the book as a folder of Markdown."""

import json

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from book.management.progress import Progress
from book.manuscript.exporting import export_manuscript
from book.manuscript.writing.files import UnsafePath
from editorial.models import Item


class Command(BaseCommand):
    help = "Write the manuscript back into a folder: untouched files byte for byte, others changed where edited."

    def add_arguments(self, parser):
        parser.add_argument("directory", help="the folder to write; made where it is missing")
        parser.add_argument("--book", metavar="SLUG", help="which book; needed where there are several")
        parser.add_argument("--released", action="store_true", help="what readers see instead of the drafts")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, directory, book, released, **options):
        progress = Progress(self.stderr)
        try:
            report = export_manuscript(directory, book=_book(book), released=released, progress=progress)
        except (UnsafePath, OSError) as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
            return
        for word, paths in (("changed", report.changed), ("new", report.new)):
            for path in paths:
                self.stdout.write(f"{word} {path}")
        for problem in report.problems:
            self.stdout.write(f"{problem.file}: {problem.code}: {problem.message} [{problem.target}]")
        self.stdout.write(
            _("%(unchanged)d files as they came in, %(changed)d changed, %(new)d new.")
            % {"unchanged": len(report.unchanged), "changed": len(report.changed), "new": len(report.new)}
        )


def _book(slug):
    books = Item.objects.filter(kind="book", **({"key": slug} if slug else {}))
    found = list(books[:2])
    if len(found) == 1:
        return found[0]
    if slug or not found:
        raise CommandError(_("There is no book “%(slug)s”.") % {"slug": slug} if slug else _("There is no book yet."))
    raise CommandError(_("There are several books; please name one with --book SLUG."))
