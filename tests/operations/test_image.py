"""The image's build, by hand: what its context sends, laid out as the image lays it, and the commands it runs there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.fixture
def layers(tmp_path):
    """A folder with the files that the image copies, and nothing else."""
    place = tmp_path / "app"
    for sources, target in re.findall(r"^COPY (.+) (\S+)$", DOCKERFILE, flags=re.M):
        for source in sources.split():
            wanted = place / (source if target == "./" else target)
            wanted.parent.mkdir(parents=True, exist_ok=True)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, wanted, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
            else:
                shutil.copy(ROOT / source, wanted)
    return place


def test_the_image_is_complete_without_the_rest_of_the_project(layers, tmp_path, production):
    (build,) = re.findall(r"^RUN (export .+?[^\\])$", DOCKERFILE, flags=re.M | re.S)
    script = build.replace("\\\n", " ").replace("/tmp/build", str(tmp_path / "build"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    place = {"ANNALS_STATIC_ROOT": str(tmp_path / "static"), "PATH": path, "DJANGO_DEBUG": "false"}
    built = subprocess.run(["sh", "-c", script], cwd=layers, env=place, capture_output=True, text=True, timeout=300)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "static" / "staticfiles.json").exists()
    assert list(layers.glob("locale/*/LC_MESSAGES/django.mo")) != []
    assert not (tmp_path / "build").exists()
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=layers, env={**production, **place}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
