"""Permanent keys: what a new record may be called. A key is chosen once and never changes."""

import re
import unicodedata
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from editorial.models import Item

# Letters and digits of any script, with hyphens, points and underscores inside: what text can name as [[event:key]]
# and an address can carry.
_KEY = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?")
LIMIT = 120


def help_text():
    return _("Part of the address, and never changed afterwards: letters, digits, hyphens. "
             "Left empty, it is made from the title.")  # fmt: skip


def free(kind_name, key, *, prefix="") -> str:
    """Return ``prefix + key``, with ``-2``, ``-3`` … behind it where a record of the kind has that key already."""
    taken = set(Item.objects.filter(kind=kind_name, key__startswith=prefix + key).values_list("key", flat=True))
    candidates = (f"{prefix}{key}{ending}" for ending in chain([""], (f"-{number}" for number in count(2))))
    return next(each for each in candidates if each not in taken)


def clean(key) -> str:
    """Return ``key`` in NFKC; raise ``ValidationError`` where it cannot be part of an address and of text."""
    key = unicodedata.normalize("NFKC", key.strip())
    if not _KEY.fullmatch(key):
        raise ValidationError(
            _("“%(key)s” cannot be a key: use letters, digits, hyphens, points and underscores, beginning and ending "
              "with a letter or digit.") % {"key": key}
        )  # fmt: skip
    if len(key) > LIMIT:
        raise ValidationError(_("A key has at most %(limit)s characters.") % {"limit": LIMIT})
    return key
