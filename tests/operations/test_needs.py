"""What a test needs and this machine lacks: skipped by name with the reason, or a failure where everything is required."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDY = "tests/operations/test_production.py::test_the_public_role_may_read_the_listed_tables_and_nothing_else"
REASON = "psql, PostgreSQL's command line, is not installed"


@pytest.fixture
def suite_without_psql(tmp_path):
    """Runs the needy test on a machine whose PATH is empty; the lines it prints."""

    def run(**more):
        env = {name: value for name, value in os.environ.items() if not name.startswith(("ANNALS_", "PYTEST_"))}
        answer = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "-q", NEEDY],
            cwd=ROOT, env={**env, **more, "PATH": str(tmp_path)}, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return answer.returncode, answer.stdout

    return run


def test_a_missing_need_skips_the_test_by_name_with_the_reason(suite_without_psql):
    code, output = suite_without_psql()
    (line,) = [line for line in output.splitlines() if line.startswith("SKIPPED")]
    assert code == 0
    assert NEEDY in line
    assert REASON in line


def test_where_everything_is_required_a_missing_need_is_a_failure(suite_without_psql):
    code, output = suite_without_psql(ANNALS_REQUIRE_SERVICES="1")
    assert code == 1
    assert REASON in output
    assert "SKIPPED" not in output
