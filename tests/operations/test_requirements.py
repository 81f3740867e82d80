"""The locks: made from the ranges, every file by hash, no word of where anything was fetched from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = {"app": PROJECT["dependencies"], "dev": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]}


def locked(name):
    """``{package: version}`` of a lock."""
    lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
    pins = (re.match(r"([a-z0-9.-]+)==([^ ;]+)", line) for line in lines)
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


@pytest.mark.parametrize("name", LOCKS)
def test_every_range_is_met_by_the_lock(name):
    versions = locked(name)
    unmet = [
        text
        for text in LOCKS[name]
        for wanted in [Requirement(text)]
        if not wanted.specifier.contains(versions.get(canonicalize_name(wanted.name), "0"), prereleases=True)
    ]
    assert unmet == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes_and_no_address_is_told(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    pins = re.split(r"\n(?=[a-z0-9])", text)
    assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r".*(?:://|--index|--extra-index|--find-links|file:).*", text) == []


def test_development_runs_the_versions_that_production_runs():
    app, dev = locked("app"), locked("dev")
    assert {name: dev.get(name) for name in app} == app


def test_every_dependency_says_why_it_is_there():
    text = (ROOT / "pyproject.toml").read_text()
    lines = re.findall(r'^    "[A-Za-z][^"]*",(.*)$', text.split("[tool.")[0], flags=re.M)
    assert len(lines) == len(LOCKS["dev"])
    assert [line for line in lines if not re.match(r" +# .{10,}", line)] == []
