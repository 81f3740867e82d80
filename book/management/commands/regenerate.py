"""Everything derived, made again from scratch."""

import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from book import derived
from book.management.progress import Progress


class Command(BaseCommand):
    help = "Makes derived data again from scratch: all of it, or the names given."

    def add_arguments(self, parser):
        parser.add_argument(
            "names", nargs="*", metavar="NAME",
            help=f"one of {', '.join(derived.BY_PREFIX)}, or a single job such as words:41; default: everything",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args, names: list[str], json: bool, **options):
        progress = Progress(self.stderr)
        try:
            report = derived.regenerate(names, progress=progress)
        except derived.UnknownName as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        if json:
            self._print_json(report)
        else:
            self._print_lines(report)
        if report.failed:
            sys.exit(1)

    def _print_json(self, report):
        self.stdout.write(json.dumps(asdict(report), indent=2, ensure_ascii=False))

    def _print_lines(self, report):
        for prefix, count in report.made.items():
            self.stdout.write(f"{prefix}: {count} made, sha256 {report.sha256[prefix][:16]}")
        for name, error in report.failed.items():
            self.stderr.write(f"{name} failed: {error}")
        self.stdout.write(f"{sum(report.made.values())} things in {report.seconds:.1f} s")
