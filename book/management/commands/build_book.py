"""A book to take home, made here and now."""

import json as json_module
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from book.management.progress import Progress
from book.taking_home import building, contents


class Command(BaseCommand):
    help = "Writes a released book, or one chapter of it, as EPUB or PDF. Drafts are never in it."

    def add_arguments(self, parser):
        parser.add_argument("book", metavar="BOOK", help="the key of the book")
        parser.add_argument("--format", choices=("epub", "pdf"), default="epub", help="default: epub")
        parser.add_argument("--chapter", metavar="KEY", default="", help="only this chapter: its key, or the end of it")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="zh-hans",
                            help="the language of title page and contents; the text is the released one")  # fmt: skip
        parser.add_argument("--output", metavar="FILE", type=Path, help="default: <book>.epub in this folder")
        parser.add_argument("--json", action="store_true", help="print what was written as JSON")

    def handle(self, *args, book, chapter, language, output, json, **options):
        file_format = options["format"]
        key = chapter if "/" in chapter or not chapter else f"{book}/{chapter}"
        found = contents.read(book, language=language, chapter_key=key)
        if found is None:
            raise CommandError(f"Nothing is public under the key {key or book}. Publish it first.")
        target = output or Path(f"{(key or book).rpartition('/')[2]}.{file_format}")
        progress = Progress(self.stderr)
        try:
            data = building.write(
                found, file_format, progress=lambda done, total: progress("chapters", done, total, "")
            )
            building.keep(target, data)
        except building.CannotMake as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{target} could not be written: {error}") from error
        finally:
            progress.close()
        if json:
            report = {
                "file": str(target),
                "bytes": len(data),
                "chapters": len(found.chapters),
                "releases": found.releases,
            }
            self.stdout.write(json_module.dumps(report, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(f"{target}: {len(found.chapters)} chapters, {len(data):,} bytes")
