"""Replacing derived rows: one short write, and none at all where the rows are the same already."""

from collections import Counter


def replace_rows(stored, made) -> bool:
    """Make the rows of the queryset ``stored`` equal to the unsaved instances ``made``; returns whether it wrote.

    Call inside a transaction that holds a lock on what the rows belong to.
    """
    fields = [field.attname for field in stored.model._meta.concrete_fields if not field.primary_key]
    present = Counter(tuple(map(_plain, values)) for values in stored.order_by().values_list(*fields))
    wanted = Counter(tuple(_plain(getattr(row, name)) for name in fields) for row in made)
    if present == wanted:
        return False
    stored.delete()
    stored.model.objects.bulk_create(made, batch_size=500)
    return True


def _plain(value):
    """Return a value that can be compared and counted; JSON fields hold lists."""
    return repr(value) if isinstance(value, list | dict) else value
