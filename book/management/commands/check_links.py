"""``check_links``: ask the links of sources now, whatever the schedule says."""

import json

from django.core.management.base import BaseCommand

from book.management.progress import Progress
from sources import link_health
from sources.models import LinkCheck


class Command(BaseCommand):
    help = "Asks the links of sources that are due, or all of them, and says which are dead."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="ask every link, also those asked this week")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, **options):
        progress = Progress(self.stderr)
        try:
            counts = link_health.run_due(
                everything=options["all"], most=100_000, seconds=24 * 3600, progress=progress
            )  # fmt: skip
        finally:
            progress.close()
        dead = LinkCheck.objects.filter(failures__gte=LinkCheck.DEAD_AFTER).select_related("item")
        found = [{"key": check.item.key, "url": check.url, "reason": check.reason} for check in dead]
        if options["json"]:
            self.stdout.write(json.dumps({"counts": counts, "dead": found}, ensure_ascii=False, indent=2))
            return
        self.stdout.write(", ".join(f"{number} {outcome}" for outcome, number in counts.items()) or "–")
        for each in found:
            self.stdout.write(f"dead: {each['key']}: {each['url']}")
