"""Keeping what a source said: private text, replaced as a whole, with a line in the audit trail."""

import hashlib

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from editorial import audit, clock, guards, jobs, roles, shapes
from editorial.models import Act
from editorial.text import edtf
from editorial.transitions.settling import lock
from sources import where_used
from sources.models import SourceText

#: Longest text of one source, in characters: a long book.
LONGEST = 5_000_000


@transaction.atomic
def keep_text(item, *, text, actor, captured_on="", origin="") -> SourceText | None:
    """Store ``text`` as the archived text of the source ``item``; an empty text takes it away.

    ``captured_on`` is the day somebody saw it (EDTF or words for a date), ``origin`` a file name or an address.
    Returns the stored row; None where nothing is stored now. The draft and its versions stay as they are. Raises
    NotAllowed and ``ValidationError``.
    """
    (item,) = lock([item])
    guards.insist(guards.to_edit(item, actor))
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    shapes.refuse_unstorable({"text": text, "origin": origin})
    if len(text) > LONGEST:
        raise ValidationError(_("The text is longer than %(count)s characters.") % {"count": f"{LONGEST:,}"})
    stored = SourceText.objects.filter(item=item).first()
    fields = {"text": text, "captured_on": _day(captured_on), "origin": origin.strip()[:2000]}
    if stored is not None and all(getattr(stored, name) == value for name, value in fields.items()):
        return stored
    before = stored.sha256 if stored else ""
    if not text:
        if stored is not None:
            stored.delete()
            audit.write(Act.ARCHIVE, actor=actor, item=item, detail={"text_before": before, "text_after": ""})
        return None
    fields |= {
        "sha256": hashlib.sha256(text.encode()).hexdigest(), "stored_at": clock.now(), "stored_by": actor,
        "stored_by_name": roles.name_of(actor),
    }  # fmt: skip
    stored, _created = SourceText.objects.update_or_create(item=item, defaults=fields)
    audit.write(
        Act.ARCHIVE, actor=actor, item=item,
        detail={"text_before": before, "text_after": stored.sha256, "characters": len(text)},
    )  # fmt: skip
    jobs.want([f"findings:{item.pk}", *where_used.findings_of(item.key)])
    return stored


def _day(text) -> str:
    if not text:
        return ""
    try:
        return edtf.read(text)
    except edtf.DateError as error:
        sentence = _("“%(text)s” is not a date: %(reason)s") % {"text": text, "reason": error}
        raise ValidationError({"captured_on": sentence}) from error
