"""``python -m benchmarks [SECTION …]``: the sections below; all of them without arguments."""

import os
import sys
import tempfile
from importlib import import_module

#: Each is a module of this package with a function ``run``.
SECTIONS = (
    "text",
    "editing",
    "editor",
    "desk",
    "derived",
    "searching",
    "citing",
    "timeline",
    "books",
    "site",
    "sources",
    "beside_wagtail",
)


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
        for name in names or SECTIONS:
            import_module(f"benchmarks.{name}").run()


main(sys.argv[1:])
