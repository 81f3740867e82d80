"""The same work in Wagtail and here, in one run: saving and publishing, the admin, and the public page over HTTP."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import heading
from benchmarks.manuscripts import chapter
from book.config.data_folder import STAMP

ROOT = Path(__file__).resolve().parents[1]
BENCH = Path(os.environ.get("ANNALS_BENCH_DIR", ROOT.parent / "shared" / "bench"))
WAGTAIL = os.environ.get("ANNALS_BENCH_WAGTAIL_PYTHON", "")
HERE = Path(__file__).resolve().parent
ROUNDS = int(os.environ.get("ANNALS_BENCH_ROUNDS", "3"))


def run():
    heading("Beside Wagtail")
    if not (BENCH / "api_bench.py").exists():
        print(f"not measured: no benchmark folder at {BENCH.name} (set ANNALS_BENCH_DIR)")
        return
    if not WAGTAIL:
        print("not measured: set ANNALS_BENCH_WAGTAIL_PYTHON to the python of an environment with wagtail and gunicorn")
        return
    with tempfile.TemporaryDirectory(prefix="annals-bench-") as folder:
        _editing(Path(folder))
        _public(Path(folder))


def _chapter(folder):
    path = folder / "chapter.md"
    path.write_text(chapter(), "utf-8")
    return path


def _environment(folder, name):
    return os.environ | {
        "PYTHONDONTWRITEBYTECODE": "1",
        "BENCH_STATE": str(folder / f"{name}-state"),
        "ANNALS_DATA_DIR": str(folder / "annals-data"),
        "DJANGO_SETTINGS_MODULE": "settings" if name == "wagtail" else "benchmarks.settings",
        "PYTHONPATH": "" if name == "wagtail" else str(ROOT),
    }


def _measure(folder, name, python, site, settings, driver, *extra):
    out = folder / f"{name}.json"
    environment = _environment(folder, name)
    (folder / "annals-data").mkdir(exist_ok=True)
    subprocess.run(
        [python, BENCH / "api_bench.py", "--site", site, "--settings", settings, "--driver", driver, "--chapter",
         _chapter(folder), "--pages", "100", "--edits", "30", "--out", out, *extra],
        check=True, env=environment, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    return json.loads(out.read_text())


def _editing(folder):
    rows: dict[str, list] = {}
    for turn in range(ROUNDS):
        state = folder / f"round-{turn}"
        state.mkdir()
        theirs = _measure(
            state, "wagtail", WAGTAIL, BENCH / "sites/wagtail_min", "settings", BENCH / "drivers/wagtail_driver.py"
        )
        ours = _measure(state, "annals", sys.executable, ROOT, "benchmarks.settings", HERE / "annals_driver.py")
        for name in ("save_revision_ms", "publish_ms", "create_full_ms", "admin_list_ms", "admin_edit_form_ms"):
            rows.setdefault(name, []).append((ours[name], theirs[name]))
        both = [{"p50": each["save_revision_ms"]["p50"] + each["publish_ms"]["p50"]} for each in (ours, theirs)]
        rows.setdefault("save + publish", []).append(tuple(both))
        print(f"round {turn + 1}: fresh after publish: {ours['fresh_after_publish']}", flush=True)
    print(f"\n{'median of each round, ms':<28}{'annals':>10}{'wagtail':>10}{'ratio':>8}  (lowest to highest)")
    for name, pairs in rows.items():
        ratios = [ours["p50"] / theirs["p50"] for ours, theirs in pairs]
        mine, other = (statistics.median(pair[side]["p50"] for pair in pairs) for side in (0, 1))
        print(
            f"{name:<28}{mine:>10.1f}{other:>10.1f}{statistics.median(ratios):>8.2f}"
            f"  ({min(ratios):.2f} to {max(ratios):.2f})",
            flush=True,
        )


def _public(folder):
    if not shutil.which("wrk"):
        print("public page over HTTP not measured: wrk is not installed")
        return
    state = folder / "public"
    state.mkdir()
    page = state / "page.html"
    theirs = _measure(
        state, "wagtail", WAGTAIL, BENCH / "sites/wagtail_min", "settings", BENCH / "drivers/wagtail_driver.py",
        "--only-setup", "--dump-html", page,
    )  # fmt: skip
    ours = _measure(
        state, "annals", sys.executable, ROOT, "benchmarks.settings", HERE / "annals_driver.py", "--only-setup"
    )
    annals = {"ANNALS_DATA_DIR": str(state / "annals-data"), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
    (state / "annals-data" / STAMP).touch()
    targets = state / "targets.toml"
    targets.write_text(
        _target("bare-django", WAGTAIL, BENCH / "sites/bare_django", "bare:application", "/", {"BENCH_HTML": str(page)},
                baseline=True)
        + _target("wagtail-uncached", WAGTAIL, BENCH / "sites/wagtail_min", "wsgi:application", theirs["page_path"],
                  {"BENCH_STATE": str(state / "wagtail-state"), "BENCH_CACHE": "none", "DJANGO_SETTINGS_MODULE": "settings"})
        + _target("annals-ready", sys.executable, ROOT, "book.config.wsgi:application", ours["page_path"], annals)
        + _target("annals-uncached", sys.executable, ROOT, "book.config.wsgi:django_application", ours["page_path"], annals)
    )  # fmt: skip
    subprocess.run(
        [sys.executable, BENCH / "http_bench.py", "--targets", targets, "--rounds", str(ROUNDS), "--seconds", "5",
         "--out", state / "http.json"],
        check=True, cwd=state,
    )  # fmt: skip


def _target(name, python, folder, app, path, env, *, baseline=False):
    pairs = ", ".join(f'{key} = "{value}"' for key, value in env.items())
    return (
        f'[[target]]\nname = "{name}"\n{"baseline = true" if baseline else ""}\nkind = "gunicorn"\n'
        f'python = "{python}"\ndir = "{folder}"\napp = "{app}"\npath = "{path}"\nenv = {{ {pairs} }}\n\n'
    )
