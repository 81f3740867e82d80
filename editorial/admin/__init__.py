"""The desk: the stock Django admin with safe histories, workflow buttons and the review page.

May import: ``editorial``. Kinds register their own admins, built on :class:`~editorial.admin.item.ItemAdmin`, in the
apps above.
"""

from editorial.admin import people, records, trail  # noqa: F401  (importing registers)
from editorial.admin.item import ItemAdmin

__all__ = ["ItemAdmin"]
