"""Translation catalogues from the command line."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from book import catalogues


class Command(BaseCommand):
    help = "Brings the translation catalogues up to date with the code and compiles them."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a catalogue has gaps")
        parser.add_argument("--compile", action="store_true", help="only compile what is newer than its compiled file")

    def handle(self, *args, check, compile, **options):
        languages = [code for code, _name in settings.LANGUAGES if not code.startswith("en")]
        if check:
            self._check(languages)
            return
        if not compile:
            for language in languages:
                changed = catalogues.bring_up_to_date(settings.BASE_DIR, language)
                self.stdout.write(f"{language}: {'written' if changed else 'unchanged'}")
        for path in catalogues.compile_stale(settings.BASE_DIR, languages):
            self.stdout.write(f"compiled {path.relative_to(settings.BASE_DIR)}")

    def _check(self, languages):
        sentences = [sentence for language in languages for sentence in catalogues.gaps(settings.BASE_DIR, language)]
        for sentence in sentences:
            self.stderr.write(sentence)
        if sentences:
            raise CommandError(f"{len(sentences)} gaps in the translation catalogues")
        self.stdout.write("The translation catalogues are complete.")
