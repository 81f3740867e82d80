"""The public site as files."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from book.management.progress import Progress
from book.static_site import building


class Command(BaseCommand):
    help = "Writes the whole public site into a folder, for any file server; the next time only what changed."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="the folder of the site; made where it is missing")
        parser.add_argument("--all", action="store_true", help="make every page again, whatever changed")
        parser.add_argument("--processes", type=int, metavar="N", help="how many work at a time; default: one a core")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, folder, json: bool, processes, **options):
        progress = Progress(self.stderr)
        try:
            report = building.build(folder, everything=options["all"], processes=processes, progress=progress)
        except building.CannotBuild as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"The site could not be written: {error}. Its pages of before are still there."
            ) from error
        finally:
            progress.close()
        self._print(report, as_json=json)
        if report.failed:
            sys.exit(1)

    def _print(self, report, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(asdict(report), indent=2, ensure_ascii=False))
            return
        for address, error in sorted(report.failed.items()):
            self.stderr.write(f"{address} failed: {error}")
        if report.lagging:
            self.stderr.write(f"{report.lagging} derived things are still being made; build again for their results.")
        self.stdout.write(
            f"{report.pages} pages: {report.made} made, {report.written} files written, {report.removed} removed, "
            f"{report.assets} assets copied, in {report.seconds:.1f} s"
        )
