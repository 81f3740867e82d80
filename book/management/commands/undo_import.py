"""``undo_import BATCH``: take an import back."""

import json

from django.core.management.base import BaseCommand, CommandError

from book.manuscript.acting import NobodyToAct, actor_for
from book.manuscript.undoing import NoSuchBatch, undo_import
from editorial.errors import EditorialError


class Command(BaseCommand):
    help = "Undo an import: what it made goes, what it changed returns, what people touched since stays and is listed."

    def add_arguments(self, parser):
        parser.add_argument("batch", type=int, help="the number the import printed")
        parser.add_argument("--as", dest="actor", metavar="USER", help="who undoes it (user name or mail address)")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, batch, actor, **options):
        try:
            report = undo_import(batch, actor=actor_for(actor))
        except (NoSuchBatch, NobodyToAct, EditorialError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
            return
        for record in report.removed:
            self.stdout.write(f"removed {record}")
        for record in report.returned:
            self.stdout.write(f"returned {record}")
        for record, reason in report.refused.items():
            self.stdout.write(f"kept {record}: {reason}")
