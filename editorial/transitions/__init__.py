"""The acts: the only code that writes an item's status and what is public.

Each act is one function in one transaction: lock the items, re-read them, ask the guard, change, write the audit
trail, ask for the derived data. Errors are those of :mod:`editorial.errors`; each carries a sentence.
"""

from editorial.transitions.corrections import correct, merge
from editorial.transitions.drafts import create, delete, discard, edit, restore
from editorial.transitions.many import New, create_many
from editorial.transitions.publication import publish_due, reseal, roll_back, unpublish
from editorial.transitions.reviews import publish_by_override, return_, sign, submit, withdraw
from editorial.transitions.sets import accept, decline, leave_out, suggest

__all__ = [
    "New", "accept", "correct", "create", "create_many", "decline", "delete", "discard", "edit", "leave_out", "merge", "publish_by_override",
    "publish_due", "reseal", "restore", "return_", "roll_back", "sign", "submit", "suggest", "unpublish", "withdraw",
]  # fmt: skip
