"""Permanent keys: what a new record may be called. A key is chosen once and never changes."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Letters and digits of any script, with hyphens, points and underscores inside: what text can name as [[event:key]]
# and an address can carry.
_KEY = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?")
LIMIT = 120


def help_text():
    return _("Letters, digits, hyphens; part of the address, and never changed afterwards.")


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
