"""The newest version of a draft, as jobs read it: pinned by its number, resolved against the working drafts."""

from editorial import checks, history
from editorial.models import Item
from editorial.resolving import DraftResolver


class WatchedResolver(DraftResolver):
    """Resolves working drafts and remembers what it was asked for, found or not."""

    @property
    def asked(self) -> set[tuple[str, str]]:
        """The (kind, key) of every question so far."""
        return set(self._found)


def subject(item_pk) -> checks.Subject | None:
    """Return the newest version of an item, ready to be read and judged; None for an item that is not there.

    The version is read in one piece, so that its text and its number always belong together.
    """
    item = Item.objects.select_related("collection").filter(pk=item_pk).first()
    drafts = item and item.versions.filter(is_correction=False).select_related("stored", "item")
    version = drafts and drafts.order_by("-number").first()
    if version is None:
        return None
    collection = item.collection or item
    return checks.Subject(
        item, history.snapshot_of(version), WatchedResolver(collection_key=collection.key),
        version_number=version.number,
    )  # fmt: skip
