"""A check has three cases: a text with nothing to look at, a fine text, and a failing one with all that is found."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.drafts import World, subject


@dataclass(frozen=True)
class Case:
    """``found`` lists (line, target, sentence) of the failing draft, in order. Drafts are Snapshots."""

    check: Any
    nothing: Any
    fine: Any
    failing: Any
    found: list
    world: Any = field(default_factory=World)

    def problems(self, snapshot):
        judged = subject(snapshot, self.world)
        return [(problem.line, problem.target, problem.message) for problem in self.check.run(judged)]

    @property
    def name(self):
        return self.check.id


def over(cases):
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.name)


def assert_nothing_to_find(case):
    assert case.problems(case.nothing) == []


def assert_fine(case):
    assert case.problems(case.fine) == []


def assert_failing(case):
    assert case.problems(case.failing) == case.found
