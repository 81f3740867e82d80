"""Every (state, act, person): who may do what when, and that everything else changes nothing (M01, M04)."""

from datetime import timedelta

import pytest
from django.apps import apps

from editorial import clock, errors, freezing, transitions
from editorial.models import Submission
from tests.records import approve, fresh, make, make_book, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

STATES = ["draft", "in_review", "scheduled", "published", "changed", "withdrawn"]
PEOPLE = ["author", "colleague", "reviewer", "editor", "administrator", "outsider", "deactivated"]
WRITERS = {"author", "colleague", "editor"}
JUDGES = {"reviewer", "editor"}

#: (state, act) → the people for whom the act succeeds. What is not listed is refused for everybody.
ALLOWED = {
    **{(state, "edit"): WRITERS for state in STATES},
    **{(state, "restore"): WRITERS for state in STATES},
    # Whoever never wrote on it does not send it in somebody else's stead.
    **{(state, "submit"): {"author", "editor"} for state in ("draft", "changed", "withdrawn")},
    **{(state, "withdraw"): {"author", "editor"} for state in ("in_review", "scheduled")},
    ("in_review", "return"): JUDGES,
    ("in_review", "sign"): JUDGES,
    ("changed", "discard"): {"author", "editor"},
    **{(state, "unpublish"): {"editor"} for state in ("published", "changed")},
    ("withdrawn", "roll_back"): {"editor"},
    ("draft", "delete"): {"author", "editor"},
}
ACTS = sorted({act for _state, act in ALLOWED})


@pytest.fixture
def people(make_user):
    folk = {
        "author": make_user("author", role="author"),
        "colleague": make_user("colleague", role="author"),
        "reviewer": make_user("reviewer", role="reviewer"),
        "editor": make_user("editor", role="editor"),
        "administrator": make_user("administrator", role="administrator"),
        "outsider": make_user("outsider"),
        "deactivated": make_user("deactivated", role="editor"),
    }
    folk["deactivated"].is_active = False
    folk["deactivated"].save()
    return folk


def bring_to(state, author, second_reviewer, editor):
    """Return a chapter in ``state`` and its newest submission (or None)."""
    book = make_book(author)
    chapter = make("chapter", author, book=book)
    if state in ("published", "changed", "withdrawn"):
        publish(chapter, author=author, reviewer=second_reviewer)
    if state == "changed":
        transitions.edit(chapter, actor=author, fields={"body": "新的一稿。"})
    if state == "withdrawn":
        transitions.unpublish(fresh(chapter), actor=editor, reason="查证")
    if state in ("in_review", "scheduled"):
        submission = transitions.submit([chapter], actor=author)
        if state == "scheduled":
            approve(submission, second_reviewer, publish_at=clock.now() + timedelta(days=1))
    return fresh(chapter), Submission.objects.order_by("-pk").first()


def perform(act, item, submission, person, seal):
    """Do ``act`` as ``person``."""
    acts = {
        "edit": lambda: transitions.edit(item, actor=person, fields={"standfirst": "改"}),
        "restore": lambda: transitions.restore(item, 1, actor=person),
        "submit": lambda: transitions.submit([item], actor=person),
        "withdraw": lambda: transitions.withdraw(submission, actor=person),
        "return": lambda: transitions.return_(submission, actor=person, comment="请改"),
        "sign": lambda: transitions.sign(submission, actor=person, seal=seal),
        "discard": lambda: transitions.discard(item, actor=person),
        "unpublish": lambda: transitions.unpublish(item, actor=person, reason="有误"),
        "roll_back": lambda: transitions.roll_back(item, 1, actor=person, reason="核实"),
        "delete": lambda: transitions.delete(item, actor=person),
    }
    return acts[act]()


def everything():
    """Every row of our tables, as values: what an illegal attempt must not change."""
    ours = [model for label in ("editorial", "sources", "book") for model in apps.get_app_config(label).get_models()]
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values()) for model in ours if not model._meta.proxy
    }


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_succeeds_exactly_for_whom_the_table_says(state, act, people, make_user):
    second_reviewer = make_user("second-reviewer", role="reviewer")
    item, submission = bring_to(state, people["author"], second_reviewer, people["editor"])
    if submission is None and act in ("withdraw", "return", "sign"):
        assert (state, act) not in ALLOWED
        return
    seal = freezing.freeze_submission(submission).seal if submission else ""
    allowed = ALLOWED.get((state, act), set())
    before = everything()
    for name in PEOPLE:
        if name in allowed:
            continue
        with pytest.raises((errors.NotAllowed, errors.WrongState)) as refused:
            perform(act, item, submission, people[name], seal)
        assert refused.value.sentence
        assert refused.value.status_code in (403, 409)
        if name in ("outsider", "deactivated", "administrator"):
            assert refused.type is errors.NotAllowed, name
        assert everything() == before, name
    for name in sorted(allowed):
        from django.db import transaction

        point = transaction.savepoint()
        perform(act, fresh(item), submission, people[name], seal)
        if act != "restore":  # restoring what is already the draft is allowed and changes nothing
            assert everything() != before, name
        transaction.savepoint_rollback(point)


def test_status_is_written_by_the_transitions_alone():
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    writers = {
        str(path.relative_to(root))
        for folder in ("editorial", "sources", "book")
        for path in (root / folder).rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"item\.status\s*=[^=]|update\([^)]*\bstatus=|Publication\.objects\.create", path.read_text())
    }
    assert writers == {"editorial/transitions/settling.py", "editorial/publishing.py"}
