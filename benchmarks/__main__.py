"""``python -m benchmarks [SECTION …]``: text, editing, derived, wagtail; all of them without arguments."""

import os
import sys
import tempfile

SECTIONS = ("text", "editing", "derived", "wagtail")


def main(names):
    unknown = set(names) - set(SECTIONS)
    if unknown:
        sys.exit(f"unknown section {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    with tempfile.TemporaryDirectory(prefix="annals-bench-") as folder:
        os.environ["ANNALS_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
        # Django and what imports it come after the environment is set.
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from benchmarks import beside_wagtail, derived, editing, text

        modules = {"text": text, "editing": editing, "derived": derived, "wagtail": beside_wagtail}
        for name in names or SECTIONS:
            modules[name].run()


main(sys.argv[1:])
