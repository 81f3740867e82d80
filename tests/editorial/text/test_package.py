"""The package is pure: it runs without Django and without the rest of the project."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings

import editorial.text

MODULES = sorted(path.stem for path in Path(editorial.text.__file__).parent.glob("*.py") if path.stem != "__init__")


def test_no_module_needs_django_or_another_package():
    code = (
        f"import sys\nfor name in {MODULES!r}:\n    __import__('editorial.text.' + name)\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'book', 'sources', 'reversion'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=settings.BASE_DIR, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_files_stay_short():
    folder = Path(editorial.text.__file__).parent
    assert {path.name for path in folder.glob("*.py") if len(path.read_text().splitlines()) > 350} == set()
