"""``format_references FILE.json --style NAME``: a CSL-JSON list as references."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.csl import NotAnItem
from sources.formatting import HOUSE, STYLE_NAMES, format_references


class Command(BaseCommand):
    help = "Formats the items of a CSL-JSON file as references, in their order."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="FILE.json", help="a list of CSL-JSON items")
        parser.add_argument("--style", choices=STYLE_NAMES, default=HOUSE, help="how to write them; default: house")
        parser.add_argument("--json", action="store_true", help="print a list of {id, text} and nothing else")

    def handle(self, *args, path, style, json: bool, **options):
        try:
            formatted = format_references(_read(path), style=style)
        except NotAnItem as error:
            raise CommandError(f"{path}: {error}") from error
        self._print(formatted.references, as_json=json)
        for index, reason in formatted.problems:
            self.stderr.write(f"{path}[{index}]: {reason}")
        if formatted.problems:
            count = len(formatted.problems)
            raise CommandError(
                ngettext("%(count)s entry was left out.", "%(count)s entries were left out.", count) % {"count": count}
            )

    def _print(self, references, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(references, ensure_ascii=False, indent=2))
            return
        for reference in references:
            self.stdout.write(reference["text"])


def _read(path):
    """Return what a JSON file holds."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be read: %(reason)s") % {"path": path, "reason": error.strerror}
        ) from error
    except RecursionError as error:
        raise CommandError(_("%(path)s is nested too deeply.") % {"path": path}) from error
    except ValueError as error:  # also what is not UTF-8
        raise CommandError(_("%(path)s is not JSON: %(reason)s") % {"path": path, "reason": error}) from error
