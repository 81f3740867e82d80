"""``manage.py prune_versions --days 365 [--delete]``"""

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from editorial import pruning


class Command(BaseCommand):
    help = "Thin out old draft versions that no release or submission rests on. A dry run unless --delete is given."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=365, help="keep versions younger than this (default 365)")
        parser.add_argument("--delete", action="store_true", help="really remove them")

    def handle(self, *, days, delete, **options):
        pruned = pruning.prune(days=days, dry_run=not delete)
        sentence = (
            ngettext("%(count)s version removed", "%(count)s versions removed", pruned.versions)
            if delete
            else ngettext("%(count)s version would be removed", "%(count)s versions would be removed", pruned.versions)
        )
        self.stdout.write(sentence % {"count": pruned.versions} + f" ({pruned.characters} characters)")
