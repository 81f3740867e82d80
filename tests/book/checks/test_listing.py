"""The checks as a whole: each is listed once, has a name that never changes, and says one sentence."""

import re

import pytest

from editorial import checks, kinds
from editorial.models import Severity

TEXT = {
    "empty-title", "verify-mark", "unknown-reference", "unreleased-reference", "broken-link", "rejected-form",
    "unknown-citation", "unreleased-citation", "ambiguous-citation", "unresolved-citation", "citation-by-other-name",
    "reference-without-source", "dead-link-cited", "retracted-source", "corrected-source", "superseded-source", "dead-source",
    "quotation-not-found", "quotation-differs", "quotation-found",
}  # fmt: skip
LISTED = {
    "book": TEXT | {"unreadable-outline", "unknown-chapter", "unplaced-chapter"},
    "chapter": TEXT | {
        "unresolved-list-entry", "unreadable-period", "heading-number", "declared-words", "declared-anecdotes",
        "word-target", "unmarked-anecdote",
    },
    "event": TEXT | {"dangling-relation", "unreadable-date", "missing-date", "causal-contradiction"},
    "organization": TEXT | {"dangling-relation"},
    "concept": TEXT | {"dangling-relation"},
    "source": {
        "source-without-title", "source-title-to-verify", "source-without-author", "source-without-year",
        "unknown-related-source",
        "standing-without-proof", "tier-without-reason", "standing-touches-texts", "dead-link",
    },
}  # fmt: skip
ERRORS = {
    "empty-title", "verify-mark", "unknown-reference", "unreleased-reference", "unknown-citation",
    "unreleased-citation", "dangling-relation", "unreadable-date", "causal-contradiction", "unreadable-outline",
    "source-without-title", "source-title-to-verify", "unknown-related-source",
}  # fmt: skip


def every_check():
    return {check.id: check for kind in kinds.all_kinds() for check in kind.checks}


@pytest.mark.parametrize("kind", LISTED)
def test_each_kind_lists_its_checks_once(kind):
    names = [check.id for check in kinds.get(kind).checks]
    assert len(names) == len(set(names))
    assert set(names) == LISTED[kind]


def test_errors_are_those_that_stand_in_the_way_of_a_submission():
    assert {name for name, check in every_check().items() if check.severity == Severity.ERROR} == ERRORS


@pytest.mark.parametrize("check", every_check().values(), ids=lambda check: check.id)
def test_a_check_has_a_name_in_kebab_case_and_a_docstring(check):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", check.id)
    assert type(check).__doc__
    assert checks.find(check.id) is not None
