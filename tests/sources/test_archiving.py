"""The archived text of a source: kept, replaced and taken away; no version, no release, a line in the trail."""

import pytest
from django.core.exceptions import ValidationError

from editorial import errors, history
from editorial.models import Act, AuditEntry
from sources import archiving
from sources.models import SourceText
from tests.records import fresh, make

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def item(author):
    return make("source", author)


def test_a_text_is_kept_replaced_and_taken_away_without_touching_the_draft(item, author):
    kept = archiving.keep_text(item, text="原文。\r\n第二行", captured_on="2025年4月11日", origin="a.md", actor=author)
    assert (kept.text, kept.captured_on, kept.origin, kept.stored_by_name) == (
        "原文。\n第二行",
        "2025-04-11",
        "a.md",
        "author",
    )
    assert (
        archiving.keep_text(item, text="原文。\n第二行", captured_on="2025-04-11", origin="a.md", actor=author) == kept
    )
    archiving.keep_text(item, text="新的原文。", actor=author)
    assert SourceText.objects.get().text == "新的原文。"
    assert archiving.keep_text(item, text=" ", actor=author) is None
    assert not SourceText.objects.exists()
    assert AuditEntry.objects.filter(item=item, act=Act.ARCHIVE).count() == 3
    assert (history.newest_number(item), fresh(item).lock_version) == (1, 1)


def test_who_writes_no_drafts_keeps_no_text(item, reviewer):
    with pytest.raises(errors.NotAllowed):
        archiving.keep_text(item, text="原文", actor=reviewer)


@pytest.mark.parametrize(
    "wrong", [{"captured_on": "soon"}, {"text": "a\x00b"}, {"text": "x" * 5_000_001}], ids=["date", "nul", "long"]
)
def test_what_cannot_be_stored_is_refused(item, author, wrong):
    with pytest.raises(ValidationError):
        archiving.keep_text(item, actor=author, **{"text": "原文", **wrong})
    assert not SourceText.objects.exists()
