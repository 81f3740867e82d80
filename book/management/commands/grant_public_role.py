"""The public site's database role from the command line."""

from django.core.management.base import BaseCommand, CommandError

from book.public.tables import PUBLIC_TABLES, CannotGrant, grant_reading


class Command(BaseCommand):
    help = "Leaves a PostgreSQL role with SELECT on the public tables and nothing else."

    def add_arguments(self, parser):
        parser.add_argument("role", help="an existing role, such as annals_public")

    def handle(self, *args, role, **options):
        try:
            grant_reading(role)
        except CannotGrant as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{role} may read {len(PUBLIC_TABLES)} tables and nothing else.")
