"""`manage.py run`: a whole installation on one machine, from an empty folder to addresses to open."""

import os

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from book import running
from book.first_start import first_start


class Command(BaseCommand):
    help = "Prepares the data folder, then runs web, worker and beat together until Ctrl-C."
    # The children check the system themselves; asking once more here only delays the start.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"), help="address to listen at")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT", "8000"), help="PORT, or 8000")

        parser.add_argument("--no-demo", action="store_true", help="leave an empty installation empty")

    def handle(self, *args, host, port, no_demo, **options):
        try:
            running.require_free_port(host=host, port=port)
            with running.hold_data_folder(settings.DATA_DIR):
                call_command("messages", compile=True, stdout=self.stderr)
                call_command("migrate", interactive=False, verbosity=0)
                if not settings.DEBUG:
                    call_command("collectstatic", interactive=False, verbosity=0)
                people = [] if no_demo else first_start(report=self._say)
                code = running.run(
                    running.children(host=host, port=port),
                    ready=lambda: running.answers(f"http://{host}:{port}/healthz"),
                    on_ready=lambda: self._announce(host, port, people),
                    report=self._say,
                )
        except running.CannotRun as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {str(error).strip()}") from error
        except KeyboardInterrupt:  # before the children were there to be stopped
            raise CommandError("Stopped before the start was finished; nothing was kept.", returncode=130) from None
        if code:
            raise SystemExit(code)

    def _say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()

    def _announce(self, host, port, people):
        address = f"http://{host}:{port}"
        lines = ["", f"Annals is running. Data folder: {settings.DATA_DIR}"]
        lines += [f"  the site    {address}/", f"  in English  {address}/en/", f"  the desk    {address}/admin/"]
        if people:
            lines += ["", "People of the demo, for development only. These passwords are shown once:"]
            lines += [f"  {person.role:<10}{person.name:<10}{person.password}" for person in people]
        lines += ["", "Ctrl-C stops everything."]
        self._say("\n".join(lines))
