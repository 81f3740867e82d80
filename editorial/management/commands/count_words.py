"""Counts the words of Markdown files: `manage.py count_words FILE… [--json]`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from editorial.text.counting import FileCount, UnreadableFile, count_file

COLUMNS = ("words", "cjk", "other", "code", "footnotes", "reading_minutes")


class Command(BaseCommand):
    """Prints one line per file; a file that cannot be read is named on the error output and makes the exit status 1."""

    help = "Count the words (字数) of Markdown files; front matter, code and footnotes do not count as words."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE… and --json."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="a Markdown file")
        parser.add_argument("--json", action="store_true", dest="as_json", help="print a JSON list instead of a table")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count each file, print what could be counted, then say what could not."""
        counted: list[FileCount] = []
        failed: list[UnreadableFile] = []
        for name in options["files"]:
            try:
                counted.append(count_file(Path(name)))
            except UnreadableFile as error:
                failed.append(error)
        rows = [{"path": file.path} | {column: getattr(file.count, column) for column in COLUMNS} for file in counted]
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) if options["as_json"] else table(rows))
        for error in failed:
            self.stderr.write(_("%(path)s was not counted: %(reason)s") % {"path": error.path, "reason": error.reason})
        if failed:
            raise SystemExit(1)


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as aligned columns, numbers to the right, the path last."""
    names = [*COLUMNS, "path"]
    cells = [names] + [[str(row[name]) for name in names] for row in rows]
    widths = [max(len(line[index]) for line in cells) for index in range(len(COLUMNS))]
    return "\n".join("  ".join([*map(str.rjust, line, widths), line[-1]]) for line in cells)
